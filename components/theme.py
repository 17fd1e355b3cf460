"""The look as values: colours for light and dark, shapes, type, the base of every chart, key marks.

`.streamlit/config.toml` holds the same tokens for Streamlit's own widgets: change both together.
"""

import html
import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote

from plotly.utils import PlotlyJSONEncoder

from data.vocabulary import Sort, Stage, Stance

SANS = "IBM Plex Sans, sans-serif"
CONDENSED = "IBM Plex Sans Condensed, sans-serif"

HEADING, TITLE, BODY, LABEL, AXIS, SOURCE = 25, 17, 14, 14, 12.5, 12
"""Type sizes in px: page heading, chart title, text, chart label, axis and key, source line."""

MARK, OUTLINE, LANE = 13, 1.2, 46
"""Px: the size of a claim's mark, its outline, the height of a lane."""

SYMBOLS: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.ASSERTS: "circle",
        Stance.DENIES: "x",
        Stance.SAYS_POSSIBLE: "circle-open-dot",
        Stance.DOES_NOT_RULE_OUT: "circle-open",
        Stance.EXPECTS: "triangle-right",
        Stance.DECLINES_TO_COMMENT: "line-ew",
        Stance.UNKNOWN: "diamond-open",
    }
)
"""Plotly's name of each stance's shape. Open shapes and the line take `outline` as their colour."""

SORT_SYMBOLS: Mapping[Sort, str] = MappingProxyType(
    {
        Sort.GROUP: "circle",
        Sort.AUTOMAKER: "circle",
        Sort.BRAND: "circle-open",
        Sort.JOINT_VENTURE: "circle-open",
        Sort.TECHNOLOGY: "square",
        Sort.SUPPLIER: "triangle-up",
        Sort.REGULATOR: "hexagon",
        Sort.DATA_PROVIDER: "diamond",
        Sort.PUBLISHER: "triangle-down",
        Sort.PLANT: "square-open",
        Sort.PRODUCT: "square-open",
        Sort.MARKET: "square-open",
    }
)
"""Plotly's name of each entity sort's shape: a group as its makers, what is no company hollow."""


@dataclass(frozen=True)
class Palette:
    """Every colour token as `#RRGGBB`; the comments say where a token is used."""

    name: Literal["light", "dark"]
    page: str
    sidebar: str
    ink: str  # text
    ink2: str  # units, axes
    ink3: str  # sources, the outline of capacity
    link: str
    disputed: str
    derived: str  # derived figures and assumptions
    fact: str  # fill of published figures and of entities
    capacity: str
    outline: str  # outline of stage marks
    hatch: str  # hatching of the unknown, dots of silence
    rule: str
    grid: str
    primary: str
    stage: Mapping[Stage, str]  # the seven of the ladder; paused, collapsed and ended have no hue


def _stages(*colours: str) -> Mapping[Stage, str]:
    return MappingProxyType(dict(zip(tuple(Stage)[:7], colours, strict=True)))


LIGHT = Palette(
    name="light",
    page="#FFFFFF",
    sidebar="#F4F5F7",
    ink="#14191F",
    ink2="#4A5461",
    ink3="#66707D",
    link="#1D4E9E",
    disputed="#B0184A",
    derived="#6A3FA0",
    fact="#38434F",
    capacity="#C9CFD7",
    outline="#2B323B",
    hatch="#8A94A0",
    rule="#D9DDE3",
    grid="#ECEEF1",
    primary="#14191F",
    stage=_stages("#F2DFA6", "#E8BC5C", "#D2882A", "#A65A12", "#3FA39B", "#1C6E8C", "#173A63"),
)

DARK = Palette(
    name="dark",
    page="#14181D",
    sidebar="#1A1F25",
    ink="#E9ECF0",
    ink2="#AEB7C2",
    ink3="#8C96A3",
    link="#8CB8FF",
    disputed="#FF7FA3",
    derived="#BDA0F0",
    fact="#C3CBD5",
    capacity="#3B444F",
    outline="#DDE2E8",
    hatch="#6A7582",
    rule="#343C46",
    grid="#242A31",
    primary="#8592A1",
    stage=_stages("#5C4A1E", "#8A6420", "#C58432", "#F0B267", "#2F8F8A", "#62BFCB", "#CDE9F7"),
)


def layout(palette: Palette, *, grid: Literal["x", "y", "none"] = "x", **more: Any) -> dict[str, Any]:
    """Plotly layout of every chart: `figure(data, layout(palette, grid="x", height=420))`.

    `grid` names the axis whose ticks draw the hairlines. `more` is laid over it, key by key:
    a dict given for a key that is a dict here is merged into it.
    """

    def axis(name: str) -> dict[str, Any]:
        return {
            "showgrid": grid == name,
            "gridcolor": palette.grid,
            "gridwidth": 1,
            "showline": False,
            "zeroline": False,
            "ticks": "",
            "automargin": False,
            "fixedrange": True,
            "tickfont": {"size": AXIS, "color": palette.ink2},
            "title": {"text": ""},
        }

    base: dict[str, Any] = {
        "template": {"data": {"scatter": [{"type": "scatter"}]}},  # plotly's "none"
        "font": {"family": CONDENSED, "size": LABEL, "color": palette.ink},
        "paper_bgcolor": palette.page,
        "plot_bgcolor": palette.page,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 28, "pad": 0},
        "xaxis": axis("x"),
        "yaxis": axis("y"),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.page,
            "bordercolor": palette.ink3,
            "font": {"family": CONDENSED, "size": 13, "color": palette.ink},
            "align": "left",
            "namelength": 0,
        },
        "separators": ".,",
    }
    for key, value in more.items():
        under = base.get(key)
        base[key] = {**under, **value} if isinstance(under, dict) and isinstance(value, dict) else value
    return base


Trace = dict[str, Any]
"""A trace as plotly.js reads it: making it an object of plotly's, which checks each attribute, takes a millisecond."""


def scatter(**look: Any) -> Trace:
    """A trace of points, lines or filled outlines."""
    return {"type": "scatter", **look}


def bar(**look: Any) -> Trace:
    """A trace of bars."""
    return {"type": "bar", **look}


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure as plotly.js reads it: traces and layout."""

    data: Sequence[Trace]
    layout: Mapping[str, Any]

    def to_json(self) -> str:
        """What the browser draws."""
        return json.dumps({"data": self.data, "layout": self.layout}, cls=PlotlyJSONEncoder)


def figure(data: Sequence[Trace], layout: Mapping[str, Any]) -> Figure:
    """A figure of our own builders, not held against plotly's schema, which takes longer than all else of it.

    The tests put plotly's own in its place, so there builders and pages are (tests/conftest.py).
    """
    return Figure(data, layout)


@lru_cache(16_384)
def hover(*lines: str, width: int = 56) -> str:
    """Plain text for a hover: each line wrapped at `width` letters, nothing read as markup."""
    wrapped = (part for line in lines if line for part in textwrap.wrap(line, width))
    return "<br>".join(html.escape(part, quote=False) for part in wrapped)


_SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "circle": '<circle cx="8" cy="8" r="5.4"/>',
        "circle-open": '<circle cx="8" cy="8" r="5" fill="none" stroke-width="2.4"/>',
        "circle-open-dot": '<circle cx="8" cy="8" r="5.2" fill="none" stroke-width="1.8"/>'
        '<circle cx="8" cy="8" r="2" fill="STROKE" stroke="none"/>',
        "x": '<path d="M2 5 5 2 8 5.2 11 2 14 5 10.8 8 14 11 11 14 8 10.8 5 14 2 11 5.2 8z"/>',
        "triangle-right": '<path d="M3.4 2.2 13.8 8 3.4 13.8Z"/>',
        "line-ew": '<path d="M2.5 8H13.5" stroke-width="3"/>',
        "diamond-open": '<path d="M8 2.2 13.8 8 8 13.8 2.2 8Z" fill="none" stroke-width="1.8"/>',
        "square": '<path d="M2.6 2.6H13.4V13.4H2.6Z"/>',
        "square-open": '<path d="M3 3H13V13H3Z" fill="none" stroke-width="2"/>',
        "triangle-up": '<path d="M8 2.4 14 13.2H2Z"/>',
        "triangle-down": '<path d="M8 13.6 2 2.8H14Z"/>',
        "hexagon": '<path d="M5 2.6H11L14.2 8 11 13.4H5L1.8 8Z"/>',
        "diamond": '<path d="M8 1.8 14.2 8 8 14.2 1.8 8Z"/>',
        "swatch": '<path d="M1.6 4H14.4V12.4H1.6Z"/>',
        "paused": '<path d="M1.6 4H14.4V12.4H1.6Z" fill="none" stroke-dasharray="2.4 1.6"/>',
        "collapsed": '<path d="M0.5 8H8M9.4 2V14M13.4 2V14" fill="none" stroke-width="2"/>',
        "ended": '<path d="M1.5 8H10.6M11.6 2V14" fill="none" stroke-width="2"/>',
    }
)


def _uri(shape: str, fill: str, stroke: str, width: float = OUTLINE) -> str:
    body = _SHAPES[shape].replace("STROKE", stroke)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{width}">{body}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe="=:/")


def mark_svg(stance: Stance, stage: Stage | None, palette: Palette) -> str:
    """A claim's mark, 16 px, as data URI for an `img` beside its words; fact fill without a stage's hue."""
    fill = palette.stage.get(stage, palette.fact) if stage else palette.fact
    return _uri(SYMBOLS[stance], fill, palette.outline)


def stage_svg(stage: Stage, palette: Palette) -> str:
    """A stage's swatch; two bars for collapsed, one for ended, a broken outline for paused."""
    shape = stage.value if stage.value in _SHAPES else "swatch"
    return _uri(shape, palette.stage.get(stage, "none"), palette.outline)


def sort_svg(sort: Sort, palette: Palette) -> str:
    """An entity sort's shape in fact fill."""
    symbol = SORT_SYMBOLS[sort]
    return _uri(symbol, palette.fact, palette.fact, OUTLINE if symbol.endswith("open") else 0)


def contested_svg(palette: Palette) -> str:
    """The crimson cross: a deal, not a claim, that a party denies."""
    return _uri("x", palette.disputed, palette.disputed, 0)
