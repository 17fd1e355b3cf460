"""A small invented world for tests: two carmakers, one deal, a denial, a target. No real article is in it."""

from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest

from bench.generate import generate, write
from components import theme
from data.bulk import import_files

REGISTERS = {
    "entities.yaml": """entities:
  - {id: arrow, name: Arrow, sort: automaker, names: [{name: Arrow Motors}]}
  - {id: birch, name: Birch, sort: group, core: automaker, names: [{name: 白桦, language: zh}]}
  - {id: birch-cars, name: Birch Cars, sort: automaker}
  - {id: countess, name: Countess Data, sort: data provider}
  - {id: daily, name: The Daily, sort: publisher, reliability: C}
  - {id: wire, name: The Wire, sort: publisher, reliability: B}
  - {id: ours, name: Ours, sort: publisher}
  - {id: everywhere, name: Everywhere, sort: market}
""",
    "people.yaml": "people:\n  - {id: ann, name: Ann Arrow, roles: [{entity: arrow, title: chief, article: daily-2024, paragraph: 2, anchor: chief Ann Arrow}]}\n",
    "deals.yaml": "deals:\n  - {id: arrow-birch, title: Arrow and Birch, parties: [arrow, birch], subject: A plant}\n",
    "origins.yaml": """origins:
  - {id: wire-1, said_by: wire, attribution: anonymous, sources: 2}
  - {id: arrow-1, said_by: arrow, attribution: on record}
  - {id: countess-1, said_by: countess, attribution: published data}
  - {id: computed, said_by: ours, attribution: derived by us}
""",
    "links.yaml": "links: []\n",
}

ARTICLE = """id: daily-2024
publisher: daily
url: https://example.org/a
language: en
published: "2024-03-05"
accessed: "2024-03-06"
text_read: full
claims:
  - {id: daily-2024.1, kind: talk, statement: The two negotiate., paragraph: 1, anchor: haggle over a works, origin: wire-1,
     deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [joint venture], stage: in-talks,
     when: "2024-02-21/2024-02-29", when_is: during, when_phrase: end of February}
  - {id: daily-2024.2, kind: talk, statement: Arrow says no., paragraph: 2, anchor: there is nothing to, context: [1], origin: arrow-1,
     stance: denies, speaker: ann, deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [joint venture],
     stage: in-talks, answers: [{claim: daily-2024.1, how: denies, scope: unclear}]}
  - {id: daily-2024.3, kind: tie, statement: Birch has a car arm., paragraph: 1, anchor: through Birch Cars, origin: wire-1,
     from: birch, to: birch-cars, type: owns}
  - {id: daily-2024.4, kind: figure, statement: Arrow sold 1200 cars., paragraph: 3, anchor: sold 1.2 thousand cars, origin: countess-1,
     of: arrow, metric: sales, basis: actual, low: 1200, high: 1200, unit: vehicles, value_phrase: 1.2 thousand,
     period: "2023", period_is: during, when_phrase: in 2023, counted_by: countess}
  - {id: daily-2024.5, kind: figure, statement: Arrow wants more., paragraph: 3, anchor: wants over 2000 by, origin: arrow-1,
     of: arrow, metric: sales, basis: target, by: arrow, low: 2000, low_open: true, unit: vehicles, value_phrase: over 2000,
     period: "2025", period_is: by, when_phrase: by 2025}
  - {id: daily-2024.6, kind: figure, statement: Ours., origin: computed, of: arrow, metric: other, what: least growth wanted,
     basis: target, low: 1.67, high: 1.67, unit: times,
     derived: {formula: wanted_low / sold, inputs: {wanted: daily-2024.5, sold: daily-2024.4}}}
passed_over:
  - {paragraph: 2, words: asked twice, reason: no fact of its own}
"""

TEXT = """Arrow Motors and Birch haggle over a works, people say; at the end of February they met through Birch Cars.
The chief Ann Arrow, asked twice, says of this there is nothing to it.
Arrow sold 1.2 thousand cars in 2023, as Countess Data counts, and wants over 2000 by 2025.
"""

Write = Callable[..., Path]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run where groups are asked for and lost: every worker would start servers and engines of its own."""
    grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if getattr(session.config.option, "loadgroup", False) and not all("@" in item.nodeid for item in grouped):
        pytest.exit("pytest-xdist marks no groups in this version of pytest: pin one in which it does", returncode=4)


@pytest.fixture(autouse=True)
def _figures_are_held_against_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the desk leaves out for speed: plotly refuses a figure with a property or a value that it does not know."""
    monkeypatch.setattr(theme, "figure", go.Figure)


@pytest.fixture
def write_seeds(tmp_path: Path) -> Write:
    """Write the invented seeds, with files replaced or added by name, and return their folder."""

    def write(**files: str) -> Path:
        folder = tmp_path / "seeds"
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        content = REGISTERS | {"articles/daily-2024.yaml": ARTICLE}
        content |= files
        for name, text in content.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def seeds(write_seeds: Write) -> Path:
    """The invented seeds as they are."""
    return write_seeds()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made ledger of 12,000 claims, too many to be drawn whole: the file that `LEDGER_URL` opens."""
    folder = tmp_path_factory.mktemp("large")
    import_files(sorted(write(folder / "made", generate(12_000, seed=11))), folder / "ledger.duckdb")
    return folder / "ledger.duckdb"
