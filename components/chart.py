"""Every chart of every page goes through `chart`: it is drawn once and then updated in place."""

import json
from collections.abc import Callable
from typing import NotRequired, TypedDict

import streamlit as st

from components import assets, reader_width
from components.drawn import Drawn
from components.theme import Figure

_HTML = """
<div class="entente-chart">
  <div class="figure" role="group">
    <div class="plot" role="img"></div>
    <div class="ring"></div>
    <div class="said" aria-live="polite"></div>
  </div>
  <p class="downloads" hidden>Picture:
    <button type="button" value="png">PNG</button>,
    <button type="button" value="svg">SVG</button>
  </p>
</div>
"""
_COMPONENT = st.components.v2.component(
    "entente.chart",
    html=_HTML,
    css=assets.style("chart.css"),
    js=assets.script("chart.js"),
    isolate_styles=False,  # Plotly's own style sheet and its mouse handling want the open document
)
_FACES = [
    {"family": family, "weight": weight, "url": assets.font_url(f"{family.replace(' ', '')}-{name}.woff2")}
    for family in ("IBM Plex Sans Condensed", "IBM Plex Sans")
    for weight, name in ((400, "Regular"), (500, "Medium"), (600, "SemiBold"))
]


class Download(TypedDict):
    """What is written into an exported picture; a line break in `note` stays one."""

    filename: str  # without ending
    title: str
    unit: NotRequired[str]  # unit, place, period
    note: str  # sources, caveat, the line of filters


def _json(figure: Figure | Drawn) -> str:
    return figure() if callable(figure) else figure.to_json()


def chart(
    figure: Figure | Drawn,
    *,
    key: str,
    alt: str,
    narrow: Figure | Drawn | None = None,
    narrow_below: int = 640,
    download: Download | None = None,
    on_click: Callable[[str], None] | None = None,
) -> str | None:
    """Draw a figure, or what `components.drawn` gives of one; return what a click in this run chose, else `None`.

    A point is clickable when its `customdata` is a string: one claim id, or several joined by `;`.
    That string is returned, and given to `on_click` before the run starts. `layout.height` (px) is
    kept, the width is the column's; `narrow` is drawn instead up to `narrow_below` px, and built only for a
    browser that draws it (`components.reader_width`). `alt` says in one
    sentence what the chart shows. With `download`, links to a PNG and an SVG stand under it.
    """
    slim = narrow if reader_width.narrow() else None
    head = json.dumps(
        {
            "alt": alt,
            "download": download,
            "library": assets.url(assets.PLOTLY),
            "faces": _FACES,
            "narrowBelow": narrow_below,
            "narrowWaits": narrow is not slim,
        }
    )

    def clicked() -> None:
        ids = st.session_state[key]["clicked"]
        if on_click is not None and ids:
            on_click(ids)

    # Bytes reach the browser as they are; a dict would be dumped twice more, once for its identity. Three lines of JSON:
    # the browser reads the figure that it draws, and not the other.
    data = "\n".join((head, _json(figure), "null" if slim is None else _json(slim))).encode()
    found = reader_width.found_narrow
    chosen = _COMPONENT(key=key, data=data, on_clicked_change=clicked, on_narrow_change=found).clicked
    return chosen if isinstance(chosen, str) else None
