"""The quality page full, empty and with one row, run by Streamlit itself without a browser."""

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, REGISTERS, Write
from tests.pages.desk import Run, html, tables, written

BODY = ARTICLE[: ARTICLE.index("passed_over")]
NOTHING = {"people.yaml": "people: []\n", "articles/daily-2024.yaml": BODY[: BODY.index("claims:")] + "claims: []\n"}
FULL = {
    "entities.yaml": REGISTERS["entities.yaml"] + "  - {id: arrow-ag, name: Arrow AG, sort: automaker}\n",
    "articles/daily-2024.yaml": BODY.replace("text_read: full", "text_read: excerpt").replace(
        "of: arrow, metric: other", "of: arrow-ag, metric: other"
    ),
}


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the quality page."""
    return partial(run, "quality")


def test_the_page_runs_on_the_embedded_facts(run: Run) -> None:
    at = run()
    assert not at.exception
    assert "rest on a single origin" in html(at)
    assert all(claims and all(claims) for claims in tables(at).values())


def test_the_full_page_has_every_section_and_rows_open_their_claims(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**FULL), known="2026-06-30")
    assert not at.exception
    found = tables(at)
    assert list(found) == [
        "Likely duplicates", "On a single origin", "Quiet without an outcome", "Not read whole", "Checked longest ago",
        "Without an identifier",
    ]  # fmt: skip
    assert found["On a single origin"] == ["daily-2024.1;daily-2024.2"]
    assert found["Not read whole"] == [";".join(f"daily-2024.{n}" for n in range(1, 7))]
    assert "Every claim under these filters cites its place, but for what we computed." in written(at)


def test_every_count_at_the_head_leads_to_its_section(run: Run, write_seeds: Write) -> None:
    said = html(run(write_seeds(**FULL), known="2026-06-30"))
    for name in ("alike", "single", "quiet", "unread", "checks", "nameless", "unanchored"):
        assert f'href="#quality-{name}"' in said
        assert f'id="quality-{name}"' in said
    assert "<span>Likely duplicates</span><b>1</b>" in said
    assert "<span>Oldest check</span><b>never</b>" in said


def test_one_sound_claim_leaves_sentences_where_nothing_is_found(run: Run, write_seeds: Write) -> None:
    one = BODY[: BODY.index("  - {id: daily-2024.2")]
    at = run(write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": one}), known="2024-06-30")
    assert not at.exception
    assert list(tables(at)) == ["On a single origin", "Checked longest ago", "Without an identifier"]
    assert tables(at)["On a single origin"] == ["daily-2024.1"]
    assert "No two entities under these filters look like one." in written(at)
    assert "Every text under these filters was read whole." in written(at)


def test_as_known_on_sets_the_findings_back(run: Run, seeds: Path) -> None:
    assert "Quiet without an outcome" not in tables(run(seeds, known="2025-03-04"))
    assert "Quiet without an outcome" in tables(run(seeds, known="2025-03-05"))


def test_a_page_without_any_claim_says_so(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**NOTHING))
    assert not at.exception
    assert "How well do the facts stand?" in html(at)
    assert "no article on the desk speaks of it" in written(at)


def test_known_on_before_the_first_article_is_no_trace(run: Run, seeds: Path) -> None:
    at = run(seeds, known="2001-01-01")
    assert not at.exception
    assert "“as known on” leaves nothing" in written(at)
