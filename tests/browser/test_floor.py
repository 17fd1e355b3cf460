"""Two desk servers behind nginx on one PostgreSQL: sticky, up to date, and one of them killed."""

import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data import postgres
from hosting.desk import answers
from hosting.floor import Floor, running
from tests.browser.conftest import settled
from tests.conftest import ARTICLE, REGISTERS

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.xdist_group("browser")]

LATER = """id: daily-2025
publisher: daily
url: https://example.org/b
language: en
published: "2025-01-05"
accessed: "2025-01-06"
text_read: full
claims:
  - {id: daily-2025.1, kind: talk, statement: They signed., paragraph: 1, anchor: put their names to, origin: arrow-1,
     deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [joint venture], stage: signed}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented seeds, which the tests of this module change one after the other."""
    folder = tmp_path_factory.mktemp("floor")
    (folder / "articles").mkdir()
    for name, text in (REGISTERS | {"articles/daily-2024.yaml": ARTICLE}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def floor(folder: Path) -> Iterator[Floor]:
    """Two servers behind nginx."""
    with running(servers=2, seeds=folder) as floor:
        yield floor


def _server(context: BrowserContext, floor: Floor) -> int:
    """The port of the server on which this browser is."""
    return int(context.request.get(f"{floor.address}/_stcore/health").headers["x-desk"].rpartition(":")[2])


@pytest.fixture
def browsers(floor: Floor, chromium: Browser) -> Iterator[dict[int, BrowserContext]]:
    """One browser on each server, by its port."""
    contexts: list[BrowserContext] = []
    found: dict[int, BrowserContext] = {}
    while len(found) < len(floor.desks) and len(contexts) < 40:
        contexts.append(chromium.new_context())
        found.setdefault(_server(contexts[-1], floor), contexts[-1])
    yield found
    for context in contexts:
        context.close()


def _open(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    settled(page)
    return page


def test_browsers_are_spread_and_each_stays_on_its_server(floor: Floor, browsers: dict[int, BrowserContext]) -> None:
    assert set(browsers) == {desk.port for desk in floor.desks}
    for port, context in browsers.items():
        assert {_server(context, floor) for _ in range(10)} == {port}


def test_what_is_sent_is_compressed(floor: Floor) -> None:
    page = urllib.request.urlopen(floor.address).read().decode()
    script = re.search(r'src="\./(static/js/index[^"]+\.js)"', page)
    assert script
    request = urllib.request.Request(f"{floor.address}/{script[1]}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"


def test_a_new_claim_shows_on_both_servers(floor: Floor, browsers: dict[int, BrowserContext], folder: Path) -> None:
    pages = [_open(context, f"{floor.address}/claims") for context in browsers.values()]
    for page in pages:
        expect(page.get_by_text("1 article, 6 claims")).to_be_visible()
    (folder / "articles" / "daily-2025.yaml").write_text(LATER, encoding="utf-8")
    assert postgres.sync(folder, floor.ledger).added["claims"] == 1
    for page in pages:
        page.wait_for_timeout(4000)
        page.reload()
        settled(page)
        expect(page.get_by_text("2 articles, 7 claims")).to_be_visible()


def test_a_killed_server_leaves_its_viewers_where_they_were(floor: Floor, browsers: dict[int, BrowserContext]) -> None:
    before = postgres.stamp(floor.ledger)
    desk = floor.desks[0]
    page = _open(browsers[desk.port], f"{floor.address}/talks?company=Birch&claim=daily-2024.1")
    page.evaluate("window.loaded_once = true")
    address, heading = page.url, page.locator("h1.e-heading").inner_text()
    killed = desk.process
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait(10)
    page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    settled(page)
    expect(page.locator(".st-key-card")).to_contain_text("The two negotiate.")
    assert (page.url, page.locator("h1.e-heading").inner_text()) == (address, heading)
    assert page.evaluate("window.loaded_once")
    page.locator('[data-testid="stSidebar"]').get_by_role("button", name="Clear", exact=True).click()
    expect(page).not_to_have_url(re.compile("company="))
    assert postgres.stamp(floor.ledger) == before
    for _ in range(240):
        if answers(desk.port):
            break
        page.wait_for_timeout(500)
    assert desk.process is not killed
    assert _open(browsers[desk.port], address).locator("h1.e-heading").inner_text() == heading
