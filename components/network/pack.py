"""Packing of parts of a network: each is set into the nearest free place beside the largest."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve

Points = NDArray[np.float64]
Cells = NDArray[np.int_]


def pack(shapes: list[Points], frame: tuple[float, float], spacing: float) -> list[Points]:
    """Move `shapes` (largest first) beside each other without overlap, then fit them to the frame.

    A shape's ground is the squares its points and the box around them touch; the search takes the place
    that keeps the whole nearest to the aspect of the frame.
    """
    cell = spacing / 2
    aspect = frame[0] / frame[1]
    taken = np.empty((0, 2), dtype=int)
    placed: list[Points] = []
    for shape in shapes:
        ground = _ground(shape, cell)
        shift = _best(ground, taken, aspect) if len(taken) else np.zeros(2, dtype=int)
        taken = np.concatenate([taken, ground + shift])
        placed.append(shape + shift * cell)
    return _fitted(placed, frame)


def _ground(shape: Points, cell: float) -> Cells:
    """Return the squares near a point; small shapes take their whole box."""
    squares = np.floor(shape / cell).astype(int)
    low, high = squares.min(axis=0) - 1, squares.max(axis=0) + 1
    if len(shape) <= 8:
        box: Cells = np.argwhere(np.ones(high - low + 1)) + low
        return box
    near: Cells = np.unique((squares[:, None] + np.argwhere(np.ones((3, 3))) - 1).reshape(-1, 2), axis=0)
    return near


def _best(ground: Cells, taken: Cells, aspect: float) -> Cells:
    """Return the free shift that enlarges the whole least, the nearer to the middle the better."""
    low, high = taken.min(axis=0), taken.max(axis=0)
    start = ground.min(axis=0)
    size = ground.max(axis=0) - start + 1
    # Every place of the shape's box that touches the whole, and how many taken squares it would cover there.
    covered = np.rint(fftconvolve(_mask(taken, low), _mask(ground, start)[::-1, ::-1]))
    shifts = np.argwhere(np.pad(covered, 1) == 0) + low - size - start
    near = np.minimum(low, start + shifts)
    far = np.maximum(high, start + size - 1 + shifts)
    extent = ((far - near + 1) / [aspect, 1.0]).max(axis=1)
    middle = ((ground.mean(axis=0) + shifts - taken.mean(axis=0)) ** 2).sum(axis=1)
    best: Cells = shifts[np.lexsort((shifts[:, 1], shifts[:, 0], middle, extent))[0]]
    return best


def _mask(cells: Cells, low: Cells) -> Points:
    """Return a picture of squares: 1 where one is, from `low` on."""
    mask = np.zeros(cells.max(axis=0) - low + 1)
    mask[tuple((cells - low).T)] = 1.0
    return mask


def _fitted(placed: list[Points], frame: tuple[float, float]) -> list[Points]:
    """Scale to the frame, leaving a margin for labels."""
    everything = np.vstack(placed)
    low, size = everything.min(axis=0), np.maximum(np.ptp(everything, axis=0), 1.0)
    margin = np.array([60.0, 40.0])
    scale = (np.array(frame) - 2 * margin) / size
    scale = np.minimum(scale, scale.min() * 1.4)
    offset = (np.array(frame) - size * scale) / 2
    return [(shape - low) * scale + offset for shape in placed]
