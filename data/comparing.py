"""Figures of one thing and period that several voices give, and which of them no value fits together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.claim_rows import SERIES, Row, by_id, given
from data.dates import span
from data.intervals import interval, meet
from data.vocabulary import Attribution, Basis, Kind, Metric, Stance, When

FIRM = (str(Stance.ASSERTS), str(Stance.EXPECTS))
"""Stances that give a value: a denied or merely possible figure is no second value."""


def is_derived(row: Row) -> bool:
    """Whether a figure is our arithmetic."""
    return given(row["formula"]) or row["attribution"] == str(Attribution.DERIVED)


def days_of(row: Row | None) -> tuple[date | None, date | None] | None:
    if row is None or not given(row["period"]):
        return None
    about = span(str(row["period"]))
    return about.lower, about.upper


_AIMS = {str(Basis.TARGET): "aim", str(Basis.PLAN): "aim", str(Basis.FORECAST): "forecast"}


def _key(row: Row, known: Mapping[str, Row]) -> tuple[Any, ...] | None:
    """On what two figures must agree to be values of one thing; None for one that can't be compared."""
    about = days_of(row)
    plain = row["stance"] in FIRM and not is_derived(row) and not given(row["conversion_of"])
    if about is None or not plain or interval(row) is None:
        return None
    series = tuple(str(row[name]) if given(row[name]) else None for name in (*SERIES, "what", "unit"))
    base = known.get(str(row["against"])) if row["metric"] == str(Metric.GROWTH) else None
    by = row["period_is"] == str(When.BY)
    return *series, about, by, _AIMS.get(str(row["basis"]), "is"), days_of(base)


def voice(row: Row) -> str:
    """Id of whose value a figure is: who set the target or made the forecast, else who said it first."""
    return str(row["by"] if str(row["basis"]) in _AIMS and given(row["by"]) else row["said_by"])


@dataclass(frozen=True, eq=False)
class Compared:
    """One figure of one period that two voices or more give: a row a claim, oldest publication first.

    `figures` has the columns of claims and `revised`: whether the same voice gave another value later.
    `pairs` holds the claims whose intervals do not meet, the earlier first; empty where all meet.
    """

    figures: pd.DataFrame
    pairs: tuple[tuple[str, str], ...]


def compared(claims: pd.DataFrame, on_record: pd.DataFrame) -> list[Compared]:
    """Figures that two voices or more give, those that dispute first.

    Of one series, unit, period and kind (what is, what is aimed at, what is forecast); each voice counts with what it
    said last, for the same voice later is a revision. Two dispute where origins differ and no value fits both.
    """
    known, shown = by_id(on_record, on_record["kind"].eq(str(Kind.FIGURE))), set(claims["claim_id"])
    places = {claim: place for place, claim in enumerate(on_record["claim_id"])}
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in known.values():
        if (key := _key(row, known)) is not None:
            groups.setdefault(key, []).append(row)
    found = []
    for rows in groups.values():
        rows.sort(
            key=lambda row: (row["published_upper"], row["published_lower"], str(row["article_id"]), row["number"])
        )
        last = {voice(row): row for row in rows}
        if len(last) < 2 or not shown & {row["claim_id"] for row in rows}:
            continue
        kept = {str(row["claim_id"]) for row in last.values()}
        latest = [row for row in rows if row["claim_id"] in kept]
        pairs = [
            (str(one["claim_id"]), str(other["claim_id"]))
            for n, one in enumerate(latest) for other in latest[n + 1 :] if _dispute(one, other)
        ]  # fmt: skip
        frame = on_record.iloc[[places[row["claim_id"]] for row in rows]]
        revised = [row["claim_id"] not in kept for row in rows]
        found.append(Compared(frame.assign(revised=revised).reset_index(drop=True), tuple(pairs)))
    return sorted(found, key=lambda one: (not one.pairs, -one.figures["published_upper"].max().value))


def _dispute(one: Row, other: Row) -> bool:
    mine, theirs = interval(one), interval(other)
    assert mine is not None
    assert theirs is not None
    return one["origin"] != other["origin"] and not meet(mine, theirs)
