"""The dice of made ledgers: everything drawn comes from one seeded generator, in a fixed order."""

from typing import Any

import numpy as np
import numpy.typing as npt

from bench.names import Words

Numbers = npt.NDArray[np.int64]


class Draw:
    """The dice: one generator, drawn from in a fixed order."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def of(self, shares: dict[Any, float], size: int) -> Words:
        """`size` words by their shares, which need not add to one."""
        weights = np.array(list(shares.values()))
        words = np.array([str(word) for word in shares], dtype=object)
        return words[self.rng.choice(len(words), size, p=weights / weights.sum())]

    def place(self, size: int, of: int) -> Numbers:
        """`size` numbers from 0 to `of` - 1, all alike."""
        return self.rng.integers(0, max(of, 1), size)

    def busy(self, size: int, weights: npt.NDArray[np.float64]) -> Numbers:
        """`size` places by weight."""
        return np.searchsorted(np.cumsum(weights), self.rng.random(size) * weights.sum()).astype(np.int64)

    def chance(self, size: int, share: float) -> npt.NDArray[np.bool_]:
        """True in `share` of `size` cases."""
        return self.rng.random(size) < share


def zipf(count: int, steepness: float = 1.05) -> npt.NDArray[np.float64]:
    """Weights of `count` things from the busiest down; they add to one."""
    weights = 1.0 / (np.arange(count) + 2.0) ** steepness
    return weights / weights.sum()
