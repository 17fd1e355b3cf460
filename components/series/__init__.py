"""What may stand in one chart: series, comparison sets of shares, and what keeps two figures apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.words import days, listed, plain, present, text
from data.claim_rows import SERIES, dicts
from data.dates import Span, span
from data.kept import kept
from data.vocabulary import Attribution, Metric

SHARE_SET = ("market", "geography", "segment", "measure", "counted_by", "period")
"""Columns on which shares of one comparison agree, beside the metric."""

Row = Mapping[str, Any]
Key = tuple[str | None, ...]


def _word(row: Row, column: str) -> str | None:
    value = row.get(column)
    if not present(value):
        return None
    if column == "period":
        about = span(str(value))
        return f"{about.lower or '..'}/{about.upper or '..'}"
    return str(value)


def series_key(row: Row) -> Key:
    """The values of `SERIES`, None where unstated. Basis styles a mark and period places it: no part of it."""
    return tuple(_word(row, column) for column in SERIES)


def share_key(row: Row) -> Key:
    """The values of `SHARE_SET`, None where unstated; a period counts by its days, however it is written."""
    return tuple(_word(row, column) for column in SHARE_SET)


def is_derived(row: Row) -> bool:
    """Whether a figure is our arithmetic."""
    return present(row.get("formula")) or row.get("attribution") == str(Attribution.DERIVED)


def inputs(row: Row) -> dict[str, str]:
    """The names in a derived figure's formula with the claims they stand for; empty for published figures."""
    pairs = (part.split("=", 1) for part in text(row.get("inputs")).split(";") if "=" in part)
    return {name.strip(): claim.strip() for name, claim in pairs}


def period(row: Row) -> Span | None:
    """The stated period of a figure in days; None where it states none."""
    return span(str(row["period"])) if present(row.get("period")) else None


def is_published(row: Row) -> bool:
    """Whether somebody else gave a figure: not derived, and no conversion of another figure."""
    return not is_derived(row) and not present(row.get("conversion_of"))


def published(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that somebody else gave."""
    kept = [is_published(row) for row in records(figures)]
    return figures[pd.Series(kept, index=figures.index, dtype=bool)]


@kept(32)  # a page asks for those of its few frames of figures again and again; each is a megabyte or two
def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as mappings from column to cell, in order; nobody writes into them."""
    return dicts(frame)


def series(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with the columns `series` (number from 0, in order of first appearance) and `series_size`.

    Only figures with the same number may be joined, and never a target to an actual.
    """
    numbers: dict[Key, int] = {}
    ids = [numbers.setdefault(series_key(row), len(numbers)) for row in records(figures)]
    numbered = figures.assign(series=pd.Series(ids, index=figures.index, dtype="int64"))
    return numbered.assign(series_size=numbered.groupby("series")["series"].transform("size").astype("int64"))


@dataclass(frozen=True, eq=False)
class ShareSet:
    """Shares that one bar chart may compare: one market, place, segment, measure, counter and period.

    `shares` are published values (a row a claim), `ranks` published ranks, `derived` our arithmetic on them:
    intervals that a rank implies, the part that nobody reported, ratios.
    """

    key: Key
    shares: pd.DataFrame
    ranks: pd.DataFrame
    derived: pd.DataFrame

    @property
    def market(self) -> str:
        """Id of the market."""
        return text(self.key[0])

    @property
    def period(self) -> Span:
        """The days that the shares are about."""
        return span(text(self.key[-1]))

    @property
    def counted_by(self) -> str | None:
        """Id of who counted, None where unstated."""
        return self.key[4]

    @property
    def companies(self) -> tuple[str, ...]:
        """Ids of the companies with a share or a rank."""
        return tuple(dict.fromkeys([*self.shares["of"], *self.ranks["of"]]))

    @property
    def claim_ids(self) -> set[str]:
        """Every claim in the set."""
        return {*self.shares["claim_id"], *self.ranks["claim_id"], *self.derived["claim_id"]}


def share_sets(figures: pd.DataFrame) -> list[ShareSet]:
    """Comparison sets with at least one published share; newest year first, in it most companies, then the newest.

    A share without market or period can't be compared with any, so it is in no set.
    """
    metrics = (str(Metric.MARKET_SHARE), str(Metric.MARKET_RANK))
    rows = records(figures)
    keys = pd.Series([share_key(row) for row in rows], index=figures.index, dtype=object)
    ours = pd.Series([is_derived(row) for row in rows], index=figures.index, dtype=bool)
    said = pd.Series(figures.index.isin(published(figures).index), index=figures.index)
    share, rank = figures["metric"].eq(metrics[0]), figures["metric"].eq(metrics[1])
    found = []
    for key in dict.fromkeys(keys[said & share]):
        if key[0] is None or key[-1] is None:
            continue
        same = keys.map(lambda other, key=key: other == key).astype(bool)
        found.append(ShareSet(key, figures[same & said & share], figures[same & said & rank], figures[same & ours]))
    return sorted(found, key=_newest, reverse=True)


def _newest(one: ShareSet) -> tuple[str, int, str, str]:
    about = one.period
    until = str(about.upper or "9999")
    return until[:4], len(one.companies), until, str(about.lower or "")


_SAID: Mapping[str, str] = {
    "metric": "what is measured",
    "of": "whose figure it is",
    "market": "market",
    "geography": "place",
    "segment": "segment",
    "measure": "way of measuring",
    "counted_by": "counter",
    "period": "period",
    "unit": "unit",
}


def _shown(row: Row, column: str, names: Mapping[str, str]) -> str:
    if column == "period":
        about = period(row)
        return days(about.lower, about.upper) if about else ""
    value = text(row.get(column))
    if column in ("of", "market", "counted_by"):
        return names.get(value, value)
    return plain(value) if column == "metric" else value


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


@kept()
def why_apart(row: Row, other: Row, names: Mapping[str, str] | None = None) -> str:
    """What keeps `row` out of a chart with `other`: "no period; another counter: A, not B". "" for nothing.

    Compares the columns of a series and the unit; for two shares the comparison set, so that companies may
    differ and periods may not.
    """
    both = (str(Metric.MARKET_SHARE), str(Metric.MARKET_RANK))
    shares = row.get("metric") in both and other.get("metric") in both
    compare = ("metric", *SHARE_SET) if shares else (*SERIES, "unit")
    called = names or {}
    missing, differing = [], []
    for column in compare:
        mine, theirs = _word(row, column), _word(other, column)
        if mine == theirs:
            continue
        said = _SAID[column]
        here, there = _shown(row, column, called), _shown(other, column, called)
        if mine is None:
            missing.append(f"no {said}")
        elif theirs is None:
            differing.append(f"{said} stated here ({here}) and not there")
        elif column == "metric":
            differing.append(f"{_a(here)}, not {_a(there)}")
        else:
            differing.append(f"another {said}: {here}, not {there}")
    return "; ".join([*([listed(missing)] if missing else []), *differing])
