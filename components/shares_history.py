"""Shares over time: one line a company, joined only inside one series, one basis and periods of one length."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.series import Row, is_derived, period, published, records, series_key
from components.series_draw import FAINT, blank, steps, up_to
from components.series_text import called, decimals, doubtful, fixed, hover, width
from components.theme import LABEL, MARK, SYMBOLS, Palette
from components.words import present, text
from data.vocabulary import Basis, Metric, Stance

HEIGHT, PITCH = 340, 17


def _middle(row: Row) -> date:
    about = period(row)
    assert about is not None
    lower, upper = about.lower or about.upper, about.upper or about.lower
    assert lower is not None
    assert upper is not None
    return lower + (upper - lower) / 2


def _months(row: Row) -> int:
    about = period(row)
    if about is None or about.lower is None or about.upper is None:
        return 0
    return round(((about.upper - about.lower).days + 1) / 30.44)


def lines(figures: pd.DataFrame) -> list[list[Row]]:
    """Published shares as lines: each one series, one basis, periods of one length, oldest first.

    A share without a period or a value is in no line; two values of one period start a second line.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    shares = published(figures[figures["metric"].eq(str(Metric.MARKET_SHARE))])
    for row in records(shares):
        if period(row) is None or not present(row["low"]) or is_derived(row):
            continue
        stated = row["stance"] in (str(Stance.ASSERTS), str(Stance.EXPECTS))
        apart = () if stated else (row["claim_id"],)
        found.setdefault((series_key(row), row["basis"], _months(row), *apart), []).append(row)
    lines = []
    for same in found.values():
        same.sort(key=lambda row: (_middle(row), text(row["published"])))
        first: list[Row] = []
        for row in same:
            if first and _middle(first[-1]) == _middle(row):
                lines.append([row])
            else:
                first.append(row)
        lines.append(first)
    return sorted(lines, key=lambda line: (-len(line), -float(line[-1]["low"])))


def history(
    figures: pd.DataFrame, names: Mapping[str, str], palette: Palette, narrow: bool = False
) -> go.Figure:
    """Shares by the middle of their period, per cent. `figures`: claims of kind figure, best of one market.

    Solid where periods follow each other, dotted grey over periods that nobody reported; never joined across
    series, bases or lengths of period. The mark's shape is the stance (a triangle for expected or forecast).
    """
    drawn = lines(figures)
    if not drawn:
        return blank(palette)
    traces: list[go.Scatter] = []
    for line in drawn:
        traces += _joins(line, palette)
    traces += [_marks(line, names, palette) for line in drawn]
    most = max(float(row["low"]) for line in drawn for row in line)
    step = steps(most * 1.1, 5)
    top = up_to(most * 1.05, step)
    digits = decimals(float(row["low"]) for line in drawn for row in line)
    labels = _labels(drawn, names, digits, top)
    room = min(max(width(words, LABEL - 1) for _, _, words in labels) + 16, 130 if narrow else 240)
    notes = [
        {
            "x": _middle(row), "y": y, "text": words, "xanchor": "left", "yanchor": "middle", "showarrow": False,
            "xshift": 11, "font": {"size": LABEL - 1},
        }
        for row, y, words in labels
    ]  # fmt: skip
    ticks = sorted({_middle(row).year for line in drawn for row in line})
    years = range(ticks[0], ticks[-1] + 1, max(1, (ticks[-1] - ticks[0]) // (4 if narrow else 8) or 1))
    ends = [date(ticks[0], 1, 1), date(ticks[-1], 12, 31)]
    layout = theme.layout(
        palette, grid="y", height=HEIGHT, margin={"l": 34, "r": room, "t": 12, "b": 30}, annotations=notes,
        xaxis={"type": "date", "range": ends, "tickvals": [f"{year}-07-01" for year in years],
               "ticktext": [str(year) for year in years]},
        yaxis={"range": [0, top], "dtick": step, "tick0": 0},
    )  # fmt: skip
    return go.Figure(traces, layout)


def _joins(line: list[Row], palette: Palette) -> list[go.Scatter]:
    found = []
    for one, other in pairwise(line):
        mine, theirs = period(one), period(other)
        assert mine is not None
        assert theirs is not None
        if mine.upper is None or theirs.lower is None or theirs.lower <= mine.upper:
            continue  # overlapping periods follow no line
        gap = (theirs.lower - mine.upper).days > 1
        style = {
            "color": palette.hatch if gap else palette.fact,
            "width": 1.6,
            "dash": "dot" if gap else "solid",
        }
        found.append(
            go.Scatter(
                x=[_middle(one), _middle(other)], y=[one["low"], other["low"]], mode="lines", line=style,
                hoverinfo="skip",
            )
        )  # fmt: skip
    return found


def _marks(line: list[Row], names: Mapping[str, str], palette: Palette) -> go.Scatter:
    ahead = (str(Basis.FORECAST), str(Basis.TARGET), str(Basis.PLAN))
    symbols, fills = [], []
    for row in line:
        stance = Stance(text(row["stance"]))
        expected = stance is Stance.ASSERTS and row["basis"] in ahead
        symbols.append(SYMBOLS[Stance.EXPECTS if expected else stance])
        fills.append(palette.fact if stance in (Stance.ASSERTS, Stance.EXPECTS) else palette.outline)
    return go.Scatter(
        x=[_middle(row) for row in line], y=[float(row["low"]) for row in line], mode="markers",
        marker={
            "symbol": symbols, "color": fills, "size": MARK - 2, "line": {"color": palette.outline, "width": 1.2},
            "opacity": [FAINT if doubtful(row) else 1 for row in line],
        },
        customdata=[text(row["claim_id"]) for row in line], hovertext=[hover(row, names) for row in line],
        hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


APART = ("market", "geography", "segment", "measure", "counted_by", "basis")


def _labels(
    drawn: list[list[Row]], names: Mapping[str, str], digits: int, top: float
) -> list[tuple[Row, float, str]]:
    """A label at each line's end, pushed up where two collide; what differs is said where a company has several."""
    pitch = top * PITCH / (HEIGHT - 42)
    often = Counter(line[-1]["of"] for line in drawn)
    differ = [column for column in APART if len({text(line[-1][column]) for line in drawn}) > 1]
    found: list[tuple[Row, float, str]] = []
    floor: dict[date, float] = {}
    for row in sorted((line[-1] for line in drawn), key=lambda row: float(row["low"])):
        at, value = _middle(row), float(row["low"])
        y = max(value, floor.get(at, value))
        floor[at] = y + pitch
        more = ", ".join(called(row[column], names) for column in differ if present(row[column]))
        words = f"{called(row['of'], names)} {fixed(value, digits)}"
        found.append((row, y, f"{words}, {more}" if more and often[row["of"]] > 1 else words))
    return found
