"""Plotly starts to load with the page itself, and not only behind the first chart's own script.

A browser that opens a link is idle while it waits for the socket and for the page's first run; it reads the library then.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import assets

TAG = f'<script async src="{assets.url(assets.PLOTLY)}" onerror="this.remove()"></script>'
NOT_ASKED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""Headers that would bring less than the page as it stands."""


class EarlyPlotly:
    """ASGI middleware for `st.App(middleware=...)`: writes the library's tag into the head of every HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET for a page with the tag in it; hand on everything else as it is."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        if not asked or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        whole = [(name, value) for name, value in scope["headers"] if name not in NOT_ASKED]
        await self.app({**scope, "headers": whole, "extensions": {}}, receive, _Tagged(send))


class _Tagged:
    """Where an answer goes: held until it is whole where it is a page, else passed on at once."""

    def __init__(self, send: Send) -> None:
        self.send, self.body = send, b""
        self.start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._sent(self.start, self.body.replace(b"<head>", b"<head>" + TAG.encode(), 1))

    async def _sent(self, start: Message, page: bytes) -> None:
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Length"] = str(len(page))
        del headers["ETag"], headers["Last-Modified"]  # they are of the page without the tag
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def _is_page(start: Message) -> bool:
    return "text/html" in Headers(raw=start["headers"]).get("content-type", "")
