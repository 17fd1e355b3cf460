"""Asks an ASGI app for one thing, without a server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.types import ASGIApp


def ask(
    app: ASGIApp, path: str, kind: str = "http", method: str = "GET", **headers: str
) -> tuple[dict[str, Any], bytes]:
    """The first message that comes back, with its headers as a dict, and the body."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": method, "path": path, "query_string": b"", "headers": raw}
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    body = iter([{"type": "http.request"}])

    async def receive() -> Any:
        return next(body, None) or await asyncio.Event().wait()  # the other end stays, and says no more

    with ThreadPoolExecutor(1) as aside:  # a browser test may have left a running loop on this thread
        aside.submit(asyncio.run, app(scope, receive, send)).result()
    first = sent[0] | {"headers": {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}}
    return first, b"".join(message.get("body", b"") for message in sent)
