"""What is computed once a state of the ledger."""

import ibis
import pytest

from data import current
from data.ledger import open_ledger
from data.seeds import EMBEDDED

ENTITIES = {
    "maker-a": "automaker",
    "maker-b": "automaker",
    "maker-c": "group",
    "maker-d": "brand",
    "works": "plant",
    "hall": "plant",
}
BELONGS = [("maker-c", "hall")]


def owners(told: list[tuple[int, str, str]]) -> set[tuple[str, str]]:
    """What the table says of claims given as (nth, entity, role)."""
    mentioned = ibis.memtable([{"nth": nth, "entity": who, "role": role} for nth, who, role in told])
    sorts = [{"entity": who, "sort": sort, "is_company": sort != "plant"} for who, sort in ENTITIES.items()]
    belongs = ibis.memtable([{"owner": owner, "member": member} for owner, member in BELONGS])
    found = ibis.duckdb.connect().to_pyarrow(current.owners(mentioned, ibis.memtable(sorts), belongs)).to_pylist()
    return {(row["owner"], row["member"]) for row in found}


@pytest.mark.parametrize(
    ("told", "makers"),
    [
        ([(1, "works", "concerned"), (1, "maker-a", "party"), (1, "maker-b", "to")], {"maker-a", "maker-b"}),
        ([(1, "works", "concerned"), (1, "maker-a", "concerned"), (2, "works", "from"), (2, "maker-d", "to")], {"maker-a", "maker-d"}),
        ([(1, "works", "concerned"), *((1, who, "party") for who in ("maker-a", "maker-b", "maker-c"))], {"maker-a", "maker-b", "maker-c"}),
        ([(1, "works", "concerned"), *((1, f"maker-{x}", "party") for x in "abcd")], set()),
        ([(1, "works", "concerned"), (1, "maker-a", "party"), (1, "maker-a", "concerned")], {"maker-a"}),
        ([(1, "works", "of"), (1, "maker-a", "party")], set()),
        ([(1, "works", "concerned"), (1, "maker-a", "speaker")], set()),
        ([(1, "works", "concerned"), (2, "maker-a", "party")], set()),
    ],
    ids=["named together", "by two claims", "three at most", "four say nothing", "twice is once", "only measured", "only speaks", "apart"],
)  # fmt: skip
def test_a_plant_without_an_owner_is_of_the_companies_named_with_it(told, makers):
    assert owners(told) == {*BELONGS, *((maker, "works") for maker in makers)}


def test_a_plant_with_an_owner_stays_its_own():
    assert owners([(1, "hall", "concerned"), (1, "maker-a", "party")]) == set(BELONGS)


def test_of_the_seeds_jac_and_nio_own_the_plant_that_nobody_says_is_whose():
    register = {tuple(row.values()) for row in open_ledger(EMBEDDED).table("owners").to_pyarrow().to_pylist()}
    assert {owner for owner, member in register if member == "jac-nio-hefei"} == {"jac", "nio"}
