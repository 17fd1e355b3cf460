"""The desk without a browser: opened by Streamlit's own test runner, and read as a reader would."""

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

SHELL = Path(__file__).resolve().parents[2] / "pages" / "shell.py"
PAGES = {
    "overview": "explore/overview.py",
    "talks": "explore/talks.py",
    "market share": "explore/market_share.py",
    "capacity": "explore/capacity.py",
    "network": "explore/network.py",
    "company": "explore/company.py",
    "claims": "audit/claims.py",
    "disputes": "audit/disputes.py",
    "due": "audit/due.py",
    "quality": "audit/quality.py",
}
Run = Callable[..., AppTest]


def opened(**link: str | list[str]) -> AppTest:
    """The desk at a link with these parameters, not yet run."""
    at = AppTest.from_file(str(SHELL), default_timeout=120)
    for key, value in link.items():
        at.query_params[key] = value
    return at


def html(at: AppTest) -> str:
    """Everything on the page that is written as HTML: headings, cards, counts."""
    return " ".join(element.proto.body for element in at.get("html"))


def written(at: AppTest) -> str:
    """Everything on the page that is written as Markdown."""
    return " ".join(text.value for text in at.markdown)


def payloads(at: AppTest, name: str) -> list[dict[str, object]]:
    """What was sent to each component of this name."""
    found = [element.proto for element in at.get("bidi_component")]
    return [_payload(proto.bytes) for proto in found if proto.component_name == name and proto.bytes]


def _payload(sent: bytes) -> dict[str, object]:
    head, *figures = map(json.loads, sent.splitlines())
    return head | dict(zip(("wide", "narrow"), figures, strict=False))


def tables(at: AppTest) -> dict[str, list[str]]:
    """The tables on the page: ids of claims, row by row, by what the table is called."""
    return {str(table["alt"]): table["claims"] for table in payloads(at, "entente.table")}  # type: ignore[misc]
