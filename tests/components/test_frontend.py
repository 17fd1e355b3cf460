"""Streamlit's own scripts and styles, sent compressed; all else handed on."""

import gzip
from functools import partial

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from components import frontend
from components.frontend import ROOT, CompressedFrontend
from tests.components.asgi import ask as asked

SCRIPT = next(path.name for path in sorted((ROOT / "static" / "js").glob("index.*.js")))
STYLE = next(path.name for path in sorted((ROOT / "static" / "css").glob("index.*.css")))


async def _inside(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await PlainTextResponse("handed on")(scope, receive, send)
    else:
        await send({"type": "websocket.close"})


ask = partial(asked, CompressedFrontend(_inside))


@pytest.mark.parametrize("path", [f"js/{SCRIPT}", f"css/{STYLE}"])
@pytest.mark.parametrize("base", ["", "/desk"])
def test_the_front_end_is_sent_gzipped_and_kept_for_a_year(base: str, path: str) -> None:
    start, body = ask(f"{base}/static/{path}", accept_encoding="gzip, deflate, br")
    assert start["status"] == 200
    assert start["headers"]["content-encoding"] == "gzip"
    assert start["headers"]["vary"] == "Accept-Encoding"
    assert start["headers"]["cache-control"] == "public, immutable, max-age=31536000"
    assert int(start["headers"]["content-length"]) == len(body)
    assert gzip.decompress(body) == (ROOT / "static" / path).read_bytes()


def test_what_the_browser_has_is_not_sent_again() -> None:
    first, _ = ask(f"/static/js/{SCRIPT}", accept_encoding="gzip")
    again, body = ask(f"/static/js/{SCRIPT}", accept_encoding="gzip", if_none_match=first["headers"]["etag"])
    assert again["status"] == 304
    assert body == b""


def test_without_gzip_the_plain_file_is_sent() -> None:
    start, body = ask(f"/static/js/{SCRIPT}")
    assert "content-encoding" not in start["headers"]
    assert body == (ROOT / "static" / "js" / SCRIPT).read_bytes()


@pytest.mark.parametrize(
    "path",
    ["/", "/talks", "/media/claims.csv", "/_stcore/health", "/static/js/none.js", "/static/js/../../index.html", "/static/js"],
)  # fmt: skip
def test_everything_else_is_handed_on(path: str) -> None:
    assert ask(path, accept_encoding="gzip")[1] == b"handed on"


def test_ranges_and_heads_are_handed_on() -> None:
    assert ask(f"/static/js/{SCRIPT}", accept_encoding="gzip", range="bytes=0-99")[1] == b"handed on"
    assert "content-encoding" not in ask(f"/static/js/{SCRIPT}", method="HEAD", accept_encoding="gzip")[0]["headers"]


def test_sockets_are_handed_on() -> None:
    assert ask(f"/static/js/{SCRIPT}", kind="websocket")[0]["type"] == "websocket.close"


def test_the_warm_up_finds_what_a_first_page_asks_for() -> None:
    frontend._file.cache_clear()
    frontend.warm()
    kept = frontend._file.cache_info().currsize
    assert kept >= 2
    for name in (f"/static/js/{SCRIPT}", f"/static/css/{STYLE}"):
        ask(name, accept_encoding="gzip")
    assert frontend._file.cache_info().currsize == kept
