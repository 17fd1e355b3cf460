"""A Spark of its own on this machine's Java, and a ledger's scratch space for engines that have none of ours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import ibis.expr.types as ir
from pyspark.sql import SparkSession


@contextmanager
def running(folder: Path, memory: str = "1g") -> Iterator[SparkSession]:
    """A local session that keeps its files in `folder`, stopped afterwards."""
    settings = {
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": memory, "spark.sql.warehouse.dir": str(folder / "warehouse"), "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.log.level": "ERROR", "spark.sql.session.timeZone": "UTC",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2]").appName("entente")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


class Unshared:
    """Computes on the way what a ledger of ours keeps: other engines have no scratch space of the desk."""

    def view(self, what: str, made: Callable[[], ir.Table]) -> ir.Table:
        """The expression itself."""
        return made()

    def table(self, what: str, made: Callable[..., ir.Table], **tables: ir.Table) -> ir.Table:
        """The expression itself."""
        return made(**tables)

    noted = view
