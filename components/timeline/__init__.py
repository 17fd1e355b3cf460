"""The talks page's chart: a lane a deal, a mark a claim, silence up to the known-on line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from components import theme, words
from components.theme import Figure, Palette
from components.timeline import drawn as timeline_drawn
from components.timeline import written as timeline_written
from components.timeline.claims import DAY
from components.timeline.finding import finding
from components.timeline.key import key
from components.timeline.lanes import lanes
from components.timeline.rows import Group, laid_out
from components.timeline.scale import NARROW, WIDE, Scale, Sizes, scale

__all__ = ["figure", "finding", "key", "lanes"]

_NO_ANSWERS = pd.DataFrame(columns=["claim_id", "answers", "how", "scope"])


def figure(
    lanes: pd.DataFrame,
    talks: pd.DataFrame,
    *,
    answers: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    known_on: date,
    hidden: tuple[int, int] = (0, 0),
    start: date | None = None,
    end: date | None = None,
    palette: Palette,
    narrow: bool = False,
) -> Figure:
    """Draw the lanes of `lanes` with the claims of `talks` (`views.claims` of the kind talk), as known on a day.

    Parameters: `answers` (claim_id, answers, how, scope) for the threads; `names` by id, for hovers; `hidden`,
    how many claims and articles known-on leaves out; `start` and `end`, the first and last day of the axis, or
    None to take it from the claims. `narrow` is the phone's version. Height in px is in the layout.
    """
    sizes = NARROW if narrow else WIDE
    if lanes.empty:
        hide = {"visible": False}
        return theme.figure([], theme.layout(palette, grid="none", height=120, xaxis=hide, yaxis=hide))
    answers = _NO_ANSWERS if answers is None else answers
    names = {} if names is None else names
    axis = scale(talks, start, end, known_on, sizes, veil=hidden[0] > 0)
    known = pd.Timestamp(known_on) + DAY
    groups, rows, height = laid_out(lanes, talks, answers, axis, known, sizes)
    labels, edges, lines = timeline_written.axis(axis, height, palette)
    written = [
        *timeline_written.headings(groups, sizes, palette),
        *timeline_written.deals(rows, sizes, palette),
        *([] if narrow else timeline_written.notes(rows, axis, known, palette)),
        *timeline_written.known_on(rows, axis, known, words.day(known_on), hidden, sizes, palette),
        *labels,
    ]
    margin = {"l": sizes.left, "r": sizes.right, "t": 26, "b": 10 + 16 * lines}
    return theme.figure(
        [
            *timeline_drawn.lines(rows, axis, known, palette),
            *timeline_drawn.bars(rows, palette),
            *timeline_drawn.bands(rows, axis, palette),
            *timeline_drawn.threads(rows, answers, palette),
            *timeline_drawn.marks(rows, answers, names, palette),
            *timeline_drawn.folds(rows, palette),
        ],
        theme.layout(
            palette,
            height=round(height) + margin["t"] + margin["b"],
            margin=margin,
            xaxis={
                "type": "date", "range": [axis.start, axis.end], "tickvals": edges, "showticklabels": False,
            },
            yaxis={"range": [height, 0], "showticklabels": False},
            shapes=[
                *_rules(groups, axis, sizes, palette),
                *_veil(axis, known, height, palette),
                *timeline_drawn.ends(rows, palette),
            ],
            annotations=written,
        ),
    )  # fmt: skip


def _rules(groups: list[Group], axis: Scale, sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """A rule above each company, across the columns too: these in px, since the width of the axis is not known."""
    found = []
    for group in groups:
        line = {
            "type": "line", "xref": "paper", "yref": "y", "y0": group.y, "y1": group.y, "layer": "below",
            "line": {"color": palette.rule, "width": 1},
        }  # fmt: skip
        found.append({**line, "xref": "x", "layer": "between", "x0": axis.start, "x1": axis.end})
        if sizes.left:
            found.append({**line, "xsizemode": "pixel", "xanchor": 0, "x0": -sizes.left, "x1": 0})
            found.append({**line, "xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": sizes.right})
    return found


def _veil(axis: Scale, known: pd.Timestamp, height: float, palette: Palette) -> list[dict[str, Any]]:
    """The ground after the known-on line, and the line itself where it lies on the axis."""
    if known >= axis.end:
        return []
    here = {"xref": "x", "yref": "y", "y0": 0, "y1": height}
    ground = {
        **here, "type": "rect", "x0": max(known, axis.start), "x1": axis.end, "layer": "below",
        "fillcolor": palette.sidebar, "line": {"width": 0},
    }  # fmt: skip
    if known <= axis.start:
        return [ground]
    line = {"color": palette.ink, "width": 1.4}
    return [ground, {**here, "type": "line", "x0": known, "x1": known, "layer": "between", "line": line}]
