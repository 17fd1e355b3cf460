"""Pandas frames for pages and exports, as the reader has chosen. Dates are datetime64[ns], lists joined by `;`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import contract, queries, selection
from data.kept import kept
from data.ledger import Ledger
from data.queries import Chosen
from data.selection import WHOLE, Totals
from data.vocabulary import LADDER, Kind, Known, Stage, Within

RUNNING = str(Stage.OPERATING)

QUIET_AFTER = 12
"""Months without a report after which a deal is quiet."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims and articles a choice shows, leaves out, or can't place."""

    known: int
    possibly_known: int
    hidden: int
    hidden_articles: int
    articles: int
    definitely: int
    possibly: int
    outside: int


def frame(table: ir.Table) -> pd.DataFrame:
    """A frame with plain None for missing words and datetime64[ns] for days; missing numbers are NaN.

    By way of Arrow: Ibis' own conversion of some eighty columns costs several times the query.
    """
    return _frame(table.to_pyarrow())


def _frame(arrow: pa.Table) -> pd.DataFrame:
    columns = {}
    for name, column in zip(arrow.column_names, arrow.columns, strict=True):
        if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
            columns[name] = pd.Series(pd.to_datetime(column.to_pandas())).astype("datetime64[ns]")
        elif pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
            columns[name] = column.to_pandas()
        else:
            columns[name] = pd.Series(column.to_pylist(), dtype=object)
    return pd.DataFrame(columns)


def claims(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a claim that passes the filters, newest publication first: the wide table, with `known` and `within`."""
    shown = queries.shown(ledger, chosen)
    ordered = shown.order_by("nth").drop("nth", "of_article")
    return contract.checked(frame(ordered), contract.CLAIMS)


def on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """Every claim not hidden on the chosen day, whatever else is filtered: for cards and the answers they show."""
    return claims(ledger, Chosen(known_on=chosen.known_on, revision=chosen.revision))


@kept()
def of_kind(claims: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """The claims of one kind, in the same order."""
    return claims[claims["kind"] == str(kind)].reset_index(drop=True)


@kept()
def where(claims: pd.DataFrame, column: str, values: Collection[Any]) -> pd.DataFrame:
    """The rows whose `column` holds one of these values, in the same order."""
    return claims[claims[column].isin(list(values))]


@kept()
def without(claims: pd.DataFrame, column: str, values: Collection[Any]) -> pd.DataFrame:
    """The other rows, in the same order."""
    return claims[~claims[column].isin(list(values))]


def deals_on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a deal as known on the chosen day; of `chosen` only the day and the revision count.

    Columns beside those of `queries.deals`: peak_stage, quiet_months, quiet.
    """
    return _deals(ledger, chosen, queries.deals_on_day(ledger, chosen).to_pyarrow())


def _deals(ledger: Ledger, chosen: Chosen, rows: pa.Table) -> pd.DataFrame:
    found = _frame(rows.sort_by("deal"))
    day = pd.Timestamp(chosen.known_on or ledger.last)
    since = found["last_published"]
    months = (day.year - since.dt.year) * 12 + (day.month - since.dt.month) - (day.day < since.dt.day)
    found["quiet_months"] = months.clip(lower=0).fillna(0).astype(int)
    found["quiet"] = found["quiet_months"] >= QUIET_AFTER
    found["peak_stage"] = [str(LADDER[rung]) if rung >= 0 else None for rung in found["peak"]]
    for count in ("origins", "reports", "claims", "peak"):
        found[count] = found[count].astype("int64")
    found["contested"] = found["contested"].astype(bool)
    return contract.checked(found, contract.DEALS)


def of_claims(deals: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The deals of which a claim is among `claims`; their stage and counts stay those of all that was known."""
    return deals[deals["deal"].isin(set(claims["deal"].dropna()))].reset_index(drop=True)


def deals(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a deal with a claim that passes the filters: `deals_on_record`, narrowed."""
    return of_claims(deals_on_record(ledger, chosen), claims(ledger, chosen))


def counts(ledger: Ledger, chosen: Chosen) -> Counts:
    """What the filters show and leave out. Known and hidden are of all claims, dates of what else is chosen."""
    narrowed = queries.narrowed(ledger, chosen)
    in_time = narrowed.filter(narrowed.known != str(Known.HIDDEN)).group_by("within").agg(n=ibis._.count()).to_pandas()
    on_day = queries.tallied(ledger, chosen).to_pandas()
    within, known = dict(zip(in_time["within"], in_time["n"], strict=True)), on_day.set_index("known")
    seen = [str(Known.KNOWN), str(Known.POSSIBLY)]

    def many(state: Known, column: str = "n") -> int:
        return int(known[column].get(str(state), 0))

    return Counts(
        known=many(Known.KNOWN), possibly_known=many(Known.POSSIBLY), hidden=many(Known.HIDDEN),
        hidden_articles=many(Known.HIDDEN, "a"), articles=int(known["a"].reindex(seen).fillna(0).sum()),
        definitely=int(within.get(str(Within.DEFINITELY), 0)), possibly=int(within.get(str(Within.POSSIBLY), 0)),
        outside=int(within.get(str(Within.OUTSIDE), 0)),
    )  # fmt: skip


def register(ledger: Ledger, name: str) -> pd.DataFrame:
    """A small table as it stands: entities, people, roles, origins, links, answers, articles, mentions, belongs."""
    return frame(ledger.table(name))


@dataclass(frozen=True, eq=False)
class Shown:
    """What is drawn of a choice. `beside`: what relates to its claims and does not pass itself; empty where all is drawn."""

    claims: pd.DataFrame
    beside: pd.DataFrame
    deals: pd.DataFrame
    totals: Totals


def shown(ledger: Ledger, chosen: Chosen) -> Shown:
    """What pages draw of a choice: everything, or what `data.selection` chooses of more than `WHOLE` claims."""
    if ledger.claims <= WHOLE:
        return _whole(ledger, chosen)
    kept, on_day = ledger.kept, queries.deals_on_day(ledger, chosen)
    with kept.scratch(selection.thin(ledger, chosen)) as thin:
        (many,) = kept.rows(selection.sql("counted", thin, on_day)).to_pylist()
        if many["claims"] <= WHOLE:
            return _whole(ledger, chosen)
        deals = _deals(ledger, chosen, kept.rows(selection.sql("drawn", thin, on_day)))
        with kept.scratch(selection.sql("picked", thin, on_day)) as picked:
            every = frame(selection.wide(ledger, chosen, picked))
            passing = kept.rows(f'SELECT claim_id FROM "{picked.get_name()}" WHERE passes')  # noqa: S608
    passes = every["claim_id"].isin(passing["claim_id"].to_pylist())
    found, beside = (
        contract.checked(every[rows].reset_index(drop=True), contract.CLAIMS) for rows in (passes, ~passes)
    )
    totals = Totals(
        kinds={str(kind): int(many[str(kind)] or 0) for kind in Kind}, drawn=len(found), drawn_deals=len(deals),
        **{name: int(many[name] or 0) for name in ("claims", "articles", "deals", "contested", "running")},
    )  # fmt: skip
    return Shown(found, beside, deals, totals)


def _whole(ledger: Ledger, chosen: Chosen) -> Shown:
    found = claims(ledger, chosen)
    deals = of_claims(deals_on_record(ledger, chosen), found)
    kinds = {str(kind): int((found["kind"] == kind).sum()) for kind in Kind}
    totals = Totals(
        claims=len(found), articles=found["article_id"].nunique(), deals=len(deals), contested=int(deals["contested"].sum()),
        running=int((deals["stage"] == RUNNING).sum()), kinds=kinds, drawn=len(found),
        drawn_deals=len(deals),
    )  # fmt: skip
    return Shown(found, found.iloc[:0], deals, totals)


LISTED = 400
"""Claims of a large ledger in one table."""


@dataclass(frozen=True, eq=False)
class Listed:
    """Claims for a table, and how many there are with those left out."""

    claims: pd.DataFrame
    total: int
    articles: int

    @property
    def left_out(self) -> str:
        """What the table leaves out, as a sentence behind another; "" for nothing."""
        drawn = len(self.claims)
        return (
            f" Listed are the first {drawn:,} of {self.total:,}; narrow the filters for others."
            if drawn < self.total
            else ""
        )


def listed(ledger: Ledger, chosen: Chosen, kinds: tuple[str, ...], query: str, on_record: bool, drafts: bool) -> Listed:
    """The newest claims of a large ledger that pass the filters and facets and hold every word of `query`."""
    found = queries.shown(ledger, chosen)
    if kinds:
        found = found.filter(found.kind.isin(kinds))
    if on_record:
        found = found.filter(found.attribution == "on record")
    if drafts:
        found = found.filter(found.revision.isnull())
    found = queries.holding(ledger, found, query.split())
    many = found.agg(n=found.count(), a=found.article_id.nunique()).to_pyarrow().to_pylist()[0]
    first = found.order_by("nth").limit(LISTED).drop("nth", "of_article")
    return Listed(contract.checked(frame(first), contract.CLAIMS), int(many["n"]), int(many["a"]))


def around(ledger: Ledger, chosen: Chosen, ids: tuple[str, ...]) -> pd.DataFrame:
    """These claims and what a card shows beside them, as known on the chosen day."""
    return contract.checked(frame(selection.wide(ledger, chosen, selection.around(ledger, ids))), contract.CLAIMS)


def touching(ledger: Ledger, name: str, ids: pd.Series) -> pd.DataFrame:
    """The rows of a register of claims that name one of these claims."""
    return frame(selection.touching(ledger.table(name), ids))
