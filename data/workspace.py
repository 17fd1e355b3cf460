"""What is made on the way, in the engine's own temporary space: a ledger file stays as it is.

Views of choices and tables such as deals as known on a day are made when first asked for, and kept while they are asked for.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from data.compiled import Made, Statement, compiled, statement
from data.engine import Engine

MOST, MOST_ROWS, LAST = 128, 2_000_000, 8
"""Tables and views kept that were made on the way, and rows in the tables, some 80 bytes each; the least recently used
goes first, but the last few stay: a choice asks for no more."""


class Workspace:
    """Tables and views that were made on the way; an engine's threads share them.

    Who asks for several and then reads them holds `engine.turn` meanwhile, so that nobody else makes one of them go.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._made: OrderedDict[str, tuple[str, ir.Table, int]] = OrderedDict()
        self._numbers = count()

    def view(self, what: str, made: Callable[[], ir.Table]) -> ir.Table:
        """The view of an expression; `what` tells one from another."""
        return self._once("VIEW", what, lambda: statement(made()))

    def table(self, what: str, made: Made, **tables: ir.Table) -> ir.Table:
        """The rows of `made(**tables)`, computed when they are first asked for; `what` tells one from another."""
        return self._once("TABLE", what, lambda: compiled(made, **tables))

    def noted(self, what: str, made: Callable[[], ir.Table]) -> ir.Table:
        """The rows of an expression, computed when they are first asked for; `what` tells one from another."""
        return self._once("TABLE", what, lambda: statement(made()))

    def _once(self, sort: str, what: str, said: Callable[[], Statement]) -> ir.Table:
        with self._engine.turn:
            if what not in self._made:
                self._made[what] = sort, *self._create(sort, said())
            self._made.move_to_end(what)
            while len(self._made) > MOST or (len(self._made) > LAST and self.rows_kept > MOST_ROWS):
                old, table, _ = self._made.popitem(last=False)[1]
                self._engine.raw_sql(f'DROP {old} IF EXISTS "{table.get_name()}"')
            return self._made[what][1]

    @property
    def rows_kept(self) -> int:
        """How many rows the tables kept have together."""
        return sum(rows for *_, rows in self._made.values())

    def _create(self, sort: str, said: Statement) -> tuple[ir.Table, int]:
        """A table or a view of a statement, and how many rows were written for it."""
        name = f"kept_{next(self._numbers)}"
        wrote = self._engine.rows(f'CREATE TEMP {sort} "{name}" AS {said.sql}')
        return ibis.table(said.schema, name=name), sum(wrote["Count"].to_pylist())

    @contextmanager
    def scratch(self, said: Statement, rows: bool = True) -> Iterator[ir.Table]:
        """The rows of a statement as a table, for as long as several others read them; without `rows` a view of it."""
        sort = "TABLE" if rows else "VIEW"
        table, _ = self._create(sort, said)
        try:
            yield table
        finally:
            self._engine.raw_sql(f'DROP {sort} IF EXISTS "{table.get_name()}"')

    @contextmanager
    def given(self, rows: pa.Table) -> Iterator[ir.Table]:
        """Rows of ours as a table, for as long as statements read them."""
        name = f"given_{next(self._numbers)}"
        self._engine.register(name, rows)
        try:
            yield ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name)
        finally:
            self._engine.unregister(name)

    def rows(self, said: Statement) -> pa.Table:
        """The rows of a statement."""
        return self._engine.rows(said.sql)
