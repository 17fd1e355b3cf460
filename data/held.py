"""The wide rows of claims that were asked for before: an engine of columns takes longer to put a row together than to choose it."""

from collections.abc import Callable, Sequence
from threading import RLock

import pyarrow as pa

MOST = 20_000
"""Rows kept, about a kilobyte each; when more are asked for, those of before go."""


class Held:
    """Rows by the number (`nth`) of their claim, in one state of a ledger; sessions share them."""

    def __init__(self) -> None:
        self._lock, self._rows, self._at = RLock(), pa.table({}), dict[int, int]()

    @property
    def many(self) -> int:
        """How many rows are kept."""
        return len(self._at)

    def of(self, numbers: Sequence[int], read: Callable[[list[int]], pa.Table]) -> pa.Table:
        """The rows of these claims, in the order of their numbers, which ascend. `read` gives those of some, with `nth`."""
        if len(numbers) > MOST:
            return read(list(numbers)).sort_by("nth")
        with self._lock:
            new = [nth for nth in numbers if nth not in self._at]
            if len(self._at) + len(new) > MOST:
                self._at, new = {}, list(numbers)
            if new or not self._at:
                rows = read(new)
                self._rows = pa.concat_tables([self._rows, rows]).combine_chunks() if self._at else rows
                self._at = {nth: place for place, nth in enumerate(self._rows["nth"].to_pylist())}
            return self._rows.take(pa.array([self._at[nth] for nth in numbers], pa.int64()))
