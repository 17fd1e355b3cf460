"""What is computed once a state of the ledger, so that no page counts all claims again. Everything is lazy till then.

`tallies`: claims by article, days of publication and revision. `busy`: claims by entity that they mention.
`publishers`: articles by publisher. Other
tables are made when first asked for (deals as known on a day), and kept while they are asked for.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import RLock

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from data.engine import Engine

MOST = 64
"""Tables kept that were made on the way; the least recently used goes first."""


def tallies(claims: ir.Table) -> ir.Table:
    """(article_id, published_lower, published_upper, revision, n): all that "as known on" and a revision count."""
    return claims.group_by("article_id", "published_lower", "published_upper", "revision").agg(n=ibis._.count())


def busy(mentions: ir.Table) -> ir.Table:
    """(entity, n): how many claims mention an entity, the busiest first."""
    counted = mentions.group_by("entity").agg(n=mentions.claim_id.nunique())
    return counted.order_by(ibis.desc("n"), "entity")


def placed(claims: ir.Table) -> ir.Table:
    """The claims with `nth`: each one's number from 0, newest publication first; and `of_article`, its article's."""
    order = [ibis.desc("published_upper"), ibis.asc("article_id"), ibis.asc("number")]
    numbered = claims.mutate(
        nth=ibis.row_number().over(order_by=order), of_article=ibis.dense_rank().over(order_by=claims.article_id)
    )
    return numbered.order_by("nth")


def publishers(articles: ir.Table) -> ir.Table:
    """(publisher, n): how many articles each published."""
    return articles.group_by("publisher").agg(n=ibis._.count())


def days(tallies: ir.Table) -> ir.Table:
    """(day): the days by which articles were published, in order."""
    return tallies.select(day=tallies.published_upper).distinct().order_by("day")


def materialise(engine: Backend) -> None:
    """Make `tallies`, `days`, `busy` and `publishers`, on an engine that holds the tables of `data.tables.COLUMNS`."""
    engine.create_table("tallies", tallies(engine.table("claims")))
    engine.create_table("days", days(engine.table("tallies")))
    engine.create_table("publishers", publishers(engine.table("articles")))
    engine.create_table("busy", busy(engine.table("mentions")))


class Kept:
    """Tables made on the way, in the engine's own scratch space: a ledger file stays as it is."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, RLock()
        self._names: OrderedDict[str, None] = OrderedDict()
        self._numbers = count()

    def table(self, name: str, made: Callable[[], ir.Table]) -> ir.Table:
        """The table of this name; made from the expression when it is first asked for."""
        with self._lock:
            if name not in self._names:
                self._engine.create_table(name, made(), temp=True)
                self._names[name] = None
            self._names.move_to_end(name)
            while len(self._names) > MOST:
                # Ibis 12 with the newest sqlglot emits a DROP without a name.
                self._engine.raw_sql(f'DROP TABLE IF EXISTS "{self._names.popitem(last=False)[0]}"')
            return self._engine.table(name)

    @contextmanager
    def scratch(self, expression: ir.Table | str) -> Iterator[ir.Table]:
        """The rows of an expression (or its SQL) as a table, for as long as several queries read them."""
        name = f"scratch_{next(self._numbers)}"
        if isinstance(expression, str):
            self._engine.raw_sql(f'CREATE TEMP TABLE "{name}" AS {expression}')
        else:
            self._engine.create_table(name, expression, temp=True)
        try:
            yield self._engine.table(name)
        finally:
            self._engine.raw_sql(f'DROP TABLE IF EXISTS "{name}"')

    def rows(self, sql: str) -> pa.Table:
        """The rows of SQL that Ibis compiled before."""
        return self._engine.rows(sql)
