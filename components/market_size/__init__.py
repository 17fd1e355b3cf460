"""Market size: values of one series by year, what a forecast implies, and the figures that may not join."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from components.market_size.apart import not_drawn
from components.market_size.chart import figure
from components.series import Key, Row, is_derived, is_published, period, records, series_key
from components.series.wording import called, decimals, fixed, interval, scaled
from components.words import days, present, text
from components.words import unit as unit_words
from data.kept import kept
from data.vocabulary import Basis, Metric, Stance

__all__ = ["SizeSet", "caption", "figure", "finding", "is_path", "not_drawn", "question", "sets", "title"]

question = "How large is the market?"
"""The heading where nothing can be computed."""


@dataclass(frozen=True, eq=False)
class SizeSet:
    """Sizes that one chart may hold: one series in one unit, each with a period. `growth` is derived from them."""

    key: Key
    sizes: pd.DataFrame
    growth: pd.DataFrame

    @property
    def market(self) -> str:
        """Id of the market."""
        return text(self.key[2]) or text(self.key[1])

    @property
    def unit(self) -> str:
        """The unit of every size."""
        return text(self.sizes["unit"].iloc[0])

    @property
    def claim_ids(self) -> set[str]:
        """Every claim in the set."""
        return {*self.sizes["claim_id"], *self.growth["claim_id"]}


@kept()
def sets(figures: pd.DataFrame) -> list[SizeSet]:
    """Sets with a dated market size; most values first, then the newest. `figures`: claims of kind figure."""
    rows = records(figures)
    keys = [(series_key(row), row["unit"]) if _is_dated_size(row) else None for row in rows]
    grown = [row["metric"] == str(Metric.GROWTH) and is_derived(row) for row in rows]
    found = []
    for key in dict.fromkeys(key for key in keys if key is not None):
        same = [other == key for other in keys]
        origins = {row["claim_id"]: row["origin"] for row, here in zip(rows, same, strict=True) if here}
        joined = [grows and _one_origin(row, origins) for row, grows in zip(rows, grown, strict=True)]
        found.append(
            SizeSet(key[0], figures[pd.Series(same, figures.index)], figures[pd.Series(joined, figures.index)])
        )
    return sorted(found, key=lambda one: (-len(one.sizes), -one.sizes["about_upper"].max().year))


def _is_dated_size(row: Row) -> bool:
    """Whether a figure is a market's size in a period, as somebody else gave it."""
    return row["metric"] == str(Metric.MARKET_SIZE) and is_published(row) and period(row) is not None


@kept()
def is_path(one_set: SizeSet) -> bool:
    """Whether a set has sizes of more than one time, so that a chart by year says more than a line of a table."""
    return len({period(row) for row in records(one_set.sizes)}) > 1


def _one_origin(growth: Row, origins: Mapping[str, object]) -> bool:
    """Whether both ends of a growth are in the series, and both from one origin."""
    ends = (text(growth["against"]), text(growth["change_of"]))
    return all(end in origins for end in ends) and origins[ends[0]] == origins[ends[1]]


@kept()
def title(one_set: SizeSet, names: Mapping[str, str]) -> str:
    """ "China's EV market by year", with the segment where one is stated."""
    segment = text(one_set.key[4])
    return f"{called(one_set.market, names)}{f' ({segment})' if segment else ''} by year"


@kept()
def caption(one_set: SizeSet, names: Mapping[str, str]) -> str:
    """ "Billion dollars, Mordor Intelligence": unit and who said it."""
    _, word = scaled(_values(one_set.sizes), one_set.unit)
    unit = f"{word} {unit_words(one_set.unit)}".strip()
    said = dict.fromkeys(called(row["said_by"], names) for row in records(one_set.sizes))
    measure = text(one_set.key[5])
    return ", ".join(part for part in (unit[:1].upper() + unit[1:], measure, *list(said)[:3]) if part)


def _values(sizes: pd.DataFrame) -> list[float]:
    return [float(row[end]) for row in records(sizes) for end in ("low", "high") if present(row[end])]


@kept()
def finding(one_set: SizeSet | None, names: Mapping[str, str]) -> str:
    """ "A forecast of 799 billion dollars implies 36.4% growth a year"; a question where nothing is stated."""
    if one_set is None:
        return question
    plain = (str(Stance.ASSERTS), str(Stance.EXPECTS))
    rows = {row["claim_id"]: row for row in records(one_set.sizes) if row["stance"] in plain}
    if not rows:
        return question
    size, word = scaled(_values(one_set.sizes), one_set.unit)
    unit = f"{word} {unit_words(one_set.unit)}".strip()
    for growth in records(one_set.growth):
        later = rows.get(text(growth["change_of"]))
        if later is not None and present(growth["low"]):
            kind = "A forecast" if later["basis"] == str(Basis.FORECAST) else "A figure"
            rate = fixed(float(growth["low"]), decimals([float(growth["low"])]))
            yearly = " a year" if "a year" in text(growth["measure"]) else ""
            worth = interval(later, decimals([float(later["low"]) / size]), size)
            return f"{kind} of {worth} {unit} implies {rate}% growth{yearly}"
    last = max(rows.values(), key=lambda row: (row["basis"] != str(Basis.FORECAST), row["about_upper"]))
    about = period(last)
    when = f" in {days(about.lower, about.upper)}" if about else ""
    ends = [float(last[end]) / size for end in ("low", "high") if present(last[end])]
    return f"{called(one_set.market, names)} was put at {interval(last, decimals(ends), size)} {unit}{when}"
