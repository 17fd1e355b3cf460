"""What is due: the last day, the state on the day, what counts as an outcome and what is only to compare."""

import pytest

from data.due import State
from data.goals import goals
from data.outcomes import outcomes
from tests.conftest import Write
from tests.data.looking_ahead import World, actual, expected, figure, opened

TOLD, WANTED = "2026-02-01", "2024-05-01"


def _came(world: World, goal: str = "a1.1") -> list[tuple[str, str, str, str]]:
    mine = world.outcomes[world.outcomes["claim_id"] == goal]
    return [(row["other"], row["came"], row["condition"], row["differs"]) for row in mine.to_dict("records")]


@pytest.mark.parametrize(
    ("period", "known_on", "state"),
    [
        ("2025", "2026-01-01", State.OVERDUE),
        ("2025", "2025-12-31", State.NEXT),
        ("2025", "2024-12-31", State.NEXT),
        ("2025", "2024-12-30", State.LATER),
        ("../2025", "2026-01-01", State.OVERDUE),
        ("2025/..", "2026-01-01", State.OPEN),
        (None, "2026-01-01", State.UNDATED),
    ],
)
def test_a_goal_is_due_on_the_last_day_of_its_time(
    write_seeds: Write, period: str | None, known_on: str, state: State
) -> None:
    timed = {"period": period, **({} if period else {"period_is": None, "when_phrase": None})}
    world = opened(write_seeds, {WANTED: [figure(**timed)]}, known_on)
    assert world.state("a1.1") == state
    assert world.row("a1.1")["outcome"] == ""


@pytest.mark.parametrize(
    ("value", "state", "side"),
    [
        ({"low": 1000, "high": 1000}, State.MET, "within"),
        ({"low": 1200, "high": 1200}, State.MET, "above"),
        ({"low": 1000, "high": None, "low_open": True, "value_phrase": "over 1000"}, State.MET, "above"),
        ({"low": 1000, "high": None, "value_phrase": "at least 1000"}, State.MET, ""),
        ({"low": 900, "high": 900}, State.MISSED, "below"),
        ({"low": None, "high": 1000, "high_open": True, "value_phrase": "below 1000"}, State.MISSED, "below"),
        ({"low": 900, "high": 1100}, State.ANSWERED, ""),
        ({"low": 980, "high": 980, "approx": True}, State.ANSWERED, ""),
        ({"low": 900, "high": 900, "approx": True}, State.MISSED, "below"),
    ],
)
def test_a_target_is_met_by_as_much_or_more(
    write_seeds: Write, value: dict[str, object], state: State, side: str
) -> None:
    world = opened(write_seeds, {WANTED: [figure()], TOLD: [actual(**value)]})
    assert (world.state("a1.1"), world.row("a1.1")["side"]) == (state, side)
    assert world.row("a1.1")["outcome"] == "a2.1"


@pytest.mark.parametrize(
    ("forecast", "value", "state", "side"),
    [
        ({"low": 900, "high": 1100}, 1000, State.MET, "within"),
        ({"low": 900, "high": 1100}, 1101, State.MISSED, "above"),
        ({"low": 1000, "high": 1000}, 1200, State.ANSWERED, "above"),
        ({"low": 1000, "high": 1000}, 1000, State.MET, "within"),
    ],
)
def test_a_forecast_is_met_only_inside_its_range(
    write_seeds: Write, forecast: dict[str, object], value: int, state: State, side: str
) -> None:
    said = figure(basis="forecast", by="countess", **forecast)
    world = opened(write_seeds, {WANTED: [said], TOLD: [actual(low=value, high=value)]})
    assert (world.state("a1.1"), world.row("a1.1")["side"]) == (state, side)


def test_a_price_target_is_met_from_below_and_an_exact_one_is_left_open(write_seeds: Write) -> None:
    price = {"metric": "price", "unit": "CNY"}
    below = figure(**price, low=None, high=1000, high_open=True, value_phrase="below 1000")
    world = opened(write_seeds, {WANTED: [below, figure(**price)], TOLD: [actual(**price, low=900, high=900)]})
    assert [world.state(name) for name in ("a1.1", "a1.2")] == [State.MET, State.ANSWERED]


def test_deliveries_answer_sales_only_with_the_condition_said(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [figure(metric="sales")], TOLD: [actual()]})
    assert _came(world) == [("a2.1", "met", "metric", "")]
    assert world.row("a1.1")["condition"] == "metric"


@pytest.mark.parametrize(
    ("cells", "differs"),
    [
        ({"metric": "production"}, "metric"),
        ({"geography": "China"}, "geography"),
        ({"segment": "BEV"}, "segment"),
        ({"measure": "retail"}, "measure"),
        ({"of": "birch-cars"}, "of"),
        ({"period": "2025-11", "when_phrase": "November 2025"}, "period"),
        ({"period": None, "period_is": None, "when_phrase": None}, "period"),
    ],
)
def test_what_only_nearly_fits_is_to_compare_and_leaves_the_goal_overdue(
    write_seeds: Write, cells: dict[str, object], differs: str
) -> None:
    of = "birch" if cells.get("of") else "arrow"
    owns = {"kind": "tie", "from": "birch", "to": "birch-cars", "type": "owns"}
    world = opened(write_seeds, {WANTED: [figure(of=of), owns], TOLD: [actual(**cells)]})
    assert _came(world) == [("a2.1", "compare", "", differs)]
    assert (world.state("a1.1"), world.row("a1.1")["compare"]) == (State.OVERDUE, "a2.1")


@pytest.mark.parametrize(
    "cells",
    [
        {"of": "birch"},
        {"unit": "percent"},
        {"metric": "capacity"},
        {"period": "2024", "when_phrase": "in 2024"},
        {"stance": "denies"},
        {"stance": "says-possible"},
        {"basis": "plan"},
    ],
)
def test_what_does_not_fit_is_neither_outcome_nor_to_compare(write_seeds: Write, cells: dict[str, object]) -> None:
    world = opened(write_seeds, {WANTED: [figure()], TOLD: [actual(**cells)]})
    assert _came(world) == []
    assert world.state("a1.1") == State.OVERDUE


def test_an_estimate_and_a_deadline_read_as_a_period_say_their_condition(write_seeds: Write) -> None:
    wanted = figure(period_is="by", when_phrase="by 2025")
    world = opened(write_seeds, {WANTED: [wanted], TOLD: [actual(basis="estimate")]})
    assert _came(world) == [("a2.1", "met", "by;estimate", "")]


def test_two_actuals_that_disagree_stay_side_by_side(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [figure()], TOLD: [actual(), actual(low=900, high=900)]})
    assert (world.state("a1.1"), world.row("a1.1")["outcome"]) == (State.DIFFER, "a2.1;a2.2")


def test_an_outcome_counts_from_the_day_it_is_known(write_seeds: Write) -> None:
    articles = {WANTED: [figure()], "2026-02~": [actual()]}
    assert opened(write_seeds, articles, "2026-01-31").state("a1.1") == State.OVERDUE
    perhaps = opened(write_seeds, articles, "2026-02-10")
    assert (perhaps.state("a1.1"), perhaps.row("a1.1")["compare"]) == (State.OVERDUE, "a2.1")
    assert opened(write_seeds, articles, "2026-02-28").state("a1.1") == State.MET


def test_a_capacity_met_before_its_deadline_is_met_and_a_lower_one_then_says_nothing(write_seeds: Write) -> None:
    capacity = {"metric": "capacity", "unit": "vehicles a year"}
    wanted = figure(**capacity, basis="plan", period_is="by", when_phrase="by 2025")
    early = actual(**capacity, period="2025-03", when_phrase="March 2025")
    assert opened(write_seeds, {WANTED: [wanted], "2025-04-01": [early]}, "2025-05-01").state("a1.1") == State.MET
    small = {**early, "low": 500, "high": 500}
    assert opened(write_seeds, {WANTED: [wanted], "2025-04-01": [small]}).state("a1.1") == State.OVERDUE


def _answer(how: str, scope: str = "whole", **cells: object) -> dict[str, object]:
    return expected(stance="asserts", answers=[{"claim": "a1.1", "how": how, "scope": scope}]) | cells


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (_answer("confirms"), State.MET),
        (_answer("confirms", "part"), State.ANSWERED),
        (_answer("denies", stance="denies"), State.DENIED),
        (_answer("updates", when="2026-01", when_is="at"), State.SLIPPED),
        (_answer("updates", when="2025-06", when_is="at"), State.MET),
        (_answer("updates", stance="expects", when="2027"), State.SLIPPED),
        (_answer("confirms", stance="expects"), State.OVERDUE),
    ],
)
def test_an_expectation_is_settled_only_by_a_claim_that_answers_it(
    write_seeds: Write, answer: dict[str, object], state: State
) -> None:
    assert opened(write_seeds, {WANTED: [expected()], TOLD: [answer]}).state("a1.1") == state


def test_a_report_of_the_same_event_that_answers_nothing_is_to_compare(write_seeds: Write) -> None:
    happened = expected(stance="asserts", when="2025-06", when_is="at")
    world = opened(write_seeds, {WANTED: [expected()], TOLD: [happened, {**happened, "entities": ["birch"]}]})
    assert _came(world) == [("a2.1", "compare", "", "tie")]
    assert world.state("a1.1") == State.OVERDUE


def test_an_answer_that_is_gone_and_a_circle_of_answers_break_nothing(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [figure()], TOLD: [actual()]})
    answers = world.answers.reindex(columns=["claim_id", "answers", "how", "scope", "note"])
    for n, pair in enumerate([("gone.1", "a1.1"), ("a1.1", "gone.2"), ("a1.1", "a1.1")]):
        answers.loc[n] = [*pair, "updates", "whole", None]
    found = outcomes(world.goals, world.claims, answers, world.mentions, world.belongs)
    assert found[["other", "came"]].values.tolist() == [["a2.1", "met"]]


def test_a_goal_repeated_is_one_row_with_its_reports(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [figure()], "2024-06-01": [figure()], TOLD: [actual()]})
    assert world.due["claim_id"].tolist() == ["a1.1;a2.1"]
    assert (world.row("a1.1")["reports"], world.state("a1.1")) == (2, State.MET)


def test_a_target_that_was_raised_is_due_at_its_newer_value_and_names_the_earlier(write_seeds: Write) -> None:
    world = opened(
        write_seeds,
        {WANTED: [figure()], "2024-06-01": [figure(low=2000, high=2000)], TOLD: [actual(low=1500, high=1500)]},
    )
    assert world.due["lead"].tolist() == ["a2.1"]
    assert (world.state("a2.1"), world.row("a2.1")["earlier"]) == (State.MISSED, "a1.1")


def test_what_only_restates_other_figures_is_no_goal(write_seeds: Write) -> None:
    growth = figure(metric="growth", unit="percent", low=100, high=100, change_of="a1.2", against="a1.1")
    rise = figure(metric="other", what="rise of the target", value_phrase="1000")
    other = figure(metric="other", what="cars for the staff", low=30, high=30, value_phrase="30")
    world = opened(write_seeds, {WANTED: [figure(), figure(low=2000, high=2000), growth, rise, other]})
    assert set(world.goals["claim_id"]) == {"a1.1", "a1.2", "a1.5"}


def test_no_claims_give_no_rows(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [actual()]})
    assert world.due.empty
    assert goals(world.claims.iloc[:0]).empty
    assert world.due["due"].dtype == "datetime64[ns]"


def test_an_expectation_that_two_articles_take_from_one_origin_is_one_row(write_seeds: Write) -> None:
    world = opened(write_seeds, {WANTED: [expected()], "2024-06-01": [expected(), expected(origin="wire-1")]})
    assert world.due["claim_id"].tolist() == ["a1.1;a2.1", "a2.2"]


def test_a_sure_outcome_needs_no_condition_and_nothing_to_compare(write_seeds: Write) -> None:
    sold, abroad = actual(metric="sales"), actual(geography="China")
    world = opened(write_seeds, {WANTED: [figure()], TOLD: [actual(), sold, abroad]})
    assert (world.row("a1.1")["outcome"], world.row("a1.1")["condition"]) == ("a2.1;a2.2", "")
    assert world.row("a1.1")["compare"] == ""
