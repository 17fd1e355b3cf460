"""What is made on the way, in the engine's own temporary space: a ledger file stays as it is.

Views of choices and tables such as deals as known on a day are made when first asked for, and kept while they are asked for.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import RLock

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from data.compiled import Made, Statement, compiled, statement
from data.engine import Engine

MOST = 128
"""Tables and views kept that were made on the way; the least recently used goes first."""


@ibis.udf.agg.builtin(signature=((dt.int64, dt.int64, dt.int64), dt.string))
def bitstring_agg(numbers, least, most):  # type: ignore[no-untyped-def]
    """A row of bits from `least` to `most`, set for each of these numbers."""


@ibis.udf.scalar.builtin(signature=((dt.string, dt.int32), dt.int32))
def get_bit(bits, place):  # type: ignore[no-untyped-def]
    """The bit at a place, from 0."""


class Workspace:
    """Tables and views that were made on the way; an engine's threads share them."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, RLock()
        self._made: OrderedDict[str, tuple[str, ir.Table]] = OrderedDict()
        self._numbers = count()

    def view(self, what: str, made: Callable[[], ir.Table]) -> ir.Table:
        """The view of an expression; `what` tells one from another."""
        return self._once("VIEW", what, lambda: statement(made()))

    def table(self, what: str, made: Made, **tables: ir.Table) -> ir.Table:
        """The rows of `made(**tables)`, computed when they are first asked for; `what` tells one from another."""
        return self._once("TABLE", what, lambda: compiled(made, **tables))

    def among(self, numbers: ir.IntegerColumn, below: int, what: str, made: Callable[[], ir.Table]) -> ir.BooleanValue:
        """Whether each of `numbers` is among those of `made()` (nth, from 0 and less than `below`), kept as a row of bits.

        Of a million, asking so takes a tenth of what a join with 300,000 does.
        """

        def bits() -> ir.Table:
            found = made()
            return found.agg(bits=bitstring_agg(found.nth, 0, max(below - 1, 0)))

        held = self._once("TABLE", f"among {what}", lambda: statement(bits()))
        return (get_bit(held.bits.as_scalar(), numbers.cast("int32")) == 1).fill_null(False)

    def _once(self, sort: str, what: str, said: Callable[[], Statement]) -> ir.Table:
        with self._lock:
            if what not in self._made:
                self._made[what] = sort, self._create(sort, said())
            self._made.move_to_end(what)
            while len(self._made) > MOST:
                old, table = self._made.popitem(last=False)[1]
                self._engine.raw_sql(f'DROP {old} IF EXISTS "{table.get_name()}"')
            return self._made[what][1]

    def _create(self, sort: str, said: Statement) -> ir.Table:
        name = f"kept_{next(self._numbers)}"
        self._engine.raw_sql(f'CREATE TEMP {sort} "{name}" AS {said.sql}')
        return ibis.table(said.schema, name=name)

    @contextmanager
    def scratch(self, said: Statement, rows: bool = True) -> Iterator[ir.Table]:
        """The rows of a statement as a table, for as long as several others read them; without `rows` a view of it."""
        sort = "TABLE" if rows else "VIEW"
        table = self._create(sort, said)
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
