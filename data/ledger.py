"""The ledger: the seeds in an in-memory DuckDB behind Ibis. Nothing is written, so any number may run side by side."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from data import current, recorded
from data.engine import Engine, opened
from data.faults import BrokenSeeds, Fault
from data.held import Held
from data.recorded import Record
from data.references import References
from data.seeds import EMBEDDED, Seeds, load
from data.tables import COLUMNS, arrow, rows
from data.workspace import Workspace

URL = "LEDGER_URL"
"""Environment variable with a ledger to open instead of the seeds: `duckdb:///file` or `postgresql://...`, as `data` writes them."""


@dataclass(frozen=True)
class Ledger:
    """An open ledger. `revision` is the newest on record, `first` and `last` the days of its publications.

    `lasts` has the last publication of the facts recorded up to each revision; `claims` counts all. `seeds` are
    the files that it was read from, None where it was stored. `owned`: what belongs to an entity, by its id.
    """

    engine: Engine = field(repr=False)
    workspace: Workspace = field(repr=False)
    revision: int
    drafts: int
    first: date
    last: date
    lasts: Mapping[int, date] = field(default_factory=dict)
    claims: int = 0
    seeds: Seeds | None = field(default=None, repr=False)
    owned: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    held: Held = field(default_factory=Held, init=False, repr=False)
    _tables: dict[str, ir.Table] = field(default_factory=dict, init=False, repr=False)

    def newest(self, revision: int | None) -> date:
        """The last day of publication, of a revision's facts or of all."""
        return self.last if revision is None else self.lasts.get(revision, self.last)

    def table(self, name: str) -> ir.Table:
        """One table of `data.tables.COLUMNS` or of `data.current.DERIVED`, lazily."""
        if name not in self._tables:
            self._tables[name] = self.engine.table(name)
        return self._tables[name]

    def with_owned(self, companies: Collection[str]) -> list[str]:
        """These companies and what belongs to one of them, in order."""
        return sorted({*companies, *(member for owner in companies for member in self.owned.get(owner, ()))})


def read(folder: Path) -> tuple[Seeds, dict[str, Record]]:
    """A seed folder's facts and their record, held against each other. Raises `BrokenSeeds` with every fault."""
    seeds = load(folder)
    records = recorded.read(folder)
    faults = References(seeds).faults() + recorded.check(seeds, records)
    if faults:
        raise BrokenSeeds(faults)
    return seeds, records


def open_ledger(folder: Path = EMBEDDED) -> Ledger:
    """Read a seed folder into a fresh ledger. Raises `BrokenSeeds` with every fault."""
    seeds, records = read(folder)
    tables = rows(seeds, records)
    return filled(((name, arrow(name, tables[name])) for name in COLUMNS), seeds)


def filled(tables: Iterable[tuple[str, pa.Table]], seeds: Seeds | None = None) -> Ledger:
    """A fresh ledger in memory of these tables: each of `data.tables.COLUMNS` once, by name."""
    engine = opened()
    for name, rows_ in tables:
        table = ibis.memtable(rows_)
        engine.create_table(name, current.placed(table) if name == "claims" else table)
    current.materialise(engine)
    return _described(engine, seeds)


def open_stored(path: Path) -> Ledger:
    """Open a ledger that `data.bulk` wrote, for reading only: any number may be open. Raises `BrokenSeeds`."""
    mend = "Write it with `python -m data import FILE... --to LEDGER`"
    if not path.is_file():
        raise BrokenSeeds([Fault(str(path), 0, URL, "is not there", mend)])
    try:
        engine = opened(path)
        has = set(engine.raw_sql("SELECT table_name, column_name FROM information_schema.columns").fetchall())
    except ibis.backends.duckdb.duckdb.Error as error:
        raise BrokenSeeds([Fault(path.name, 0, URL, f"is no ledger: {str(error).splitlines()[0]}", mend)]) from error
    tables = {*COLUMNS, *current.DERIVED} - {table for table, _ in has}
    columns = {(table, name) for table in COLUMNS for name in COLUMNS[table]} | current.READ
    lacking = {f"{table}.{name}" for table, name in columns - has}
    if tables or lacking:
        wrong = f"lacks the {'tables' if tables else 'columns'} {', '.join(sorted(tables or lacking))}"
        raise BrokenSeeds([Fault(path.name, 0, URL, wrong, mend)])
    return _described(engine)


def stored_at(url: str) -> Path:
    """The file that a ledger's address names. Raises `BrokenSeeds` where it is no address of one."""
    scheme, _, path = url.partition("://")
    if scheme != "duckdb" or not path:
        mend = "Write duckdb:///path/to/file or postgresql://user@host/database"
        raise BrokenSeeds([Fault(URL, 0, url, "is no address of a ledger", mend)])
    return Path(path if path.startswith("/") else f"/{path}")


def address() -> str | None:
    """The ledger that the environment asks for; None for the seeds."""
    return os.environ.get(URL) or None


def _described(engine: Engine, seeds: Seeds | None = None) -> Ledger:
    tallies, articles = engine.table("tallies"), engine.table("articles")
    days = articles.agg(
        lower=ibis.least(articles.published_lower.min(), articles.published_upper.min()),
        upper=ibis.greatest(articles.published_lower.max(), articles.published_upper.max()),
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    counted = tallies.agg(
        revision=tallies.revision.max(), drafts=tallies.n.sum(where=tallies.revision.isnull()), n=tallies.n.sum()
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    recorded_by = tallies.filter(tallies.revision.notnull(), tallies.published_upper.notnull())
    by_revision = recorded_by.group_by("revision").agg(last=ibis._.published_upper.max()).order_by("revision")
    rows_by = by_revision.to_pyarrow().to_pylist()
    known = accumulate((row["last"] for row in rows_by), max)
    lasts = {int(row["revision"]): day for row, day in zip(rows_by, known, strict=True)}
    owned: dict[str, set[str]] = {}
    for row in engine.table("belongs").to_pyarrow().to_pylist():
        owned.setdefault(row["owner"], set()).add(row["member"])
    today = date.today()
    return Ledger(
        engine, Workspace(engine), int(counted["revision"] or 0), int(counted["drafts"] or 0),
        days["lower"] or today, days["upper"] or today, lasts, int(counted["n"] or 0), seeds,
        {owner: frozenset(members) for owner, members in owned.items()},
    )  # fmt: skip
