"""Draws numbers over the days they were published: a panel a number, statements joined by steps, actuals apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import theme
from components.series.draw import FAINT, blank
from components.series.place import Places
from components.series.wording import width, wrapped
from components.theme import AXIS, LABEL, Figure, Palette, Trace

HEAD, ROOM, FOOT, LINE = 30, 92, 22, 15
LEFT, RIGHT, WIDE_PLOT, NARROW_PLOT = 4, 190, 700, 300

MONTHLY = pd.Timedelta(days=150)
"""A span of days beyond which the axis names months."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement or an actual: its claim, the days of its publication, its value's ends, what stands beside it.

    `joined`: a step leads here from the statement before; `actual`: drawn as a disc, and never joined.
    """

    claim: str
    first: pd.Timestamp
    last: pd.Timestamp
    low: float | None
    high: float | None
    words: str
    hover: str
    joined: bool = False
    actual: bool = False
    faint: bool = False

    @property
    def level(self) -> float:
        """The value that the mark stands at: the low end, or the high one where that is open."""
        return self.low if self.low is not None else self.high or 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One number: its title, its marks (statements oldest first), and its last day, None where it has none."""

    title: str
    marks: Sequence[Mark]
    due: pd.Timestamp | None


def draw(panels: Sequence[Panel], known_on: pd.Timestamp, palette: Palette, narrow: bool = False) -> Figure:
    """The panels under one another: values from zero upwards, days across. Every mark's customdata is its claim id."""
    return _Chart(panels, known_on, palette, narrow).drawn() if panels else blank(palette)


class _Chart:
    def __init__(self, panels: Sequence[Panel], known_on: pd.Timestamp, palette: Palette, narrow: bool) -> None:
        self.panels, self.on, self.p, self.narrow = panels, known_on, palette, narrow
        self.traces: list[Trace] = []
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        days = [day for panel in panels for mark in panel.marks for day in (mark.first, mark.last)]
        days += [self._end(panel) for panel in panels]
        self.first, self.last = min(days), max(days)
        pad = max((self.last - self.first) * 0.04, pd.Timedelta(days=15))
        self.first, self.last = self.first - pad, self.last + pad
        self.plot = NARROW_PLOT if narrow else WIDE_PLOT

    def _end(self, panel: Panel) -> pd.Timestamp:
        """How far a standing number is carried: to its last day, at most to the known-on day."""
        return self.on if panel.due is None else min(panel.due, self.on)

    def drawn(self) -> Figure:
        y = 0.0
        for panel in self.panels:
            y = self._panel(panel, y)
        layout = theme.layout(
            self.p, grid="x", height=int(y + 26), shapes=self.shapes, annotations=self.notes,
            margin={"l": LEFT, "r": 24 if self.narrow else RIGHT, "t": 4, "b": 22},
            xaxis={
                "type": "date", "range": [self.first, self.last], "nticks": 4 if self.narrow else 7,
                "tickformat": "%b %Y" if self.last - self.first > MONTHLY else "%-d %b %Y",
            },
            yaxis={"range": [y, 0], "showticklabels": False},
        )  # fmt: skip
        return theme.figure(self.traces, layout)

    def _panel(self, panel: Panel, y: float) -> float:
        """Draw one number from `y` down; return where the next begins."""
        lines = wrapped(panel.title, self.plot + (20 if self.narrow else RIGHT), LABEL, 2)
        top = y + HEAD + LINE * (len(lines) - 1) + (LINE * 2 if self.narrow else 0)
        base = top + ROOM
        ends = [end for mark in panel.marks for end in (mark.low, mark.high) if end is not None and end > 0]
        most = max(ends, default=1.0)
        title = {"xref": "paper", "x": 0, "y": y + 8, "yanchor": "top", "text": "<br>".join(lines), "xanchor": "left"}
        font = {"size": LABEL, "color": self.p.ink, "weight": 600}
        self.notes.append(title | {"showarrow": False, "align": "left", "font": font, "bgcolor": self.p.page})
        self._line(None, base, None, base, self.p.rule)

        def at(number: float) -> float:
            return base - max(number, 0.0) / most * (ROOM - 16)

        self._steps(panel, at)
        places = Places(self.plot, ROOM + 18, (0.0, self.plot), (0.0, ROOM + 18), beyond=24 if self.narrow else RIGHT)
        across = {mark.claim: self._px(mark.last) for mark in panel.marks}
        places.block(((across[mark.claim], base - at(mark.level)) for mark in panel.marks), radius=8)
        for mark in panel.marks:
            self._mark(mark, at)
            self._words(mark, across[mark.claim], base, at(mark.level), places)
        return base + FOOT

    def _px(self, day: pd.Timestamp) -> float:
        return float((day - self.first) / (self.last - self.first)) * self.plot

    def _steps(self, panel: Panel, at: Any) -> None:
        """The step line through the statements, dots from the last one, a tick at the last day once it has come."""
        standing: Mark | None = None
        for mark in panel.marks:
            if mark.actual:
                continue
            if standing is not None and mark.joined:
                self._line(standing.last, at(standing.level), mark.last, at(standing.level), self.p.fact, 2)
                self._line(mark.last, at(standing.level), mark.last, at(mark.level), self.p.fact, 2)
            if standing is None or mark.joined:
                standing = mark
        end = self._end(panel)
        if standing is not None and end > standing.last:
            y = at(standing.level)
            self._line(standing.last, y, end, y, self.p.hatch, 2, "dot")
            if panel.due is not None and panel.due <= self.on:
                self._line(end, y - 6, end, y + 6, self.p.ink3, 1.5)

    def _mark(self, mark: Mark, at: Any) -> None:
        """A mark at the day it was surely published, with a bar over vague days and over an interval of values."""
        y = at(mark.level)
        if mark.first < mark.last:
            self._line(mark.first, y, mark.last, y, self.p.ink3, 1.2)
        if mark.low is not None and mark.high is not None and mark.low < mark.high:
            self._line(mark.last, y, mark.last, at(mark.high), self.p.fact, 2)
        elif mark.low is None or mark.high is None:
            self._line(mark.last, y, mark.last, y - 16 if mark.high is None else y + 16, self.p.fact, 1.5, "dot")
        style = {
            "symbol": "circle" if mark.actual else "square", "size": theme.MARK if mark.actual else 10,
            "color": self.p.fact if mark.actual else self.p.page, "line": {"width": 2, "color": self.p.fact},
            "opacity": FAINT if mark.faint else 1,
        }  # fmt: skip
        self.traces.append(
            theme.scatter(
                x=[mark.last], y=[y], mode="markers", customdata=[mark.claim], hovertext=[mark.hover],
                hoverinfo="text", cliponaxis=False, marker=style, name="actual" if mark.actual else "statement",
            )
        )  # fmt: skip

    def _words(self, mark: Mark, x: float, base: float, y: float, places: Places) -> None:
        """The words of a mark, beside it where there is room; where there is none, the table has them."""
        lines = wrapped(mark.words, self.plot * 0.8 if self.narrow else RIGHT - 24, AXIS, 2)
        wide, high = max(width(line, AXIS) for line in lines), LINE * len(lines)
        place = places.find(x, base - y, wide, high)
        if place is None:
            return
        note = place.note("<br>".join(lines), AXIS, self.p.ink, self.p.page)
        self.notes.append(note | {"x": mark.last, "y": y})

    def _line(self, x0: Any, y0: float, x1: Any, y1: float, colour: str, wide: float = 1, dash: str = "solid") -> None:
        across = {"xref": "paper", "x0": 0, "x1": 1} if x0 is None else {"x0": x0, "x1": x1}
        line = {"color": colour, "width": wide, "dash": dash}
        self.shapes.append({"type": "line", "y0": y0, "y1": y1, "layer": "below", "line": line, **across})
