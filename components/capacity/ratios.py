"""What part of a capacity or target a figure is: derived claims where there are, else computed here and said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.capacity.groups import short
from components.series import Row, inputs, is_derived, period
from components.series.wording import called, decimals, fixed, formula, interval
from components.words import MONTHS, as_day, days, present, text
from data.vocabulary import Basis, Metric, Stance, Unit

FLOWS = (str(Metric.PRODUCTION), str(Metric.SALES), str(Metric.SHIPMENTS), str(Metric.DELIVERIES))
SOLD = FLOWS[1:]
STATED = (str(Stance.ASSERTS), str(Stance.EXPECTS))
SHORT = 12_000_000
TIMES_FROM = 2.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A derived ratio in words: "2.33 times Phase 1", its formula in numbers, the condition it stands on.

    `value` is figure over base (1 is equal); `claim` the derived claim's id, "" where computed here.
    """

    words: str
    formula: str
    condition: str
    value: float
    claim: str


def exact(row: Row) -> float | None:
    """The figure as one number: its value, or the stated end of an open one; None for a range or nothing."""
    low, high = row["low"], row["high"]
    if present(low) and present(high):
        return float(low) if low == high else None
    return float(low) if present(low) else float(high) if present(high) else None


def _edge(row: Row) -> str:
    if present(row["low"]) and not present(row["high"]):
        return "over " if row["low_open"] else "at least "
    return "" if present(row["low"]) else "below "


def _claimed(row: Row, base: Row, figures: Sequence[Row], what: str) -> Ratio | None:
    """The derived claim whose inputs are just these two figures."""
    wanted = {text(row["claim_id"]), text(base["claim_id"])}
    for derived in figures:
        if not is_derived(derived) or set(inputs(derived).values()) != wanted or not present(derived["low"]):
            continue
        unit, value = derived["unit"], float(derived["low"])
        if unit not in (str(Unit.PERCENT), str(Unit.TIMES)):
            continue
        words = interval({**derived, "approx": False}, decimals([value, float(derived["high"])]))
        numbers = {text(one["claim_id"]): float(one["low"]) for one in (row, base) if present(one["low"])}
        sign = "%" if unit == str(Unit.PERCENT) else " times"
        of = " of" if unit == str(Unit.PERCENT) else ""
        return Ratio(
            f"{words}{sign}{of} {what}", formula(derived, numbers), "",
            value / 100 if unit == str(Unit.PERCENT) else value, text(derived["claim_id"]),
        )  # fmt: skip
    return None


def _computed(row: Row, base: Row, what: str, conditions: list[str]) -> Ratio | None:
    """The quotient of two exact figures of agreeing units."""
    one, other = exact(row), exact(base)
    if one is None or not other or _edge(base) or "USD" in (row["unit"], base["unit"]):
        return None
    value = one / other
    size = f"{value:.2f} times" if value >= TIMES_FROM else f"{value * 100:.0f}% of"
    sums = f"{fixed(one, 0)} ÷ {fixed(other, 0)}"
    return Ratio(f"{_edge(row)}{size} {what}", sums, ", ".join(c for c in conditions if c), value, "")


def of_capacity(
    row: Row, capacity: Row | None, figures: Sequence[Row], names: Mapping[str, str], head: str
) -> Ratio | None:
    """A target, plan or forecast as part of the capacity that stands; an actual only if it counts production."""
    if capacity is None or row["stance"] not in STATED or period(row) is None:
        return None
    name = called(capacity["of"], names)
    what = "capacity" if name == head else short(name, head)
    claimed = _claimed(row, capacity, figures, what)
    if claimed is not None:
        return claimed
    if row["basis"] in (str(Basis.ACTUAL), str(Basis.ESTIMATE)) and row["metric"] != str(Metric.PRODUCTION):
        return None
    since, about = since_day(capacity), period(row)
    later = since is not None and about is not None and about.upper is not None and about.upper.year > since.year
    condition = f"if unchanged since {month(since)}" if later and since is not None else ""
    return _computed(row, capacity, what, [condition])


def month(day: date) -> str:
    """Oct 2023."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def since_day(capacity: Row) -> pd.Timestamp | None:
    """The day from which a capacity stands: its period's first day, else its publication."""
    about = period(capacity)
    day = about.lower if about is not None else as_day(capacity["published_lower"])
    return pd.Timestamp(day) if day is not None else None


def of_target(row: Row, figures: Sequence[Row], names: Mapping[str, str], head: str) -> Ratio | None:
    """An actual as part of the target it answers; periods that are unstated are said as a condition.

    `figures`: those of the same group. The nearest target is of the same year, entity and metric, latest stated.
    Sales, deliveries and shipments answer each other, and say so; places and segments must agree.
    """
    if row["stance"] not in STATED or row["metric"] not in FLOWS:
        return None
    about = period(row)
    told = as_day(row["published_upper"])
    best: tuple[tuple[bool, bool, str, str, int], Row, list[str]] | None = None
    for target in figures:
        aims = target["basis"] == str(Basis.TARGET) and target["stance"] in STATED and not is_derived(target)
        alike = target["metric"] == row["metric"] or {target["metric"], row["metric"]} <= set(SOLD)
        place = all(text(target[name]) == text(row[name]) for name in ("geography", "segment", "unit"))
        year = period(target)
        if not (aims and alike and place) or year is None or year.upper is None:
            continue
        same_year = about is not None and about.upper == year.upper and about.lower == year.lower
        over = about is None and told is not None and year.upper < told
        if not same_year and not over:
            continue
        same = (target["of"] == row["of"], target["metric"] == row["metric"])
        rank = (*same, str(year.upper), text(target["published"]), int(target["number"]))
        if best is None or rank > best[0]:
            best = (rank, target, _conditions(row, target, names, head))
    if best is None:
        return None
    target = best[1]
    when = period(target)
    assert when is not None
    what = f"the {days(when.lower, when.upper)} target"
    return _claimed(row, target, figures, what) or _computed(row, target, what, best[2])


def _conditions(row: Row, target: Row, names: Mapping[str, str], head: str) -> list[str]:
    """What must hold for an actual to answer a target, where the texts leave it open."""
    found, year = [], period(target)
    assert year is not None
    if period(row) is None:
        time = f"“{row['measure']}”" if present(row["measure"]) else "its unstated year"
        found.append(f"if {time} is {days(year.lower, year.upper)}")
    measured = present(row["measure"]) and period(row) is not None and row["measure"] != target["measure"]
    what = [short(called(row["of"], names), head)] if row["of"] != target["of"] else []
    what += [f"({row['measure']})" if what else f"“{row['measure']}”"] if measured else []
    if what:
        found.append(f"counting {' '.join(what)} alone")
    if row["metric"] != target["metric"]:
        found.append(f"if {row['metric']} answer {target['metric']}")
    return found
