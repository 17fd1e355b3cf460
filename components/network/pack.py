"""Packing of separate components: each is set into the nearest free place beside the largest."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def pack(shapes: list[Points], frame: tuple[float, float], spacing: float) -> list[Points]:
    """Move `shapes` (largest first) beside each other without overlap, then fit them to the frame.

    A shape's ground is the squares its points and the box around them touch; the search takes the place
    that keeps the whole nearest to the aspect of the frame.
    """
    cell = spacing / 2
    aspect = frame[0] / frame[1]
    taken: set[tuple[int, int]] = set()
    placed: list[Points] = []
    for shape in shapes:
        ground = _ground(shape, cell)
        shift = _best(ground, taken, aspect) if taken else (0, 0)
        taken |= {(x + shift[0], y + shift[1]) for x, y in ground}
        placed.append(shape + np.array(shift) * cell)
    return _fitted(placed, frame)


def _ground(shape: Points, cell: float) -> set[tuple[int, int]]:
    """Return the squares near a point; small shapes take their whole box."""
    squares = np.floor(shape / cell).astype(int)
    low, high = squares.min(axis=0) - 1, squares.max(axis=0) + 1
    if len(shape) <= 8:
        return {(x, y) for x in range(low[0], high[0] + 1) for y in range(low[1], high[1] + 1)}
    return {(x + i, y + j) for x, y in squares.tolist() for i in (-1, 0, 1) for j in (-1, 0, 1)}


def _best(ground: set[tuple[int, int]], taken: set[tuple[int, int]], aspect: float) -> tuple[int, int]:
    """Return the shift that enlarges the whole least, the nearer to the middle the better."""
    own, others = np.array(sorted(ground)), np.array(sorted(taken))
    low, high = others.min(axis=0), others.max(axis=0)
    size = own.max(axis=0) - own.min(axis=0) + 1
    shifts = [
        (x - int(own[:, 0].min()), y - int(own[:, 1].min()))
        for x in range(int(low[0] - size[0]), int(high[0]) + 2)
        for y in range(int(low[1] - size[1]), int(high[1]) + 2)
    ]

    def cost(shift: tuple[int, int]) -> tuple[float, float]:
        near, far = np.minimum(low, own.min(axis=0) + shift), np.maximum(high, own.max(axis=0) + shift)
        width, height = far - near + 1
        middle = own.mean(axis=0) + shift - others.mean(axis=0)
        return float(max(width / aspect, height)), float(middle @ middle)

    for shift in sorted(shifts, key=lambda shift: (*cost(shift), shift)):
        if not any((x + shift[0], y + shift[1]) in taken for x, y in ground):
            return shift
    return int(high[0] - own[:, 0].min()) + 2, 0


def _fitted(placed: list[Points], frame: tuple[float, float]) -> list[Points]:
    """Scale to the frame, leaving a margin for labels."""
    everything = np.vstack(placed)
    low, size = everything.min(axis=0), np.maximum(np.ptp(everything, axis=0), 1.0)
    margin = np.array([60.0, 40.0])
    scale = (np.array(frame) - 2 * margin) / size
    scale = np.minimum(scale, scale.min() * 1.4)
    offset = (np.array(frame) - size * scale) / 2
    return [(shape - low) * scale + offset for shape in placed]
