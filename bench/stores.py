"""One made ledger in four places: DuckDB in memory, DuckDB on its file, PostgreSQL, and Spark over Parquet.

All hold the same rows and have one core: DuckDB the client's, in its process; PostgreSQL and Spark one that the client
leaves to them.
"""

import os
import time
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis
from ibis.backends.postgres import Backend as Postgres
from psycopg.errors import QueryCanceled
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException

from data.current import DERIVED
from data.engine import Engine, opened
from data.ledger import Ledger, open_stored
from data.tables import COLUMNS
from tests.engines import postgres, spark
from tests.engines.spark import Unshared

TABLES = (*COLUMNS, *DERIVED)
INDEXES = {
    "claims": ("nth",), "narrow": ("nth", "published_upper", "deal"), "reached": ("nth",), "mentioned": ("entity, nth",),
    "answered": ("nth",), "deals": ("deal",), "deal_parties": ("deal",),
}  # fmt: skip
"""What PostgreSQL finds rows by."""


@dataclass(frozen=True)
class Store:
    """A loaded engine. `rows` runs a statement and fetches every row; `stop` ends it from another thread, and it raises `stopped`.

    `held` are the bytes that the tables take: of memory for DuckDB in memory, of disk for the others.
    """

    ledger: Ledger
    rows: Callable[[str], int]
    stop: Callable[[], object]
    stopped: tuple[type[Exception], ...]
    load_s: float
    held: int


@contextmanager
def _at(cores: Set[int]) -> Iterator[None]:
    """What is started here runs on these cores; we are back on our own afterwards."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)


def _asked(engine: Engine, like: Ledger, load_s: float, held: int) -> Store:
    engine.raw_sql("SET threads = 1")
    ledger = replace(like, engine=engine, workspace=Unshared())
    return Store(
        ledger,
        lambda sql: int(engine.rows(sql).num_rows),
        engine.con.interrupt,
        (duckdb.InterruptException,),
        load_s,
        held,
    )


@contextmanager
def in_memory(file: Path, beside: Set[int]) -> Iterator[Store]:
    """DuckDB in memory, as the desk holds its seeds."""
    start, engine = time.perf_counter(), opened()
    engine.raw_sql(f"ATTACH '{file}' AS made (READ_ONLY)")
    for name in TABLES:
        engine.raw_sql(f"CREATE TABLE {name} AS SELECT * FROM made.{name}")
    engine.raw_sql("DETACH made")
    took = time.perf_counter() - start
    held = engine.rows("SELECT sum(memory_usage_bytes)::BIGINT AS held FROM duckdb_memory()").to_pylist()[0]["held"]
    yield _asked(engine, open_stored(file), took, held)
    engine.disconnect()


@contextmanager
def on_file(file: Path, beside: Set[int]) -> Iterator[Store]:
    """DuckDB on the file that `python -m data import` wrote."""
    start, ledger = time.perf_counter(), open_stored(file)
    yield _asked(ledger.engine, ledger, time.perf_counter() - start, file.stat().st_size)
    ledger.engine.disconnect()


@contextmanager
def on_postgres(file: Path, beside: Set[int]) -> Iterator[Store]:
    """PostgreSQL with the rows copied in, indexes, statistics, and memory to sort in."""
    made = open_stored(file)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        with _at(beside):
            url = stack.enter_context(postgres.running())
        engine: Postgres = ibis.connect(url)
        stack.callback(engine.disconnect)
        engine.con.autocommit = True
        start = time.perf_counter()
        for name in TABLES:
            _copied(made, engine, name, folder / f"{name}.csv")
        engine.con.execute("ANALYZE")
        engine.con.execute("SET work_mem = '256MB'")
        took = time.perf_counter() - start
        held = engine.con.execute("SELECT pg_database_size(current_database())").fetchone()[0]
        rows = lambda sql: len(engine.con.execute(sql).fetchall())  # noqa: E731
        ledger = replace(made, engine=engine, workspace=Unshared())
        yield Store(ledger, rows, engine.con.cancel, (QueryCanceled,), took, held)


def _copied(made: Ledger, engine: Postgres, name: str, rows: Path) -> None:
    made.engine.raw_sql(f"COPY {name} TO '{rows}' (HEADER false)")
    engine.create_table(name, schema=made.table(name).schema())
    with (
        rows.open("rb") as text,
        engine.con.cursor() as cursor,
        cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as to,
    ):
        while part := text.read(1 << 20):
            to.write(part)
    for columns in INDEXES.get(name, ()):
        engine.con.execute(f"CREATE INDEX ON {name} ({columns})")


@contextmanager
def on_spark(file: Path, beside: Set[int]) -> Iterator[Store]:
    """Spark over Parquet as it lies, nothing held in memory."""
    made = open_stored(file)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        with _at(beside):
            session = stack.enter_context(spark.running(folder, memory="4g"))
        start = time.perf_counter()
        for name in TABLES:
            made.engine.raw_sql(f"COPY {name} TO '{folder / name}.parquet'")
            session.read.parquet(f"{folder / name}.parquet").createOrReplaceTempView(name)
        took = time.perf_counter() - start
        held = sum(path.stat().st_size for path in folder.glob("*.parquet"))
        rows = lambda sql: session.sql(sql).toArrow().num_rows  # noqa: E731
        stop = session.sparkContext.cancelAllJobs
        ledger = replace(made, engine=ibis.pyspark.connect(session), workspace=Unshared())
        yield Store(ledger, rows, stop, (PySparkException, Py4JJavaError), took, held)


STORES: dict[str, Callable[[Path, Set[int]], AbstractContextManager[Store]]] = {
    "DuckDB, memory": in_memory, "DuckDB, file": on_file, "PostgreSQL": on_postgres, "Spark, Parquet": on_spark,
}  # fmt: skip
