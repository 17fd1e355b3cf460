"""The table's order: by value, equal ones alike, missing ones last."""

import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.columns import Column
from components.table import _cell, ranks

NUMBERS = st.one_of(st.none(), st.integers(-1000, 1000), st.floats(allow_nan=True, allow_infinity=False, width=32))


@given(st.lists(NUMBERS, max_size=20))
def test_ranks_order_as_the_values_do(values: list[float | None]) -> None:
    found = ranks(values)
    present = [
        (value, rank) for value, rank in zip(values, found, strict=True) if value is not None and not math.isnan(value)
    ]
    assert all((a < b) == (r < s) for a, r in present for b, s in present if r is not None and s is not None)
    assert all(rank is None for value, rank in zip(values, found, strict=True) if value is None or math.isnan(value))


def test_dates_words_and_marks_have_an_order() -> None:
    assert ranks([pd.Timestamp("2024-02-01"), pd.NaT, pd.Timestamp("2023-05-01")]) == [1, None, 0]
    assert ranks(["b", "A", ""]) == [1, 0, None]
    assert ranks([["data:x", "signed"], ["data:y", "agreed"]]) == [1, 0]


def test_a_cell_says_dates_and_numbers_in_words() -> None:
    assert _cell(pd.Timestamp("2026-02-03")) == "3 Feb 2026"
    assert (_cell(1200), _cell(27.9), _cell(None), _cell(float("nan"))) == ("1,200", "27.9", "", "")
    assert Column("a", "A").align == "left"
