"""Wide rows asked for before: the same as read anew, read once, and not more than fit."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import held
from data.held import Held


class Reader:
    """A table of squares that notes which rows it was asked for."""

    def __init__(self) -> None:
        self.read: list[list[int]] = []

    def __call__(self, numbers: list[int]) -> pa.Table:
        self.read.append(numbers)
        return pa.table(
            {"nth": pa.array(numbers, pa.int64()), "square": pa.array([n * n for n in numbers], pa.int64())}
        )


def test_only_what_was_not_asked_for_before_is_read() -> None:
    rows, reader = Held(), Reader()
    assert rows.of([1, 4, 7], reader)["square"].to_pylist() == [1, 16, 49]
    assert rows.of([0, 4, 7, 9], reader)["square"].to_pylist() == [0, 16, 49, 81]
    assert rows.of([1, 9], reader)["square"].to_pylist() == [1, 81]
    assert reader.read == [[1, 4, 7], [0, 9]]


def test_nothing_has_columns_too() -> None:
    rows, reader = Held(), Reader()
    assert rows.of([], reader).column_names == ["nth", "square"]
    assert rows.of([2], reader)["square"].to_pylist() == [4]


@given(st.lists(st.sets(st.integers(0, 30), max_size=12), max_size=12))
def test_rows_are_those_of_their_numbers_however_few_are_kept(asked: list[set[int]]) -> None:
    rows, reader = Held(), Reader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held, "MOST", 10)
        for numbers in map(sorted, asked):
            found = rows.of(numbers, reader)
            assert found["nth"].to_pylist() == numbers
            assert found["square"].to_pylist() == [n * n for n in numbers]
            assert rows.many <= 10
