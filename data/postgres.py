"""A ledger shared in PostgreSQL: its tables of record, read whole, and written in one transaction with their stamp.

The tables are those of `data.tables.COLUMNS`; `recorded` has the record of the seeds, `stamp` one row that every writing
changes: (version, written, writer). Writers take turns by an advisory lock; readers see one state, and never wait.
ADBC carries Arrow tables both ways by COPY.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

from data import recorded
from data.bulk import KEYS
from data.faults import BrokenSeeds, Fault
from data.ledger import read
from data.recorded import Record
from data.tables import COLUMNS, arrow, rows

SCHEMES = ("postgresql", "postgres")
TABLES: Mapping[str, Mapping[str, pa.DataType]] = COLUMNS | {
    "recorded": {"claim": pa.string(), "revision": pa.int64(), "day": pa.date32(), "digest": pa.string()},
}
TYPES: Mapping[pa.DataType, str] = {
    pa.string(): "text", pa.int64(): "bigint", pa.float64(): "double precision", pa.bool_(): "boolean", pa.date32(): "date",
}  # fmt: skip
LOCK = 0x656E74656E7465  # "entente": the writers' turn
INSTALL = "Install it: `pip install -r requirements-postgres.txt`"


@dataclass(frozen=True)
class Written:
    """What one writing did: rows added and removed by table (only where any were), and the ledger's version after it."""

    version: int
    added: Mapping[str, int]
    removed: Mapping[str, int]

    def __str__(self) -> str:
        changed = [f"+{many:,} {name}" for name, many in self.added.items()]
        changed += [f"-{many:,} {name}" for name, many in self.removed.items()]
        return f"version {self.version}: {', '.join(changed) or 'nothing new, nothing written'}"


def is_postgres(url: str | None) -> bool:
    """Whether an address leads to PostgreSQL."""
    return bool(url) and urlsplit(url).scheme in SCHEMES


def place(url: str) -> str:
    """The address without its password, for messages."""
    parts = urlsplit(url)
    who, at, host = parts.netloc.rpartition("@")
    return f"{parts.scheme}://{who.partition(':')[0]}{at}{host}{parts.path}"


@contextmanager
def _connecting(url: str) -> Iterator[Callable[..., Any]]:
    """ADBC's way to connect; what goes wrong with it comes as `BrokenSeeds`."""
    try:
        from adbc_driver_manager import Error
        from adbc_driver_postgresql.dbapi import connect
    except ImportError as error:
        raise BrokenSeeds([Fault("LEDGER_URL", 0, place(url), "needs adbc-driver-postgresql", INSTALL)]) from error
    try:
        yield connect
    except Error as error:
        wrong = str(error).partition("[libpq] ")[2] or str(error)
        mend = "Check the address and that the server runs; `python -m data sync --to ADDRESS` makes the tables"
        raise BrokenSeeds([Fault("LEDGER_URL", 0, place(url), wrong.splitlines()[0].rstrip(". "), mend)]) from error


@contextmanager
def _cursor(url: str) -> Iterator[Any]:
    """A cursor in a transaction that is committed on leaving, and undone by an error. Raises `BrokenSeeds`."""
    with _connecting(url) as connect, connect(url) as connection, connection.cursor() as cursor:
        yield cursor
        connection.commit()


def _named(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stamp(cursor: Any) -> str:
    cursor.execute("SELECT version || ' ' || written FROM stamp")
    return str(cursor.fetchone()[0])


class Stamp:
    """What tells one state of the shared ledger from another: its version and when it was written.

    The connection is kept: to open one costs a hundred times as much as to look.
    """

    def __init__(self, url: str) -> None:
        """Nothing is opened yet."""
        self._url = url
        self._connection: Any = None

    def read(self) -> str:
        """The stamp as it is now. Raises `BrokenSeeds`; the next look then connects anew."""
        with _connecting(self._url) as connect:
            try:
                self._connection = self._connection or connect(self._url, autocommit=True)
                with self._connection.cursor() as cursor:
                    return _stamp(cursor)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None


def stamp(url: str) -> str:
    """One look at the stamp of a shared ledger. Raises `BrokenSeeds`."""
    looking = Stamp(url)
    try:
        return looking.read()
    finally:
        looking.close()


@contextmanager
def reading(url: str) -> Iterator[tuple[str, Iterator[tuple[str, pa.Table]]]]:
    """The stamp, and every table of `COLUMNS` by name, all of one state. Raises `BrokenSeeds`."""
    with _cursor(url) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

        def tables() -> Iterator[tuple[str, pa.Table]]:
            for name, columns in COLUMNS.items():
                cursor.execute(f"SELECT {_named(columns)} FROM {name}")
                yield name, cursor.fetch_arrow_table()

        yield _stamp(cursor), tables()


def _made(cursor: Any, name: str) -> None:
    """Make a table, or the columns that it lacks; one that has them all is not touched, as that would hold up readers."""
    cursor.execute(
        f"SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{name}'"
    )
    has = {column for (column,) in cursor.fetchall()}
    if not has:
        key = KEYS.get(name)
        cursor.execute(f"CREATE TABLE {name} ({f'{key} text PRIMARY KEY' if key else ''})")
        has = {key}
    lacking = [f'ADD COLUMN "{column}" {TYPES[kind]}' for column, kind in TABLES[name].items() if column not in has]
    if lacking:
        cursor.execute(f"ALTER TABLE {name} {', '.join(lacking)}")


@contextmanager
def _writing(url: str, writer: str) -> Iterator[Any]:
    """A cursor whose turn it is to write, with all tables there. Raises `BrokenSeeds` where another writer made them."""
    with _cursor(url) as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        cursor.fetchall()
        for name in TABLES:
            _made(cursor, name)
        cursor.execute("CREATE TABLE IF NOT EXISTS stamp (version bigint, written timestamptz, writer text)")
        cursor.execute("SELECT writer FROM stamp")
        before = cursor.fetchone()
        if before is None:
            cursor.execute(f"INSERT INTO stamp VALUES (0, clock_timestamp(), '{writer}')")
        elif before[0] != writer:
            wrong = f"was written by `python -m data {before[0]}`, not by {writer}"
            raise BrokenSeeds([Fault("--to", 0, place(url), wrong, "Give a database of its own")])
        yield cursor


def _version(cursor: Any, changed: bool) -> int:
    if changed:
        cursor.execute("UPDATE stamp SET version = version + 1, written = clock_timestamp()")
    cursor.execute("SELECT version FROM stamp")
    return int(cursor.fetchone()[0])


def _merged(cursor: Any, name: str, table: pa.Table) -> tuple[int, int]:
    """Make a table hold exactly these rows, writing only what differs; rows (added, removed)."""
    row = f"md5(ROW({_named(TABLES[name])})::text)"
    cursor.adbc_ingest(f"fresh_{name}", table, mode="create", temporary=True)
    cursor.execute(f"DELETE FROM {name} WHERE {row} NOT IN (SELECT {row} FROM fresh_{name})")
    removed = cursor.rowcount
    columns = _named(TABLES[name])
    cursor.execute(
        f"INSERT INTO {name} ({columns}) SELECT {columns} FROM fresh_{name} WHERE {row} NOT IN (SELECT {row} FROM {name})"
    )
    return cursor.rowcount, removed


def _lost(cursor: Any, records: Mapping[str, Record]) -> list[Fault]:
    """Claims on the shared record that the seeds' record lacks or tells otherwise: written over they would be lost."""
    cursor.execute("SELECT claim, revision, digest FROM recorded ORDER BY claim")
    faults = []
    for claim, revision, digest in cursor.fetchall():
        here = records.get(claim)
        if here is None or (here.revision, here.digest) != (revision, digest):
            wrong = f"is in revision {revision} of the shared ledger, and {'differs here' if here else 'not here'}"
            faults.append(
                Fault(recorded.FILE, 0, claim, wrong, "Get the newest seeds, put your claims on top, sync again")
            )
    return faults


def sync(folder: Path, url: str) -> Written:
    """Write a seed folder's facts, of them only what is new or changed. Raises `BrokenSeeds`; then nothing is written."""
    seeds, records = read(folder)
    tables = {name: arrow(name, items) for name, items in rows(seeds, records).items()}
    lines = [(record.claim, record.revision, record.day, record.digest) for record in records.values()]
    named = [dict(zip(TABLES["recorded"], line, strict=True)) for line in lines]
    tables["recorded"] = pa.Table.from_pylist(named, schema=pa.schema(list(TABLES["recorded"].items())))
    with _writing(url, "sync") as cursor:
        if faults := _lost(cursor, records):
            raise BrokenSeeds(faults)
        changed = {name: _merged(cursor, name, table) for name, table in tables.items()}
        added = {name: n for name, (n, _) in changed.items() if n}
        removed = {name: n for name, (_, n) in changed.items() if n}
        return Written(_version(cursor, bool(added or removed)), added, removed)


def put(tables: Iterable[tuple[str, pa.Table | pa.RecordBatchReader]], url: str) -> Written:
    """Put checked tables in place of all that an earlier import wrote. Raises `BrokenSeeds`; then nothing is written."""
    added, removed = {}, {}
    with _writing(url, "import") as cursor:
        for name, table in tables:
            cursor.execute(f"DELETE FROM {name}")  # readers in mid-read keep what they see; TRUNCATE would empty it
            removed[name] = cursor.rowcount
            added[name] = cursor.adbc_ingest(name, table, mode="append")
        return Written(_version(cursor, True), added, removed)
