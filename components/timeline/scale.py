"""Days and px of the talks chart: the columns, the height of rows, the axis and its labels."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from components import words
from components.theme import LANE
from components.timeline.claims import DAY

VEIL, MARGIN = 160, 24
"""Px after the known-on line on an axis open to the right: with words in the veil, without."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Px of one version of the chart. `width` is the least at which nothing collides; the page may give more."""

    width: int
    left: int  # column of deals
    right: int  # column of stages
    header: int  # a company's name, with the rule above it
    lane: int
    centre: float  # from the top of a lane to the line on which its marks stand
    after: int  # below the last lane of a company


WIDE = Sizes(width=880, left=204, right=206, header=31, lane=LANE, centre=LANE / 2, after=4)
NARROW = Sizes(width=340, left=0, right=0, header=44, lane=60, centre=34, after=4)


@dataclass(frozen=True, slots=True)
class Scale:
    """The time axis from the start of `start` to the end of the day before `end`; `px` wide at the least width."""

    start: pd.Timestamp
    end: pd.Timestamp
    px: float

    def at(self, moment: pd.Timestamp) -> float:
        """Px of a moment from the left end of the axis."""
        return float((moment - self.start) / (self.end - self.start)) * self.px

    def days(self, px: float) -> pd.Timedelta:
        """As much time as `px` take."""
        return (self.end - self.start) * (px / self.px)

    def clipped(self, moment: pd.Timestamp) -> pd.Timestamp:
        """The moment, or the end of the axis it lies beyond."""
        return min(max(moment, self.start), self.end)


def scale(
    talks: pd.DataFrame, start: date | None, end: date | None, known_on: date, sizes: Sizes, *, veil: bool
) -> Scale:
    """The axis for the dates chosen; an open end is taken from the claims and the known-on day.

    With `veil` an axis open to the right leaves room for the veil after the known-on line.
    """
    lower, upper = talks["about_lower"].dropna(), talks["about_upper"].dropna()
    first = min([*lower, *upper, pd.Timestamp(known_on)])
    last = max([*upper, *lower, pd.Timestamp(known_on)])
    begin = pd.Timestamp(start) if start else first.replace(month=1, day=1)
    if end:
        stop = pd.Timestamp(end) + DAY
    else:
        px = sizes.width - sizes.left - sizes.right
        share = (VEIL if veil and sizes.right else MARGIN) / px
        room = (pd.Timestamp(known_on) - begin) * (share / (1 - share))
        stop = max(last + DAY, pd.Timestamp(known_on) + max(room, 20 * DAY)).normalize()
    if stop <= begin:
        stop = begin + DAY
    return Scale(begin, stop, sizes.width - sizes.left - sizes.right)


def spans(scale: Scale) -> list[tuple[pd.Timestamp, pd.Timestamp, str]]:
    """The spans between grid lines with their label, "" where it would not fit: years, months or days."""
    length = (scale.end - scale.start).days
    if length > 730:
        steps = [n for n in (1, 2, 5, 10, 20, 50) if scale.px * 365 * n / length >= 34]
        step = steps[0] if steps else 100
        first = scale.start.year - scale.start.year % step
        edges = [pd.Timestamp(year, 1, 1) for year in range(first, scale.end.year + step + 1, step)]
        labels = [str(edge.year) for edge in edges]
    elif length > 45:
        step = next(n for n in (1, 3, 6, 12) if scale.px * 30 * n / length >= 30 or n == 12)
        first_month = scale.start.month - (scale.start.month - 1) % step
        begin = pd.Timestamp(scale.start.year, first_month, 1)
        edges = list(pd.date_range(begin, scale.end + pd.DateOffset(months=step), freq=f"{step}MS"))
        labels = _months(edges, step, scale)
    else:
        step = next(n for n in (1, 2, 7, 14, 31) if scale.px * n / length >= 44 or n == 31)
        edges = list(pd.date_range(scale.start, scale.end + step * DAY, freq=f"{step}D"))
        labels = [f"{edge.day} {words.MONTHS[edge.month - 1]}" for edge in edges]
    found = []
    for here, after, label in zip(edges, edges[1:], labels, strict=False):
        low, high = scale.clipped(here), scale.clipped(after)
        if low < high:
            room = scale.at(high) - scale.at(low)
            found.append((low, high, label if room >= 5.6 * len(label.split("<br>")[0]) else ""))
    return found


def _months(edges: list[pd.Timestamp], step: int, scale: Scale) -> list[str]:
    """Jan, Feb, …; the year under the first month shown and under each January."""
    labels, years = [], set()
    for edge in edges:
        last = edge + pd.DateOffset(months=step) - timedelta(days=1)
        label = words.MONTHS[edge.month - 1]
        if step > 1 and step < 12:
            label += f"–{words.MONTHS[last.month - 1]}"
        if last >= scale.start and edge.year not in years:
            years.add(edge.year)
            label += f"<br>{edge.year}"
        labels.append(str(edge.year) if step == 12 else label)
    return labels
