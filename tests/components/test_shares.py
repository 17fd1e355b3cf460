"""Market share: published bars solid, a rank as the open band it implies, the unreported as visible as the rest."""

import pandas as pd
import pytest

from components import shares
from components.shares.history import lines
from components.shares.lanes import lanes
from components.theme import DARK, LIGHT
from tests.components.figures_on_record import changed, claim_ids, figures, like, marks, names, words

BYD, SGMW, CHERY, GAC, RANK, BAND, REST, RATIO = (
    f"opoyi-2022-xiaomi-baic.{n}" for n in (26, 30, 34, 36, 24, 43, 44, 46)
)


def drawn(frame: pd.DataFrame, narrow: bool = False):
    return shares.figure(shares.sets(frame)[0], names(), LIGHT, narrow)


def bars(figure, claim: str, style: str) -> list:
    return [trace for trace in marks(figure, claim) if trace.type == "bar" and trace.name == style]


def test_a_published_share_is_a_solid_bar_with_its_value_at_the_end() -> None:
    figure = drawn(figures())
    (bar,) = bars(figure, BYD, "fact")
    assert (bar.base[0], bar.x[0]) == (0, 27.9)
    assert bar.marker.color == LIGHT.fact
    (value,) = [note for note in figure.layout.annotations if ">27.9<" in note.text]
    assert value.x == 27.9


def test_a_rank_alone_is_an_open_hatched_band_between_its_neighbours_and_said_to_be_derived() -> None:
    figure = drawn(figures())
    (band,) = bars(figure, BAND, "derived")
    assert (band.base[0], round(band.base[0] + band.x[0], 1)) == (4.9, 10.1)
    assert band.marker.pattern.shape == "/"
    assert band.marker.pattern.fgcolor == LIGHT.derived
    rings = [trace for trace in marks(figure, BAND) if trace.type == "scatter"]
    assert sorted(x for trace in rings for x in trace.x) == [4.9, 10.1]
    assert all(trace.marker.color == LIGHT.page for trace in rings), "an excluded end is an open ring"
    assert "third</span>; between 4.9 and 10.1" in words(figure)
    assert "derived from its rank; the ends are not included" in words(figure)
    assert not bars(figure, RANK, "fact"), "nothing solid says that the share was published"


def test_dotted_ties_lead_from_the_band_to_the_shares_that_bound_it() -> None:
    figure = drawn(figures())
    ties = [shape for shape in figure.layout.shapes if shape.type == "line" and shape.line.dash == "dot"]
    assert sorted(tie.x0 for tie in ties) == [4.9, 10.1]
    assert all(tie.x0 == tie.x1 and tie.line.color == LIGHT.derived for tie in ties)


def test_included_ends_are_no_rings() -> None:
    frame = changed(figures(), BAND, low_open=False, high_open=False)
    assert not [trace for trace in marks(drawn(frame), BAND) if trace.type == "scatter"]


def test_what_nobody_reported_is_hatched_with_its_interval() -> None:
    figure = drawn(figures())
    (hatch,) = bars(figure, REST, "rest")
    assert (hatch.base[0], hatch.x[0]) == (0, 42.8)
    assert hatch.marker.pattern.fgcolor == LIGHT.hatch
    assert "42.8 to 48.0" in words(figure)
    without = figures()
    figure = drawn(without[without["claim_id"].ne(REST)])
    assert "Not reported" not in words(figure)


def test_a_derived_ratio_is_a_note_that_says_so() -> None:
    figure = drawn(figures())
    assert "2.76 times SGMW, derived" in words(figure)
    assert RATIO in claim_ids(figure)


def test_places_follow_from_the_published_rank_only() -> None:
    (one,) = shares.sets(figures())
    assert [(lane.of, lane.place) for lane in lanes(one)] == [
        ("byd", 1),
        ("sgmw", 2),
        ("tesla", 3),
        ("chery", 4),
        ("gac", 5),
    ]
    (one,) = shares.sets(changed(figures(), RANK, low=5.0, high=5.0))
    placed = {lane.of: lane.place for lane in lanes(one)}
    assert placed["tesla"] == 5
    assert placed["chery"] is None, "a rank that does not fit the order numbers nobody else"
    frame = figures()
    (one,) = shares.sets(frame[~frame["claim_id"].isin([RANK, BAND])])
    assert {lane.place for lane in lanes(one)} == {None}


def test_a_rank_without_a_derived_band_is_drawn_as_unknown() -> None:
    frame = figures()
    figure = drawn(frame[frame["claim_id"].ne(BAND)])
    assert bars(figure, RANK, "unknown")
    assert "third; share not reported" in words(figure)


def test_a_denied_share_reads_without_colour() -> None:
    figure = drawn(changed(figures(), SGMW, stance="denies", speaker="ford"))
    assert not bars(figure, SGMW, "fact")
    assert bars(figure, SGMW, "hollow")
    assert [trace.marker.symbol for trace in marks(figure, SGMW) if trace.type == "scatter"] == ["x"]
    assert "denied by Ford" in words(figure)


def test_an_estimate_says_so_and_a_forecast_is_hollow() -> None:
    assert "estimate" in words(drawn(changed(figures(), GAC, basis="estimate")))
    figure = drawn(changed(figures(), GAC, basis="forecast"))
    assert bars(figure, GAC, "hollow")
    assert not bars(figure, GAC, "fact")


def test_two_figures_of_one_company_stand_below_each_other_and_repeats_share_a_bar() -> None:
    frame = figures()
    again = like(frame, BYD, claim_id="x.1")
    other = like(frame, BYD, claim_id="x.2", low=25.0, high=25.0)
    figure = drawn(pd.concat([frame, again, other]))
    assert bars(figure, BYD, "fact") == bars(figure, "x.1", "fact")
    (one,), (two,) = bars(figure, BYD, "fact"), bars(figure, "x.2", "fact")
    assert two.y[0] - one.y[0] == 46
    assert shares.finding(shares.sets(pd.concat([frame, other]))[0], names()).startswith("BYD had 27.9% or 25% of")


def test_an_open_end_is_no_solid_bar_beyond_what_is_sure() -> None:
    figure = drawn(changed(figures(), GAC, low=float("nan"), high_open=True))
    assert not bars(figure, GAC, "fact")
    assert "below 4.2" in words(figure)


@pytest.mark.parametrize("state", [{"known": "possibly"}, {"within": "possibly"}])
def test_possible_rows_are_paler_and_keep_their_band(state: dict[str, str]) -> None:
    figure = drawn(changed(figures(), BYD, **state))
    assert bars(figure, BYD, "fact")[0].marker.opacity == 0.45
    assert bars(figure, SGMW, "fact")[0].marker.opacity == 1
    figure = drawn(changed(figures(), BAND, **state))
    assert bars(figure, BAND, "derived")[0].marker.opacity == 1
    assert all(trace.marker.opacity == 0.45 for trace in marks(figure, BAND) if trace.type == "scatter")


def test_every_claim_of_the_set_is_on_a_mark_and_one_row_is_enough() -> None:
    (one,) = shares.sets(figures())
    assert claim_ids(shares.figure(one, names(), DARK)) == one.claim_ids
    frame = figures()
    figure = drawn(frame[frame["claim_id"].eq(BYD)], narrow=True)
    assert claim_ids(figure) == {BYD}


def test_sixty_lanes_keep_their_height_and_none_has_nothing() -> None:
    frame = figures()
    many = pd.concat(
        [like(frame, BYD, claim_id=f"x.{n}", of=f"maker-{n}", low=30.0 - n / 2, high=30.0 - n / 2) for n in range(60)]
    )
    figure = shares.figure(shares.sets(many)[0], names(), LIGHT)
    assert figure.layout.height > 60 * 46
    assert shares.sets(frame.iloc[:0]) == []
    assert shares.finding(None, names()) == shares.question


def test_values_of_one_kind_carry_the_same_decimals() -> None:
    assert ">4.0<" in words(drawn(changed(figures(), GAC, low=4.0, high=4.0)))


def test_the_finding_and_the_lead_are_computed() -> None:
    (one,) = shares.sets(figures())
    assert (
        shares.finding(one, names())
        == "BYD had 27.9% of China's EV market in Jan–May 2022; for Tesla there is only a rank"
    )
    assert shares.lead(one, names()).endswith("Tesla is third, so its share lies above Chery’s and below SGMW’s.")
    assert shares.title(one, names()) == "Share of China's EV market, Jan–May 2022"
    frame = figures()
    (one,) = shares.sets(frame[~frame["claim_id"].isin([RANK, BAND])])
    assert "rank" not in shares.finding(one, names())


def yearly(*cells: dict[str, object]) -> pd.DataFrame:
    frame = figures()
    return pd.concat([like(frame, BYD, **({"claim_id": f"x.{n}"} | each)) for n, each in enumerate(cells)])


def joins(figure) -> list:
    return [trace for trace in figure.data if trace.mode == "lines"]


def test_history_joins_years_that_follow_each_other_in_one_series() -> None:
    figure = shares.history(yearly({"period": "2021"}, {"period": "2022"}), names(), LIGHT)
    assert [trace.line.dash for trace in joins(figure)] == ["solid"]
    figure = shares.history(yearly({"period": "2020"}, {"period": "2022"}), names(), LIGHT)
    assert [trace.line.dash for trace in joins(figure)] == ["dot"], "a year that nobody reported is no straight line"


@pytest.mark.parametrize(
    "other",
    [
        {"counted_by": "caam"},
        {"segment": "BEV"},
        {"of": "tesla"},
        {"basis": "forecast"},
        {"period": "2022-01/2022-05"},
        {"stance": "denies"},
    ],
)
def test_history_never_joins_what_may_not_be(other: dict[str, object]) -> None:
    frame = yearly({"period": "2021"}, {"period": "2022"} | other)
    figure = shares.history(frame, names(), LIGHT)
    assert not joins(figure)
    assert claim_ids(figure) == {"x.0", "x.1"}


def test_history_draws_many_lines_with_few_traces_and_joins_each_with_itself_alone() -> None:
    makers = ("tesla", "byd", "gac", "chery")
    cells = [
        {"of": of, "low": n, "high": n, "period": year}
        for n, of in enumerate(makers, 1)
        for year in ("2020", "2021", "2023")
    ]
    figure = shares.history(yearly(*cells), names(), LIGHT)
    assert [trace.line.dash for trace in joins(figure)] == ["solid", "dot"]
    for trace in joins(figure):
        assert list(trace.y) == [float(n) for n in (4, 3, 2, 1) for _ in range(3)], "the largest first"
        assert [x is None for x in trace.x] == [False, False, True] * 4
    (marks,) = [trace for trace in figure.data if trace.mode == "markers"]
    assert len(marks.x) == len(cells)


def test_history_leaves_out_what_has_no_period_and_what_is_derived() -> None:
    frame = figures()
    assert {row["claim_id"] for line in lines(frame) for row in line} == {BYD, SGMW, CHERY, GAC}
    assert not shares.history(frame.iloc[:0], names(), LIGHT).data
