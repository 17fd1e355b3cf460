"""Pandas frames for pages and exports, as the reader has chosen. Dates are datetime64[ns], lists joined by `;`."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import contract, queries
from data.ledger import Ledger
from data.queries import Chosen
from data.vocabulary import LADDER, Kind, Known, Within

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


def _pandas(table: ir.Table) -> pd.DataFrame:
    """A frame with plain None for missing words and datetime64[ns] for days; missing numbers are NaN.

    By way of Arrow: Ibis' own conversion of some eighty columns costs several times the query.
    """
    arrow = table.to_pyarrow()
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
    ordered = shown.order_by(ibis.desc("published_upper"), "article_id", "number")
    return contract.checked(_pandas(ordered), contract.CLAIMS)


def on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """Every claim not hidden on the chosen day, whatever else is filtered: for cards and the answers they show."""
    return claims(ledger, Chosen(known_on=chosen.known_on, revision=chosen.revision))


def of_kind(claims: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """The claims of one kind, in the same order."""
    return claims[claims["kind"] == str(kind)].reset_index(drop=True)


def deals_on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a deal as known on the chosen day; of `chosen` only the day and the revision count.

    Columns beside those of `queries.deals`: peak_stage, quiet_months, quiet.
    """
    frame = _pandas(queries.deals(ledger, chosen).order_by("deal"))
    day = pd.Timestamp(chosen.known_on or ledger.last)
    since = frame["last_published"]
    months = (day.year - since.dt.year) * 12 + (day.month - since.dt.month) - (day.day < since.dt.day)
    frame["quiet_months"] = months.clip(lower=0).fillna(0).astype(int)
    frame["quiet"] = frame["quiet_months"] >= QUIET_AFTER
    frame["peak_stage"] = [str(LADDER[rung]) if rung >= 0 else None for rung in frame["peak"]]
    for count in ("origins", "reports", "claims", "peak"):
        frame[count] = frame[count].astype("int64")
    frame["contested"] = frame["contested"].astype(bool)
    return contract.checked(frame, contract.DEALS)


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
    on_day = (
        queries.as_of(ledger, chosen).group_by("known").agg(n=ibis._.count(), a=ibis._.article_id.nunique()).to_pandas()
    )
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
    return _pandas(ledger.table(name))
