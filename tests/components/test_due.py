"""What the due page says in words, and how the numbers' history is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import due as shown
from components import number_history
from components.theme import DARK, LIGHT
from data.due import State
from tests.components.figures_on_record import claim_ids, marks, words
from tests.conftest import Write
from tests.data.looking_ahead import World, actual, expected, figure, opened

NAMES = {
    "arrow": "Arrow",
    "birch": "Birch",
    "birch-cars": "Birch Cars",
    "countess": "Countess Data",
    "daily": "The Daily",
}
FIRST, SECOND, TOLD = "2024-01-10", "2024-06-10", "2026-02-01"
RAISED = figure(low=2000, high=2000, value_phrase="2000")


def _row(world: World, n: int = 0) -> pd.Series:
    return shown.rows(world.due, world.outcomes, world.claims, NAMES).iloc[n]


def _figure(world: World, narrow: bool = False) -> go.Figure:
    drawn = number_history.moved(world.histories, world.outcomes)
    day = pd.Timestamp("2026-06-30")
    return number_history.figure(drawn, world.outcomes, world.claims, NAMES, LIGHT, day, narrow)


def test_an_overdue_target_reads_as_what_it_is_and_says_that_nothing_is_on_record(write_seeds: Write) -> None:
    row = _row(opened(write_seeds, {FIRST: [figure(segment="BEV")]}))
    assert row["goal"] == "Arrow: deliveries (BEV), target 1,000 vehicles in 2025"
    assert row["last_day"].replace("\u00a0", " ") == "31 Dec 2025"
    assert (row["ago"], row["record"]) == ("6 months ago", "nothing on record")
    assert row["claim"] == "a1.1"


def test_an_outcome_names_its_condition_its_source_and_opens_both_cards(write_seeds: Write) -> None:
    row = _row(opened(write_seeds, {FIRST: [figure(metric="sales")], TOLD: [actual(low=1200, high=1200)]}))
    assert row["state"] == "met, if deliveries count as sales"
    assert row["record"] == "1,200 vehicles, deliveries 2025 (The Daily, 1 Feb 2026)"
    assert row["claim"] == "a1.1;a2.1"


def test_an_expectation_is_its_statement_and_an_answer_its_own(write_seeds: Write) -> None:
    answer = expected(stance="denies", answers=[{"claim": "a1.1", "how": "denies", "scope": "unclear"}])
    row = _row(opened(write_seeds, {FIRST: [expected()], TOLD: [answer]}))
    assert row["goal"] == "Arrow: Statement 1.1."
    assert row["state"] == "denied; the answer may not cover all of it"
    assert row["record"].startswith("Statement 2.1.")


def test_a_statement_that_names_no_company_stands_behind_its_own(write_seeds: Write) -> None:
    said = {FIRST: [expected(statement="It is to start."), expected(statement="Arrow is to start.", what="launch")]}
    rows = shown.rows(*(lambda world: (world.due, world.outcomes, world.claims))(opened(write_seeds, said)), NAMES)
    assert rows["goal"].tolist() == ["Arrow: It is to start.", "Arrow is to start."]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"metric": "production"}, "production, not deliveries"),
        ({"geography": "China"}, "only in China"),
        ({"measure": "retail"}, "only retail"),
        ({"period": "2025-11", "when_phrase": "November 2025"}, "about Nov 2025, not 2025"),
        ({"period": None, "period_is": None, "when_phrase": None}, "no period stated"),
    ],
)
def test_what_only_nearly_fits_says_the_difference(write_seeds: Write, cells: dict[str, object], said: str) -> None:
    row = _row(opened(write_seeds, {FIRST: [figure()], TOLD: [actual(**cells)]}))
    assert row["record"].startswith("nothing on record; compare 1,000 vehicles, ")
    assert row["record"].endswith(f"(The Daily, 1 Feb 2026): {said}")
    assert row["claim"] == "a1.1;a2.1"


def test_a_single_forecast_number_is_passed_or_fallen_short_of(write_seeds: Write) -> None:
    said = figure(basis="forecast", by="countess")
    assert _row(opened(write_seeds, {FIRST: [said], TOLD: [actual(low=1, high=1)]}))["state"] == "below the forecast"


def test_a_forecast_number_is_drawn_with_the_side_its_actual_fell_on(write_seeds: Write) -> None:
    said = figure(basis="forecast", by="countess")
    drawn = _figure(opened(write_seeds, {FIRST: [said], TOLD: [actual(low=1200, high=1200)]}))
    assert "1,200 deliveries: above the forecast" in words(drawn).replace("<br>", " ")


def _due(*rows: tuple[str, str, int]) -> pd.DataFrame:
    day = pd.Timestamp("2026-01-01")
    return pd.DataFrame(
        [(ahead, state, left, day + pd.Timedelta(days=left)) for ahead, state, left in rows],
        columns=["ahead", "state", "days_left", "due"],
    ).astype({"due": "datetime64[ns]"})


LATE, MET, LATER = ("target", "overdue", -9), ("target", "met", -9), ("target", "later", 900)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([LATE, LATE, MET, LATER], "Three of four targets have come due, one with an outcome on record"),
        ([LATE, LATE, LATE], "All three targets have come due, none with an outcome on record"),
        ([LATE, LATE], "Both targets have come due, none with an outcome on record"),
        ([LATE, LATER], "One of two targets has come due, nothing on record"),
        (
            [LATER, ("expectation", "later", 31)],
            "None of two targets and expectations has come due; the first does on 1 Feb 2026",
        ),
        ([LATE], "The only dated target has come due, with nothing on record"),
        ([LATER], "The only dated target falls due on 19 Jun 2028"),
        ([], "Which targets have come due?"),
    ],
)
def test_the_heading_counts_what_has_come_due(rows: list[tuple[str, str, int]], said: str) -> None:
    assert shown.finding(_due(*rows)) == said


def test_rows_are_parted_by_state(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure(), expected(when="2030")]})
    assert shown.part(world.due, State.OVERDUE)["lead"].tolist() == ["a1.1"]
    assert shown.part(world.due, State.NEXT, State.LATER)["lead"].tolist() == ["a1.2"]


def test_the_history_lists_every_statement_with_its_move_and_outcome(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [RAISED], TOLD: [actual(low=1500, high=1500)]})
    rows = number_history.rows(world.histories, world.outcomes, world.claims, NAMES)
    assert rows[["goal", "value", "move"]].values.tolist() == [
        ["Arrow: deliveries, target for 2025", "1,000", "first on record"],
        ["", "2,000", "raised"],
    ]
    assert [outcome.split(":")[0] for outcome in rows["outcome"]] == ["met", "missed"]
    assert rows["claim"].tolist() == ["a1.1;a3.1", "a2.1;a3.1"]


def test_only_numbers_that_moved_or_have_an_outcome_are_drawn(write_seeds: Write) -> None:
    alone = figure(of="birch")
    world = opened(write_seeds, {FIRST: [figure(), alone], SECOND: [RAISED]})
    assert claim_ids(_figure(world)) == {"a1.1", "a2.1"}
    assert not _figure(opened(write_seeds, {FIRST: [alone]})).data


def test_a_step_joins_statements_and_never_an_actual(write_seeds: Write) -> None:
    world = opened(write_seeds, {FIRST: [figure()], SECOND: [RAISED], TOLD: [actual(low=1500, high=1500)]})
    drawn = _figure(world)
    assert [marks(drawn, name)[0].name for name in ("a1.1", "a2.1", "a3.1")] == ["statement", "statement", "actual"]
    assert all(trace.mode == "markers" for trace in drawn.data)
    ends = {pd.Timestamp(end) for line in drawn.layout.shapes if line.xref != "paper" for end in (line.x0, line.x1)}
    assert pd.Timestamp(TOLD) not in ends
    assert {pd.Timestamp(FIRST), pd.Timestamp(SECOND), pd.Timestamp("2025-12-31")} <= ends
    solid = [
        line
        for line in drawn.layout.shapes
        if line.xref != "paper" and line.line.dash == "solid" and line.line.width == 2
    ]
    assert len(solid) == 2, "one step: along, and up"


def test_statements_without_an_order_are_not_joined(write_seeds: Write) -> None:
    drawn = _figure(opened(write_seeds, {FIRST: [figure(), RAISED]}))
    assert not [line for line in drawn.layout.shapes if line.line.dash == "solid" and line.line.width == 2]
    assert "order not told" in words(drawn)


def test_the_marks_say_value_move_and_outcome(write_seeds: Write) -> None:
    world = opened(
        write_seeds, {FIRST: [figure(metric="sales")], SECOND: [{**RAISED, "metric": "sales"}], TOLD: [actual()]}
    )
    said = words(_figure(world)).replace("<br>", " ")
    assert "raised: 2,000" in said
    assert "missed, if deliveries count as sales" in said


def test_a_vague_publication_is_a_bar_and_a_mark_on_its_last_day(write_seeds: Write) -> None:
    drawn = _figure(opened(write_seeds, {"2024-01": [figure()], SECOND: [RAISED]}))
    assert pd.Timestamp(marks(drawn, "a1.1")[0].x[0]) == pd.Timestamp("2024-01-31")
    bars = [(pd.Timestamp(line.x0), pd.Timestamp(line.x1)) for line in drawn.layout.shapes if line.xref != "paper"]
    assert (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31")) in bars


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_an_empty_history_draws_nothing(write_seeds: Write, palette: object, narrow: bool) -> None:
    world = opened(write_seeds, {FIRST: [actual()]})
    drawn = number_history.figure(
        world.histories,
        world.outcomes,
        world.claims,
        NAMES,
        palette,
        pd.Timestamp("2026-01-01"),
        narrow,  # type: ignore[arg-type]
    )
    assert not drawn.data
