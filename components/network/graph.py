"""The network as a graph of igraph: its lines, its communities, and where each company stands among the others.

What is computed here is ours, not said by any source, and depends on what is on record.
"""

import random
from collections.abc import Mapping

import igraph
import pandas as pd

from components.network.lines import HUB, deals_of, groups, text, ties_of
from data.claim_rows import dicts
from data.vocabulary import Stance

HELD = 8.0
"""Weight of a line of belonging against any other, so that a group and what it holds stay in one community."""


def lines(entities: pd.DataFrame, deals: pd.DataFrame, ties: pd.DataFrame) -> igraph.Graph:
    """Return the graph of lines: vertices sorted by id (`name`) with `label` and `group`, edges with `kind`.

    One edge a pair: a deal goes before a tie. An entity without a line is no vertex; a deal of more than two
    parties is a vertex of its own, named `deal:` and its id. The same whatever the order of rows.
    """
    rows = {text(row["entity"]): row for row in dicts(entities)}
    read = ties_of(ties)
    found: dict[tuple[str, str], str] = {}
    for deal in deals_of(deals):
        for a, b in deal.segments:
            found[min(a, b), max(a, b)] = "deal"
    for tie in read:
        pair = min(tie.source, tie.target), max(tie.source, tie.target)
        found.setdefault(pair, "belongs" if tie.belongs else "tie")
    known = {pair: kind for pair, kind in found.items() if all(p in rows or p.startswith(HUB) for p in pair)}
    member = {
        name: place
        for place, group in enumerate(groups(read, {k: text(v["sort"]) for k, v in rows.items()}))
        for name in group
    }
    names = sorted({end for pair in known for end in pair})
    drawn = sorted((a, b, kind) for (a, b), kind in known.items() if a != b)
    place = {name: k for k, name in enumerate(names)}
    return igraph.Graph(
        n=len(names),
        edges=[(place[a], place[b]) for a, b, _ in drawn],
        vertex_attrs={
            "name": names,
            "label": [text(rows[name]["name"]) if name in rows else "" for name in names],
            "group": [member.get(name, -1) for name in names],
        },
        edge_attrs={"kind": [kind for *_, kind in drawn]},
    )


def communities(graph: igraph.Graph) -> list[list[int]]:
    """Return the vertices by community, the largest first: within one there are more lines than chance would draw.

    The Leiden method (Traag, Waltman and van Eck, 2019) on modularity, until it is stable, always from one seed. None
    spans two components.
    """
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311, a layout's seed is no secret
    weights = [HELD if kind == "belongs" else 1.0 for kind in graph.es["kind"]]
    found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=-1)
    return sorted(found, key=lambda members: (-len(members), members[0]))


def standing(entities: pd.DataFrame, deals: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each company with a line: where it stands in the network of these frames.

    `entity`; `partners`, the companies it shares a deal (at any stage) or a tie that is not denied with; `between`, its rank from 1 by betweenness (Freeman,
    1977: on how many shortest ways between two others it lies), absent where it lies on none; `around`, the company with
    most partners in its community. Parties of one deal are partners of each other. Sorted by rank, then partners.
    """
    graph = lines(entities, deals, ties[ties["stance"] != Stance.DENIES])
    hubs = [vertex.index for vertex in graph.vs if vertex["name"].startswith(HUB)]
    pairs = [(a, b) for hub in hubs for a in graph.neighbors(hub) for b in graph.neighbors(hub) if a < b]
    kinds = [*graph.es["kind"], *["deal"] * len(pairs)]
    graph.add_edges(pairs)
    graph.es["kind"] = kinds
    graph.delete_vertices(hubs)
    graph.simplify(combine_edges="first")
    partners = graph.degree()
    between = [round(value, 6) for value in graph.betweenness()]
    around: Mapping[int, int] = {
        member: max(members, key=lambda k: (partners[k], -k)) for members in communities(graph) for member in members
    }
    frame = pd.DataFrame(
        {
            "entity": graph.vs["name"],
            "partners": partners,
            "between": pd.Series(between, dtype=float)
            .where(lambda value: value > 0)
            .rank(ascending=False, method="min"),
            "around": [graph.vs[around[k]]["name"] for k in range(graph.vcount())],
        }
    ).astype({"between": "Int64"})
    return frame.sort_values(["between", "partners", "entity"], ascending=[True, False, True], ignore_index=True)
