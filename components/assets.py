"""The browser's libraries and fonts, served by the app itself under `/assets/`: no other host is asked.

`st.App("pages/shell.py")` resolves Streamlit's own static folder beside the shell, so the fonts of
`static/fonts/` answer here too. vis-network is that of the pyvis wheel; plotly.js is its basic bundle, in
`static/plotly/` (why: docs/decisions/0008): 395 kB as sent, where the whole one of the plotly wheel is 1.47 MB.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "static"
FONTS = STATIC / "fonts"
DAY = 86_400  # seconds
YEAR = 365  # days; for what never changes under its address
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}

PLOTLY = "plotly-basic.min.js"
VIS_NETWORK = "vis-network.min.js"

OURS = {
    "chart.js": ("chart_picture.js", "chart_words.js", "chart.js"),
    "chart.css": ("chart.css",),
    "table.js": ("table.js",),
    "table.css": ("table.css",),
    "network.js": tuple(f"network/{name}.js" for name in ("paint", "labels", "export", "hands", "component")),
    "network.css": ("network/component.css",),
}
"""What the components' own scripts and styles are put together from, beside this file: sent once, not with every chart."""


@dataclass(frozen=True)
class Library:
    """A script: its path in an installed package, or in `static/` where there is none."""

    package: str | None
    path: str

    def source(self) -> Traversable:
        """Where it lies on this machine."""
        return (STATIC if self.package is None else files(self.package)).joinpath(self.path)


LIBRARIES = {
    PLOTLY: Library(None, f"plotly/{PLOTLY}"),
    VIS_NETWORK: Library("pyvis", f"lib/vis-9.1.2/{VIS_NETWORK}"),
}


@dataclass(frozen=True)
class Asset:
    """What is sent: the bytes, the same gzipped (`None`: not worth it), type, age in days, digest."""

    plain: bytes
    small: bytes | None
    media_type: str
    days: int
    digest: str


class MissingAssetError(LookupError):
    """A file that a wheel or the checkout should hold is not there: reinstall it, or pin its version."""


@cache
def library(name: str) -> Asset:
    """A file of `LIBRARIES` or `OURS`, read and gzipped once a process. Raises `MissingAssetError`."""
    if name in OURS:
        plain = "\n".join((HERE / part).read_text("utf-8") for part in OURS[name])
        return gzipped(plain.encode(), MEDIA_TYPES[Path(name).suffix])
    where = LIBRARIES[name]
    source = where.source()
    if not source.is_file():
        raise MissingAssetError(f"{where.package or 'static'} holds no {where.path}")
    return gzipped(source.read_bytes(), MEDIA_TYPES[".js"])


def gzipped(plain: bytes, media_type: str) -> Asset:
    """An asset that browsers may keep for a year, as its address changes with it; compressed here and now."""
    return Asset(plain, gzip.compress(plain, 9, mtime=0), media_type, YEAR, sha256(plain).hexdigest()[:16])


@cache
def font(name: str) -> Asset:
    """A font of `static/fonts/`, read once a process. Raises `MissingAssetError`."""
    if name not in font_names():
        raise MissingAssetError(f"static/fonts holds no {name}")
    plain = (FONTS / name).read_bytes()
    return Asset(plain, None, "font/woff2", 30, sha256(plain).hexdigest()[:16])


@cache
def font_names() -> tuple[str, ...]:
    """File names of the fonts on hand, sorted."""
    return tuple(sorted(path.name for path in FONTS.glob("*.woff2")))


@cache
def url(name: str) -> str:
    """Where a file answers; its digest is in the address, so browsers may keep it for a year."""
    return f"/assets/{name}?v={library(name).digest}"


def script(name: str) -> str:
    """The lines that stand for a script of `OURS` in a component: they load it once a page, and hand on to it.

    Streamlit sends a component's code with every change of its data, and runs it from a blob, which has no address to
    start from. A change may come while the script still loads: only the last one may then clear away at its end.
    """
    return f"""
const code = import(location.origin + "{url(name)}")
const last = new WeakMap()
export default async (given) => {{
  last.set(given.parentElement, given)
  const end = (await code).default(given)
  return () => last.get(given.parentElement) === given && end()
}}
"""


def style(name: str) -> str:
    """The lines that stand for a style sheet of `OURS` in a component; of a single one Streamlit thinks it a path."""
    return f'/* {name} */\n@import url("{url(name)}");'


def font_url(name: str) -> str:
    """Where a font answers: the address `.streamlit/config.toml` gives, so that it is fetched once."""
    return f"/assets/fonts/{name}"


def warm() -> None:
    """Read and compress everything now (about a tenth of a second), for the app's lifespan."""
    for name in (*LIBRARIES, *OURS):
        library(name)
    for name in font_names():
        font(name)


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (`q=0` refuses it)."""
    for offer in header.replace(" ", "").lower().split(","):
        coding, _, weight = offer.partition(";q=")
        if coding in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False


def send_asset(asset: Asset, request: Request) -> Response:
    """The answer: gzipped where that is taken, 304 where the browser has it already."""
    headers = {
        "Cache-Control": f"public, {'immutable, ' * (asset.days == YEAR)}max-age={asset.days * DAY}",
        "ETag": f'"{asset.digest}"',
        "X-Content-Type-Options": "nosniff",
    }
    if asset.small is not None:
        headers["Vary"] = "Accept-Encoding"
    if asset.digest in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if asset.small is not None and accepts_gzip(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.small, media_type=asset.media_type, headers=headers)
    return Response(asset.plain, media_type=asset.media_type, headers=headers)


def _serve_library(request: Request) -> Response:
    name = request.path_params["name"]
    return send_asset(library(name), request) if name in LIBRARIES or name in OURS else Response(status_code=404)


def _serve_font(request: Request) -> Response:
    name = request.path_params["name"]
    return send_asset(font(name), request) if name in font_names() else Response(status_code=404)


def routes() -> list[Route]:
    """Routes for `st.App(routes=...)`: `/assets/<file>` and `/assets/fonts/<file>`; 404 for the rest."""
    return [
        Route("/assets/fonts/{name}", _serve_font, methods=["GET"]),
        Route("/assets/{name}", _serve_library, methods=["GET"]),
    ]
