"""What only a browser shows: links, clicks, the card, the phone, the dark theme."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.conftest import Open, free_port, serve, settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = ("overview", "talks", "market_share", "capacity", "network", "company", "claims", "disputes", "due", "quality")


def _path(name: str) -> str:
    return "/" if name == "overview" else f"/{name}"


def _choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.press_sequentially(option)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    settled(page)


@pytest.fixture
def fresh_desk() -> Iterator[str]:
    """A server that nobody has visited yet."""
    port = free_port()
    process = serve(port)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(10)


def test_a_deep_link_works_on_a_fresh_server(fresh_desk: str, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{fresh_desk}/talks?company=Xiaomi")
    page.wait_for_selector("h1.e-heading", timeout=60_000)
    settled(page)
    expect(page.locator('[data-testid="stSidebar"]').get_by_text("Xiaomi")).to_have_count(1)
    expect(page.get_by_role("img", name=re.compile("on lanes over time"))).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1400, 390])
def test_no_page_scrolls_sideways_or_shows_an_error(open_page: Open, name: str, width: int) -> None:
    page = open_page(_path(name), width=width, height=844, scheme="dark" if width == 390 else "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    assert page.locator("h1.e-heading").inner_text().strip()


def test_a_filter_set_by_mouse_is_in_the_link_and_survives_pages_reload_and_back(open_page: Open) -> None:
    page = open_page("/talks")
    before = page.locator("h1.e-heading").inner_text()
    _choose(page, "Companies", "Huawei")
    expect(page).to_have_url(re.compile(r"company=Huawei"))
    expect(page.locator("h1.e-heading")).not_to_have_text(before)
    chosen = page.locator("h1.e-heading").inner_text()
    page.get_by_role("link", name="Claims").click()
    settled(page)
    expect(page).to_have_url(re.compile(r"/claims\?.*company=Huawei"))
    page.reload()
    settled(page)
    assert "company=Huawei" in page.url
    page.go_back()
    settled(page)
    expect(page.locator("h1.e-heading")).to_have_text(chosen)


def test_a_copied_link_shows_a_second_browser_the_same_view(open_page: Open) -> None:
    page = open_page("/talks?known=2023-12-31&company=Xiaomi&claim=pandaily-2023-xiaomi-suv.7")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_timeout(300)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    other = open_page(link[link.index("/talks") :])
    for selector in ("h1.e-heading", ".e-card h3", ".e-known"):
        assert other.locator(selector).inner_text() == page.locator(selector).inner_text()


def test_an_empty_choice_stays_empty(open_page: Open) -> None:
    page = open_page("/network?lines=")
    assert "lines=" in page.url
    expect(page.get_by_text("no deal or tie", exact=False)).to_have_count(1)
    page.reload()
    settled(page)
    assert "lines=" in page.url


def test_a_click_on_a_mark_opens_the_claim_card_and_puts_it_in_the_link(open_page: Open) -> None:
    page = open_page("/talks?company=Ford")
    mark = page.locator(".entente-chart .points path.point").first.bounding_box()
    assert mark
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_selector(".st-key-card")
    settled(page)
    assert "claim=" in page.url
    expect(page.locator(".st-key-card")).to_contain_text(re.compile("Said by|claims"))
    page.get_by_role("button", name="Close").click()
    page.wait_for_selector(".st-key-card", state="detached")
    assert "claim=" not in page.url


def test_the_keyboard_reaches_a_mark_and_opens_it(open_page: Open) -> None:
    page = open_page("/talks?company=Ford")
    card = page.locator(".st-key-card")
    for _ in range(5):  # a chart that is drawn anew meanwhile takes the focus with it: a reader would press again
        page.locator(".entente-chart .figure").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        with suppress(TimeoutError):
            card.wait_for(timeout=8_000)
            break
    expect(card).to_be_visible()
    assert "claim=" in page.url


def test_a_chart_is_updated_in_place(open_page: Open) -> None:
    page = open_page("/talks")
    page.evaluate("document.querySelector('.entente-chart .plot').dataset.kept = 'yes'")
    _choose(page, "Companies", "Ford")
    assert page.evaluate("document.querySelector('.entente-chart .plot').dataset.kept") == "yes"
    assert page.locator("script[src*='plotly']").count() == 1, "the page's tag and the chart's are one"


def test_a_narrow_column_gets_the_narrow_form_and_a_wider_one_the_wide(open_page: Open) -> None:
    margin = "document.querySelector('.entente-chart .plot')?.layout?.margin.l"
    page = open_page("/talks?company=Ford", width=390)
    page.wait_for_function(f"{margin} < 40")
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.wait_for_function(f"{margin} > 100")
    page.set_viewport_size({"width": 390, "height": 1000})
    page.wait_for_function(f"{margin} < 40")


def test_a_row_of_the_claims_table_opens_its_card_with_a_link_to_the_place(open_page: Open) -> None:
    page = open_page("/claims")
    page.get_by_label("Search").fill("Wenjie 2,000")
    page.keyboard.press("Enter")
    settled(page)
    page.locator("tbody tr").first.click()
    page.wait_for_selector(".st-key-card")
    link = page.get_by_role("link", name="Open the article at these words").get_attribute("href")
    assert link
    assert "#:~:text=" in link
    assert " " not in link


def test_a_click_in_the_network_centres_a_company(open_page: Open) -> None:
    page = open_page("/network?centre=Xiaomi")
    figure = page.locator(".figure[role=group]")
    figure.focus()
    first = page.locator("h1.e-heading").inner_text()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("h1.e-heading")).not_to_have_text(first)
    assert "centre=Xiaomi" not in page.url


def test_a_card_stays_in_view_beside_a_long_page(open_page: Open) -> None:
    page = open_page("/claims?claim=opoyi-2022-xiaomi-baic.26")
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 900)")
    page.wait_for_timeout(300)
    box = page.locator(".st-key-card").bounding_box()
    assert box
    assert box["y"] == pytest.approx(56, abs=2)


@pytest.mark.parametrize("width", [1400, 390])
def test_a_count_on_the_quality_page_leads_to_its_section(open_page: Open, width: int) -> None:
    page = open_page("/quality?known=2023-12-31", width=width, height=900)
    heading = page.locator("#quality-quiet")
    assert heading.evaluate("title => title.getBoundingClientRect().top") > 300
    page.get_by_role("link", name="Quiet, no outcome").click()
    page.wait_for_timeout(500)
    assert 0 < heading.evaluate("title => title.getBoundingClientRect().top") < 300
    assert "known=2023-12-31" in page.url
    expect(heading).to_have_text("Quiet without an outcome")


def test_a_card_is_a_sheet_at_the_foot_of_a_phone(open_page: Open) -> None:
    page = open_page("/overview?claim=opoyi-2022-xiaomi-baic.26".replace("/overview", "/"), width=390, height=844)
    box = page.locator(".st-key-card").bounding_box()
    assert box
    assert box["width"] == 390
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert box["height"] <= 0.73 * 844


def test_the_dark_theme_draws_charts_on_the_dark_page(open_page: Open) -> None:
    page = open_page("/talks", scheme="dark")
    page.wait_for_selector(".entente-chart .js-plotly-plot")
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(20, 24, 29)"
    assert page.evaluate("document.querySelector('.entente-chart .js-plotly-plot').layout.paper_bgcolor") == "#14181D"


def test_a_picture_carries_title_source_and_filters(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/talks?company=Ford")
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").first.click()
    path = tmp_path / "talks.svg"
    download.value.save_as(path)
    drawn = path.read_text("utf-8")
    assert "Sources:" in drawn
    assert "Filters: Ford" in drawn


def test_make_run_names_its_address() -> None:
    printed = subprocess.run(["make", "-n", "run", "PORT=9999"], check=True, capture_output=True, text=True).stdout
    assert "http://localhost:9999" in printed
