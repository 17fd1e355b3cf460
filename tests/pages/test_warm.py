"""A warm server shows what a cold one shows: nothing kept crosses choices, days, revisions, themes or numbers drawn."""

import hashlib
import json
from datetime import date
from itertools import cycle
from types import SimpleNamespace

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from data import kept, recorded
from data.frames import SEEDS
from data.seeds import load
from tests.conftest import ARTICLE, Write
from tests.pages.desk import PAGES, SHELL

View = tuple[str, dict[str, str]]
"""A theme and a link's parameters."""

VIEWS: tuple[View, ...] = (
    ("light", {}),
    ("dark", {}),
    ("light", {"company": "arrow"}),
    ("dark", {"company": "arrow"}),
    ("light", {"company": "birch", "owned": "false"}),
    ("light", {"known": "2024-03-01"}),
    ("light", {"stance": "denies"}),
    ("light", {"from": "2024-02-01", "until": "2024-02-25"}),
    ("light", {"rev": "1"}),
    ("light", {"claim": "daily-2024.1"}),
)
HALVES = (VIEWS[2:5] + VIEWS[8:], VIEWS[:2] + VIEWS[5:8])
"""What pages are held to in turn, both themes in each half: a cold page takes a second."""

BUSY: tuple[View, ...] = (("light", {"show": "60"}), ("light", {"show": "24"}), ("dark", {"show": "24"}))
"""Of the embedded facts, where more is drawn than at first."""


@pytest.fixture
def theme(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The reader's theme, to be set."""
    chosen = SimpleNamespace(type="light")
    monkeypatch.setattr(ContextProxy, "theme", property(lambda _: chosen))
    return chosen


@pytest.fixture
def pinned(write_seeds: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented seeds, their last two claims recorded later than a first revision."""
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE[: ARTICLE.index("  - {id: daily-2024.5")]})
    recorded.append(load(folder), date(2024, 3, 7))
    write_seeds()
    monkeypatch.setenv(SEEDS, str(folder))


def _shown(page: str, link: dict[str, str]) -> str:
    """A digest of all that a page sends: its elements with their data, in order."""
    at = AppTest.from_file(str(SHELL), default_timeout=120)
    for key, value in link.items():
        at.query_params[key] = value
    at.run()
    if page != "overview":
        at.switch_page(PAGES[page]).run()
    assert not at.exception, at.exception[0].message
    sent = [element.proto for element in at if getattr(element, "proto", None)]
    for proto in sent:
        if hasattr(proto, "deferred_file_id"):
            proto.ClearField("deferred_file_id")  # a download's, new in every run
    return hashlib.sha256(b"".join(proto.SerializeToString(deterministic=True) for proto in sent)).hexdigest()


def _each(page: str, views: tuple[View, ...], theme: SimpleNamespace, *, cold: bool) -> dict[str, str]:
    found = {}
    for kind, link in views:
        if cold:
            kept.forget()
        theme.type = kind
        found[json.dumps([kind, link])] = _shown(page, link)
    return found


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("page", "views"), list(zip(PAGES, cycle(HALVES), strict=False)))
def test_a_warm_page_shows_what_a_cold_one_does(page: str, views: tuple[View, ...], theme: SimpleNamespace) -> None:
    cold = _each(page, views, theme, cold=True)
    kept.forget()
    first = _each(page, views[::-1], theme, cold=False)
    again = _each(page, views, theme, cold=False)
    assert first == cold
    assert again == cold
    assert len(set(cold.values())) > len(views) / 2, "views differ, so a mixture would be seen"


def test_a_warm_page_draws_as_many_as_a_cold_one(theme: SimpleNamespace) -> None:
    cold = _each("overview", BUSY, theme, cold=True)
    kept.forget()
    assert _each("overview", BUSY[::-1], theme, cold=False) == cold
    assert len(set(cold.values())) == len(BUSY)


@pytest.mark.parametrize("page", PAGES)
def test_a_choice_made_again_computes_nothing(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.frames.LOOK", 1e9)  # that the facts were looked at is kept too, for two seconds
    _shown(page, {"company": "ford"})
    before = kept.many()
    _shown(page, {"company": "ford"})
    assert kept.many() == before


@pytest.mark.parametrize("page", ["talks", "overview"])
def test_changed_facts_show_at_once(page: str, write_seeds: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEEDS, str(write_seeds()))
    monkeypatch.setattr("data.frames.LOOK", 1e-6)
    before = _shown(page, {})
    write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("The two negotiate.", "The two negotiate again.")})
    assert _shown(page, {}) != before
