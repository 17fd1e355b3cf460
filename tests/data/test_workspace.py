"""What is made on the way, in the engine's own space."""

import ibis

from data import workspace
from data.compiled import statement
from data.engine import opened
from data.workspace import LAST, MOST, Workspace


def test_what_is_kept_is_made_once_and_the_least_recently_used_goes():
    engine, made = opened(), []
    work = Workspace(engine)
    engine.create_table("numbers", ibis.memtable({"n": [0]}))

    def one(number: int):
        def make():
            made.append(number)
            return engine.table("numbers").mutate(number=number)

        return work.view(f"{number}", make)

    names = [one(number).get_name() for number in (0, 1, 0)]
    assert names[0] == names[2] != names[1]
    for number in range(2, MOST + 1):
        one(number)
    for number in (0, 1):
        one(number)
    assert made == [*range(MOST + 1), 1]


def test_tables_of_too_many_rows_go_but_for_the_last_few(monkeypatch):
    monkeypatch.setattr(workspace, "MOST_ROWS", 25)
    engine, made = opened(), []
    work = Workspace(engine)
    engine.create_table("numbers", ibis.memtable({"n": range(10)}))

    def noted(number: int) -> int:
        def make():
            made.append(number)
            return engine.table("numbers").mutate(number=number)

        return work.rows(statement(work.noted(f"{number}", make))).num_rows

    assert [noted(number) for number in range(LAST + 1)] == [10] * (LAST + 1)
    assert work.rows_kept == 10 * LAST
    assert noted(1) == 10
    assert made == [*range(LAST + 1)]
    assert noted(0) == 10
    assert made == [*range(LAST + 1), 0]


def test_of_rows_within_the_bound_everything_is_kept():
    engine = opened()
    work = Workspace(engine)
    engine.create_table("numbers", ibis.memtable({"n": range(10)}))
    for number in range(3 * LAST):
        work.noted(f"{number}", lambda number=number: engine.table("numbers").mutate(number=number))
    assert work.rows_kept == 10 * 3 * LAST
