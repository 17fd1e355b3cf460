"""Plane geometry on complex numbers: x + iy, arrays broadcast."""

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.complex128]
Reals = NDArray[np.float64]

NARROW = 0.6
"""Radians under which two lines at a node are too close."""


def distance(point: Plane, a: Plane, b: Plane) -> Reals:
    """Return how far points are from segments."""
    along = b - a
    length = np.maximum(along.real**2 + along.imag**2, 1e-9)
    from_a = point - a
    share = np.clip((from_a.real * along.real + from_a.imag * along.imag) / length, 0.0, 1.0)
    gap = from_a - share * along
    far: Reals = np.sqrt(gap.real**2 + gap.imag**2)
    return far


def crossing(p: Plane, q: Plane, a: Plane, b: Plane) -> NDArray[np.bool_]:
    """Return whether the segments pq and ab cross."""
    crossed: NDArray[np.bool_] = (_side(p, q, a) * _side(p, q, b) < 0) & (_side(a, b, p) * _side(a, b, q) < 0)
    return crossed


def narrow(angles: Reals) -> Reals:
    """Return the cost of rays too close together, for each row of angles."""
    if angles.shape[1] < 2:
        return np.zeros(len(angles))
    ordered = np.sort(angles, axis=1)
    gaps = np.diff(np.concatenate([ordered, ordered[:, :1] + 2 * np.pi], axis=1), axis=1)
    cost: Reals = (2.5 * np.maximum(1.0 - gaps / NARROW, 0.0) ** 2).sum(axis=1)
    return cost


def _side(a: Plane, b: Plane, c: Plane) -> Reals:
    along, towards = b - a, c - a
    side: Reals = along.real * towards.imag - along.imag * towards.real
    return side
