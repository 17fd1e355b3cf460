"""Where the companies of the network stand: computed from everything on record, so that filters move nothing.

Distances follow the lines (stress majorisation: Gansner, Koren and North, 2004), separate components are
packed beside the largest, and `network_untangle` then clears crossings and crowded labels. All of it is
deterministic and independent of the order of rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import cdist

from components.network.geometry import Plane
from components.network.lines import HUB, deals_of, groups, text, ties_of
from components.network.pack import pack
from components.network.untangle import Drawing, untangle

Points = NDArray[np.float64]

WIDE = (920.0, 560.0)
TALL = (358.0, 600.0)
ROOM = {"wide": 30, "tall": 20}
"""How many companies fill a frame; more make it grow."""

WIDTH_OF_LETTER = 6.6
LENGTHS = {"deal": 1.2, "tie": 1.05, "belongs": 0.72}
"""Wished length of a line, in spacings of the frame."""


@dataclass(frozen=True)
class Positions:
    """Points in pixels of the picture: `wide` for a screen, `tall` for a phone, with their frames."""

    wide: Mapping[str, tuple[float, float]]
    tall: Mapping[str, tuple[float, float]]
    wide_frame: tuple[float, float] = WIDE
    tall_frame: tuple[float, float] = TALL


def positions(entities: pd.DataFrame, deals: pd.DataFrame, ties: pd.DataFrame, *, tidy: bool = True) -> Positions:
    """Place every entity that has a line, and the meeting points of deals with many parties.

    Give the whole record, never a filtered one. An entity without a line gets no place.
    Without `tidy` crossings and crowded labels stay: for what is placed while somebody waits.
    Takes about 0.5 s for 25 companies, and a few seconds for 500: cache it by revision.
    """
    graph = lines(entities, deals, ties)
    if not graph:
        return Positions({}, {})
    wide_frame, tall_frame = _frame(WIDE, len(graph), ROOM["wide"]), _frame(TALL, len(graph), ROOM["tall"])
    wide = _start(graph, wide_frame)
    tall = _turned(wide, wide_frame, tall_frame)
    if tidy:
        wide = untangle(wide, _drawing(graph, wide_frame))
        tall = untangle(_turned(wide, wide_frame, tall_frame), _drawing(graph, tall_frame))
    return Positions(_named(graph, wide), _named(graph, tall), wide_frame, tall_frame)


def lines(entities: pd.DataFrame, deals: pd.DataFrame, ties: pd.DataFrame) -> nx.Graph:
    """Return the graph of lines: nodes sorted by id with `label` and `group`, edges with `kind`."""
    rows = {text(row["entity"]): row for row in entities.to_dict("records")}
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
    graph = nx.Graph()
    for node in sorted({end for pair in known for end in pair}):
        label = text(rows[node]["name"]) if node in rows else ""
        graph.add_node(node, label=label, group=member.get(node, -1))
    for (a, b), kind in sorted(known.items()):
        if a != b:
            graph.add_edge(a, b, kind=kind)
    return graph


def _frame(frame: tuple[float, float], count: int, room: int) -> tuple[float, float]:
    grown = max(1.0, (count / room) ** 0.5)
    return frame[0] * grown, frame[1] * grown


def _start(graph: nx.Graph, frame: tuple[float, float]) -> Plane:
    """Lay out each component by stress, then pack them into the frame."""
    order = {node: place for place, node in enumerate(graph)}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    spacing = (frame[0] * frame[1] / len(graph)) ** 0.5
    shapes = []
    for part in parts:
        names = sorted(part)
        shapes.append(_oriented(_stress(graph.subgraph(names), names, spacing), frame))
    placed = pack(shapes, frame, spacing)
    points = np.zeros((len(graph), 2))
    for part, shape in zip(parts, placed, strict=True):
        points[[order[name] for name in sorted(part)]] = shape
    started: Plane = points[:, 0] + 1j * points[:, 1]
    return started


def _stress(graph: nx.Graph, names: list[str], spacing: float) -> Points:
    """Return points whose distances follow the lengths of the lines between them (SMACOF)."""
    count = len(names)
    if count == 1:
        return np.zeros((1, 2))
    place = {name: k for k, name in enumerate(names)}
    edges = sorted((place[a], place[b], LENGTHS[kind]) for a, b, kind in graph.edges(data="kind"))
    rows, columns, lengths = (np.array(column) for column in zip(*edges, strict=True))
    weights = csr_array((lengths, (rows.astype(int), columns.astype(int))), shape=(count, count))
    wished = dijkstra(weights, directed=False) * spacing
    strength = np.where(wished > 0, 1.0 / np.maximum(wished, 1e-9) ** 2, 0.0)
    laplacian = np.diag(strength.sum(axis=1)) - strength
    inverse = np.linalg.inv(laplacian + 1.0 / count) - 1.0 / count
    points = _classical(wished)
    for _ in range(int(np.clip(3e7 / count**2, 20, 200))):
        apart = cdist(points, points)
        ratio = strength * wished / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        points = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
    return points


def _classical(wished: Points) -> Points:
    """Start from classical scaling, its signs fixed, with a small seeded shake to part equal points."""
    count = len(wished)
    centred = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centred @ wished**2 @ centred)
    axes = vectors[:, -2:][:, ::-1] if count > 2 else np.column_stack([vectors[:, -1], np.zeros(count)])
    largest = axes[np.abs(axes).argmax(axis=0), range(2)]
    scale = np.sqrt(np.maximum(values[-2:][::-1], 1.0))
    shake = np.random.default_rng(count).normal(0.0, 0.05, (count, 2)) * wished.max()
    started: Points = axes * np.where(largest < 0, -1.0, 1.0) * scale + shake
    return started


def _oriented(points: Points, frame: tuple[float, float]) -> Points:
    """Lay the long axis flat and stretch towards the aspect of the frame, by half as much again at most."""
    if len(points) == 1:
        return points * 0.0
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1]
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(2)] < 0, -1.0, 1.0)
    turned = centred @ axes
    width, height = np.maximum(np.ptp(turned, axis=0), 1.0)
    stretch = np.clip((frame[0] / frame[1]) / (width / height), 0.6, 1.7) ** 0.5
    flat: Points = turned * [stretch, 1.0 / stretch]
    return flat


def _turned(points: Plane, old: tuple[float, float], new: tuple[float, float]) -> Plane:
    """Turn the wide picture onto its side and fit it to the tall frame."""
    turned: Plane = points.imag / old[1] * new[0] + 1j * points.real / old[0] * new[1]
    return turned


def _drawing(graph: nx.Graph, frame: tuple[float, float]) -> Drawing:
    order = {node: place for place, node in enumerate(graph)}
    spacing = (frame[0] * frame[1] / len(graph)) ** 0.5
    edges = [(order[a], order[b], kind) for a, b, kind in graph.edges(data="kind")]
    return Drawing(
        frame=frame,
        edges=np.array([edge[:2] for edge in edges], dtype=int).reshape(-1, 2),
        lengths=np.array([LENGTHS[kind] * spacing for *_, kind in edges]),
        thick=np.array([kind == "deal" for *_, kind in edges]),
        half_widths=np.array([max(16.0, len(label) * WIDTH_OF_LETTER / 2) for _, label in graph.nodes(data="label")]),
        group=np.array([group for _, group in graph.nodes(data="group")], dtype=int),
        spacing=spacing,
    )


def _named(graph: nx.Graph, points: Plane) -> dict[str, tuple[float, float]]:
    return {node: (round(float(at.real), 1), round(float(at.imag), 1)) for node, at in zip(graph, points, strict=True)}
