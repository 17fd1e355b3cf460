"""Pages of the desk over seed folders; a test module about one page fixes it by a `run` of its own."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.frames import SEEDS
from tests.pages.desk import PAGES, Run, opened


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a page of the desk over a seed folder (or the embedded one), with a link's parameters."""

    def run_(page: str, folder: Path | None = None, **link: str | list[str]) -> AppTest:
        if folder is not None:
            monkeypatch.setenv(SEEDS, str(folder))
        at = opened(**link).run()
        return at if page == "overview" else at.switch_page(PAGES[page]).run()

    return run_
