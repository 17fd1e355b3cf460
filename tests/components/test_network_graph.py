"""The network as a graph: communities, and where each company stands."""

import numpy as np
import pandas as pd
import pytest

from bench.graph import made
from components.network.frames import standing_words
from components.network.graph import communities, lines, standing
from tests.components.test_network_model import ENTITIES, deal, tie

NO_DEALS = pd.DataFrame([deal("d", "hub;maker", "in-talks")]).iloc[:0]
NO_TIES = pd.DataFrame([tie("t", "hub", "maker", "supplies")]).iloc[:0]


def stands(deals: list[dict], ties: list[dict]) -> pd.DataFrame:
    """Where companies stand, by id."""
    return standing(
        ENTITIES, pd.DataFrame(deals) if deals else NO_DEALS, pd.DataFrame(ties) if ties else NO_TIES
    ).set_index("entity")


def test_who_lies_between_two_others_ranks_first() -> None:
    found = stands([deal("a", "maker;hub", "in-talks"), deal("b", "hub;far", "collapsed")], [])
    assert found["partners"].to_dict() == {"hub": 2, "far": 1, "maker": 1}
    assert found.loc["hub", "between"] == 1
    assert found.loc[["far", "maker"], "between"].isna().all()
    assert list(found.index) == ["hub", "far", "maker"]


def test_parties_of_one_deal_are_partners_and_nobody_lies_between_them() -> None:
    found = stands([deal("three", "hub;maker;far", "agreed")], [])
    assert found["partners"].tolist() == [2, 2, 2]
    assert found["between"].isna().all()


def test_two_lines_with_one_company_count_it_once() -> None:
    found = stands([deal("a", "hub;maker", "in-talks")], [tie("t", "hub", "maker", "supplies")])
    assert found.loc["hub", "partners"] == 1


def test_a_denied_tie_makes_no_partner() -> None:
    found = stands([deal("a", "hub;maker", "in-talks")], [tie("t", "hub", "far", "supplies", stance="denies")])
    assert "far" not in found.index
    assert found.loc["hub", "partners"] == 1


def test_equals_share_a_rank() -> None:
    found = stands(
        [deal(f"d{k}", pair, "in-talks") for k, pair in enumerate(("hub;maker", "maker;far", "far;house"))], []
    )
    assert found.loc[["maker", "far"], "between"].tolist() == [1, 1]


def test_a_community_is_named_after_its_most_linked_company() -> None:
    deals = [deal(f"a{k}", f"hub;{other}", "in-talks") for k, other in enumerate(("maker", "far", "house"))]
    deals += [deal(f"b{k}", f"office;{other}", "in-talks") for k, other in enumerate(("count", "paper"))]
    found = stands(deals, [])
    assert found.loc[["maker", "far", "house", "hub"], "around"].unique().tolist() == ["hub"]
    assert found.loc[["count", "paper", "office"], "around"].unique().tolist() == ["office"]


def test_nothing_drawn_stands_nowhere() -> None:
    assert stands([], []).empty


def test_the_words_say_that_they_are_computed() -> None:
    found = stands([deal("a", "maker;hub", "in-talks"), deal("b", "hub;far", "collapsed")], []).reset_index()
    said = standing_words(found)
    assert said["hub"] == "computed: linked to 2 companies, 1 of 3 by lying between others"
    assert said["far"] == "computed: linked to 1 company"


@pytest.mark.parametrize("seed", [1, 2])
def test_communities_share_out_all_companies_and_keep_a_group_with_what_it_holds(seed: int) -> None:
    graph = lines(*made(120, 240, seed))
    found = communities(graph)
    assert sorted(member for part in found for member in part) == list(range(graph.vcount()))
    assert [len(part) for part in found] == sorted(map(len, found), reverse=True)
    assert len(found) > 2
    inside = {member: k for k, part in enumerate(found) for member in part}
    held = [edge for edge, kind in zip(graph.get_edgelist(), graph.es["kind"], strict=True) if kind == "belongs"]
    assert held
    assert all(inside[a] == inside[b] for a, b in held)


def test_standing_does_not_depend_on_the_order_of_rows() -> None:
    entities, deals, ties = made(120, 240)
    turned = standing(entities.iloc[::-1], deals.sample(frac=1.0, random_state=4), ties.iloc[::-1])
    pd.testing.assert_frame_equal(turned, standing(entities, deals, ties))


@pytest.mark.parametrize(("nodes", "edges"), [(60, 90), (100, 250)])
def test_a_made_network_has_the_size_asked_for_and_a_heavy_tail(nodes: int, edges: int) -> None:
    graph = lines(*made(nodes, edges))
    assert (graph.vcount(), graph.ecount()) == (nodes, edges)
    assert max(graph.degree()) > 4 * np.median(graph.degree())
