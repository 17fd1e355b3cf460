"""How targets, plans and forecasts moved: each number's statements over their publication days, oldest first."""

from enum import StrEnum
from itertools import pairwise
from typing import Any

import pandas as pd

from data.claim_rows import dicts
from data.dates import span
from data.goals import Ahead, Row, end, given, value_key
from data.vocabulary import How, Kind, Known, Metric, When

SAME = ("of", "metric", "what", "market", "geography", "segment", "measure", "counted_by", "unit")
"""Columns on which the statements of one history agree, beside basis and period; missing equals missing only."""


READ = (
    "claim_id", "article_id", "number", "published_lower", "published_upper", "known", "ahead", "due", "by", "said_by", *SAME,
    "period", "period_is", "low", "high", "low_open", "high_open", "approx",
)  # fmt: skip
"""Columns of a goal that tell its history."""


class Move(StrEnum):
    """What a statement did to the number before it."""

    FIRST = "first"
    RAISED = "raised"
    CUT = "cut"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought forward"
    REPEATED = "repeated"
    CHANGED = "changed"
    BESIDE = "beside"


def _word(row: Row, name: str) -> str | None:
    return str(row[name]) if given(row[name]) else None


def _key(row: Row) -> tuple[Any, ...]:
    """What one history agrees in, but for the period. A forecast is its forecaster's, a target its company's."""
    forecaster = (_word(row, "by") or _word(row, "said_by")) if row["ahead"] == Ahead.FORECAST else None
    return (row["ahead"], forecaster, *(_word(row, name) for name in SAME), row["period_is"] == When.BY)


def _period(row: Row) -> str | None:
    about = span(str(row["period"])) if given(row["period"]) else None
    return f"{about.lower}/{about.upper}" if about else None


def _slippable(row: Row) -> bool:
    """Whether a later period moves the goal: a deadline or a capacity does, the next year's sales are a new goal."""
    return given(row["due"]) and (row["period_is"] in (When.BY, When.AT) or row["metric"] == Metric.CAPACITY)


def _newer(claims: pd.DataFrame, answers: pd.DataFrame) -> set[tuple[str, str]]:
    """(newer, older) pairs that a text states itself, by a change, update or correction; what contradicts itself is out."""
    changes = claims[claims["change_of"].notna() & claims["against"].notna()]
    told = answers[answers["how"].isin([How.UPDATES, How.CORRECTS])]
    pairs = [
        *zip(changes["change_of"], changes["against"], strict=True),
        *zip(told["claim_id"], told["answers"], strict=True),
    ]
    told_so = {(str(newer), str(older)) for newer, older in pairs}
    return {(newer, older) for newer, older in told_so if (older, newer) not in told_so}


def _ordered(rows: list[Row], newer: set[tuple[str, str]]) -> list[Row]:
    """By publication; of a pair that a text orders the newer follows the older. A circle of such pairs ends."""
    ids = {row["claim_id"] for row in rows}
    edges = {pair for pair in newer if set(pair) <= ids} if len(rows) > 1 else set()
    left = sorted(
        rows, key=lambda row: (row["published_upper"], row["published_lower"], str(row["article_id"]), row["number"])
    )
    found: list[Row] = []
    while left:
        waiting = {row["claim_id"] for row in left}
        free = (row for row in left if not any(new == row["claim_id"] and old in waiting for new, old in edges))
        found.append(next(free, left[0]))
        left = [row for row in left if row is not found[-1]]
    return found


def _between(row: Row, before: Row, newer: set[tuple[str, str]]) -> Move:
    """What `row` did to `before`; `BESIDE` where nothing tells which of two differing ones is newer."""
    same_value, same_period = value_key(row) == value_key(before), _period(row) == _period(before)
    if same_value and same_period:
        return Move.REPEATED
    sure = before["published_upper"] < row["published_lower"] or (row["claim_id"], before["claim_id"]) in newer
    if not sure:
        return Move.BESIDE
    if same_value and given(row["due"]) and given(before["due"]):
        return Move.SLIPPED if row["due"] > before["due"] else Move.BROUGHT_FORWARD
    ends = [(end(row, name), end(before, name)) for name in ("low", "high")]
    if not same_period or any((new is None) != (old is None) for new, old in ends):
        return Move.CHANGED
    rises = {(new > old) - (new < old) for new, old in ends if new is not None and old is not None} - {0}
    if len(rises) != 1:
        return Move.CHANGED
    better = rises.pop() * (-1 if row["metric"] == Metric.MARKET_RANK else 1)
    return Move.RAISED if better > 0 else Move.CUT


def changes(step: Row) -> bool:
    """Whether a step surely changed the number: what is only possibly known on the day changes nothing."""
    return step["move"] not in (Move.FIRST, Move.REPEATED, Move.BESIDE) and step["known"] == Known.KNOWN


def histories(goals: pd.DataFrame, claims: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The figures among `goals` with four columns more: `history`, `step`, `move`, `standing`.

    Parameters: `goals` as from `data.goals`, `claims` and `answers` of the day, for what a text says of the order.
    A history (numbered from 0) is one basis, entity, metric, market, place, segment, measure, unit and period; a
    forecast is one forecaster's. A deadline or capacity that comes again with its value and another period is one
    history: it slipped. `step` counts from 0 by publication. `standing` is false for what a later statement changed.
    """
    newer, figures = _newer(claims, answers), goals[goals["kind"] == Kind.FIGURE]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for place, row in enumerate(dicts(figures[list(READ)])):
        groups.setdefault((*_key(row), _period(row)), []).append({**row, "place": place})
    ordered = sorted((_ordered(rows, newer) for rows in groups.values()), key=lambda rows: rows[0]["published_upper"])
    joined: dict[tuple[Any, ...], list[list[Row]]] = {}
    for rows in ordered:
        alike = joined.setdefault(_key(rows[0]), [])
        before = next((each for each in alike if _slipped(each[-1], rows[0], newer)), None)
        if before is not None:
            before.extend(rows)
        else:
            alike.append(rows)
    oldest_first = sorted(
        (rows for alike in joined.values() for rows in alike), key=lambda rows: rows[0]["published_upper"]
    )
    places, told = [], []
    for number, rows in enumerate(oldest_first):
        moves = [Move.FIRST, *(_between(row, before, newer) for before, row in pairwise(rows))]
        changed = [changes({**row, "move": move}) for row, move in zip(rows, moves, strict=True)]
        for step, (row, move) in enumerate(zip(rows, moves, strict=True)):
            places.append(row["place"])
            told.append((number, step, move, not any(changed[step + 1 :])))
    columns = pd.DataFrame(told, columns=["history", "step", "move", "standing"])
    columns = columns.astype({"history": "int64", "step": "int64", "move": object, "standing": bool})
    return pd.concat([figures.iloc[places].reset_index(drop=True), columns], axis="columns")


def _slipped(before: Row, row: Row, newer: set[tuple[str, str]]) -> bool:
    return (
        _slippable(row) and _slippable(before) and _between(row, before, newer) in (Move.SLIPPED, Move.BROUGHT_FORWARD)
    )
