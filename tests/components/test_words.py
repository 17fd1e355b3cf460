"""How facts read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import words
from data.vocabulary import Stage, Unit


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (date(2026, 1, 31), date(2026, 2, 3), "31 Jan–3 Feb 2026"),
        (date(2025, 3, 23), date(2025, 3, 31), "23–31 Mar 2025"),
        (date(2022, 1, 1), date(2022, 5, 31), "Jan–May 2022"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2023, 10, 1), date(2023, 10, 31), "Oct 2023"),
        (date(2021, 12, 28), date(2021, 12, 28), "28 Dec 2021"),
        (date(2020, 1, 1), date(2022, 12, 31), "2020–2022"),
        (date(2020, 5, 2), None, "from 2 May 2020"),
        (None, date(2020, 5, 2), "until 2 May 2020"),
    ],
)
def test_days_are_said_as_short_as_they_can_be(lower: date | None, upper: date | None, said: str) -> None:
    assert words.days(lower, upper) == said


def test_a_deadline_says_by_and_a_vague_date_its_own_words() -> None:
    assert words.when("2025", "by") == "by 2025"
    assert words.when("2023-08-21/2023-08-31", "during", "the end of August") == "21–31 Aug 2023 (“the end of August”)"
    assert words.when("2024~") == "about 2024"
    assert words.when(None) == ""


def _figure(low: float | None, high: float | None, unit: str = "vehicles", **flags: bool) -> dict[str, object]:
    return {
        "low": low,
        "high": high,
        "unit": unit,
        "approx": False,
        "low_open": False,
        "high_open": False,
    } | flags


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_figure(150_000, 150_000), "150,000"),
        (_figure(50_000, 60_000), "50,000–60,000"),
        (_figure(None, 300_000, "CNY", high_open=True), "below 300,000"),
        (_figure(2000, None, low_open=True), "over 2,000"),
        (_figure(60, 60, "percent", approx=True), "about 60"),
        (_figure(4.5e9, 4.5e9, "USD"), "4.5 bn"),
        (_figure(4.9, 10.1, "percent", low_open=True, high_open=True), "between 4.9 and 10.1"),
        (_figure(-0.7, -0.7, "percent"), "−0.7"),
        (_figure(None, None), "not known"),
    ],
)
def test_a_value_reads_as_it_was_said(row: dict[str, object], said: str) -> None:
    assert words.value(row) == said


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=6), st.integers(2, 4))
def test_a_list_names_everything_or_says_how_many_more(items: list[str], most: int) -> None:
    said = words.listed(items, most)
    assert said.endswith(f"{len(items) - most} more") if len(items) > most else said.endswith(items[-1])


def test_every_unit_and_stage_has_words() -> None:
    assert all(words.unit(unit) or unit is Unit.COUNT for unit in Unit)
    assert words.stage(Stage.IN_TALKS) == "in talks"
    assert words.stage(None) == "stage not known"
