"""A running desk and a browser: one of each for all browser tests."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hosting.packages import free_port
from tests.browser.chromium import ARGUMENTS, found

expect.set_options(timeout=30_000)

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., Page]


def serve(port: int, cwd: Path = ROOT, **environment: str) -> subprocess.Popen[bytes]:
    """Start the desk as a host would, and wait until it answers (120 s at most)."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    process = subprocess.Popen(
        [*command, "--browser.serverAddress=localhost"], cwd=cwd, env=os.environ | {"PYTHONPATH": str(cwd)} | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(240):
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return process
        except OSError:
            if process.poll() is not None:
                break
    process.kill()
    pytest.fail("the desk did not start")


@pytest.fixture(scope="session")
def desk() -> Iterator[str]:
    """The address of a running desk."""
    port = free_port()
    process = serve(port)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    path = found()
    assert path, "no Chromium: run `make setup`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(desk: str, chromium: Browser) -> Iterator[Open]:
    """Opens a path of the desk in a fresh browser profile and waits until it is drawn; fails on a foreign request."""
    contexts, foreign = [], []

    def open_(path: str = "/", *, width: int = 1400, height: int = 1000, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on(
            "request",
            lambda r: None if r.url.startswith((desk, "data:", "blob:", "ws://localhost")) else foreign.append(r.url),
        )
        page.goto(desk + path)
        settled(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert foreign == []


def settled(page: Page) -> None:
    """Wait until the heading is there and the script no longer runs."""
    page.wait_for_selector("h1.e-heading")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_timeout(400)
