"""The disputes page full, empty and with one row, run by Streamlit itself without a browser."""

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, Write
from tests.pages.desk import Run, html, payloads, tables, written

BODY = ARTICLE[: ARTICLE.index("passed_over")]
RIVAL = """  - {id: daily-2024.7, kind: figure, statement: Arrow sold 1500 cars., paragraph: 3, anchor: wants over 2000, origin: arrow-1,
     of: arrow, metric: sales, basis: actual, low: 1500, high: 1500, unit: vehicles, value_phrase: "1,500",
     period: "2023", period_is: during, when_phrase: in 2023, counted_by: countess}
  - {id: daily-2024.8, kind: figure, statement: Sales rose by half., paragraph: 3, anchor: thousand cars in, origin: arrow-1,
     of: arrow, metric: growth, basis: actual, low: 40, high: 40, unit: percent, value_phrase: 40 percent,
     period: "2023", period_is: during, change_of: daily-2024.7, against: daily-2024.4}
"""
LINKS = """links:
  - {type: overlap, claims: [daily-2024.4, daily-2024.7], reason: One in the other., day: "2024-03-07"}
  - {type: tension, claims: [daily-2024.1, daily-2024.5], reason: Ill together., day: "2024-03-07"}
"""


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the disputes page."""
    return partial(run, "disputes")


def test_the_page_runs_on_the_embedded_facts(run: Run) -> None:
    at = run()
    assert not at.exception
    assert "stand against what was reported" in html(at)
    assert all(";" in str(claims) for claims in tables(at)["Denied"])


def test_one_denial_is_one_row_that_opens_both_claims(run: Run, seeds: Path) -> None:
    at = run(seeds)
    assert not at.exception
    assert "One denial stands against what was reported; no figures dispute" in html(at)
    assert tables(at) == {"Denied": ["daily-2024.1;daily-2024.2"]}
    assert not payloads(at, "entente.chart")


def test_every_kind_of_dispute_has_its_place(run: Run, write_seeds: Write) -> None:
    at = run(write_seeds(**{"articles/daily-2024.yaml": BODY + RIVAL, "links.yaml": LINKS}))
    assert not at.exception
    assert "one figure is in dispute; one percentage does not follow from its own numbers" in html(at)
    found = tables(at)
    assert found["Percentages that do not follow"] == ["daily-2024.8;daily-2024.7;daily-2024.4"]
    assert found["Figures that overlap: not to be added"] == ["daily-2024.4;daily-2024.7"]
    assert found["In tension"] == ["daily-2024.1;daily-2024.5"]
    assert found["Figures with several sources"] == ["daily-2024.4;daily-2024.7"]
    (chart,) = payloads(at, "entente.chart")
    assert "1,200 by Countess Data, in The Daily, 5 Mar 2024; 1,500 by Arrow" in str(chart["alt"])


def test_without_a_claim_the_page_says_so(run: Run, write_seeds: Write) -> None:
    nothing = BODY[: BODY.index("claims:")] + "claims: []\n"
    at = run(write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": nothing}))
    assert not at.exception
    assert "no article on the desk speaks of it" in written(at)


def test_one_undisputed_claim_is_no_dispute(run: Run, write_seeds: Write) -> None:
    one = BODY[: BODY.index("  - {id: daily-2024.2")]
    at = run(write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": one}))
    assert not at.exception
    assert "Does anything on record stand against anything else?" in html(at)


def test_a_filter_that_leaves_no_dispute_is_named_and_can_be_cleared(run: Run, seeds: Path) -> None:
    at = run(seeds, stance="expects")
    assert "“stances” leaves nothing" in written(at)
    at.button(key="empty.stance").click().run()
    assert "One denial stands" in html(at)


def test_before_the_denial_was_published_nothing_is_disputed(run: Run, seeds: Path) -> None:
    at = run(seeds, known="2024-03-04")
    assert not at.exception
    assert "“as known on” leaves nothing" in written(at)
