"""What stands against what: denials, figures that do not meet, percentages that do not follow, linked claims."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import comparing, disputes, percentages, views
from data.disputes import State
from data.intervals import Interval, meet, rounding
from data.ledger import open_ledger
from data.percentages import Verdict
from data.queries import Chosen
from data.vocabulary import Kind, Linked, Stance
from tests.conftest import ARTICLE, REGISTERS, Write

ANSWERS = pd.DataFrame(columns=["claim_id", "answers", "how", "scope", "note"])
TALK = """kind: talk, paragraph: 2, anchor: of this there, context: [1], deal: arrow-birch,
     parties: [{entity: arrow}, {entity: birch}], form: [joint venture]"""
CONFIRMS = f"""  - {{id: daily-2024.7, statement: Arrow owns up., origin: arrow-1, speaker: arrow, stage: in-talks, {TALK},
     answers: [{{claim: daily-2024.1, how: confirms}}]}}
passed_over:"""
LEAVES_OPEN = f"""  - {{id: daily-2024.7, statement: Perhaps one day., origin: arrow-1, speaker: ann, stance: does-not-rule-out,
     stage: operating, {TALK}}}
  - {{id: daily-2024.8, statement: Birch is silent., origin: wire-1, speaker: birch, stance: declines-to-comment,
     stage: in-talks, {TALK}}}
passed_over:"""


def denied(folder: Path, chosen: Chosen = Chosen()) -> pd.DataFrame:  # noqa: B008
    ledger = open_ledger(folder)
    claims, on_record = views.claims(ledger, chosen), views.on_record(ledger, chosen)
    return disputes.denials(claims, on_record, views.register(ledger, "answers"))


def record(folder: Path) -> pd.DataFrame:
    return views.claims(open_ledger(folder), Chosen())


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The one plain figure of the invented world: 1.2 thousand cars sold by Arrow in 2023."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "articles").mkdir()
    for name, text in {**REGISTERS, "articles/daily-2024.yaml": ARTICLE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    everything = record(folder)
    return everything[everything["claim_id"].eq("daily-2024.4")].reset_index(drop=True)


def figures(sold: pd.DataFrame, *cells: dict[str, Any]) -> pd.DataFrame:
    """The figure once for each dict, with its cells replaced; ids are 1, 2, ..., each from a source of its own."""
    rows = []
    for n, given in enumerate(cells, 1):
        row = {
            **sold.iloc[0].to_dict(),
            "claim_id": str(n),
            "number": n,
            "origin": f"origin-{n}",
            "said_by": f"voice-{n}",
        }
        if "low" in given:
            row |= {"value_phrase": str(given["low"]), "high": given["low"]}
        rows.append({**row, **given})
    return pd.DataFrame(rows).astype({"published_upper": "datetime64[ns]", "published_lower": "datetime64[ns]"})


def pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return [pair for one in comparing.compared(frame, frame) for pair in one.pairs]


def test_a_denial_names_what_it_denies_by_whom_when_and_how_far(seeds: Path) -> None:
    row = denied(seeds).iloc[0]
    assert (row["reported"], row["denial"], row["by"], row["against"]) == (
        "daily-2024.1",
        "daily-2024.2",
        "ann",
        "wire",
    )
    assert (row["scope"], row["published"], row["known_day"].date()) == ("unclear", "2024-03-05", date(2024, 3, 5))
    assert len(disputes.standing(denied(seeds))) == 1


def test_a_denial_is_shown_with_its_claim_when_only_one_of_them_passes_the_filters(seeds: Path) -> None:
    for stance in (Stance.DENIES, Stance.ASSERTS):
        assert list(denied(seeds, Chosen(stances=(stance,)))["reported"]) == ["daily-2024.1"]
    assert denied(seeds, Chosen(stances=(Stance.EXPECTS,))).empty


def test_a_denial_that_is_not_yet_known_is_not_there(seeds: Path) -> None:
    assert denied(seeds, Chosen(known_on=date(2024, 3, 4))).empty


def test_a_denial_that_is_only_possibly_known_is_shown_and_does_not_stand(write_seeds: Write) -> None:
    vague = ARTICLE.replace('published: "2024-03-05"', 'published: "2024-03-01/2024-03-09"')
    frame = denied(write_seeds(**{"articles/daily-2024.yaml": vague}), Chosen(known_on=date(2024, 3, 4)))
    assert list(frame["sure"]) == [False]
    assert disputes.standing(frame).empty


def test_a_confirmation_on_record_stays_beside_the_denial_which_then_no_longer_stands(write_seeds: Write) -> None:
    frame = denied(write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", CONFIRMS)}))
    assert list(frame["confirmed_by"]) == ["daily-2024.7"]
    assert disputes.standing(frame).empty


def test_an_anonymous_confirmation_does_not_settle_a_denial(write_seeds: Write) -> None:
    anonymous = CONFIRMS.replace("origin: arrow-1, speaker: arrow", "origin: wire-1")
    frame = denied(write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", anonymous)}))
    assert len(disputes.standing(frame)) == 1


def test_a_denial_of_a_claim_that_is_gone_stays_and_says_so(seeds: Path) -> None:
    everything = record(seeds)
    left = everything[everything["claim_id"].ne("daily-2024.1")]
    answers = views.register(open_ledger(seeds), "answers")
    frame = disputes.denials(left, left, answers)
    assert list(frame["gone"]) == [True]
    assert disputes.standing(frame).empty
    assert list(disputes.unprompted(left, left, answers)["claim_id"]) == ["daily-2024.2"]


def test_two_claims_that_deny_each_other_are_two_rows_and_no_endless_circle(seeds: Path) -> None:
    everything = record(seeds)
    circle = pd.DataFrame(
        [["daily-2024.1", "daily-2024.2", "denies", "whole", None], ["daily-2024.2", "daily-2024.1", "denies", "part", None]],
        columns=list(ANSWERS.columns),
    )  # fmt: skip
    assert list(disputes.denials(everything, everything, circle)["mutual"]) == [True, True]


def test_a_denial_that_answers_nothing_is_kept_apart(seeds: Path) -> None:
    everything = record(seeds)
    assert list(disputes.unprompted(everything, everything, ANSWERS)["claim_id"]) == ["daily-2024.2"]
    answers = views.register(open_ledger(seeds), "answers")
    assert disputes.unprompted(everything, everything, answers).empty


def test_not_ruled_out_and_no_comment_are_states_of_their_own(write_seeds: Write) -> None:
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", LEAVES_OPEN)})
    everything = record(folder)
    found = disputes.states(everything, everything).set_index("claim_id")
    assert found.loc["daily-2024.7"].tolist() == [State.NOT_NOW, "daily-2024.2"]
    assert found.loc["daily-2024.8"].tolist() == [State.NO_COMMENT, "daily-2024.1"]
    assert list(denied(folder)["not_ruled_out"]) == ["daily-2024.7"]
    without = everything[everything["claim_id"].ne("daily-2024.2")]
    assert disputes.states(without, without).set_index("claim_id").loc["daily-2024.7", "state"] == State.NOT_RULED_OUT


def test_two_sources_whose_values_do_not_meet_dispute(sold: pd.DataFrame) -> None:
    assert pairs(figures(sold, {"low": 1200}, {"low": 1300})) == [("1", "2")]
    assert pairs(figures(sold, {"low": 1200}, {"low": 1200})) == []
    assert len(comparing.compared(*(figures(sold, {"low": 1200}, {"low": 1200}),) * 2)) == 1, "compared, and they meet"


@pytest.mark.parametrize(
    "cells",
    [
        {"origin": "origin-1"}, {"said_by": "voice-1"}, {"metric": "deliveries"}, {"of": "birch"}, {"market": "m"},
        {"geography": "China"}, {"segment": "BEV"}, {"measure": "retail"}, {"counted_by": None}, {"period": "2022"},
        {"period": None}, {"period_is": "by"}, {"basis": "target"}, {"basis": "forecast"}, {"unit": "count"},
        {"what": "another thing"}, {"stance": "denies"}, {"stance": "says-possible"}, {"conversion_of": "9"},
        {"formula": "a + b"}, {"attribution": "derived by us"}, {"low": None, "high": None},
    ],
)  # fmt: skip
def test_anything_that_differs_but_the_value_makes_it_no_dispute(sold: pd.DataFrame, cells: dict[str, Any]) -> None:
    other = {"low": 1300, "high": 1300, "value_phrase": "1,300", **cells}
    assert pairs(figures(sold, {"low": 1200}, {"basis": "actual", "high": 1300, "value_phrase": "1,300"} | other)) == []


def test_an_estimate_may_dispute_what_is_called_actual_and_a_period_counts_by_its_days(sold: pd.DataFrame) -> None:
    estimate = {"low": 1300, "basis": "estimate", "period": "2023-01/2023-12"}
    assert pairs(figures(sold, {"low": 1200}, estimate)) == [("1", "2")]


def test_one_voice_later_is_a_revision_and_counts_with_what_it_said_last(sold: pd.DataFrame) -> None:
    later = {"said_by": "voice-1", "published_upper": pd.Timestamp("2024-06-01")}
    revised = figures(sold, {"low": 1200}, {"low": 1300}, {"low": 1300, **later})
    (one,) = comparing.compared(revised, revised)
    assert one.pairs == ()
    assert dict(zip(one.figures["claim_id"], one.figures["revised"], strict=True)) == {
        "1": True,
        "2": False,
        "3": False,
    }
    assert comparing.compared(*(figures(sold, {"low": 1200}, {"low": 1300, **later}),) * 2) == []


def test_a_target_raised_by_its_setter_is_a_revision_whoever_reports_it(sold: pd.DataFrame) -> None:
    aim = {"basis": "target", "by": "arrow"}
    assert pairs(figures(sold, {"low": 1200, **aim}, {"low": 1300, **aim})) == []
    assert pairs(figures(sold, {"low": 1200, **aim}, {"low": 1300, **aim, "by": "birch"})) == [("1", "2")]


def test_growth_against_another_time_is_another_growth(sold: pd.DataFrame) -> None:
    before = ({"low": 600, "period": "2022"}, {"low": 1100, "period": "2023-11"})
    growth = {"metric": "growth", "unit": "percent"}
    grown = ({"low": 100, "against": "1", **growth}, {"low": 9, "against": "2", **growth})
    assert pairs(figures(sold, *before, *grown)) == []
    assert pairs(figures(sold, *before, grown[0], {**grown[1], "against": "1"})) == [("3", "4")]


def test_a_figure_is_shown_when_one_of_its_values_passes_the_filters(sold: pd.DataFrame) -> None:
    both = figures(sold, {"low": 1200}, {"low": 1300})
    (one,) = comparing.compared(both[both["claim_id"].eq("2")], both)
    assert one.pairs == (("1", "2"),)
    assert comparing.compared(both[:0], both) == []


@pytest.mark.parametrize(
    ("phrase", "value", "approx", "half"),
    [
        ("27.9 percent", 27.9, False, 0.05), ("300,000", 300_000, False, 0.5), ("1.2 million", 1_200_000, False, 50_000),
        ("about 300,000", 300_000, True, 50_000), ("nearly 60 percent", 60, True, 5), ("doubled", 100, False, 50),
        (None, 300_000, False, 0), ("30万", 300_000, False, 5_000),
    ],
)  # fmt: skip
def test_a_value_is_rounded_by_its_printed_digits(
    sold: pd.DataFrame, phrase: str, value: float, approx: bool, half: float
) -> None:
    row = {**sold.iloc[0].to_dict(), "low": value, "high": value, "value_phrase": phrase, "approx": approx}
    assert rounding(row) == pytest.approx(half)


def test_a_rank_in_words_is_exact(sold: pd.DataFrame) -> None:
    row = {**sold.iloc[0].to_dict(), "low": 3, "high": 3, "value_phrase": "third-largest", "unit": "rank"}
    assert rounding(row) == 0


def test_rounding_is_no_dispute_and_a_bound_is_not_rounded(sold: pd.DataFrame) -> None:
    thousands = {"value_phrase": "1.2 thousand", "low": 1200, "high": 1200}
    assert pairs(figures(sold, thousands, {"low": 1240})) == []
    assert pairs(figures(sold, thousands, {"low": 1260})) == [("1", "2")]
    assert pairs(
        figures(sold, thousands, {**thousands, "low": 1300, "high": 1300, "value_phrase": "1.3 thousand"})
    ) == [("1", "2")], "neighbours share no number, though 1,250 ends the one and begins the other"
    over = {"low": 1240, "high": None, "low_open": True, "value_phrase": "over 1,240"}
    assert pairs(figures(sold, thousands, over)) == []
    assert pairs(figures(sold, thousands, {**over, "low": 1250, "value_phrase": "over 1,250"})) == [("1", "2")]


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        (Interval(1, 2), Interval(2, 3), True), (Interval(1, 2, high_open=True), Interval(2, 3), False),
        (Interval(1, 2), Interval(2, 3, low_open=True), False), (Interval(1, 5), Interval(2, 3), True),
        (Interval(1, 2), Interval(2.5, 3), False), (Interval(float("-inf"), 3), Interval(2, float("inf")), True),
        (Interval(float("-inf"), 1), Interval(2, float("inf")), False),
    ],
)  # fmt: skip
def test_intervals_meet_where_a_value_fits_both(one: Interval, other: Interval, common: bool) -> None:
    assert (meet(one, other), meet(other, one)) == (common, common)


def checked(sold: pd.DataFrame, later: Any, earlier: Any, **growth: Any) -> dict[str, Any]:
    """The verdict on a growth (id 3) from the later (1) to the earlier (2)."""
    cells = {"metric": "growth", "unit": "percent", "change_of": "1", "against": "2", **growth}
    frame = figures(
        sold, later if isinstance(later, dict) else {"low": later},
        {"period": "2022", **(earlier if isinstance(earlier, dict) else {"low": earlier})}, cells,
    )  # fmt: skip
    (row,) = percentages.percentages(frame, frame).to_dict("records")
    return {str(name): value for name, value in row.items()}


@pytest.mark.parametrize(
    ("low", "phrase", "verdict"),
    [
        (178, "178 percent", Verdict.FOLLOWS), (177, "177 percent", Verdict.APART), (177.6, "177.6%", Verdict.FOLLOWS),
        (177.7, "177.7%", Verdict.APART), (180, "about 180 percent", Verdict.FOLLOWS), (50, "50 percent", Verdict.APART),
    ],
)  # fmt: skip
def test_a_percentage_is_flagged_only_beyond_the_rounding_of_its_digits(
    sold: pd.DataFrame, low: float, phrase: str, verdict: Verdict
) -> None:
    row = checked(sold, 16_155, 5_820, low=low, value_phrase=phrase, approx="about" in phrase)
    assert row["verdict"] == verdict
    assert round(row["low"], 2) == round(row["high"], 2) == 177.58


def test_the_rounding_of_both_numbers_counts_too(sold: pd.DataFrame) -> None:
    million = {"low": 1_200_000, "high": 1_200_000, "value_phrase": "1.2 million"}
    assert checked(sold, million, 1_000_000, low=24, value_phrase="24 percent")["verdict"] == Verdict.FOLLOWS
    assert checked(sold, million, 1_000_000, low=26, value_phrase="26 percent")["verdict"] == Verdict.APART


def test_open_ends_and_falls_and_points_are_checked_as_they_are(sold: pd.DataFrame) -> None:
    over = {"low": 411_000, "high": None, "low_open": True, "value_phrase": "over 411,000"}
    assert checked(sold, over, 300_000, low=50, value_phrase="50 percent")["verdict"] == Verdict.FOLLOWS
    assert checked(sold, over, 300_000, low=20, value_phrase="20 percent")["verdict"] == Verdict.APART
    assert checked(sold, 90, 100, low=-10, value_phrase="fell 10 percent")["verdict"] == Verdict.FOLLOWS
    share = {"unit": "percent", "value_phrase": "27.9"}
    ends = ({"low": 27.9, "high": 27.9, **share}, {"low": 25.0, "high": 25.0, **share, "value_phrase": "25.0"})
    row = checked(sold, *ends, unit="percentage points", low=2.9, value_phrase="2.9 points")
    assert (row["verdict"], round(row["low"], 6)) == (Verdict.FOLLOWS, 2.9)


def test_compound_growth_runs_over_the_years_between(sold: pd.DataFrame) -> None:
    grown = {"low": 36.4, "value_phrase": "36.4 percent", "measure": "compound, a year"}
    row = checked(sold, {"low": 799, "period": "2027"}, {"low": 124, "period": "2021"}, **grown)
    assert (row["verdict"], row["years"]) == (Verdict.FOLLOWS, 6.0)
    row = checked(sold, {"low": 799, "period": None}, {"low": 124, "period": "2021"}, **grown)
    assert "years between" in row["why"]


@pytest.mark.parametrize(
    ("later", "earlier", "growth", "why"),
    [
        (10, 5, {"against": "gone"}, "not both on record"), (10, 5, {"against": None}, "not both on record"),
        (10, {"low": 5, "unit": "USD"}, {}, "different units, vehicles and USD"), (10, 0, {}, "not above zero"),
        (10, {"low": 5, "formula": "a / b", "inputs": "g=3"}, {}, "itself computed from it"),
        (10, 5, {"unit": "times"}, "given in times"), ({"low": None, "high": None}, 5, {}, "has no value"),
    ],
)  # fmt: skip
def test_a_percentage_that_can_not_be_checked_says_why(
    sold: pd.DataFrame, later: Any, earlier: Any, growth: dict[str, Any], why: str
) -> None:
    row = checked(sold, later, earlier, low=100, value_phrase="100 percent", **growth)
    assert row["verdict"] == Verdict.UNTESTED
    assert why in row["why"]


def test_our_own_arithmetic_is_not_checked_as_a_published_percentage(sold: pd.DataFrame) -> None:
    ours = {"metric": "growth", "change_of": "1", "against": "1", "formula": "a / b"}
    frame = figures(sold, {"low": 10}, ours)
    assert percentages.percentages(frame, frame).empty


def test_links_show_with_their_reason_where_two_of_their_claims_are_known(write_seeds: Write) -> None:
    links = """links:
  - {type: overlap, claims: [daily-2024.4, daily-2024.5], reason: One in the other., day: "2024-03-07"}
  - {type: overlap, claims: [daily-2024.1, daily-2024.4], reason: A figure and a talk., day: "2024-03-07"}
  - {type: tension, claims: [daily-2024.1, daily-2024.5], reason: Ill together., day: "2024-03-07"}
"""
    ledger = open_ledger(write_seeds(**{"links.yaml": links}))
    everything, told = views.claims(ledger, Chosen()), views.register(ledger, "links")
    overlaps = disputes.linked(everything, everything, told, Linked.OVERLAP, Kind.FIGURE)
    assert overlaps[["claim", "reason"]].values.tolist() == [["daily-2024.4;daily-2024.5", "One in the other."]]
    tensions = disputes.linked(everything, everything, told, Linked.TENSION)
    assert list(tensions["claim"]) == ["daily-2024.1;daily-2024.5"]
    without = everything[everything["claim_id"].ne("daily-2024.1")]
    assert disputes.linked(without, without, told, Linked.TENSION).empty
    assert disputes.linked(everything[:0], everything, told, Linked.TENSION).empty


def test_all_parts_are_found_together_and_nothing_is_nothing(seeds: Path) -> None:
    ledger = open_ledger(seeds)
    answers, links = views.register(ledger, "answers"), views.register(ledger, "links")
    everything = views.claims(ledger, Chosen())
    assert disputes.found(everything, everything, answers, links)
    assert not disputes.found(everything[:0], everything[:0], answers, links)
