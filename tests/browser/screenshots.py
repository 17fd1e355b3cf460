"""Takes the pictures of the README from the running desk."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from bench import copies
from tests.browser.chromium import ARGUMENTS, found
from tests.browser.conftest import free_port, serve, settled

OUT = Path("docs/screenshots")
SHOTS = {
    "overview": ("/", "light", 1400),
    "talks": ("/talks", "light", 1400),
    "talks-dark": ("/talks?known=2023-12-31", "dark", 1400),
    "talks-phone": ("/talks", "light", 390),
    "market_share": ("/market_share", "light", 1400),
    "capacity": ("/capacity", "light", 1400),
    "network": ("/network", "light", 1400),
    "company": ("/company?subject=Xiaomi&claim=autounited-2026-ford-xiaomi.28", "light", 1400),
    "claims": ("/claims", "light", 1400),
    "disputes": ("/disputes", "light", 1400),
    "due": ("/due", "light", 1400),
    "quality": ("/quality", "light", 1400),
    "talks-step": ("/talks?known=2024-06-30", "light", 1400),
    "pinned": ("/claims?rev=2", "light", 1400),
    "pair": ("/disputes?claim=cnevpost-2021-jac-huawei.1;cnevpost-2021-jac-huawei.3", "light", 1400),
}
"""File name, path with parameters, colour scheme, width in px."""

FIVE = {f"five-{name}": (f"/{path}", "light", 1400) for name, path in
        {"overview": "", "talks": "talks", "network": "network", "capacity": "capacity"}.items()}  # fmt: skip
"""The same, over five times the facts."""


def main() -> None:
    """Take every picture from a desk of its own, over the embedded facts and over five times as many."""
    OUT.mkdir(parents=True, exist_ok=True)
    _take(SHOTS)
    with TemporaryDirectory() as folder:
        copies.write(Path(folder), 5)
        _take(FIVE, {"ENTENTE_SEEDS": folder})


def _take(shots: Mapping[str, tuple[str, str, int]], environment: Mapping[str, str] | None = None) -> None:
    port = free_port()
    process = serve(port, **(environment or {}))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found(), args=list(ARGUMENTS))
            for name, (path, scheme, width) in shots.items():
                page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme)
                page.goto(f"http://localhost:{port}{path}")
                settled(page)
                height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                page.set_viewport_size({"width": width, "height": min(int(height) + 10, 1400)})
                page.wait_for_timeout(1500)
                page.screenshot(path=OUT / f"{name}.png")
                page.close()
            browser.close()
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
