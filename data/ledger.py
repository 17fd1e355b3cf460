"""The ledger: the seeds in an in-memory DuckDB behind Ibis. Nothing is written, so any number may run side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from data import recorded
from data.faults import BrokenSeeds
from data.references import References
from data.seeds import EMBEDDED, Seeds, load
from data.tables import COLUMNS, arrow, rows


@dataclass(frozen=True)
class Ledger:
    """An open ledger. `revision` is the newest on record, `first` and `last` the days of its publications.

    `lasts` has the last publication of the facts recorded up to each revision.
    """

    seeds: Seeds = field(repr=False)
    engine: Backend = field(repr=False)
    revision: int
    drafts: int
    first: date
    last: date
    lasts: Mapping[int, date] = field(default_factory=dict)

    def newest(self, revision: int | None) -> date:
        """The last day of publication, of a revision's facts or of all."""
        return self.last if revision is None else self.lasts.get(revision, self.last)

    def table(self, name: str) -> ir.Table:
        """One table of `data.tables.COLUMNS`, lazily."""
        return self.engine.table(name)


def open_ledger(folder: Path = EMBEDDED) -> Ledger:
    """Read a seed folder into a fresh ledger. Raises `BrokenSeeds` with every fault."""
    seeds = load(folder)
    records = recorded.read(folder)
    faults = References(seeds).faults() + recorded.check(seeds, records)
    if faults:
        raise BrokenSeeds(faults)
    engine = ibis.duckdb.connect()
    tables = rows(seeds, records)
    for name in COLUMNS:
        engine.create_table(name, ibis.memtable(arrow(name, tables[name])))
    days = [day for item in tables["articles"] for day in (item["published_lower"], item["published_upper"]) if day]
    today = date.today()
    revision = max((record.revision for record in records.values()), default=0)
    drafts = sum(item["revision"] is None for item in tables["claims"])
    known = {item["article_id"]: item["published_upper"] for item in tables["articles"]}
    upto = [
        (item["revision"], known[item["article_id"]])
        for item in tables["claims"]
        if item["revision"] and known[item["article_id"]]
    ]
    lasts = {number: max(day for by, day in upto if by <= number) for number in {by for by, _ in upto}}
    return Ledger(seeds, engine, revision, drafts, min(days, default=today), max(days, default=today), lasts)
