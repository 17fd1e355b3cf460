"""Shares over time: a line a company, joined only inside one series, one basis, periods of one length."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from components import theme
from components.series import Row, is_derived, period, published, records, series_key
from components.series.draw import FAINT, blank, steps, up_to
from components.series.place import Places
from components.series.wording import called, decimals, doubtful, fixed, hover, width
from components.theme import LABEL, MARK, SYMBOLS, Figure, Palette, Trace
from components.words import present, text
from data.kept import kept
from data.vocabulary import Basis, Metric, Stance

HEIGHT, WIDE_PLOT, NARROW_PLOT, MORE = 340, 880, 316, 190


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


@kept()
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


def history(figures: pd.DataFrame, names: Mapping[str, str], palette: Palette, narrow: bool = False) -> Figure:
    """Shares by the middle of their period, per cent. `figures`: claims of kind figure, best of one market.

    Solid where periods follow each other, dotted grey over periods that nobody reported; never joined across
    series, bases or lengths of period. The mark's shape is the stance (a triangle for expected or forecast).
    """
    drawn = lines(figures)
    if not drawn:
        return blank(palette)
    traces = [*_joins(drawn, palette), _marks([row for line in drawn for row in line], names, palette)]
    most = max(float(row["low"]) for line in drawn for row in line)
    step = steps(most * 1.1, 5)
    top = up_to(most * 1.05, step)
    digits = decimals(float(row["low"]) for line in drawn for row in line)
    room = 110 if narrow else 200
    first, last = (edge(_middle(row).year for line in drawn for row in line) for edge in (min, max))
    ends = (date(first, 1, 1), date(last, 12, 31))
    plot = (NARROW_PLOT if narrow else WIDE_PLOT) - room
    places = Places(plot, HEIGHT - 42, (ends[0].toordinal(), ends[1].toordinal()), (0, top), beyond=room - 6)
    for line in drawn:
        at = [(_middle(row).toordinal(), float(row["low"])) for row in line]
        places.block(at, radius=7)
        for (x0, y0), (x1, y1) in pairwise(at):
            places.block((x0 + (x1 - x0) * n / 12, y0 + (y1 - y0) * n / 12) for n in range(1, 12))
    notes = _labels(drawn, names, digits, places, palette)
    years = range(first, last + 1, max(1, (last - first) // (4 if narrow else 8)))
    layout = theme.layout(
        palette, grid="y", height=HEIGHT, margin={"l": 34, "r": room, "t": 12, "b": 30}, annotations=notes,
        xaxis={"type": "date", "range": list(ends), "tickvals": [f"{year}-07-01" for year in years],
               "ticktext": [str(year) for year in years]},
        yaxis={"range": [0, top], "dtick": step, "tick0": 0},
    )  # fmt: skip
    return theme.figure(traces, layout)


def _joins(drawn: list[list[Row]], palette: Palette) -> list[Trace]:
    """The lines from period to period: one trace for those that follow each other, one for those over a gap."""
    ends: dict[bool, list[tuple[date | None, float]]] = {False: [], True: []}
    for one, other in (pair for line in drawn for pair in pairwise(line)):
        mine, theirs = period(one), period(other)
        assert mine is not None
        assert theirs is not None
        if mine.upper is None or theirs.lower is None or theirs.lower <= mine.upper:
            continue  # overlapping periods follow no line
        low, high = float(one["low"]), float(other["low"])
        ends[(theirs.lower - mine.upper).days > 1] += [(_middle(one), low), (_middle(other), high), (None, high)]
    return [
        theme.scatter(
            x=[x for x, _ in points], y=[y for _, y in points], mode="lines", hoverinfo="skip",
            line={"color": palette.hatch if gap else palette.fact, "width": 1.6, "dash": "dot" if gap else "solid"},
        )
        for gap, points in ends.items() if points
    ]  # fmt: skip


def _marks(rows: list[Row], names: Mapping[str, str], palette: Palette) -> Trace:
    ahead = (str(Basis.FORECAST), str(Basis.TARGET), str(Basis.PLAN))
    symbols, fills = [], []
    for row in rows:
        stance = Stance(text(row["stance"]))
        expected = stance is Stance.ASSERTS and row["basis"] in ahead
        symbols.append(SYMBOLS[Stance.EXPECTS if expected else stance])
        fills.append(palette.fact if stance in (Stance.ASSERTS, Stance.EXPECTS) else palette.outline)
    return theme.scatter(
        x=[_middle(row) for row in rows], y=[float(row["low"]) for row in rows], mode="markers",
        marker={
            "symbol": symbols, "color": fills, "size": MARK - 2, "line": {"color": palette.outline, "width": 1.2},
            "opacity": [FAINT if doubtful(row) else 1 for row in rows],
        },
        customdata=[text(row["claim_id"]) for row in rows], hovertext=[hover(row, names) for row in rows],
        hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


APART = ("market", "geography", "segment", "measure", "counted_by", "basis")


def _labels(
    drawn: list[list[Row]], names: Mapping[str, str], digits: int, places: Places, palette: Palette
) -> list[dict[str, Any]]:
    """A label at each line's end, saying what differs where a company has several; collisions drop."""
    notes = []
    for line in drawn:
        row = line[-1]
        same = [other[-1] for other in drawn if other[-1]["of"] == row["of"]]
        differ = [column for column in APART if len({text(other[column]) for other in same}) > 1]
        more = ", ".join(called(row[column], names) for column in differ if present(row[column]))
        value = f"{called(row['of'], names)} {fixed(float(row['low']), digits)}"
        at = (_middle(row).toordinal(), float(row["low"]))
        for words in (f"{value}, {more}", value) if more and width(more) < MORE else (value,):
            place = places.find(*at, width(words, LABEL - 1), 16, 11, "only beside")
            if place is not None:
                note = place.note(words, LABEL - 1, palette.ink, palette.page)
                notes.append({**note, "x": _middle(row)})
                break
    return notes
