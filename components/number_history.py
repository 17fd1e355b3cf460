"""How numbers moved: a target's or forecast's statements over publication days, and the actual when it came."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.columns import Column
from components.due import by, fact, placed, subject
from components.number_steps import Mark, Panel, draw
from components.series import Row, records
from components.theme import Figure, Palette
from components.words import as_day, days, plain, present, text, unit, value, when
from data.kept import kept
from data.number_history import Move
from data.verdicts import Came
from data.vocabulary import Known

Names = Mapping[str, str]

COLUMNS = (
    Column("goal", "Number", kind="strong"), Column("known", "Published", sort_field="day"),
    Column("value", "Value", kind="number", sort_field="sort"), Column("unit", "Unit", hide_narrow=True),
    Column("period", "For", hide_narrow=True), Column("move", "Move"),
    Column("outcome", "Outcome", hide_narrow=True), Column("said", "Said by", kind="muted", hide_narrow=True),
)  # fmt: skip
SAID = {
    Move.FIRST: "first on record", Move.CHANGED: "changed", Move.BESIDE: "beside it, order not told",
}  # fmt: skip


def title(row: Row, names: Names) -> str:
    """What a history is of: "Xiaomi: deliveries, target for 2025"."""
    about = when(row["period"], row["period_is"])
    about = about if about.startswith("by ") or not about else f"for {about}"
    return f"{subject(row, names)}, {row['ahead']} {about}".rstrip()


def _told(outcomes: pd.DataFrame) -> dict[str, list[Row]]:
    """The outcomes of each statement, what is only to compare left out."""
    found: dict[str, list[Row]] = {}
    for row in records(outcomes):
        if row["came"] != Came.COMPARE:
            found.setdefault(row["claim_id"], []).append(row)
    return found


def _histories(histories: pd.DataFrame) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in records(histories):
        found.setdefault(int(row["history"]), []).append(row)
    return list(found.values())


def _actuals(steps: list[Row], told: Mapping[str, list[Row]], by_id: Mapping[str, Row]) -> list[tuple[Row, Row]]:
    """(outcome, claim) pairs of figures that answer a history, each claim once: as against its newest statement."""
    mine = (row for step in steps for row in told.get(step["claim_id"], []) if row["other"] in by_id)
    found = {row["other"]: (row, by_id[row["other"]]) for row in mine if _valued(by_id[row["other"]])}
    return list(found.values())


def _verdict(step: Row, told: Row, other: Row) -> str:
    """What an outcome means for a statement: "met, if deliveries count as sales"; "above the forecast"."""
    came = placed(text(told["side"]), step["ahead"]) if told["came"] == Came.ANSWERED else str(told["came"])
    return f"{came}{_condition(told, other, step['metric'])}"


def _condition(told: Row, other: Row, metric: str) -> str:
    conditional = "metric" in text(told["condition"]).split(";")
    return f", if {plain(other['metric'])} count as {plain(metric)}" if conditional else ""


@kept()
def rows(histories: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a statement, history by history, oldest first: goal, known, day, value, sort, unit, period, move, outcome,
    said, claim. The goal stands on its history's first row; `claim` opens the statement and its outcomes.
    """
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    told = _told(outcomes)
    found: list[dict[str, Any]] = []
    for row in records(histories):
        mine = [hit for hit in told.get(row["claim_id"], []) if hit["other"] in by_id]
        found.append(
            {
                "goal": title(row, names) if not found or found[-1]["history"] != row["history"] else "",
                "history": row["history"], "known": when(row["published"]), "day": row["published_lower"],
                "value": value(row), "sort": row["low"] if present(row["low"]) else row["high"],
                "unit": unit(row["unit"]), "period": when(row["period"], row["period_is"]) or "not stated",
                "move": SAID.get(row["move"], str(row["move"])), "said": by(row, names),
                "outcome": "; ".join(f"{_verdict(row, hit, by_id[hit['other']])}: {fact(by_id[hit['other']], names)}" for hit in mine),
                "claim": ";".join([row["claim_id"], *(hit["other"] for hit in mine)]),
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=["goal", "history", "known", "day", "value", "sort", "unit", "period", "move",
                                        "outcome", "said", "claim"])  # fmt: skip


@kept()
def moved(histories: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The histories worth a picture: more than one statement, or an outcome on record."""
    told = _told(outcomes)
    worth = [
        steps[0]["history"] for steps in _histories(histories)
        if len(steps) > 1 or any(step["claim_id"] in told for step in steps)
    ]  # fmt: skip
    return histories[histories["history"].isin(worth)].reset_index(drop=True)


def figure(
    histories: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names, palette: Palette,
    known_on: pd.Timestamp, narrow: bool = False,
) -> Figure:  # fmt: skip
    """One panel a history: value from zero over the day it was published, a step at each revision.

    Dots run on to the last day (or the known-on day) where nothing newer is on record. The actual is a mark of its
    own, never joined. Every mark's customdata is its claim id. `histories` as from `data.number_history`.
    """
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    told, panels = _told(outcomes), []
    for steps in _histories(histories):
        last = steps[-1]
        marks = [_statement(row, names) for row in steps if _valued(row)]
        marks += [_actual(hit, other, last, names) for hit, other in _actuals(steps, told, by_id)]
        name = ", ".join(part for part in (title(last, names), unit(last["unit"])) if part)
        panels.append(Panel(name, marks, last["due"] if present(last["due"]) else None))
    return draw(panels, known_on, palette, narrow)


def _valued(row: Row) -> bool:
    return present(row["low"]) or present(row["high"])


def _ends(row: Row) -> tuple[float | None, float | None]:
    low, high = (float(row[name]) if present(row[name]) else None for name in ("low", "high"))
    return low, high


def _hover(row: Row, words: str, names: Names) -> str:
    known = days(as_day(row["published_lower"]), as_day(row["published_upper"]))
    unsure = "possibly " if row["known"] == Known.POSSIBLY else ""
    return theme.hover(text(row["statement"]), words, by(row, names), f"{unsure}known {known}")


def _statement(row: Row, names: Names) -> Mark:
    move = SAID.get(row["move"], str(row["move"]))
    words = value(row) if row["move"] == Move.FIRST else f"{move}: {value(row)}"
    joined = row["move"] not in (Move.FIRST, Move.BESIDE)
    return Mark(
        row["claim_id"], row["published_lower"], row["published_upper"], *_ends(row), words, _hover(row, words, names),
        joined=joined, faint=row["known"] == Known.POSSIBLY,
    )  # fmt: skip


def _actual(told: Row, other: Row, last: Row, names: Names) -> Mark:
    words = f"{value(other)} {plain(other['metric'])}: {_verdict(last, told, other)}"
    return Mark(
        other["claim_id"], other["published_lower"], other["published_upper"], *_ends(other), words,
        _hover(other, words, names), actual=True,
    )  # fmt: skip
