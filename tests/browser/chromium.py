"""Finds a Chromium for the browser tests, or installs one: the system's, else Debian's package, else Playwright's."""

import os
import shutil
import sys
from pathlib import Path

from hosting.packages import packages, ran

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _playwrights() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    return next((str(path) for path in sorted(cache.glob("chromium-*/chrome-linux*/chrome"))), None)


def found() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights()


def install() -> str | None:
    """Install one: Debian's package where there is apt and the right to use it, else Playwright's download."""
    packages("chromium")
    if found() is None:
        ran(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")
    return found()


if __name__ == "__main__":
    browser = found() or install()
    if browser is None:
        sys.exit(
            "No Chromium for the browser tests: install Debian's package `chromium`, or run `playwright install chromium`."
        )
    print(f"Browser: {browser}")
