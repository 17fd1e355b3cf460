"""The due page full, empty and with one row, run by Streamlit itself without a browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.frames import SEEDS
from tests.conftest import Write
from tests.data.looking_ahead import actual, expected, figure, files

SHELL = Path(__file__).resolve().parents[2] / "pages" / "shell.py"
Run = Callable[..., AppTest]
EMPTY = {"people.yaml": "people: []\n"}
FULL = {
    "2024-01-10": [figure(), expected(), expected(when="2027"), figure(of="birch", by="birch", metric="sales")],
    "2024-06-10": [figure(low=2000, high=2000, value_phrase="2000")],
    "2026-02-01": [actual(low=2100, high=2100, value_phrase="2100"), actual(of="birch", metric="production")],
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the due page over a seed folder (or the embedded one), with a link's parameters."""

    def run_(folder: Path | None = None, **link: str | list[str]) -> AppTest:
        if folder is not None:
            monkeypatch.setenv(SEEDS, str(folder))
        at = AppTest.from_file(str(SHELL), default_timeout=60)
        for key, value in link.items():
            at.query_params[key] = value
        at.run()
        return at.switch_page("audit/due.py").run()

    return run_


def _world(write: Write, articles: dict[str, list[dict[str, object]]]) -> Path:
    folder = write(**files(articles), **EMPTY)
    (folder / "articles" / "daily-2024.yaml").unlink()
    return folder


def _html(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def _tables(at: AppTest) -> dict[str, dict[str, object]]:
    found = [element.proto for element in at.get("bidi_component")]
    loaded = [json.loads(proto.bytes) for proto in found if proto.component_name == "entente.table" and proto.bytes]
    return {str(table["alt"]): table for table in loaded}


def _charts(at: AppTest) -> int:
    return sum(element.proto.component_name == "entente.chart" for element in at.get("bidi_component"))


def test_the_page_runs_on_the_embedded_facts(run: Run) -> None:
    at = run()
    assert not at.exception
    assert "come due" in _html(at)


def test_the_full_page_has_every_section_and_rows_open_their_claims(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30")
    assert not at.exception
    assert "Three of four targets and expectations have come due, one with an outcome on record" in _html(at)
    tables = _tables(at)
    assert tables["Overdue"]["claims"] == ["a1.2", "a1.4;a3.2"]
    assert tables["Outcome on record"]["claims"] == ["a2.1;a3.1"]
    assert tables["Due next"]["claims"] == ["a1.3"]
    assert tables["Targets, plans and forecasts by publication"]["claims"] == ["a1.1;a3.1", "a2.1;a3.1", "a1.4"]
    assert _charts(at) == 1


def test_as_known_before_the_outcome_the_target_is_overdue(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-01-15")
    assert _tables(at)["Overdue"]["claims"] == ["a1.2", "a1.4", "a2.1"]
    assert "none with an outcome on record" in _html(at)


def test_a_filter_narrows_the_rows_and_never_what_came_of_them(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30", stance="asserts", until="2025-12-31", company="Arrow")
    assert _tables(at)["Outcome on record"]["claims"] == ["a2.1;a3.1"]
    assert "Overdue" not in _tables(at)
    assert "Nothing is overdue under these filters." in [text.value for text in at.markdown]


def test_a_page_without_any_goal_says_so(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, {"2026-02-01": [actual()]}))
    assert not at.exception
    assert "Which targets have come due?" in _html(at)
    assert "no article on the desk speaks of it" in " ".join(text.value for text in at.markdown)


def test_a_filter_that_leaves_nothing_is_named(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2026-06-30", stance="denies")
    assert "“stances” leaves nothing" in " ".join(text.value for text in at.markdown)


def test_known_on_before_the_first_article_is_no_trace(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, FULL), known="2001-01-01")
    assert not at.exception
    assert "“as known on” leaves nothing" in " ".join(text.value for text in at.markdown)


def test_one_row_makes_a_page(run: Run, write_seeds: Write) -> None:
    at = run(_world(write_seeds, {"2024-01-10": [figure()]}), known="2024-02-01")
    assert not at.exception
    assert "The only dated target falls due on 31 Dec 2025" in _html(at)
    assert _tables(at)["Due next"]["claims"] == ["a1.1"]
    assert _charts(at) == 0
