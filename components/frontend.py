"""Streamlit's own front end, compressed: its scripts and styles, which Streamlit itself sends plain.

Each file is gzipped once a process, when it is first asked for or while the server starts, and kept; no request pays
for it twice. Whatever else is asked for, sockets and ranges of bytes included, passes by untouched.
"""

import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from components.assets import MEDIA_TYPES, Asset, gzipped, send_asset

ROOT = Path(streamlit.__file__).parent / "static"
ADDRESS = re.compile(r"/static/((?:js|css)/[^/]+\.(?:js|css))$")


@cache
def _files() -> frozenset[str]:
    """What may be sent, as `js/name.js` or `css/name.css`; nothing else is ever read."""
    found = (path for kind in ("js", "css") for path in (ROOT / "static" / kind).glob(f"*.{kind}"))
    return frozenset(path.relative_to(ROOT / "static").as_posix() for path in found)


@cache
def _file(name: str) -> Asset:
    return gzipped((ROOT / "static" / name).read_bytes(), MEDIA_TYPES[Path(name).suffix])


def warm() -> None:
    """Compress what every first page asks for: all that Streamlit's index.html names."""
    for named in re.findall(r'"\.(/static/[^"]+)"', (ROOT / "index.html").read_text("utf-8")):
        if name := _named(named):
            _file(name)


def _named(path: str) -> str | None:
    found = ADDRESS.search(path)
    return found[1] if found and found[1] in _files() else None


class CompressedFrontend:
    """ASGI middleware for `st.App(middleware=...)`: `/static/js/*` and `/static/css/*`, under any base path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET for a script or style of the front end; hand on everything else."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and "range" not in Headers(scope=scope)
        name = _named(scope["path"]) if asked else None
        if name is None:
            await self.app(scope, receive, send)
        else:
            await send_asset(await run_in_threadpool(_file, name), Request(scope))(scope, receive, send)
