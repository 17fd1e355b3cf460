"""What is due: every goal with its last day, its state as of a day, and what is on record of its outcome."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from data.claim_rows import dicts
from data.goals import Ahead, Row, given, goals, value_key
from data.number_history import Move, changes, histories
from data.outcomes import outcomes
from data.verdicts import Came
from data.vocabulary import Known

SOON = pd.DateOffset(months=12)
"""How far ahead a goal is due next."""


class State(StrEnum):
    """How a goal stands on the chosen day."""

    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"
    SLIPPED = "slipped"
    DENIED = "denied"
    ANSWERED = "answered"
    DIFFER = "sources differ"
    NEXT = "due within 12 months"
    LATER = "later"
    OPEN = "no last day"
    UNDATED = "no time given"


TOLD = (State.MET, State.MISSED, State.SLIPPED, State.DENIED, State.ANSWERED, State.DIFFER)
"""States with an outcome on record."""

ONE_REPORT = ("origin", "kind", "what", "deal", "stage", "topic", "from", "to", "type", "when", "when_is")
"""Columns in which expectations agree, beside whom they name, when several articles repeat one report; one without a
time stays by itself."""

COLUMNS = (
    "claim_id", "lead", "ahead", "due", "days_left", "state", "side", "condition", "outcome", "compare", "earlier",
    "reports", "known", "history",
)  # fmt: skip


Told = Mapping[str, Sequence[Row]]
"""What is on record of each goal: rows of `data.outcomes`, by the goal's claim id."""


def ids(joined: Iterable[Any]) -> list[str]:
    """The claim ids of cells that hold them joined by `;`, each once, in order."""
    return list(dict.fromkeys(part for cell in joined if given(cell) for part in str(cell).split(";")))


def by_date(row: Row, on: pd.Timestamp) -> State:
    """The state of a goal of whose outcome nothing is on record. A goal due on the day itself is not yet overdue."""
    if not given(row["due"]):
        return State.OPEN if row["dated"] else State.UNDATED
    if row["due"] < on:
        return State.OVERDUE
    return State.NEXT if row["due"] <= on + SOON else State.LATER


def by_outcome(came: set[Came]) -> State | None:
    """The state that outcomes on record give together; None for none. What contradicts itself stays so."""
    decided = came & {Came.MET, Came.MISSED, Came.DENIED}
    if len(decided) > 1:
        return State.DIFFER
    told = decided or came & {Came.SLIPPED} or came & {Came.ANSWERED}
    return State(str(told.pop())) if told else None


def _row(rows: Sequence[Row], told: Told, earlier: list[str], moved: list[str], on: pd.Timestamp) -> dict[str, Any]:
    """One goal: the statements of one value and period together. `moved` are later statements to which it slipped."""
    lead = rows[0]
    mine = [hit for row in rows for hit in told.get(str(row["claim_id"]), [])]
    sure, near = ([hit for hit in mine if (hit["came"] == Came.COMPARE) is apart] for apart in (False, True))
    came = {Came(str(hit["came"])) for hit in sure} | ({Came.SLIPPED} if moved else set())
    state = by_outcome(came) or by_date(lead, on)
    unconditional = any(not hit["condition"] and str(hit["came"]) == str(state) for hit in sure)
    conditions = [] if unconditional else ids(hit["condition"] for hit in sure)
    sides = {str(hit["side"]) for hit in sure if hit["side"]}
    return {
        "claim_id": ";".join(str(row["claim_id"]) for row in rows), "lead": lead["claim_id"], "ahead": lead["ahead"],
        "due": lead["due"], "days_left": (lead["due"] - on).days if given(lead["due"]) else None, "state": state,
        "side": sides.pop() if len(sides) == 1 else "", "condition": ";".join(conditions),
        "outcome": ";".join(ids([*(hit["other"] for hit in sure), *moved])), "compare": ";".join(ids(hit["other"] for hit in near)),
        "earlier": ";".join(earlier), "reports": len({row["article_id"] for row in rows}),
        "known": Known.KNOWN if any(row["known"] == Known.KNOWN for row in rows) else Known.POSSIBLY,
        "history": lead.get("history"),
    }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Standing:
    """How goals stand on a day: `due` (a row a goal), `outcomes` (`data.outcomes`), `histories` (`data.number_history`).

    `claims` are those that any of them names, with all their columns.
    """

    due: pd.DataFrame
    outcomes: pd.DataFrame
    histories: pd.DataFrame
    claims: pd.DataFrame


def standing(claims: pd.DataFrame, answers: pd.DataFrame, mentions: pd.DataFrame, belongs: pd.DataFrame, known_on: date) -> Standing:  # fmt: skip
    """Every goal with its last day, its state and what is on record of it.

    Parameters: `claims`, all on record on `known_on` (never a filtered part: an outcome may stand anywhere), and the
    registers of answers, mentions (of milestones and expectations, at least) and belongings.

    `due` is in the order of the last day, goals without one last. A goal is one row however often it is repeated (an
    expectation: by the same origin); what was raised or cut since is no row (its history has it), what slipped is.
    Columns: claim_id (its statements), lead (the first of them), ahead, due (day or NaT), days_left (negative once
    past), state, side and condition (see `data.outcomes`), outcome, compare and earlier (claim ids), reports
    (articles), known, history (number, or None). Ids are joined by `;`.
    """
    ahead = goals(claims)
    came, moves = outcomes(ahead, claims, answers, mentions, belongs), histories(ahead, claims, answers)
    told: dict[str, list[Row]] = {}
    for hit in dicts(came):
        told.setdefault(str(hit["claim_id"]), []).append(hit)
    on = pd.Timestamp(known_on)
    found = [*_numbers(moves, told, on), *_expectations(ahead, mentions, told, on)]
    kinds = {"due": "datetime64[ns]", "history": "Int64", "days_left": "Int64"}
    rows = pd.DataFrame(found, columns=list(COLUMNS)).astype(kinds)
    rows = rows.sort_values(["due", "lead"], na_position="last", ignore_index=True)
    named = {*ahead["claim_id"], *came["other"]}
    return Standing(rows, came, moves, claims[claims["claim_id"].isin(named)].reset_index(drop=True))


def _numbers(moves: pd.DataFrame, told: Told, on: pd.Timestamp) -> list[dict[str, Any]]:
    """A row a number that stands or has slipped."""
    numbers: dict[int, list[Row]] = {}
    for step in dicts(moves):
        numbers.setdefault(int(step["history"]), []).append(step)
    found = []
    for steps in numbers.values():
        for rows in _statements(steps):
            by = _changed_by(rows[-1], steps)
            slipped = [str(steps[by]["claim_id"])] if by is not None and steps[by]["move"] == Move.SLIPPED else []
            if by is None or slipped:
                before = steps[: int(rows[0]["step"])]
                earlier = [str(row["claim_id"]) for row in before if not row["standing"]]
                found.append(_row(rows, told, earlier, slipped, on))
    return found


def _expectations(ahead: pd.DataFrame, mentions: pd.DataFrame, told: Told, on: pd.Timestamp) -> list[dict[str, Any]]:
    """A row an expectation; one with a time that several articles repeat from one origin is one."""
    expected = ahead[ahead["ahead"] == Ahead.EXPECTATION].sort_values(["published_upper", "article_id", "number"])
    mine = mentions[mentions["claim_id"].isin(expected["claim_id"])]
    named: dict[str, set[str]] = {}
    for claim, entity in zip(mine["claim_id"], mine["entity"], strict=True):
        named.setdefault(claim, set()).add(entity)
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in dicts(expected):
        agree = (*(str(row[name]) for name in ONE_REPORT), frozenset(named.get(row["claim_id"], ())))
        same.setdefault(agree if row["dated"] else (row["claim_id"],), []).append(row)
    return [_row(rows, told, [], [], on) for rows in same.values()]


def _statements(steps: Sequence[Row]) -> list[list[Row]]:
    """The steps of one history that state the same value and last day, and stand or fell together."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in steps:
        day = row["due"] if given(row["due"]) else None
        fell = None if row["standing"] else _changed_by(row, steps)
        found.setdefault((value_key(row), day, fell), []).append(row)
    return list(found.values())


def _changed_by(row: Row, steps: Sequence[Row]) -> int | None:
    """The step that changed a statement; None where nothing surely known did."""
    later = (after for after in steps[int(row["step"]) + 1 :] if changes(after))
    return next((int(after["step"]) for after in later), None)
