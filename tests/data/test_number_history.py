"""How numbers moved: what is one history, and what each statement did to the one before."""

import pytest

from data.due import State
from tests.conftest import Write
from tests.data.looking_ahead import figure, opened

FIRST, SECOND, THIRD = "2024-01-10", "2024-06-10", "2024-09-10"
BY = {"period_is": "by", "when_phrase": "by then"}


@pytest.mark.parametrize(
    ("second", "move"),
    [
        ({"low": 1500, "high": 1500}, "raised"),
        ({"low": 800, "high": 800}, "cut"),
        ({}, "repeated"),
        ({"low": 800, "high": 1500}, "changed"),
        ({"low": 1500, "high": None, "low_open": True, "value_phrase": "over 1500"}, "changed"),
    ],
)
def test_a_later_statement_raises_cuts_repeats_or_changes(
    write_seeds: Write, second: dict[str, object], move: str
) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [figure(**second)]})
    assert world.moves() == [["first", move]]
    assert world.histories["standing"].tolist() == [move == "repeated", True]


@pytest.mark.parametrize(("period", "move"), [("2026", "slipped"), ("2024", "brought forward")])
def test_a_deadline_with_the_same_value_and_another_period_moved(write_seeds: Write, period: str, move: str) -> None:
    world = opened(write_seeds, {FIRST: [figure(**BY)], SECOND: [figure(**BY, period=period)]})
    assert world.moves() == [["first", move]]


def test_what_slipped_is_a_row_with_its_new_day_as_outcome(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure(**BY)], SECOND: [figure(**BY, period="2026")]})
    assert (world.state("a1.1"), world.row("a1.1")["outcome"]) == (State.SLIPPED, "a2.1")
    assert (world.state("a2.1"), world.row("a2.1")["earlier"]) == (State.NEXT, "a1.1")


def test_the_next_years_sales_are_a_goal_of_their_own(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [figure(period="2026")]})
    assert world.moves() == [["first"], ["first"]]


def test_a_deadline_with_another_value_is_a_goal_of_its_own(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure(**BY)], SECOND: [figure(**BY, period="2030", low=5000, high=5000)]})
    assert world.moves() == [["first"], ["first"]]


@pytest.mark.parametrize(
    "cells",
    [
        {"of": "birch"}, {"metric": "sales"}, {"geography": "China"}, {"segment": "BEV"}, {"measure": "retail"},
        {"basis": "plan"}, {"counted_by": "countess"}, BY,
    ],
)  # fmt: skip
def test_a_history_is_one_thing_only(write_seeds: Write, cells: dict[str, object]) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [figure(low=1500, high=1500, **cells)]})
    assert world.moves() == [["first"], ["first"]]


def test_forecasts_belong_to_their_forecaster_and_targets_to_their_company(write_seeds: Write) -> None:
    forecast, target = {"basis": "forecast", "by": "countess"}, {"by": None}
    of_two = {FIRST: [figure(**forecast)], SECOND: [figure(**forecast | {"by": "wire", "low": 1500, "high": 1500})]}
    assert opened(write_seeds, of_two).moves() == [["first"], ["first"]]
    assert opened(write_seeds, {FIRST: [figure()], SECOND: [figure(**target)]}).moves() == [["first", "repeated"]]


def test_on_one_day_only_a_text_tells_which_is_newer(write_seeds: Write) -> None:
    two = [figure(low=1500, high=1500), figure()]
    world = opened(write_seeds, {FIRST: two})
    assert world.moves() == [["first", "beside"]]
    assert set(world.due["lead"]) == {"a1.1", "a1.2"}
    growth = figure(metric="growth", unit="percent", low=50, high=50, change_of="a1.1", against="a1.2")
    told = opened(write_seeds, {FIRST: [*two, growth]})
    assert told.histories[["claim_id", "move"]].values.tolist() == [["a1.2", "first"], ["a1.1", "raised"]]


def test_publications_that_overlap_have_no_order(write_seeds: Write) -> None:
    world = opened(write_seeds, {"2024-01": [figure()], "2024-01-15": [figure(low=1500, high=1500)]})
    assert "raised" not in world.moves()[0]
    assert world.histories["standing"].all()


def test_what_is_only_possibly_known_changes_nothing(write_seeds: Write) -> None:
    articles = {FIRST: [figure()], "2024-06": [figure(low=1500, high=1500)]}
    assert set(opened(write_seeds, articles, "2024-06-10").due["lead"]) == {"a1.1", "a2.1"}
    assert opened(write_seeds, articles, "2024-06-30").due["lead"].tolist() == ["a2.1"]
    assert opened(write_seeds, articles, "2024-05-31").due["lead"].tolist() == ["a1.1"]


def test_a_number_raised_and_cut_back_keeps_every_step(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [figure(low=1500, high=1500)], THIRD: [figure()]})
    assert world.moves() == [["first", "raised", "cut"]]
    assert world.due[["claim_id", "earlier"]].values.tolist() == [["a3.1", "a1.1;a2.1"]]


def test_a_circle_of_changes_ends(write_seeds: Write) -> None:
    growth = {"metric": "growth", "unit": "percent", "low": 50, "high": 50}
    circle = [figure(**growth, change_of="a1.1", against="a1.2"), figure(**growth, change_of="a1.2", against="a1.1")]
    world = opened(write_seeds, {FIRST: [figure(low=1500, high=1500), figure(), *circle]})
    assert world.moves() == [["first", "beside"]]
