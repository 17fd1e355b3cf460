"""Claims that look ahead: targets, plans and forecasts, and what somebody expects, each with the last day of its time."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Any

import pandas as pd

from data.claim_rows import dicts
from data.kept import kept
from data.vocabulary import Basis, Kind, Metric, Stance

Row = Mapping[str, Any]


class Ahead(StrEnum):
    """How a claim looks ahead: the basis of a figure, or the stance `expects` of any other claim."""

    TARGET = "target"
    PLAN = "plan"
    FORECAST = "forecast"
    EXPECTATION = "expectation"


STATED = (Stance.ASSERTS, Stance.EXPECTS, Stance.SAYS_POSSIBLE)
"""Stances in which a figure is put forward; a target that somebody denies is no target of his."""


def given(value: Any) -> bool:
    """Whether a cell holds something: neither None nor NaN nor NaT nor an empty string."""
    return value is not None and bool(value == value) and value != ""


def end(row: Row, name: str) -> float | None:
    """The end `low` or `high` of a figure as a number; None where it is open."""
    return float(row[name]) if given(row[name]) else None


def flag(row: Row, name: str) -> bool:
    """A figure's `low_open`, `high_open` or `approx`; false where it is not stated."""
    return given(row[name]) and bool(row[name])


def value_key(row: Row) -> tuple[float | bool | None, ...]:
    """What two figures of one value agree in: both ends, their openness and "about"."""
    flags = (flag(row, name) for name in ("low_open", "high_open", "approx"))
    return (end(row, "low"), end(row, "high"), *flags)


def _differences(figures: Sequence[Row]) -> set[str]:
    """Figures of metric `other` that are exactly how far two goals of one article, entity, unit and period lie apart."""
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for row in figures:
        if given(row["period"]) and given(row["low"]) and row["low"] == row["high"]:
            alike.setdefault(tuple(row[name] for name in ("article_id", "of", "unit", "period")), []).append(row)
    found = set()
    for rows in alike.values():
        values = [float(row["low"]) for row in rows if row["metric"] != Metric.OTHER]
        apart = {abs(a - b) for a, b in combinations(values, 2)} - {0.0}
        found |= {str(row["claim_id"]) for row in rows if row["metric"] == Metric.OTHER and row["low"] in apart}
    return found


@kept()
def goals(claims: pd.DataFrame) -> pd.DataFrame:
    """A row a claim that looks ahead, with two columns more: `ahead` and `due`, the last day of its time (or NaT).

    Left out is what only restates other figures: our arithmetic, conversions, changes from one figure to another and
    differences between two goals. A claim without a time, or with one that has no end, is due on no day.
    """
    figure = (claims["kind"] == Kind.FIGURE) & claims["stance"].isin([str(stance) for stance in STATED])
    ahead = claims["basis"].where(figure & claims["basis"].isin([Basis.TARGET, Basis.PLAN, Basis.FORECAST]), None)
    expected = (claims["kind"] != Kind.FIGURE) & (claims["stance"] == Stance.EXPECTS)
    ahead = ahead.mask(expected, str(Ahead.EXPECTATION))
    own = claims["formula"].isna() & claims["conversion_of"].isna() & claims["change_of"].isna()
    found = claims[ahead.notna() & own]
    due = found["about_upper"].where(found["dated"].astype(bool))
    found = found.assign(ahead=ahead[found.index].astype(object), due=due)
    restated = _differences(dicts(found[found["kind"] == Kind.FIGURE]))
    return found[~found["claim_id"].isin(restated)].reset_index(drop=True)
