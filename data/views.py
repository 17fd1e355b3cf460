"""Pandas frames for pages and exports, as the reader has chosen. Dates are datetime64[ns], lists joined by `;`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import contract, queries, selection
from data.compiled import compiled, statement
from data.kept import kept
from data.ledger import Ledger
from data.queries import Chosen
from data.selection import WHOLE, Facets, Totals
from data.vocabulary import LADDER, Kind, Known, Stage, Within

P = ParamSpec("P")
T = TypeVar("T")

RUNNING = str(Stage.OPERATING)

MOST = 256
"""Choices whose counts are kept; the least recently used goes first."""

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


def _in_turn(function: Callable[P, T]) -> Callable[P, T]:
    """One choice is worked out at a time: what the workspace keeps for it stays until it is done."""

    @wraps(function)
    def called(*args: P.args, **more: P.kwargs) -> T:
        ledger: Any = args[0]
        with ledger.engine.turn:
            return function(*args, **more)

    return called


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


@_in_turn
def claims(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a claim that passes the filters, newest publication first: the wide table, with `known`, `within` and `nth`.

    `nth` is a claim's number in this state of the ledger: `mentions` finds claims by it.
    """
    return _wide(ledger, ledger.workspace.rows(compiled(queries.told, seen=queries.seen_on(ledger, chosen))))


def _wide(ledger: Ledger, told: pa.Table) -> pd.DataFrame:
    """The wide rows of claims, newest publication first, and beside them what is told of each. `told`: nth and more."""
    told = told.sort_by("nth")
    rows = ledger.held.of(told["nth"].to_pylist(), lambda numbers: _read(ledger, numbers))
    for name in told.column_names:
        rows = rows if name == "nth" else rows.append_column(name, told[name])
    return contract.checked(_frame(rows), contract.CLAIMS)


def _read(ledger: Ledger, numbers: list[int]) -> pa.Table:
    with _numbered(ledger, numbers) as these:
        return ledger.workspace.rows(compiled(queries.wide, claims=ledger.table("claims"), numbers=these))


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


@_in_turn
def deals_on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a deal as known on the chosen day; of `chosen` only the day and the revision count.

    Columns beside those of `queries.deals`: peak_stage, quiet_months, quiet.
    """
    rows = ledger.workspace.rows(compiled(queries.everything, table=queries.deals_on_day(ledger, chosen)))
    return _deals(ledger, chosen, rows)


def _deals(ledger: Ledger, chosen: Chosen, rows: pa.Table) -> pd.DataFrame:
    found = _frame(rows.drop_columns("rank")).sort_values("deal", ignore_index=True)
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


@_in_turn
def counts(ledger: Ledger, chosen: Chosen) -> Counts:
    """What the filters show and leave out. Known and hidden are of all claims, dates of what else is chosen."""
    within = _in_time(ledger, chosen).groupby("within")["n"].sum()
    day = Chosen(known_on=chosen.known_on, revision=chosen.revision)
    known = {row["known"]: row for row in _tallied(ledger, day).to_pylist()}

    def many(state: Known, column: str = "n") -> int:
        return int(known[str(state)][column]) if str(state) in known else 0

    return Counts(
        known=many(Known.KNOWN), possibly_known=many(Known.POSSIBLY), hidden=many(Known.HIDDEN),
        hidden_articles=many(Known.HIDDEN, "a"), articles=many(Known.KNOWN, "a") + many(Known.POSSIBLY, "a"),
        definitely=int(within.get(str(Within.DEFINITELY), 0)), possibly=int(within.get(str(Within.POSSIBLY), 0)),
        outside=int(within.get(str(Within.OUTSIDE), 0)),
    )  # fmt: skip


@kept(MOST)
def _in_time(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """(within, kind, n): how many claims pass and are not hidden, by where their time lies to the dates."""
    return _frame(ledger.workspace.rows(compiled(queries.in_time, seen=queries.seen_on(ledger, chosen))))


@kept(MOST)
def _tallied(ledger: Ledger, day: Chosen) -> pa.Table:
    """How many claims and articles are known, possibly known and hidden, whatever else is chosen."""
    tallied = ledger.workspace.view(f"tallied {day}", lambda: queries.tallied(ledger, day))
    return ledger.workspace.rows(compiled(queries.everything, table=tallied))


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


@_in_turn
def shown(ledger: Ledger, chosen: Chosen) -> Shown:
    """What pages draw of a choice: everything, or what `data.selection` chooses of more than `WHOLE` claims."""
    within = _in_time(ledger, chosen)
    kinds = within[within["within"] != str(Within.OUTSIDE)].groupby("kind")["n"].sum()
    passing = int(kinds.sum())
    if passing <= WHOLE:
        return _whole(ledger, chosen)
    work, seen, on_day = ledger.workspace, queries.seen_on(ledger, chosen), queries.deals_on_day(ledger, chosen)
    tables = {
        "dated": queries.dated(ledger, chosen),
        "compared": ledger.table("compared"),
        "near": ledger.table("near"),
    }
    with ExitStack() as made:
        noted = passing <= selection.MANY
        thin = made.enter_context(work.scratch(compiled(selection.thin, seen=seen), rows=noted))
        (many,) = work.rows(compiled(selection.counted, thin=thin, on_day=on_day)).to_pylist()
        strongest = made.enter_context(work.given(pa.table({"deal": pa.array(many["strongest"] or [], pa.string())})))
        deals = _deals(ledger, chosen, work.rows(compiled(selection.drawn, on_day=on_day, strongest=strongest)))
        every = _wide(ledger, work.rows(compiled(selection.picked, thin=thin, deals=strongest, **tables)))
    drawn = every.pop("drawn").astype(bool)
    found, beside = (every[rows].reset_index(drop=True) for rows in (drawn, ~drawn))
    totals = Totals(
        claims=passing, kinds={str(kind): int(kinds.get(str(kind), 0)) for kind in Kind}, drawn=len(found), drawn_deals=len(deals),
        **{name: int(many[name] or 0) for name in ("articles", "deals", "contested", "running")},
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


@_in_turn
def listed(ledger: Ledger, chosen: Chosen, kinds: tuple[str, ...], query: str, on_record: bool, drafts: bool) -> Listed:
    """The newest claims of a large ledger that pass the filters and facets and hold every word of `query`."""
    work, tables = ledger.workspace, {"seen": queries.seen_on(ledger, chosen)}
    with ExitStack() as made:
        if words := query.split():
            tables["held"] = made.enter_context(work.scratch(statement(queries.holding(ledger, words)), rows=False))
        # Looked for twice, once to count and once for the newest, unless that is what takes long.
        passing = made.enter_context(
            work.scratch(compiled(Facets(kinds, on_record, drafts), **tables), rows=bool(words))
        )
        (many,) = work.rows(compiled(queries.many, numbers=passing)).to_pylist()
        first = _wide(ledger, work.rows(compiled(selection.first, numbers=passing)))
        return Listed(first, int(many["n"]), int(many["a"]))


@_in_turn
def around(ledger: Ledger, chosen: Chosen, ids: tuple[str, ...]) -> pd.DataFrame:
    """These claims and what a card shows beside them, as known on the chosen day."""
    tables = {"seen": queries.seen_on(ledger, chosen), "narrow": ledger.table("narrow"), "near": ledger.table("near")}
    with _given(ledger, ids) as these:
        return _wide(ledger, ledger.workspace.rows(compiled(selection.card, ids=these, **tables)))


def touching(ledger: Ledger, name: str, ids: Iterable[str]) -> pd.DataFrame:
    """The rows of the register answers or links that name one of these claims."""
    with _given(ledger, ids) as these:
        return _frame(ledger.workspace.rows(compiled(selection.touching, table=ledger.table(name), ids=these)))


def mentions(ledger: Ledger, numbers: Mapping[str, int]) -> pd.DataFrame:
    """(claim_id, entity, role): whom these claims mention, and as what. `numbers`: `nth` by claim id.

    Numbers of an earlier state of the ledger give less, and never another claim's mentions.
    """
    tables = {"mentioned": ledger.table("mentioned"), "claims": ledger.table("claims")}
    with _numbered(ledger, numbers.values()) as these:
        found = _frame(ledger.workspace.rows(compiled(selection.mentions, numbers=these, **tables)))
    return found[found["claim_id"].isin(list(numbers))].reset_index(drop=True)


def _given(ledger: Ledger, ids: Iterable[str]) -> AbstractContextManager[ir.Table]:
    return ledger.workspace.given(pa.table({"claim_id": pa.array([str(name) for name in ids], pa.string())}))


def _numbered(ledger: Ledger, numbers: Iterable[int]) -> AbstractContextManager[ir.Table]:
    return ledger.workspace.given(pa.table({"nth": pa.array(list(numbers), pa.int64())}))
