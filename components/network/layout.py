"""Where the companies of the network stand: computed from everything on record, so that filters move nothing.

Distances follow the lines (stress majorisation: Gansner, Koren and North, 2004), separate components are
packed beside the largest, and `network_untangle` then clears crossings and crowded labels. A large network is
laid out by community instead, each in a district of its own. All of it is deterministic and independent of the
order of rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import igraph
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import cdist

from components.network.geometry import Plane
from components.network.graph import HELD, communities, lines
from components.network.pack import pack
from components.network.untangle import Drawing, untangle

Points = NDArray[np.float64]

WIDE = (920.0, 560.0)
TALL = (358.0, 600.0)
ROOM = {"wide": 30, "tall": 20}
"""How many companies fill a frame; more make it grow."""

CAREFUL = 250
"""Places up to which the layout is careful: stress over the whole, then untangled, which takes time with their square."""

STILL = 0.1
"""Pixels to which places are rounded: a round that moves nothing as far is the last."""

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


def positions(
    entities: pd.DataFrame, deals: pd.DataFrame, ties: pd.DataFrame, *, tidy: bool = True, careful: int = CAREFUL
) -> Positions:
    """Place every entity that has a line, and the meeting points of deals with many parties.

    Give the whole record, never a filtered one. An entity without a line gets no place.
    Without `tidy` crossings and crowded labels stay: for what is placed while somebody waits. Beyond `careful`
    places the network is laid out by districts, untidied. Cache it by revision: 0.5 s for 25 companies, about 5 s
    for 250, about 2 s for 2,000 with 5,000 lines.
    """
    graph = lines(entities, deals, ties)
    count = graph.vcount()
    if not count:
        return Positions({}, {})
    wide_frame, tall_frame = _frame(WIDE, count, ROOM["wide"]), _frame(TALL, count, ROOM["tall"])
    spacing = _spacing(wide_frame, count)
    if count > careful:
        districts = communities(graph)
        wide = _packed(districts, [_district(graph.induced_subgraph(part), spacing) for part in districts], wide_frame)
        return _given(graph, wide, _turned(wide, wide_frame, tall_frame), wide_frame, tall_frame)
    parts = sorted((sorted(part) for part in graph.connected_components()), key=lambda part: (-len(part), part[0]))
    wide = _packed(parts, [_stress(graph.induced_subgraph(part), spacing) for part in parts], wide_frame)
    tall = _turned(wide, wide_frame, tall_frame)
    if tidy:
        wide = untangle(wide, _drawing(graph, wide_frame))
        tall = untangle(_turned(wide, wide_frame, tall_frame), _drawing(graph, tall_frame))
    return _given(graph, wide, tall, wide_frame, tall_frame)


def _frame(frame: tuple[float, float], count: int, room: int) -> tuple[float, float]:
    grown = max(1.0, (count / room) ** 0.5)
    return frame[0] * grown, frame[1] * grown


def _spacing(frame: tuple[float, float], count: int) -> float:
    return float((frame[0] * frame[1] / count) ** 0.5)


def _packed(parts: list[list[int]], shapes: list[Points], frame: tuple[float, float]) -> Plane:
    """Turn each part's shape flat, then pack them into the frame."""
    count = sum(map(len, parts))
    placed = pack([_oriented(shape, frame) for shape in shapes], frame, _spacing(frame, count))
    points = np.zeros((count, 2))
    for part, shape in zip(parts, placed, strict=True):
        points[part] = shape
    started: Plane = points[:, 0] + 1j * points[:, 1]
    return started


def _district(graph: igraph.Graph, spacing: float) -> Points:
    """Return a community's places by force (Fruchterman and Reingold, 1991), as large as its companies need."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    # Start from a sunflower, the busiest in its middle, so that nothing is left to chance.
    turns, order = np.arange(count) * np.pi * (3.0 - 5.0**0.5), np.argsort(-np.array(graph.degree()), kind="stable")
    start = np.zeros((count, 2))
    start[order] = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(count) + 0.5)[:, None]
    weights = [HELD if kind == "belongs" else 1.0 for kind in graph.es["kind"]]
    placed = graph.layout_fruchterman_reingold(seed=start.tolist(), niter=500, grid="nogrid", weights=weights)
    points = np.array(placed.coords)
    points = points - points.mean(axis=0)
    reach = np.sort(np.hypot(*points.T))[int(0.9 * (count - 1))] or 1.0
    spread: Points = points / reach * spacing * (count / np.pi) ** 0.5
    return spread


def _stress(graph: igraph.Graph, spacing: float) -> Points:
    """Return points whose distances follow the lengths of the lines between them (SMACOF)."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    edges = sorted((a, b, LENGTHS[kind]) for (a, b), kind in zip(graph.get_edgelist(), graph.es["kind"], strict=True))
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
        before, points = points, inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
        if np.abs(points - before).max() < STILL:
            break
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


def _drawing(graph: igraph.Graph, frame: tuple[float, float]) -> Drawing:
    spacing = _spacing(frame, graph.vcount())
    kinds = graph.es["kind"]
    return Drawing(
        frame=frame,
        edges=np.array(graph.get_edgelist(), dtype=int).reshape(-1, 2),
        lengths=np.array([LENGTHS[kind] * spacing for kind in kinds]),
        thick=np.array([kind == "deal" for kind in kinds]),
        half_widths=np.array([max(16.0, len(label) * WIDTH_OF_LETTER / 2) for label in graph.vs["label"]]),
        group=np.array(graph.vs["group"], dtype=int),
        spacing=spacing,
    )


def _given(
    graph: igraph.Graph, wide: Plane, tall: Plane, wide_frame: tuple[float, float], tall_frame: tuple[float, float]
) -> Positions:
    def named(points: Plane) -> dict[str, tuple[float, float]]:
        return {
            name: (round(float(at.real), 1), round(float(at.imag), 1))
            for name, at in zip(graph.vs["name"], points, strict=True)
        }

    return Positions(named(wide), named(tall), wide_frame, tall_frame)
