"""The quality page full, empty and with one row, run by Streamlit itself without a browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.frames import SEEDS
from tests.conftest import ARTICLE, REGISTERS, Write

SHELL = Path(__file__).resolve().parents[2] / "pages" / "shell.py"
Run = Callable[..., AppTest]
BODY = ARTICLE[: ARTICLE.index("passed_over")]
NOTHING = {"people.yaml": "people: []\n", "articles/daily-2024.yaml": BODY[: BODY.index("claims:")] + "claims: []\n"}
FULL = {
    "entities.yaml": REGISTERS["entities.yaml"] + "  - {id: arrow-ag, name: Arrow AG, sort: automaker}\n",
    "articles/daily-2024.yaml": BODY.replace("text_read: full", "text_read: excerpt").replace(
        "of: arrow, metric: other", "of: arrow-ag, metric: other"
    ),
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the quality page over a seed folder (or the embedded one), with a link's parameters."""

    def run_(folder: Path | None = None, **link: str | list[str]) -> AppTest:
        if folder is not None:
            monkeypatch.setenv(SEEDS, str(folder))
        at = AppTest.from_file(str(SHELL), default_timeout=60)
        for key, value in link.items():
            at.query_params[key] = value
        at.run()
        return at.switch_page("audit/quality.py").run()

    return run_


def _html(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def _said(at: AppTest) -> list[str]:
    return [text.value for text in at.markdown]


def _tables(at: AppTest) -> dict[str, list[str]]:
    found = [element.proto for element in at.get("bidi_component")]
    loaded = [json.loads(proto.bytes) for proto in found if proto.component_name == "entente.table" and proto.bytes]
    return {str(table["alt"]): table["claims"] for table in loaded}


def test_the_page_runs_on_the_embedded_facts(run: Run) -> None:
    at = run()
    assert not at.exception
    assert "rest on a single origin" in _html(at)
    assert all(claims and all(claims) for claims in _tables(at).values())


def test_the_full_page_has_every_section_and_rows_open_their_claims(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**FULL), known="2026-06-30")
    assert not at.exception
    tables = _tables(at)
    assert list(tables) == [
        "Likely duplicates", "On a single origin", "Quiet without an outcome", "Not read whole", "Checked longest ago",
        "Without an identifier",
    ]  # fmt: skip
    assert tables["On a single origin"] == ["daily-2024.1;daily-2024.2"]
    assert tables["Not read whole"] == [";".join(f"daily-2024.{n}" for n in range(1, 7))]
    assert "Every claim under these filters cites its place, but for what we computed." in _said(at)


def test_every_count_at_the_head_leads_to_its_section(run: Run, write_seeds: Write) -> None:
    said = _html(run(write_seeds(**FULL), known="2026-06-30"))
    for name in ("alike", "single", "quiet", "unread", "checks", "nameless", "unanchored"):
        assert f'href="#quality-{name}"' in said
        assert f'id="quality-{name}"' in said
    assert "<span>Likely duplicates</span><b>1</b>" in said
    assert "<span>Oldest check</span><b>never</b>" in said


def test_one_sound_claim_leaves_sentences_where_nothing_is_found(run: Run, write_seeds: Write) -> None:
    one = BODY[: BODY.index("  - {id: daily-2024.2")]
    at = run(write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": one}), known="2024-06-30")
    assert not at.exception
    assert list(_tables(at)) == ["On a single origin", "Checked longest ago", "Without an identifier"]
    assert _tables(at)["On a single origin"] == ["daily-2024.1"]
    assert "No two entities under these filters look like one." in _said(at)
    assert "Every text under these filters was read whole." in _said(at)


def test_as_known_on_sets_the_findings_back(run: Run, seeds: Path) -> None:
    assert "Quiet without an outcome" not in _tables(run(seeds, known="2025-03-04"))
    assert "Quiet without an outcome" in _tables(run(seeds, known="2025-03-05"))


def test_a_page_without_any_claim_says_so(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**NOTHING))
    assert not at.exception
    assert "How well do the facts stand?" in _html(at)
    assert "no article on the desk speaks of it" in " ".join(_said(at))


def test_known_on_before_the_first_article_is_no_trace(run: Run, seeds: Path) -> None:
    at = run(seeds, known="2001-01-01")
    assert not at.exception
    assert "“as known on” leaves nothing" in " ".join(_said(at))
