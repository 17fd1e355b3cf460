"""Libraries and fonts, served by the desk itself."""

import gzip
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
from plotly.basedatatypes import BaseTraceType
from plotly.offline import get_plotlyjs_version
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from components import assets, theme


def get(path: str, **headers: str) -> Response:
    """What the routes answer to a GET; 404 where none matches."""
    raw = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    address, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": address, "query_string": query.encode(), "headers": raw}
    for route in assets.routes():
        match, found = route.matches(scope)
        if match is Match.FULL:
            answer: Response = route.endpoint(Request(scope | found))
            return answer
    return Response(status_code=404)


@pytest.mark.parametrize("name", assets.LIBRARIES)
def test_a_library_is_sent_small_and_may_be_kept(name: str) -> None:
    answer = get(assets.url(name), accept_encoding="gzip")
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "max-age=31536000" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == assets.library(name).plain
    assert len(answer.body) < len(assets.library(name).plain) / 2


def test_a_browser_that_takes_no_gzip_gets_the_plain_bytes() -> None:
    answer = get(assets.url(assets.PLOTLY), accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == assets.library(assets.PLOTLY).plain


def test_a_known_copy_is_not_sent_again() -> None:
    first = get(assets.url(assets.PLOTLY))
    again = get(assets.url(assets.PLOTLY), if_none_match=first.headers["etag"])
    assert again.status_code == 304
    assert again.body == b""


@pytest.mark.parametrize("path", ["/assets/other.js", "/assets/fonts/../../pyproject.toml", "/assets/fonts/none.woff2"])
def test_nothing_else_is_served(path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    ("header", "accepted"), [("gzip, br", True), ("gzip;q=0", False), ("*", True), ("", False), ("br", False)]
)
def test_the_accept_encoding_header_is_read(header: str, accepted: bool) -> None:
    assert assets.accepts_gzip(header) is accepted


def test_plotly_js_is_of_the_version_that_the_wheel_draws_for() -> None:
    banner = assets.library(assets.PLOTLY).plain[:200].decode()
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}\n" in banner, "see docs/decisions/0008"
    assert (assets.STATIC / "plotly" / "LICENSE").is_file()


def test_traces_are_made_by_the_theme_alone_and_in_the_bundle() -> None:
    sources = [path.read_text("utf-8") for folder in ("components", "pages") for path in Path(folder).rglob("*.py")]
    named = {name for source in sources for name in re.findall(r"\bgo\.([A-Z]\w+)", source)}
    assert {name for name in named if issubclass(getattr(go, name), BaseTraceType)} == set()
    assert {made()["type"] for made in (theme.bar, theme.scatter)} <= {"bar", "pie", "scatter"}, (
        "see docs/decisions/0008"
    )


@pytest.mark.parametrize("name", assets.OURS)
def test_a_components_own_code_is_served_whole(name: str) -> None:
    answer = get(assets.url(name))
    assert answer.media_type == assets.MEDIA_TYPES[Path(name).suffix]
    for part in assets.OURS[name]:
        assert (Path("components") / part).read_bytes() in answer.body
