"""The ledger in PostgreSQL: synced from seeds, followed by servers, never half written."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from adbc_driver_postgresql.dbapi import connect

from bench.generate import generate, write
from data import postgres, recorded, views
from data.__main__ import main
from data.faults import BrokenSeeds
from data.ledger import open_ledger
from data.queries import Chosen
from data.seeds import load
from data.shared import Followed
from data.tables import COLUMNS
from tests.conftest import ARTICLE, Write

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("hosting")]

SECOND = """  - {id: daily-2024.7, kind: position, statement: Birch worries., paragraph: 1, anchor: people say; at, origin: wire-1,
     topic: worry, entities: [birch]}
passed_over:"""
LONGER = {"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", SECOND)}


def _rows(url: str, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    with connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
        return cursor.fetchall()


def _everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    return {name: _rows(url, name) for name in (*postgres.TABLES, "stamp")}


Follow = Callable[[str], Followed]


@pytest.fixture
def follow() -> Iterator[Follow]:
    """The ledger at an address as a server has it, which looks when it is told to."""
    all_: list[Followed] = []

    def follow(url: str) -> Followed:
        all_.append(Followed(url))
        return all_[-1]

    yield follow
    for one in all_:
        one.close()


def test_a_synced_ledger_gives_the_frames_of_its_seeds(seeds: Path, url: str, follow: Follow) -> None:
    postgres.sync(seeds, url)
    here, there = open_ledger(seeds), follow(url).opened
    assert not isinstance(there, BrokenSeeds)
    for name in COLUMNS:
        mine, shared = (
            views.register(ledger, name).sort_values([*COLUMNS[name]], ignore_index=True) for ledger in (here, there)
        )
        pd.testing.assert_frame_equal(mine, shared)
    assert (there.revision, there.drafts, there.first, there.last) == (
        here.revision,
        here.drafts,
        here.first,
        here.last,
    )
    pd.testing.assert_frame_equal(views.claims(here, Chosen()), views.claims(there, Chosen()))


def test_a_second_sync_writes_nothing_and_says_so(seeds: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sync", "--seeds", str(seeds), "--to", url]) == 0
    before = _everything(url)
    assert "version 1: +6 claims" in capsys.readouterr().out
    assert main(["sync", "--seeds", str(seeds), "--to", url]) == 0
    assert "nothing written" in capsys.readouterr().out
    assert _everything(url) == before


def test_only_what_is_new_or_changed_is_written(write_seeds: Write, url: str) -> None:
    postgres.sync(write_seeds(), url)
    written = dict(_rows(url, "claims", "claim_id, xmin::text"))
    mended = LONGER["articles/daily-2024.yaml"].replace("Arrow says no.", "Arrow denies it.")
    synced = postgres.sync(write_seeds(**{"articles/daily-2024.yaml": mended}), url)
    again = dict(_rows(url, "claims", "claim_id, xmin::text"))
    assert (synced.added["claims"], synced.removed) == (2, {"claims": 1})
    assert {claim for claim in again if again[claim] != written.get(claim)} == {"daily-2024.2", "daily-2024.7"}
    assert ("daily-2024.2", "Arrow denies it.") in _rows(url, "claims", "claim_id, statement")


def test_syncs_at_the_same_time_take_turns(seeds: Path, url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        versions = [one.version for one in pool.map(postgres.sync, [seeds] * 3, [url] * 3)]
    assert versions == [1, 1, 1]
    assert len(_rows(url, "claims")) == 6


def test_faulty_seeds_write_nothing(write_seeds: Write, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_seeds()
    postgres.sync(folder, url)
    before = _everything(url)
    broken = write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("origin: countess-1", "origin: nobody")})
    assert main(["sync", "--seeds", str(broken), "--to", url]) == 1
    assert "articles/daily-2024.yaml" in capsys.readouterr().err
    assert _everything(url) == before


def test_an_error_in_mid_writing_undoes_all_of_it(write_seeds: Write, url: str) -> None:
    postgres.sync(write_seeds(), url)
    with connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE mentions ADD CHECK (claim_id <> 'daily-2024.7')")  # claims go before mentions
    before = _everything(url)
    with pytest.raises(BrokenSeeds, match="mentions_claim_id_check"):
        postgres.sync(write_seeds(**LONGER), url)
    assert _everything(url) == before


def test_an_old_checkout_cannot_write_over_a_newer_record(write_seeds: Write, url: str) -> None:
    folder = write_seeds(**LONGER)
    recorded.append(load(folder), pd.Timestamp("2024-04-01").date())
    postgres.sync(folder, url)
    before = _everything(url)
    (folder / recorded.FILE).unlink()
    write_seeds()
    recorded.append(load(folder), pd.Timestamp("2024-04-01").date())
    with pytest.raises(BrokenSeeds, match=r"daily-2024\.7: is in revision 1 of the shared ledger, and not here"):
        postgres.sync(folder, url)
    assert _everything(url) == before


def test_a_column_that_an_older_version_did_not_have_is_added(seeds: Path, url: str) -> None:
    postgres.sync(seeds, url)
    with connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims DROP COLUMN said_by")
    assert postgres.sync(seeds, url).version == 2
    assert ("arrow",) in _rows(url, "claims", "said_by")


def test_a_change_is_seen_and_a_lost_database_leaves_what_there_is(
    write_seeds: Write, url: str, follow: Follow, caplog: pytest.LogCaptureFixture
) -> None:
    postgres.sync(write_seeds(), url)
    followed = follow(url)
    before, state = followed.opened, followed.state
    followed.look()
    assert followed.opened is before  # nothing changed, nothing read
    postgres.sync(write_seeds(**LONGER), url)
    followed.look()
    assert followed.state != state
    assert not isinstance(followed.opened, BrokenSeeds)
    assert followed.opened.claims == 7
    with connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stamp RENAME TO gone")
    caplog.set_level(logging.WARNING, "entente")
    now = followed.opened
    followed.look()
    followed.look()
    assert followed.opened is now
    assert [record.message.partition(":")[0] for record in caplog.records] == ["Going on with what was read last"]
    with connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO stamp")
    followed.look()
    assert "is back" in caplog.records[-1].message


def test_a_database_that_was_never_there_is_a_clear_fault(follow: Follow) -> None:
    followed = follow("postgresql://me:secret@127.0.0.1:9/none")
    assert isinstance(followed.opened, BrokenSeeds)
    said = str(followed.opened)
    assert said.startswith("LEDGER_URL: postgresql://me@127.0.0.1:9/none: ")
    assert "python -m data sync" in said
    assert "secret" not in said


def test_without_the_driver_the_fault_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "adbc_driver_postgresql.dbapi", None)
    with pytest.raises(BrokenSeeds, match=r"requirements-postgres\.txt"):
        postgres.stamp("postgresql://me@127.0.0.1/none")


def test_files_are_imported_whole_and_apart_from_seeds(seeds: Path, url: str, follow: Follow, tmp_path: Path) -> None:
    made = tmp_path / "made"
    list(write(made, generate(1_000, seed=11)))
    for _ in range(2):
        assert main(["import", str(made), "--to", url]) == 0
    opened = follow(url).opened
    assert not isinstance(opened, BrokenSeeds)
    assert opened.claims == 1_000
    with pytest.raises(BrokenSeeds, match="Give a database of its own"):
        postgres.sync(seeds, url)
    assert len(_rows(url, "claims")) == 1_000
