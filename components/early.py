"""Plotly starts to load with the page itself, and not only behind the first chart's own script.

A browser that opens a link is idle while it waits for the socket and for the page's first run; it reads the library then.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import assets

TAG = f'<script async src="{assets.url(assets.PLOTLY)}" onerror="this.remove()"></script>'


class EarlyPlotly:
    """ASGI middleware for `st.App(middleware=...)`: writes the library's tag into the head of every HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET for a page with the tag in it; hand on everything else as it is."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or "text/html" not in Headers(scope=scope).get("accept", "")
        ):
            await self.app(scope, receive, send)
            return
        plain = [
            (name, value) for name, value in scope["headers"] if name not in (b"accept-encoding", b"if-none-match")
        ]
        started: Message | None = None
        body = b""

        async def sent(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start" and "text/html" in Headers(raw=message["headers"]).get(
                "content-type", ""
            ):
                started = message
            elif started is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    page = body.replace(b"<head>", b"<head>" + TAG.encode(), 1)
                    headers = MutableHeaders(raw=started["headers"])
                    headers["Content-Length"] = str(len(page))
                    del headers["ETag"]
                    await send(started)
                    await send({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": plain}, receive, sent)
