"""A PostgreSQL for the tests of this folder, with a database for each test that asks for one."""

from collections.abc import Iterator
from itertools import count

import pytest
from adbc_driver_postgresql.dbapi import connect

from hosting import postgres

NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running server."""
    with postgres.running() as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    """The address of an empty database."""
    name = f"ledger{next(NUMBERS)}"
    with connect(server, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    return server.replace("/entente", f"/{name}").replace(f"//{name}", "//entente")
