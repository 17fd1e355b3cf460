"""Statements for DuckDB, compiled once for tables of the same columns: Ibis takes longer to write SQL than DuckDB to run it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import ibis
import ibis.expr.schema as sch
import ibis.expr.types as ir

Made = Callable[..., ir.Table]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL in DuckDB's dialect, and the columns of its rows."""

    sql: str
    schema: sch.Schema


def statement(expression: ir.Table) -> Statement:
    """An expression compiled now."""
    return Statement(str(ibis.to_sql(expression, dialect="duckdb", pretty=False)), expression.schema())


@cache
def _of_placeholders(made: Made, schemas: tuple[tuple[str, sch.Schema], ...]) -> Statement:
    return statement(made(**{name: ibis.table(schema, name=_place(name)) for name, schema in schemas}))


def _place(name: str) -> str:
    return f"<{name}>"


def compiled(made: Made, **tables: ir.Table) -> Statement:
    """The statement of `made(**tables)`, a function of named tables alone. Only their names and columns are looked at."""
    found = _of_placeholders(made, tuple((name, table.schema()) for name, table in tables.items()))
    sql = found.sql
    for name, table in tables.items():
        sql = sql.replace(f'"{_place(name)}"', f'"{table.get_name()}"')
    return Statement(sql, found.schema)
