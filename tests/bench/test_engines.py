"""The measurement of engines asks all the same, stops what takes too long, and says so."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from bench import engines
from bench.generate import generate, write
from bench.stores import Store, in_memory, on_file
from data.bulk import import_files


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    import_files(sorted(write(folder / "made", generate(300, seed=3))), folder / "ledger.duckdb")
    return folder / "ledger.duckdb"


@pytest.fixture
def store(ledger: Path) -> Iterator[Store]:
    with on_file(ledger, {0}) as opened:
        yield opened


def test_both_homes_of_duckdb_are_asked_every_question_and_agree(ledger: Path, store: Store) -> None:
    with in_memory(ledger, {0}) as other:
        seen = {name: engines.measured(where, 2, 60) for name, where in (("file", store), ("memory", other))}
    assert engines.disagreeing(seen) == []
    for one in seen.values():
        assert {kind: tuple(asked) for kind, asked in one["queries"].items()} == {
            kind: choices for kind, (_, choices) in engines.KINDS.items()
        }
        assert all(len(run["answer_ms"]) == 2 for asked in one["queries"].values() for run in asked.values())
    assert any(run["rows"] for run in seen["file"]["queries"]["deals as known on a day"].values())


def test_engines_that_disagree_are_named() -> None:
    seen = [{"queries": {"counts": {"a day": {"rows": rows}}}} for rows in (3, 4)]
    assert engines.disagreeing(dict(enumerate(seen))) == ["counts, a day: [3, 4] rows"]  # type: ignore[arg-type]


def test_a_query_past_the_limit_is_stopped_and_reported(store: Store) -> None:
    stopped = Event()

    def endless(sql: str) -> int:
        assert stopped.wait(30), "nobody stopped it"
        raise RuntimeError("stopped")

    slow = Store(store.ledger, endless, stopped.set, (RuntimeError,), 0.0, 0)
    seen = engines.timed(slow, engines.counted, engines.CHOICES["stances"], runs=2, limit=0.01)
    assert seen["over_s"] == 0.01
    assert engines._cell({"stances": seen}) == "over 0 s: stances"


def test_an_error_within_the_limit_is_no_time(store: Store) -> None:
    def broken(sql: str) -> int:
        raise RuntimeError("no such table")

    broken_store = Store(store.ledger, broken, print, (RuntimeError,), 0.0, 0)
    with pytest.raises(RuntimeError, match="no such table"):
        engines.timed(broken_store, engines.counted, engines.CHOICES["stances"], 2, 60)


def test_tables_have_a_row_an_engine_and_a_column_a_size(store: Store) -> None:
    seen = engines.measured(store, 2, 60)
    result = {
        "300": {"engines": {"DuckDB, file": seen}},
        "3000": {"engines": {"DuckDB, file": seen, "PostgreSQL": seen}},
    }
    text = engines.tables(json.loads(json.dumps(result)))
    assert text.count("| | 300 claims | 3,000 claims |") == len(engines.KINDS) + 2
    assert text.count("| PostgreSQL |  | ") == len(engines.KINDS) + 2
