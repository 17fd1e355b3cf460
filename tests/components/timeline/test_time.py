"""Time on the talks chart: what fades, bars, silence, the veil, the axis."""

from datetime import date
from typing import Any

import pandas as pd

from components.timeline import claims as timeline_claims
from components.timeline.scale import WIDE, scale, spans
from data.vocabulary import Known, Stance, Within
from tests.components.timeline.drawn import KNOWN, one_deal, points, said, trace


def test_what_is_undated_fades_in_and_what_is_dated_does_not(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    lane, claims = one_deal(lanes, talks, "autounited-2026-ford-xiaomi.24")
    soft = trace(draw(lane, claims), "bar")
    assert soft.fillgradient.colorscale[0][1].endswith(",0)")
    days = claims.assign(dated=True, about_lower=pd.Timestamp("2025-01-05"), about_upper=pd.Timestamp("2025-01-05"))
    later = days.assign(claim_id=days["claim_id"] + "b", about_lower=pd.Timestamp("2025-06-05"))
    later["about_upper"] = later["about_lower"]
    hard = trace(draw(lane, pd.concat([days, later], ignore_index=True)), "bar")
    assert not hard.fillgradient.colorscale[0][1].endswith(",0)")
    assert pd.Timestamp(hard.x[0]) == pd.Timestamp("2025-01-05")


def test_earlier_talks_without_a_date_fade_longer_than_talks_under_way(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    def faded(claim: str) -> pd.Timedelta:
        bar = trace(draw(*one_deal(lanes, talks, claim), start=date(2021, 1, 1), end=KNOWN), "bar")
        return pd.Timestamp(bar.x[1]) - pd.Timestamp(bar.x[0])

    assert faded("autounited-2026-ford-xiaomi.24") > 3 * faded("opoyi-2022-xiaomi-baic.2")


def test_only_asserted_claims_make_a_bar(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")
    possible = claims[claims["stance"] == str(Stance.SAYS_POSSIBLE)]
    assert len(possible)
    assert not [one for one in draw(lane, possible).data if one.name == "bar"]


def test_collapsed_has_two_bars_and_a_claim_to_click(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    figure = draw(*one_deal(lanes, talks, "pandaily-2023-xiaomi-suv.4"))
    upright = [shape for shape in figure.layout.shapes if shape.xsizemode == "pixel" and shape.x0 == shape.x1]
    assert len(upright) == 2
    assert "pandaily-2023-xiaomi-suv.4" in points(figure)


def test_silence_is_dotted_up_to_the_known_on_line(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    dots = next(one for one in draw(*one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")).data if one.line.dash)
    ends = [pd.Timestamp(x) for x in dots.x if x is not None]
    assert ends[0] > pd.Timestamp("2022-08-27")
    assert ends[1] == pd.Timestamp(KNOWN) + timeline_claims.DAY


def test_the_veil_says_what_is_left_out(draw: Any) -> None:
    assert any("33 claims" in text and "two articles" in text for text in said(draw(hidden=(33, 2))))
    assert any("33 claims left out" in text for text in said(draw(hidden=(33, 2), narrow=True)))
    assert not any("left out" in text for text in said(draw()))


def test_what_is_only_possibly_so_is_drawn_lighter_with_its_bar(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    for column, value in (("known", Known.POSSIBLY), ("within", Within.POSSIBLY)):
        figure = draw(lanes, talks.assign(**{column: str(value)}))
        assert {mark["opacity"] for mark in points(figure).values()} <= {0, 0.45}
        assert trace(figure, "bar")


def test_a_vague_claim_keeps_a_band_over_its_days(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")
    vague = claims.head(1).assign(
        dated=True,
        about_lower=pd.Timestamp("2022-01-01"),
        about_upper=pd.Timestamp("2022-06-30"),
        within="possibly",
    )
    band = trace(draw(lane, vague), "band")
    assert [pd.Timestamp(x) for x in band.x[:2]] == [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-07-01")]


def test_a_band_is_open_where_the_words_of_a_fold_stand(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")
    year = {"dated": True, "about_lower": pd.Timestamp("2021-07-01"), "about_upper": pd.Timestamp("2022-06-30")}
    year |= {"published_lower": pd.Timestamp("2022-12-31"), "published_upper": pd.Timestamp("2022-12-31")}
    many = pd.concat([claims.head(1).assign(claim_id=f"year.{n}", **year) for n in range(5)], ignore_index=True)
    axis = {"start": date(2020, 1, 1), "end": date(2026, 12, 31)}
    assert not [one for one in draw(lane, many.head(3), **axis).data if one.name == "folds"]
    figure = draw(lane, many, **axis)
    folds, band = trace(figure, "folds"), trace(figure, "band")
    parts = [(pd.Timestamp(band.x[n]), pd.Timestamp(band.x[n + 1]), band.y[n]) for n in range(0, len(band.x), 3)]
    beside = [part for part in parts if part[2] == folds.y[0]]
    others = [part for part in parts if part[2] != folds.y[0]]
    assert [part[:2] for part in others] == [(pd.Timestamp("2021-07-01"), pd.Timestamp("2022-07-01"))] * 2
    (before, after) = sorted(beside)
    assert before[0] == pd.Timestamp("2021-07-01")
    assert after[1] == pd.Timestamp("2022-07-01")
    at = pd.Timestamp(folds.x[0])
    assert folds.textposition[0] == "middle right"
    assert at < before[1] < after[0]
    assert (after[0] - before[1]) / (pd.Timestamp("2027-01-01") - pd.Timestamp("2020-01-01")) * 470 > 20, "px"


def test_the_axis_has_years_or_months_and_no_label_that_does_not_fit(talks: pd.DataFrame) -> None:
    years = spans(scale(talks, date(2021, 1, 1), date(2026, 1, 10), KNOWN, WIDE, veil=False))
    assert [label for *_, label in years] == ["2021", "2022", "2023", "2024", "2025", ""]
    months = spans(scale(talks, date(2025, 1, 1), date(2025, 6, 30), KNOWN, WIDE, veil=False))
    assert [label.split("<br>")[0] for *_, label in months] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    assert months[0][2].endswith("2025")
    assert spans(scale(talks, date(2025, 1, 1), date(2025, 1, 1), KNOWN, WIDE, veil=False))
