"""The rows and the axis of the disputes page: both sides told, nothing averaged, every row and mark opens its claims."""

from typing import Any

import pandas as pd
import pytest

from components import compared, disputes
from components.disputes import denial_rows, finding, linked_rows, percentage_rows, state_rows
from components.theme import DARK, LIGHT, SYMBOLS
from data import comparing, percentages, views
from data import disputes as found
from data.comparing import Compared
from data.disputes import Disputes
from data.percentages import Verdict
from data.queries import Chosen
from data.vocabulary import Kind, Linked, Stance
from tests.components.figures_on_record import ARTICLES, claim_ids, ledger, marks, names, words

SALES, GROWN = "cnevpost-2021-jac-huawei.37", "cnevpost-2021-jac-huawei.38"
DENIAL, RUMOUR = "cnevpost-2021-jac-huawei.3", "cnevpost-2021-jac-huawei.1"


@pytest.fixture(scope="module")
def everything() -> pd.DataFrame:
    """The claims of the first five articles."""
    claims = views.claims(ledger(), Chosen())
    return claims[claims["article_id"].isin(ARTICLES)].reset_index(drop=True)


@pytest.fixture(scope="module")
def now(everything: pd.DataFrame) -> Disputes:
    return found.found(everything, everything, views.register(ledger(), "answers"), views.register(ledger(), "links"))


def values(everything: pd.DataFrame, *cells: dict[str, Any]) -> pd.DataFrame:
    """JAC's sales once for each dict, its cells replaced, each from an origin of its own; ids are 1, 2, ..."""
    row = everything[everything["claim_id"].eq(SALES)].iloc[0].to_dict()
    made = [
        {
            **row,
            "claim_id": str(n),
            "number": n,
            "origin": f"o{n}",
            "said_by": f"voice-{n}",
            "value_phrase": None,
            **given,
        }
        for n, given in enumerate(cells, 1)
    ]
    return pd.DataFrame(made)


def both(low: float, high: float | None = None, **cells: Any) -> dict[str, Any]:
    return {"low": low, "high": low if high is None else high, **cells}


def one_of(everything: pd.DataFrame, *cells: dict[str, Any]) -> Compared:
    frame = values(everything, *cells)
    (one,) = comparing.compared(frame, frame)
    return one


def test_the_heading_counts_denials_by_origin_and_says_what_stands(now: Disputes, everything: pd.DataFrame) -> None:
    origins = found.standing(now.denials)["origin"].nunique()
    assert origins < len(now.denials), "one denial told of several claims is one"
    assert finding(now) == "Three denials stand against what was reported; no figures dispute"
    one = Disputes(now.denials[:1], now.states, now.unprompted, [one_of(everything, both(1), both(2))],
                   now.percentages.assign(verdict=Verdict.APART)[:1], now.overlaps, now.tensions)  # fmt: skip
    assert finding(one) == (
        "One denial stands against what was reported; one figure is in dispute; "
        "one percentage does not follow from its own numbers"
    )
    none = Disputes(now.denials[:0], now.states, now.unprompted, [], now.percentages[:0], now.overlaps, now.tensions)
    assert finding(none) == "No denial stands against what was reported; no figures dispute"


def test_a_denial_row_tells_both_sides_and_opens_both(now: Disputes, everything: pd.DataFrame) -> None:
    row = denial_rows(now.denials, everything, names(), LIGHT).set_index("claim").loc[f"{RUMOUR};{DENIAL}"]
    assert row["who"] == "JAC, in CnEVPost, 28 Dec 2021"
    assert row["state"] == "stands"
    assert row["open"].startswith("Which part it covers: that is not clear. Not ruled out: JAC does not rule out")
    assert "words of the staff cover the present only" in row["open"]
    assert row["mark"] != row["mark_beside"]


def test_a_denial_says_when_it_is_confirmed_away_possible_mutual_or_alone(
    now: Disputes, everything: pd.DataFrame
) -> None:
    denial = now.denials[now.denials["denial"].eq(DENIAL)]

    def state(**cells: Any) -> str:
        return str(denial_rows(denial.assign(**cells), everything, names(), LIGHT)["state"].iloc[0])

    assert state(confirmed_by=RUMOUR).startswith("confirmed since, CnEVPost, 28 Dec 2021")
    assert state(mutual=True) == "each denies the other"
    assert state(sure=False) == "possibly known"
    assert state(gone=True, reported="gone.1") == "its claim is not on record"
    rows = denial_rows(denial.assign(gone=True, reported="gone.1"), everything, names(), LIGHT)
    assert rows["reported"].iloc[0] == "Not on record here: gone.1"


@pytest.mark.parametrize(("scope", "said"), [("whole", "Nothing:"), ("part", "What it does not name:")])
def test_the_scope_of_a_denial_is_said_in_words(now: Disputes, everything: pd.DataFrame, scope: str, said: str) -> None:
    rows = denial_rows(now.denials.assign(scope=scope, note=None), everything, names(), LIGHT)
    assert all(text.startswith(said) for text in rows["open"])


def test_a_state_opens_its_claim_with_what_it_is_read_beside(now: Disputes, everything: pd.DataFrame) -> None:
    rows = state_rows(now.states, everything, names(), LIGHT)
    row = rows[rows["claim"].eq(f"{DENIAL};cnevpost-2021-jac-huawei.7")].iloc[0]
    assert row["state"] == "not now, but not ruled out"
    assert row["beside"].startswith("JAC's securities department denies")
    alone = state_rows(now.states.assign(beside=None), everything, names(), LIGHT)
    assert not any(";" in claim for claim in alone["claim"])


def test_the_arithmetic_of_a_percentage_stands_in_words(now: Disputes, everything: pd.DataFrame) -> None:
    rows = percentage_rows(now.percentages, everything, names()).set_index("claim")
    row = rows.loc[f"{GROWN};{SALES};cnevpost-2021-jac-huawei.39"]
    assert row["sum"] == "16,155 ÷ 5,820 − 1 = 177.6%; printed: 178 percent"
    assert row["verdict"] == "follows"
    untested = rows[rows["verdict"].eq("can’t be checked")].iloc[0]
    assert untested["sum"].startswith("One of its two numbers is itself computed from it; printed:")
    assert untested["ours"] == "muted", "what is not our arithmetic is not drawn as ours"


def test_a_percentage_that_does_not_follow_says_what_rounding_would_allow(everything: pd.DataFrame) -> None:
    wrong = everything.copy()
    at = wrong["claim_id"].eq(GROWN)
    wrong.loc[at, ["low", "high"]] = 150.0
    wrong.loc[at, "value_phrase"] = "150 percent"
    first = percentage_rows(percentages.percentages(wrong, wrong), wrong, names()).iloc[0]
    assert (first["verdict"], first["tone"]) == ("does not follow", "disputed")
    assert first["sum"].endswith("printed: 150 percent; with the rounding of both numbers 177.5 to 177.6%")
    assert disputes.checked_title(percentages.percentages(wrong, wrong)) == (
        "One percentage does not follow from its own numbers"
    )


def test_points_powers_and_open_ends_read_right(everything: pd.DataFrame) -> None:
    row = everything[everything["claim_id"].eq(GROWN)].iloc[0].to_dict()
    ends = [{**row, "low": 27.9, "high": 27.9}, {**row, "low": 25.0, "high": 25.0}]
    sums = {"verdict": "follows", "low": 2.9, "high": 2.9, "least": 2.8, "most": 3, "years": float("nan"), "why": None}
    points = disputes.arithmetic(sums, {**row, "unit": "percentage points", "low": 2.9, "high": 2.9}, ends)
    assert points.startswith("27.9 − 25 = 2.90 points")
    assert "(27.9 ÷ 25) to the power 1/6 − 1" in disputes.arithmetic({**sums, "years": 6.0}, row, ends)
    assert "= at least 2.9%" in disputes.arithmetic({**sums, "high": float("inf")}, row, ends)


def test_linked_claims_stand_beside_each_other_with_the_reason(now: Disputes, everything: pd.DataFrame) -> None:
    links = views.register(ledger(), "links")
    overlaps = found.linked(everything, everything, links, Linked.OVERLAP, Kind.FIGURE)
    row = (
        linked_rows(overlaps, everything, names(), LIGHT).set_index("claim").loc[f"{SALES};cnevpost-2021-jac-huawei.44"]
    )
    assert row["one"].endswith("(16,155 vehicles, actual; Nov 2021)")
    assert row["other"].endswith("(10,878 vehicles, actual; Nov 2021)")
    assert "not to be added up" in row["reason"]
    three = linked_rows(now.tensions, everything, names(), LIGHT)
    assert any(claim.count(";") == 2 for claim in three["claim"]), "a link of three opens all three"


def test_every_value_of_a_disputed_figure_is_a_mark_at_its_own_number(everything: pd.DataFrame) -> None:
    figure = compared.figure(one_of(everything, both(300), both(350, 360), both(300)), names(), LIGHT)
    assert claim_ids(figure) == {"1", "2", "3"}
    marks = [
        (custom, x)
        for trace in figure.data
        if trace.type == "scatter"
        for custom, x in zip(trace.customdata, trace.x, strict=True)
    ]
    assert sorted(marks) == [("1;2", 300), ("2;1;3", 350), ("2;1;3", 360), ("3;2", 300)]
    assert not any(325 in trace.x or 330 in trace.x for trace in figure.data), "nothing is averaged"
    lines = words(figure).splitlines()
    assert any("300" in line for line in lines)
    assert any("350–360" in line for line in lines)
    assert "28 Dec 2021" in lines, "each with its date"
    axis = figure.layout.xaxis.range
    assert axis[0] < 300 < 360 < axis[1]


def test_a_crimson_thread_joins_just_what_does_not_meet(everything: pd.DataFrame) -> None:
    three = compared.figure(one_of(everything, both(300), both(350), both(300)), names(), DARK)
    assert sum(shape.line.color == DARK.disputed for shape in three.layout.shapes) == 2
    meeting = compared.figure(one_of(everything, both(300), both(300)), names(), DARK)
    assert not meeting.layout.shapes


def test_open_ends_expectations_and_revised_values_keep_their_shape(everything: pd.DataFrame) -> None:
    over = both(400, None, low_open=True) | {"high": None}
    later = {"said_by": "voice-1", "published_upper": pd.Timestamp("2024-06-01")}
    one = one_of(everything, both(300), over, both(310, stance="expects", **later))
    figure = compared.figure(one, names(), LIGHT)
    (hatch,) = [trace for trace in figure.data if trace.name == "unknown"]
    assert list(hatch.base) == [400], "what has no upper end runs on, hatched"
    assert marks(figure, "1")[0].marker.color == LIGHT.page
    assert marks(figure, "1")[0].marker.opacity < 1
    assert SYMBOLS[Stance.EXPECTS] in [trace.marker.symbol for trace in marks(figure, "3") if trace.type == "scatter"]
    assert "revised since" in words(figure)
    assert "revised since" in compared.said(one, names())


@pytest.mark.parametrize(
    "cells", [(both(-0.7), both(0.3)), (both(0), both(1)), (both(27.9), both(28.4)), (both(5), both(5))]
)
def test_any_two_values_fit_the_axis_on_a_wide_screen_and_a_phone(everything: pd.DataFrame, cells: Any) -> None:
    for narrow in (False, True):
        figure = compared.figure(one_of(everything, *cells), names(), LIGHT, narrow)
        low, high = figure.layout.xaxis.range
        assert all(low <= x <= high for trace in figure.data for x in trace.x)
        assert figure.layout.margin.l < 60 or not narrow


def test_a_pair_row_opens_both_and_values_that_meet_are_told_too(everything: pd.DataFrame) -> None:
    apart, meeting = one_of(everything, both(300), both(350)), one_of(everything, both(300), both(300))
    rows = compared.pair_rows([apart, meeting], names())
    assert rows[["claim", "verdict"]].values.tolist() == [["1;2", "in dispute"], ["1;2", "they meet"]]
    assert rows["one"].iloc[0].startswith("300 vehicles, voice-1, in CnEVPost, 28 Dec 2021")
    assert rows["figure"].iloc[0].startswith("JAC: sales, BEV passenger")
    assert compared.compared_line([apart, meeting]).endswith("in 1 of them no number fits all")
    assert compared.compared_title([apart]) == "One figure is in dispute"


def test_rows_of_nothing_are_empty(everything: pd.DataFrame) -> None:
    nothing = found.found(everything[:0], everything[:0], views.register(ledger(), "answers"), views.register(ledger(), "links"))  # fmt: skip
    assert denial_rows(nothing.denials, everything, names(), LIGHT).empty
    assert state_rows(nothing.states, everything, names(), LIGHT).empty
    assert percentage_rows(nothing.percentages, everything, names()).empty
    assert linked_rows(nothing.tensions, everything, names(), LIGHT).empty
    assert compared.pair_rows([], names()).empty
    assert disputes.unprompted_rows(everything[:0], names(), LIGHT).empty
