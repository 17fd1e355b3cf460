"""The due page full, empty and with one row, run by Streamlit itself without a browser."""

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Write
from tests.data.looking_ahead import actual, expected, figure, files
from tests.pages.desk import Run, html, payloads, tables, written

EMPTY = {"people.yaml": "people: []\n"}
FULL = {
    "2024-01-10": [figure(), expected(), expected(when="2027"), figure(of="birch", by="birch", metric="sales")],
    "2024-06-10": [figure(low=2000, high=2000, value_phrase="2000")],
    "2026-02-01": [actual(low=2100, high=2100, value_phrase="2100"), actual(of="birch", metric="production")],
}


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the due page."""
    return partial(run, "due")


def _world(write: Write, articles: dict[str, list[dict[str, object]]]) -> Path:
    folder = write(**files(articles), **EMPTY)
    (folder / "articles" / "daily-2024.yaml").unlink()
    return folder


def test_the_page_runs_on_the_embedded_facts(run: Run) -> None:
    at = run()
    assert not at.exception
    assert "come due" in html(at)


def test_the_full_page_has_every_section_and_rows_open_their_claims(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30")
    assert not at.exception
    assert "Three of four targets and expectations have come due, one with an outcome on record" in html(at)
    found = tables(at)
    assert found["Overdue"] == ["a1.2", "a1.4;a3.2"]
    assert found["Outcome on record"] == ["a2.1;a3.1"]
    assert found["Due next"] == ["a1.3"]
    assert found["Targets, plans and forecasts by publication"] == ["a1.1;a3.1", "a2.1;a3.1", "a1.4"]
    assert len(payloads(at, "entente.chart")) == 1


def test_as_known_before_the_outcome_the_target_is_overdue(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-01-15")
    assert tables(at)["Overdue"] == ["a1.2", "a1.4", "a2.1"]
    assert "none with an outcome on record" in html(at)


def test_a_filter_narrows_the_rows_and_never_what_came_of_them(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30", stance="asserts", until="2025-12-31", company="Arrow")
    assert tables(at)["Outcome on record"] == ["a2.1;a3.1"]
    assert "Overdue" not in tables(at)
    assert "Nothing is overdue under these filters." in written(at)


def test_a_page_without_any_goal_says_so(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, {"2026-02-01": [actual()]}))
    assert not at.exception
    assert "Which targets have come due?" in html(at)
    assert "no article on the desk speaks of it" in written(at)


def test_a_filter_that_leaves_nothing_is_named(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30", stance="denies")
    assert "“stances” leaves nothing" in written(at)


def test_known_on_before_the_first_article_is_no_trace(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2001-01-01")
    assert not at.exception
    assert "“as known on” leaves nothing" in written(at)


def test_one_row_makes_a_page(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, {"2024-01-10": [figure()]}), known="2024-02-01")
    assert not at.exception
    assert "The only dated target falls due on 31 Dec 2025" in html(at)
    assert tables(at)["Due next"] == ["a1.1"]
    assert len(payloads(at, "entente.chart")) == 0
