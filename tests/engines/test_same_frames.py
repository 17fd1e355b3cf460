"""The ledger's queries on PostgreSQL and on Spark give the frames that they give on DuckDB."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import ibis
import pandas as pd
import pytest

from data import queries, views
from data.current import DERIVED
from data.ledger import Ledger, open_ledger
from data.queries import Chosen
from data.tables import COLUMNS
from data.vocabulary import Stage, Stance
from tests.engines import postgres, spark
from tests.engines.spark import Unshared

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("engines"),
    pytest.mark.filterwarnings("ignore:The copy keyword"),  # PySpark asks pandas in an old way
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # and leaves sockets to the end
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


CHOICES = {
    "everything": Chosen(),
    "as known on a day": Chosen(known_on=date(2023, 12, 31)),
    "a company in dates": Chosen(companies=("xiaomi",), start=date(2023, 1, 1), end=date(2024, 6, 30)),
    "least stage": Chosen(least_stage=Stage.AGREED),
    "a pinned revision": Chosen(revision=1, known_on=date(2024, 1, 1)),
    "grades and stances": Chosen(
        reliability=("B", "C"), credibility=(1, 2, 3), stances=(Stance.DENIES, Stance.EXPECTS)
    ),
}


@pytest.fixture(scope="module")
def here() -> Ledger:
    """The embedded facts on DuckDB."""
    return open_ledger()


@pytest.fixture(scope="module", params=["postgres", "spark"])
def there(request: pytest.FixtureRequest, here: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The same tables on another engine."""
    tables = {name: here.table(name).to_pyarrow() for name in (*COLUMNS, *DERIVED)}
    if request.param == "postgres":
        with postgres.running() as url:
            engine = ibis.connect(url)
            for name, table in tables.items():
                engine.create_table(name, ibis.memtable(table))
            yield replace(here, engine=engine, workspace=Unshared())
            engine.disconnect()
    else:
        with spark.running(tmp_path_factory.mktemp("spark")) as session:
            for name, table in tables.items():
                session.createDataFrame(table).createOrReplaceTempView(name)
            yield replace(here, engine=ibis.pyspark.connect(session), workspace=Unshared())


@pytest.mark.parametrize("choice", CHOICES)
def test_claims_are_the_same(here: Ledger, there: Ledger, choice: str) -> None:
    shown = [queries.shown(queries.seen(ledger, CHOICES[choice])) for ledger in (here, there)]
    frames = [
        views.frame(queries.wide(ledger.table("claims"), rows).order_by("nth"))
        for ledger, rows in zip((here, there), shown, strict=True)
    ]
    pd.testing.assert_frame_equal(*frames)
    assert len(frames[0]) > 0


@pytest.mark.parametrize("choice", CHOICES)
def test_deals_are_the_same(here: Ledger, there: Ledger, choice: str) -> None:
    elsewhere = views.frame(queries.deals_on_day(there, CHOICES[choice]).order_by("deal"))
    day = queries.deals_on_day(replace(here, workspace=Unshared()), CHOICES[choice]).order_by("deal")
    pd.testing.assert_frame_equal(views.frame(day), elsewhere)
    assert len(elsewhere) > 0


@pytest.mark.parametrize("choice", CHOICES)
def test_counts_are_the_same(here: Ledger, there: Ledger, choice: str) -> None:
    both = replace(here, workspace=Unshared()), there
    narrowed = [queries.narrowed(queries.seen(ledger, CHOICES[choice])) for ledger in both]
    counted = [
        views.frame(table.group_by("known", "within").agg(n=table.count()).order_by("known", "within"))
        for table in narrowed
    ]
    pd.testing.assert_frame_equal(*counted)
