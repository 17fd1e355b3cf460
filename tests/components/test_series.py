"""What may stand in one chart, and what is said where it may not."""

import pandas as pd
import pytest

from components import series
from components.series import draw
from components.series.merged import merged
from components.series.wording import ordinal
from components.theme import LIGHT
from data.claim_rows import SERIES
from tests.components.figures_on_record import changed, figures, like, names

BYD, SGMW, TESLA_RANK, TESLA_BAND = (f"opoyi-2022-xiaomi-baic.{n}" for n in (26, 30, 24, 43))


def row(frame: pd.DataFrame, claim: str) -> series.Row:
    return next(each for each in series.records(frame) if each["claim_id"] == claim)


def test_basis_and_period_do_not_part_a_series_but_every_column_of_it_does() -> None:
    frame = figures()
    one = row(frame, BYD)
    assert series.series_key(one) == series.series_key({**one, "basis": "forecast", "period": "2025"})
    for column in SERIES:
        assert series.series_key(one) != series.series_key({**one, column: "something else"}), column


@pytest.mark.parametrize("missing", [None, float("nan"), ""])
def test_missing_equals_missing_and_nothing_else(missing: object) -> None:
    one = row(figures(), BYD)
    assert series.series_key({**one, "segment": missing}) == series.series_key({**one, "segment": None})
    assert series.series_key({**one, "segment": missing}) != series.series_key({**one, "segment": "BEV"})


def test_series_are_numbered_and_counted() -> None:
    numbered = series.series(figures()).set_index("claim_id")
    months = [f"cnevpost-2021-jac-huawei.{n}" for n in (37, 39, 41)]
    assert numbered.loc[months, "series"].nunique() == 1
    assert numbered.loc[months, "series_size"].tolist() == [3, 3, 3]
    assert numbered.loc[BYD, "series"] != numbered.loc[SGMW, "series"]


def test_shares_compare_across_companies_with_the_rank_and_what_is_derived() -> None:
    (one,) = series.share_sets(figures())
    assert set(one.companies) == {"byd", "sgmw", "chery", "gac", "tesla"}
    assert list(one.ranks["claim_id"]) == [TESLA_RANK]
    assert TESLA_BAND in set(one.derived["claim_id"])
    assert "opoyi-2022-xiaomi-baic.25" not in one.claim_ids, "a rank without a period joins no period"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("counted_by", "caam"),
        ("period", "2022-06"),
        ("segment", "BEV"),
        ("geography", "World"),
        ("measure", "retail"),
        ("market", "ev-market"),
    ],
)
def test_a_share_that_differs_in_one_column_stands_in_another_set(column: str, value: str) -> None:
    sets = series.share_sets(changed(figures(), SGMW, **{column: value}))
    assert len(sets) == 2
    assert not any({"byd", "sgmw"} <= set(one.companies) for one in sets)


def test_a_period_counts_by_its_days_however_it_is_written() -> None:
    frame = changed(figures(), BYD, period="2022-01-01/2022-05-31")
    assert len(series.share_sets(frame)) == 1


def test_the_newest_period_comes_first_then_the_set_with_more_companies() -> None:
    frame = figures()
    newer = like(frame, BYD, claim_id="x.1", period="2023")
    twin = like(frame, BYD, claim_id="x.2", segment="BEV")
    found = series.share_sets(pd.concat([frame, newer, twin]))
    assert [len(one.companies) for one in found] == [1, 5, 1]
    assert found[0].period.upper is not None
    assert found[0].period.upper.year == 2023


def test_a_share_without_a_period_is_in_no_set() -> None:
    frame = changed(figures(), BYD, period=None)
    assert all(BYD not in one.claim_ids for one in series.share_sets(frame))


def test_why_apart_says_what_differs_in_words() -> None:
    frame = figures()
    one, other = row(frame, BYD), row(frame, SGMW)
    assert series.why_apart(one, other, names()) == ""
    other = {**other, "counted_by": "caam", "period": "2021"}
    said = series.why_apart(one, other, names())
    assert "another counter: EV Volumes, not China Association of Automobile Manufacturers" in said
    assert "another period: Jan–May 2022, not 2021" in said
    assert series.why_apart({**one, "geography": None, "period": None}, row(frame, SGMW)) == "no place and no period"
    assert series.why_apart(row(frame, TESLA_RANK), one) == "a market rank, not a market share"


def test_an_empty_frame_has_no_sets_and_no_series() -> None:
    none = figures().iloc[:0]
    assert series.share_sets(none) == []
    assert series.series(none).empty


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 3, 12, 13, 21, 112, 102)] == [
        "first",
        "third",
        "twelfth",
        "13th",
        "21st",
        "112th",
        "102nd",
    ]


def test_marks_of_a_look_are_one_trace_and_none_goes_under_what_it_was_drawn_over() -> None:
    sheet = draw.Sheet(LIGHT, 0, 0)
    for y, style in ((50, "fact"), (100, "fact"), (150, "carried"), (150, "fact"), (200, "carried"), (200, "fact")):
        sheet.bar(0, 5, y, 20, style, f"claim.{y}", style)
    seen = [(trace["name"], trace["y"], trace["customdata"]) for trace in merged(sheet.traces)]
    assert seen == [
        ("fact", [50, 100], ["claim.50", "claim.100"]),
        ("carried", [150, 200], ["claim.150", "claim.200"]),
        ("fact", [150, 200], ["claim.150", "claim.200"]),
    ]
