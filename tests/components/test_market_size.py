"""Market size: only one series joins, only one origin implies growth, and the rest is told apart in words."""

import pandas as pd
import pytest

from components import market_size
from components.theme import DARK, LIGHT
from tests.components.figures_on_record import changed, claim_ids, figures, like, marks, names, words

NOW, LATER, GROWTH, UNDATED = (
    *(f"opoyi-2022-xiaomi-baic.{n}" for n in (20, 21, 45)),
    "giznewsdaily-2025-samsung-xiaomi.40",
)


def drawn(frame: pd.DataFrame, narrow: bool = False):
    return market_size.figure(market_size.sets(frame)[0], names(), LIGHT, narrow)


def curves(figure) -> list:
    return [trace for trace in figure.data if trace.name == "implied"]


def test_an_estimate_is_a_circle_and_a_forecast_a_triangle_at_their_years() -> None:
    figure = drawn(figures())
    (one,), (other,) = marks(figure, NOW), marks(figure, LATER)
    assert (one.marker.symbol, other.marker.symbol) == ("circle", "triangle-right")
    assert (round(one.x[0], 1), round(other.x[0], 1)) == (2021.0, 2027.0)
    assert (one.y[0], other.y[0]) == (124.2, 799)


def test_the_implied_growth_is_a_dashed_violet_curve_with_its_formula() -> None:
    figure = drawn(figures())
    (curve,) = curves(figure)
    assert (curve.line.dash, curve.line.color) == ("dash", LIGHT.derived)
    assert set(curve.customdata) == {GROWTH}
    assert (round(curve.y[0], 1), round(curve.y[-1], 1)) == (124.2, 799)
    assert curve.y[20] < (124.2 + 799) / 2, "equal growth bends, it is no straight line"
    assert "implied: 36.4% a year over six years" in words(figure)
    assert "(799 ÷ 124.2)<sup>1/6</sup>" in words(figure)


@pytest.mark.parametrize(
    "cells", [{"origin": "another"}, {"geography": "World"}, {"counted_by": "caam"}, {"period": None}]
)
def test_nothing_is_implied_across_origins_or_series(cells: dict[str, object]) -> None:
    figure = drawn(changed(figures(), LATER, **cells))
    assert not curves(figure)
    assert not [trace for trace in figure.data if trace.mode == "lines"]


def test_without_a_derived_growth_one_origins_path_is_dotted() -> None:
    frame = figures()
    figure = drawn(frame[frame["claim_id"].ne(GROWTH)])
    (path,) = [trace for trace in figure.data if trace.mode == "lines"]
    assert path.line.dash == "dot"
    figure = drawn(changed(frame[frame["claim_id"].ne(GROWTH)], LATER, basis="target"))
    assert not [trace for trace in figure.data if trace.mode == "lines"], "a target is never joined"


def test_a_denied_size_is_a_cross_and_a_possible_one_paler() -> None:
    (mark,) = marks(drawn(changed(figures(), NOW, stance="denies")), NOW)
    assert mark.marker.symbol == "x"
    (mark,) = marks(drawn(changed(figures(), NOW, within="possibly")), NOW)
    assert mark.marker.opacity == 0.45


def test_a_range_carries_a_bar_from_end_to_end() -> None:
    (mark,) = marks(drawn(changed(figures(), LATER, low=700e9)), LATER)
    middle = mark.y[0]
    assert (middle - mark.error_y.arrayminus[0], middle + mark.error_y.array[0]) == (700, 799)


def test_words_are_computed() -> None:
    (one,) = market_size.sets(figures())
    assert market_size.finding(one, names()) == "A forecast of 799 billion dollars implies 36.4% growth a year"
    assert market_size.caption(one, names()) == "Billion dollars, Mordor Intelligence"
    assert market_size.finding(None, names()) == market_size.question
    frame = figures()
    (one,) = market_size.sets(frame[frame["claim_id"].eq(NOW)])
    assert market_size.finding(one, names()) == "China's EV market was put at 124.2 billion dollars in 2021"


def test_none_one_and_dark() -> None:
    frame = figures()
    assert market_size.sets(frame.iloc[:0]) == []
    assert not market_size.figure(None, names(), LIGHT).data
    assert claim_ids(drawn(frame[frame["claim_id"].eq(NOW)], narrow=True)) == {NOW}
    assert claim_ids(market_size.figure(market_size.sets(frame)[0], names(), DARK)) == {NOW, LATER, GROWTH}


def apart(frame: pd.DataFrame) -> dict[str, str]:
    drawn_ids = {
        NOW,
        LATER,
        GROWTH,
        *(f"opoyi-2022-xiaomi-baic.{n}" for n in (24, 26, 30, 34, 36, 43, 44, 46)),
    }
    table = market_size.not_drawn(frame, drawn_ids, names())
    return dict(zip(table["claim_id"], table["why"], strict=True))


def test_what_is_not_drawn_says_why() -> None:
    why = apart(figures())
    assert why[UNDATED].endswith("No place, no year and no origin.")
    assert "A rank and no figure" in why["opoyi-2022-xiaomi-baic.18"]
    assert "A count, not a size or share" in why["opoyi-2022-xiaomi-baic.22"]
    assert not {NOW, LATER} & set(why)
    assert not any(claim in why for claim in ("opoyi-2022-xiaomi-baic.37", "pandaily-2023-xiaomi-suv.15")), "no market"


def test_another_counter_is_named() -> None:
    frame = figures()
    other = like(frame, NOW, claim_id="x.1", counted_by="caam")
    said = apart(pd.concat([frame, other]))["x.1"]
    assert "Counter stated here (China Association of Automobile Manufacturers)" in said


def test_the_table_names_figure_and_source() -> None:
    table = market_size.not_drawn(figures(), {NOW, LATER}, names()).set_index("claim_id")
    assert table.loc[UNDATED, "figure"] == "800 bn dollars"
    assert table.loc["opoyi-2022-xiaomi-baic.18", "source"] == "Opoyi, 26 Aug 2022, citing World Economic Forum"
    assert list(market_size.not_drawn(figures().iloc[:0], set(), names()).columns) == [
        "figure",
        "why",
        "source",
        "claim_id",
    ]
