"""The partnership network as a vis-network model, built with pyvis: what is drawn, not where or how.

Shape tells the sort of company, line style tells talk from commitment from standing tie, a mark on the line
tells denial and end. Colour only repeats it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

import pandas as pd
from pyvis.network import Network

from components.network.layout import Positions
from components.network.lines import Deal, Tie, deals_of, groups, text, ties_of
from components.network.words import deal_title, deal_words, node_title, tie_title, tie_words
from data.claim_rows import dicts
from data.vocabulary import LADDER, Sort, Stage, Stance

if TYPE_CHECKING:
    from components.theme import Palette

SHAPES: Mapping[str, str] = {
    Sort.AUTOMAKER: "dot",
    Sort.TECHNOLOGY: "square",
    Sort.SUPPLIER: "triangle",
    Sort.REGULATOR: "hexagon",
    Sort.DATA_PROVIDER: "diamond",
    Sort.PUBLISHER: "triangleDown",
    Sort.BRAND: "dot",
    Sort.JOINT_VENTURE: "dot",
    Sort.PLANT: "square",
    Sort.PRODUCT: "square",
    Sort.MARKET: "square",
}
"""Vis shapes by sort. A group takes the shape of its core."""

HOLLOW = frozenset({Sort.BRAND, Sort.JOINT_VENTURE, Sort.PLANT, Sort.PRODUCT, Sort.MARKET})
"""Sorts drawn as an outline: a ring for a brand or joint venture."""

SIZE, SIZE_HOLLOW, SIZE_CENTRE, SIZE_HUB = 11.5, 9.5, 16.0, 3.5
SETTLED = LADDER[LADDER.index(Stage.AGREED) :]
TALKS_DASHES, TIE_DASHES, OVER_DASHES = [11, 4.5], [1.5, 3.5], [7, 5]

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 0, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hidden": True},
    "interaction": {"hover": False, "multiselect": False, "selectable": True, "selectConnectedEdges": False},
}
"""Vis does view, hit-testing of nodes and dragging; `network_paint.js` draws."""


class Model(TypedDict):
    """Plain lists, ready for JSON; `frames` and `look` are what the painter needs besides vis' options."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    hulls: list[dict[str, Any]]
    options: dict[str, Any]
    frames: dict[str, list[float]]
    look: dict[str, str]


def model(
    entities: pd.DataFrame,
    deals: pd.DataFrame,
    ties: pd.DataFrame,
    palette: "Palette",
    *,
    centre: str | None,
    positions: Positions,
    standing: Mapping[str, str] | None = None,
) -> Model:
    """Build the network of the frames, which may be filtered; `positions` come from the whole record.

    `standing` says for the hover of a company where it stands, computed by us.

    An entity without a place is not drawn, unless it is the centre; a deal or tie, only when all its ends
    are. Order of rows does not matter. Raises `ValueError` on a word outside the vocabulary.
    """
    network = Network(directed=True)  # undirected pyvis would drop a second line between the same two
    network.set_options(json.dumps(OPTIONS))
    read, held = deals_of(deals), ties_of(ties)
    _add_companies(network, entities, read, held, palette, centre, positions, standing or {})
    shown = set(network.get_nodes())
    held = [tie for tie in held if {tie.source, tie.target} <= shown]
    read = [deal for deal in read if deal.parties and set(deal.parties) <= shown]
    names = {node["id"]: node["label"] for node in network.nodes}
    bends = _bends([(d.id, *d.parties) for d in read if not d.hub], [(t.id, t.source, t.target) for t in held])
    for deal in read:
        _add_deal(network, deal, palette, positions, bends)
    for tie in held:
        _add_tie(network, tie, names, palette, bends)
    sorts = {text(row["entity"]): text(row["sort"]) for row in dicts(entities)}
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "hulls": [
            {"id": f"group:{min(group)}", "members": sorted(group), "color": palette.sidebar}
            for group in groups(held, sorts)
        ],
        "options": dict(network.options),
        "frames": {"wide": list(positions.wide_frame), "tall": list(positions.tall_frame)},
        "look": {
            name: getattr(palette, name)
            for name in ("page", "sidebar", "ink", "ink2", "ink3", "link", "disputed", "outline", "rule")
        },
    }


def shape(sort: str, core: str) -> tuple[str, bool]:
    """Return the vis shape of a company and whether it is hollow."""
    kind = core if sort == Sort.GROUP else sort
    return SHAPES.get(kind, "dot"), kind in HOLLOW


def _add_companies(
    network: Network,
    entities: pd.DataFrame,
    deals: list[Deal],
    ties: list[Tie],
    palette: "Palette",
    centre: str | None,
    positions: Positions,
    standing: Mapping[str, str],
) -> None:
    in_deals = Counter(party for deal in deals for party in deal.parties)
    in_ties = Counter(end for tie in ties for end in (tie.source, tie.target))
    rows = {text(row["entity"]): row for row in dicts(entities)}
    for entity in sorted(rows):
        row, is_centre = rows[entity], entity == centre
        if entity not in positions.wide and not is_centre:
            continue
        kind, hollow = shape(text(row["sort"]), text(row.get("core")))
        fill = palette.ink if is_centre else palette.fact
        core = f", {text(row.get('core'))}" if text(row["sort"]) == Sort.GROUP and text(row.get("core")) else ""
        network.add_node(
            entity,
            label=text(row["name"]) or entity,
            shape=kind,
            color={"background": palette.page if hollow else fill, "border": fill},
            title=node_title(
                text(row["name"]),
                text(row["sort"]) + core,
                in_deals[entity],
                in_ties[entity],
                standing.get(entity, ""),
            ),
            size=SIZE_CENTRE if is_centre else SIZE_HOLLOW if hollow else SIZE,
            borderWidth=3 if hollow else 0,
            centre=is_centre,
            hollow=hollow,
            rank=1000 * is_centre + 3 * in_deals[entity] + in_ties[entity],
            **_place(entity, positions, ()),
        )


def _add_deal(
    network: Network, deal: Deal, palette: "Palette", positions: Positions, bends: Mapping[str, float]
) -> None:
    over = deal.stage in (Stage.COLLAPSED, Stage.ENDED)
    settled = deal.reached in SETTLED
    colour = palette.ink3 if over else palette.stage.get(deal.reached, palette.ink3) if deal.reached else palette.hatch
    common: dict[str, Any] = {
        "kind": "over" if over else "settled" if settled else "talks",
        "color": colour,
        "outline": palette.outline,
        "dashes": False if settled else OVER_DASHES if over else TALKS_DASHES,
        "width": 2.5 if over else 4.5,
        "arrows": "",
        "title": deal_title(deal),
        "opens": deal.id,
        "claims": ";".join(deal.claims),
    }
    words, marks = deal_words(deal), _marks(deal)
    if deal.hub is None:
        for a, b in deal.segments:
            _add_edge(network, f"deal:{deal.id}", a, b, words, marks, 2, bends[deal.id], common)
        return
    network.add_node(
        deal.hub,
        label=" ",  # pyvis would show the id of a node without label
        shape="dot",
        color={"background": colour, "border": palette.outline},
        title=common["title"],
        size=SIZE_HUB,
        hub=True,
        words=words,
        marks=marks,
        opens=deal.id,
        claims=common["claims"],
        rank=2,
        **_place(deal.hub, positions, deal.parties),
    )
    for party, hub in deal.segments:
        _add_edge(network, f"deal:{deal.id}:{party}", party, hub, [], [], 2, 0.0, common)


def _add_tie(network: Network, tie: Tie, names: dict[str, str], palette: "Palette", bends: Mapping[str, float]) -> None:
    common: dict[str, Any] = {
        "kind": "belongs" if tie.belongs else "tie",
        "color": palette.ink3,
        "dashes": TIE_DASHES if tie.belongs else False,
        "width": 1.4,
        "arrows": "" if tie.belongs else "to",
        "title": tie_title(tie, names),
        "opens": tie.id,
        "claims": ";".join(tie.claims),
    }
    marks = ["cross"] if tie.stance == Stance.DENIES else []
    _add_edge(network, f"tie:{tie.id}", tie.source, tie.target, tie_words(tie), marks, 1, bends[tie.id], common)


def _add_edge(
    network: Network,
    edge_id: str,
    source: str,
    target: str,
    words: list[Any],
    marks: list[str],
    rank: int,
    bend: float,
    common: Mapping[str, Any],
) -> None:
    network.add_edge(
        source,
        target,
        id=edge_id,
        label="\n".join(line["text"] for line in words),
        words=words,
        marks=marks,
        rank=rank + 2 * bool(marks),
        bend=bend,
        **common,
    )


def _marks(deal: Deal) -> list[str]:
    """Return the marks that interrupt the line: a cross, two bars for collapsed, one for ended."""
    ends = {Stage.COLLAPSED: ["double-bar"], Stage.ENDED: ["bar"]}
    end = ends.get(deal.stage, []) if deal.stage else []
    return ["cross"] * deal.contested + end


def _place(node: str, positions: Positions, around: Iterable[str]) -> dict[str, Any]:
    """Return where a node stands; without a place of its own, in the middle of its parties or the frame."""

    def of(places: Mapping[str, tuple[float, float]], frame: tuple[float, float]) -> list[float]:
        if node in places:
            return list(places[node])
        near = [places[party] for party in around if party in places]
        middle = [sum(axis) / len(near) for axis in zip(*near, strict=True)] if near else None
        return middle or [frame[0] / 2, frame[1] / 2]

    wide, tall = of(positions.wide, positions.wide_frame), of(positions.tall, positions.tall_frame)
    return {"x": wide[0], "y": wide[1], "tall": tall}


def _bends(deals: Iterable[tuple[str, ...]], ties: Iterable[tuple[str, str, str]]) -> dict[str, float]:
    """Return how far each line between the same two bows out, as a share of its length, to its left.

    A single deal stays straight and its ties bow around it; several deals bow to both sides.
    """
    between: dict[tuple[str, ...], list[tuple[str, str, bool]]] = {}
    for is_deal, lines in ((True, deals), (False, ties)):
        for line, *ends in lines:
            between.setdefault(tuple(sorted(ends)), []).append((line, ends[0], is_deal))
    bends: dict[str, float] = {}
    for pair, lines_here in between.items():
        straight = len(lines_here) == 1 or sum(is_deal for *_, is_deal in lines_here) == 1
        for place, (line, start, _) in enumerate(lines_here):
            step = (place + 1) // 2 if straight else place // 2 + 0.6
            side = (1 if place % 2 else -1) * (1 if start == pair[0] else -1)
            bends[line] = round(0.2 * step * side, 3)
    return bends
