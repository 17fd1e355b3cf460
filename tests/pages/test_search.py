"""The claims page asked for words, run by Streamlit itself without a browser."""

from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.search import instead, matching
from data import frames, kept
from data.frames import SEEDS
from data.queries import Chosen
from tests.conftest import ARTICLE, Write
from tests.pages.desk import Run, tables, written

ONE = ARTICLE[: ARTICLE.index("  - {id: daily-2024.2")]
NONE = ONE[: ONE.index("claims:")] + "claims: []\n"
NOTHING = "No claim under these filters holds these words"


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the claims page."""
    return partial(run, "claims")


def _listed(at: AppTest) -> list[str]:
    """The claims in the page's table, in its order."""
    assert not at.exception
    return next((claims for called, claims in tables(at).items() if called.startswith("Claims")), [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("negotiate", {"daily-2024.1"}),
        ("negotaite", {"daily-2024.1"}),
        ("白桦", {"daily-2024.1", "daily-2024.2", "daily-2024.3"}),
        ("ann", {"daily-2024.2"}),
        ("白桦 car arm", {"daily-2024.3"}),
        ("1200", {"daily-2024.4"}),
        ('"cars" OR (sold* ^', set()),
        ("statement:sold", set()),
    ],
)
def test_a_link_with_words_lists_the_claims_that_hold_them(run: Run, seeds: Path, query: str, found: set[str]) -> None:
    at = run(seeds, q=query)
    assert set(_listed(at)) == found
    assert (NOTHING in written(at)) == (not found)


def test_the_best_claim_is_listed_first(run: Run, seeds: Path) -> None:
    assert _listed(run(seeds))[:3] == ["daily-2024.1", "daily-2024.2", "daily-2024.3"]
    ranked = _listed(run(seeds, q="birch"))
    assert ranked[0] == "daily-2024.3"
    assert set(ranked) == {"daily-2024.1", "daily-2024.2", "daily-2024.3"}


def test_words_are_looked_for_among_what_the_filters_leave(run: Run, seeds: Path) -> None:
    assert set(_listed(run(seeds, q="arrow", stance="denies"))) == {"daily-2024.2"}
    assert _listed(run(seeds, q="arrow", known="2024-03-01")) == []


def test_blank_words_list_everything(run: Run, seeds: Path) -> None:
    assert len(_listed(run(seeds, q="  "))) == 6


def test_a_desk_with_one_claim_finds_it(run: Run, write_seeds: Write) -> None:
    folder = write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": ONE})
    assert _listed(run(folder, q="arow")) == ["daily-2024.1"]


def test_a_desk_without_claims_can_be_asked(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": NONE}), q="arrow")
    assert not at.exception
    assert "no article on the desk speaks of it" in written(at)


@pytest.mark.parametrize("query", ["小米", "雷军", "Xioami", "su7", "Volkswagn", "capacity target"])
def test_the_embedded_facts_can_be_asked(run: Run, query: str) -> None:
    assert _listed(run(q=query))


def test_a_changed_seed_file_is_searched_anew(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEEDS, str(seeds))
    assert matching(frames.claims(Chosen()), "zeppelin").empty
    article = seeds / "articles" / "daily-2024.yaml"
    article.write_text(ARTICLE.replace("The two negotiate.", "The two discuss a zeppelin."), encoding="utf-8")
    kept.forget()
    assert matching(frames.claims(Chosen()), "zeppelin")["claim_id"].tolist() == ["daily-2024.1"]


def test_another_spelling_is_told(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEEDS, str(seeds))
    assert instead("negotiate") == instead("") == instead("zeppelin") == ""
    assert instead("arorw") == "No claim holds this as written. Looked for instead: “arrow” for “arorw”."
