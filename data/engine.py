"""The engine of the seeds and of stored ledgers: DuckDB behind Ibis, one statement at a time.

A DuckDB connection refuses a call while another thread's runs, and every session has a thread of its own. Its cursors
are connections of their own and do not see the tables that `data.workspace` makes on the way, so threads take turns here.
"""

import warnings
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import RLock
from typing import Any, ParamSpec, TypeVar

import pyarrow as pa
from ibis.backends.duckdb import Backend

# To copy some hundred rows takes less than to bind a statement twice, as `sql` does: 15 ms of the largest one.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)

P = ParamSpec("P")
R = TypeVar("R")


def _in_turn(method: Callable[P, R]) -> Callable[P, R]:
    @wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        engine: Any = args[0]
        with engine.turn:
            return method(*args, **kwargs)

    return called


class Engine(Backend):  # type: ignore[misc]
    """A DuckDB backend that any number of threads may use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.turn = RLock()
        super().__init__(*args, **kwargs)

    table = _in_turn(Backend.table)
    get_schema = _in_turn(Backend.get_schema)
    create_table = _in_turn(Backend.create_table)
    execute = _in_turn(Backend.execute)
    to_pyarrow = _in_turn(Backend.to_pyarrow)
    raw_sql = _in_turn(Backend.raw_sql)

    @_in_turn
    def rows(self, sql: str) -> pa.Table:
        """The rows of a statement in DuckDB's SQL."""
        return self.con.execute(sql).to_arrow_table()

    @_in_turn
    def register(self, name: str, rows: pa.Table) -> None:
        """Rows of ours under a name, until `unregister`."""
        self.con.register(name, rows)

    @_in_turn
    def unregister(self, name: str) -> None:
        """Forget what `register` named."""
        self.con.unregister(name)


def opened(path: Path | None = None) -> Engine:
    """An engine on a ledger file, which is only read; on memory where none is given."""
    engine: Engine = Engine().connect() if path is None else Engine().connect(path, read_only=True)
    # Looking for parts of a plan that are alike took 60 of the 100 ms in which a million claims are chosen from; all of it is saved.
    engine.raw_sql("SET disabled_optimizers = 'common_subplan'")
    # Groups by a number are kept by place, not by hash, for up to 2 to this power of them: 50,000 articles are counted in 15 ms, not 37.
    engine.raw_sql("SET perfect_ht_threshold = 17")
    return engine
