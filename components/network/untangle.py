"""Untangling of a drawing: each node in turn tries other places and keeps the one that reads best.

Costs follow what a reader trips over (Davidson and Harel, 1996): crossings, names on names, lines through
names, lines too long or short, narrow angles, strangers on a group's ground. Points are complex numbers,
x + iy, which makes the geometry short and fast.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.network.geometry import Plane, Reals, crossing, distance, narrow

HALF_HEIGHT = 24.0
CLEARANCE = 30.0
GROUND = 38.0
"""Px that the shaded ground of a group reaches beyond its companies."""

VISITS = 1100
"""About how many moves are tried, whatever the size; at least three a node."""


@dataclass(frozen=True)
class Drawing:
    """What is drawn, without its places; `group` is -1 for a node outside every group."""

    frame: tuple[float, float]
    edges: NDArray[np.int_]
    lengths: Reals
    thick: NDArray[np.bool_]
    half_widths: Reals
    group: NDArray[np.int_]
    spacing: float


def untangle(start: Plane, drawing: Drawing) -> Plane:
    """Return better places, within the frame."""
    count = len(start)
    margins = np.where(drawing.group >= 0, np.maximum(drawing.half_widths, GROUND), drawing.half_widths)
    tops = np.where(drawing.group >= 0, GROUND, HALF_HEIGHT)
    points = _inside(start, margins, tops, drawing.frame)
    if count < 2:
        return points
    scene = _Scene(drawing)
    rounds = int(np.clip(VISITS / count, 3, 26))
    for turn in range(rounds):
        reach = drawing.spacing * 1.6 * (1.0 - turn / rounds) + 4.0
        far = _lattice(drawing.frame) if count <= 60 and turn % 4 == 0 and turn < rounds * 0.7 else None
        for node in scene.order:
            tried = points[node] + _ring(reach, turn)
            if far is not None:
                tried = np.concatenate([tried, far])
            tried = _inside(tried, margins[node], tops[node], drawing.frame)
            points[node] = tried[int(np.argmin(scene.cost(node, tried, points)))]
    return points


def _ring(reach: float, turn: int) -> Plane:
    """Stay first, then twelve places around, near ones and far ones by turns, turned a little every round."""
    around = np.exp(1j * (np.arange(12) * np.pi / 6 + turn * 0.37))
    ring: Plane = np.concatenate([[0.0], around * np.where(np.arange(12) % 2, reach, reach * 0.4)])
    return ring


def _lattice(frame: tuple[float, float]) -> Plane:
    across, down = np.meshgrid(np.linspace(0.06, 0.94, 9), np.linspace(0.06, 0.94, 7))
    lattice: Plane = across.ravel() * frame[0] + 1j * down.ravel() * frame[1]
    return lattice


def _inside(
    points: Plane, half_widths: Reals | float, half_heights: Reals | float, frame: tuple[float, float]
) -> Plane:
    """Keep names and the grounds of groups within the frame."""
    side = np.minimum(np.asarray(half_widths) + 4.0, frame[0] / 2)
    top = np.asarray(half_heights) + 2.0
    across = np.clip(points.real, side, frame[0] - side)
    kept: Plane = across + 1j * np.clip(points.imag, top, frame[1] - top - 8.0)
    return kept


class _Scene:
    """The cost of places; what doesn't depend on the places is worked out once."""

    def __init__(self, drawing: Drawing) -> None:
        count = len(drawing.half_widths)
        self.drawing = drawing
        edges = drawing.edges
        self.touching = [np.flatnonzero((edges == node).any(axis=1)) for node in range(count)]
        self.others = [edges[own].sum(axis=1) - node for node, own in enumerate(self.touching)]
        same = (drawing.group[:, None] == drawing.group[None]) & (drawing.group >= 0)[:, None]
        self.held = np.argwhere(np.triu(same, 1))
        self.mates = [np.flatnonzero(same[node] & (np.arange(count) != node)) for node in range(count)]
        # Leaves first: they make room before the nodes with many lines choose.
        self.order = sorted(range(count), key=lambda node: (len(self.touching[node]), node))

    def cost(self, node: int, tried: Plane, points: Plane) -> Reals:
        """Return the cost of each tried place of one node, all others standing still."""
        others = self.others[node]
        reached = np.concatenate([tried, points[others], points[self.mates[node]]])
        margin = max(CLEARANCE, self.drawing.spacing) * 1.3
        near = _within(points, points, reached, margin)
        near[node] = False
        edges = self.drawing.edges
        close = _within(points[edges[:, 0]], points[edges[:, 1]], reached, margin)
        close[self.touching[node]] = False
        total = self._crowding(node, tried, points, near, close)
        total += self._grounds(node, tried, points, near)
        if len(others):
            total += self._stretch(node, tried, points) + self._angles(node, tried, points)
            total += self._crossing(node, tried, points, near, close)
        return total

    def _crowding(
        self, node: int, tried: Plane, points: Plane, near: NDArray[np.bool_], close: NDArray[np.bool_]
    ) -> Reals:
        """Names over names, nodes too near, lines through the name of this node."""
        widths = self.drawing.half_widths
        gap = tried[:, None] - points[near][None]
        over_x = np.maximum(widths[node] + widths[near][None] + 10.0 - np.abs(gap.real), 0.0)
        over = over_x * np.maximum(2 * HALF_HEIGHT - np.abs(gap.imag), 0.0)
        crowd = (0.45 * self.drawing.spacing) ** 2 / np.maximum(gap.real**2 + gap.imag**2, 25.0)
        total: Reals = (np.where(over > 0, 3.0 + over / 150.0, 0.0) + crowd).sum(axis=1)
        ends = points[self.drawing.edges[close]]
        clear = distance(tried[:, None], ends[None, :, 0], ends[None, :, 1])
        total += 7.0 * np.maximum(1.0 - clear / CLEARANCE, 0.0).sum(axis=1)
        return total

    def _stretch(self, node: int, tried: Plane, points: Plane) -> Reals:
        """Lines longer or shorter than wished; a short one has no room for its words."""
        off = np.abs(tried[:, None] - points[self.others[node]][None]) / self.drawing.lengths[self.touching[node]]
        total: Reals = (np.where(off < 1, 6.0, 2.2) * (off - 1.0) ** 2).sum(axis=1)
        return total

    def _crossing(
        self, node: int, tried: Plane, points: Plane, near: NDArray[np.bool_], close: NDArray[np.bool_]
    ) -> Reals:
        """Own lines over other lines, and own lines through other names."""
        others, own = self.others[node], self.touching[node]
        edges = self.drawing.edges[close]
        ends = points[edges]
        met = crossing(
            tried[:, None, None],
            points[others][None, :, None],
            ends[None, None, :, 0],
            ends[None, None, :, 1],
        )
        apart = (edges[None] != others[:, None, None]).all(axis=2)
        weight = 4.0 + 3.0 * (self.drawing.thick[own][:, None] & self.drawing.thick[close][None])
        total: Reals = (met * (apart * weight)[None]).sum(axis=(1, 2))
        stand = np.flatnonzero(near)
        clear = distance(points[stand][None, None], tried[:, None, None], points[others][None, :, None])
        foreign = others[:, None] != stand[None]
        total += 7.0 * (np.maximum(1.0 - clear / CLEARANCE, 0.0) * foreign[None]).sum(axis=(1, 2))
        return total

    def _angles(self, node: int, tried: Plane, points: Plane) -> Reals:
        """Lines that leave a node too close together leave no room for words between them."""
        others = self.others[node]
        total = narrow(np.angle(points[others][None] - tried[:, None]))
        for other in others:
            further = self.others[other][self.others[other] != node]
            if len(further):
                rays = np.angle(tried - points[other])[:, None] - np.angle(points[further] - points[other])[None]
                gap = np.abs((rays + np.pi) % (2 * np.pi) - np.pi)
                total += (2.5 * np.maximum(1.0 - gap / 0.6, 0.0) ** 2).sum(axis=1)
        return total

    def _grounds(self, node: int, tried: Plane, points: Plane, near: NDArray[np.bool_]) -> Reals:
        """Strangers on a group's ground, and members far from their group."""
        total = np.zeros(len(tried))
        group, mates = self.drawing.group, self.mates[node]
        margin = min(62.0, self.drawing.spacing * 0.45)
        held = self.held[(group[self.held[:, 0]] != group[node]) & near[self.held].any(axis=1)]
        if len(held):
            ends = points[held]
            clear = distance(tried[:, None], ends[None, :, 0], ends[None, :, 1])
            total += 8.0 * np.maximum(1.4 - clear / margin, 0.0).sum(axis=1)
        if len(mates):
            strangers = points[near & (group != group[node])]
            clear = distance(strangers[None, None], tried[:, None, None], points[mates][None, :, None])
            total += 8.0 * np.maximum(1.4 - clear / margin, 0.0).sum(axis=(1, 2))
            spread = np.abs(tried[:, None] - points[mates][None]) / self.drawing.spacing
            total += 0.8 * np.maximum(spread - 0.8, 0.0).sum(axis=1)
        return total


def _within(a: Plane, b: Plane, reached: Plane, margin: float) -> NDArray[np.bool_]:
    """Return which segments come near the box around the reached points."""
    kept: NDArray[np.bool_] = (
        (np.maximum(a.real, b.real) > reached.real.min() - margin)
        & (np.minimum(a.real, b.real) < reached.real.max() + margin)
        & (np.maximum(a.imag, b.imag) > reached.imag.min() - margin)
        & (np.minimum(a.imag, b.imag) < reached.imag.max() + margin)
    )
    return kept
