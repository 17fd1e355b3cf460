"""The tag that lets Plotly load with the page stands in every page, once, and nowhere else."""

from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from components.early import TAG, EarlyPlotly
from tests.components.asgi import ask as asked

PAGE = "<!DOCTYPE html><html><head><title>é</title></head><body>" + "text " * 500 + "</body></html>"
WITH = PAGE.replace("<head>", f"<head>{TAG}")
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept_encoding": "gzip"}


def _in_parts(_: Request) -> Response:
    return StreamingResponse(iter([PAGE[:200], PAGE[200:]]), media_type="text/html")


FILE = Path(mkdtemp()) / "page.html"
FILE.write_text(PAGE, encoding="utf-8")
ROUTES = [
    Route("/", lambda _: HTMLResponse(PAGE, headers={"etag": "old"}), methods=["GET", "POST"]),
    Route("/parts", _in_parts),
    Route("/file", lambda _: FileResponse(FILE)),
    Route("/words", lambda _: PlainTextResponse("<head>")),
]
ask = partial(asked, Starlette(routes=ROUTES, middleware=[Middleware(EarlyPlotly), Middleware(GZipMiddleware)]))


@pytest.mark.parametrize("path", ["/", "/parts", "/file"])
def test_a_page_has_the_tag_once(path: str) -> None:
    start, body = ask(path, **BROWSER)
    assert body.decode() == WITH
    assert int(start["headers"]["content-length"]) == len(body)


def test_a_page_is_never_taken_for_the_one_before() -> None:
    asked = {"if_none_match": "old", "if_modified_since": "Sun, 22 Nov 2026 10:00:00 GMT", "range": "bytes=0-9"}
    for path in ("/", "/file"):
        start, body = ask(path, **BROWSER, **asked)
        assert (start["status"], body.decode()) == (200, WITH)
        assert not {"etag", "last-modified"} & set(start["headers"])


def test_whatever_is_no_page_passes_by() -> None:
    assert ask("/words", **BROWSER)[1] == b"<head>"
    assert ask("/", accept="application/json")[1].decode() == PAGE
    assert ask("/", method="POST", accept=BROWSER["accept"])[1].decode() == PAGE
    assert ask("/nowhere", **BROWSER)[0]["status"] == 404
