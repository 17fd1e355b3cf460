"""What is made on the way, in the engine's own space."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.compiled import statement
from data.engine import opened
from data.workspace import MOST, Workspace

BELOW = 50


@pytest.fixture(scope="module")
def work():
    return Workspace(opened())


@given(held=st.sets(st.integers(0, BELOW - 1)), asked=st.lists(st.integers(0, BELOW - 1)))
def test_a_number_is_among_those_that_are_kept(work, held, asked):
    numbers = pa.table({"nth": pa.array(sorted(held), pa.int64())})
    with work.given(numbers) as those, work.given(pa.table({"nth": pa.array(asked, pa.int64())})) as these:
        found = work.rows(
            statement(these.select("nth", among=work.among(these.nth, BELOW, f"{sorted(held)}", lambda: those)))
        )
    assert {row["nth"]: row["among"] for row in found.to_pylist()} == {nth: nth in held for nth in asked}


def test_a_ledger_without_a_claim_has_no_number_to_keep(work):
    with work.given(pa.table({"nth": pa.array([], pa.int64())})) as none:
        found = work.rows(statement(none.select(among=work.among(none.nth, 0, "none", lambda: none))))
    assert found.num_rows == 0


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
