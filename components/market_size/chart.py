"""The market-size chart: circles for what is, triangles for forecasts, a dashed violet curve for what they imply."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from components import theme
from components.series import Row, period, records
from components.series.draw import FAINT, blank, steps
from components.series.place import Places
from components.series.wording import (
    but,
    decimals,
    doubtful,
    fixed,
    formula,
    hover,
    interval,
    scaled,
    untagged,
    width,
)  # fmt: skip
from components.theme import LABEL, MARK, SYMBOLS, Figure, Palette, Trace
from components.words import count, days, present, text, worded
from data.vocabulary import Basis, Stance, When

if TYPE_CHECKING:
    from components.market_size import SizeSet

HEIGHT, WIDE_PLOT, NARROW_PLOT = 300, 520, 290
AHEAD = (str(Basis.FORECAST), str(Basis.TARGET), str(Basis.PLAN))


def year(row: Row) -> float:
    """Where a figure stands: the middle of its period, so that the year 2027 stands at 2027."""
    about = period(row)
    assert about is not None
    lower, upper = about.lower or about.upper, about.upper or about.lower
    assert lower is not None
    assert upper is not None
    middle = lower + (upper - lower) / 2
    return middle.year + (middle.timetuple().tm_yday - 1) / 365.25 - 0.5


def worth(row: Row) -> float:
    """The height of a figure's mark: its value, the middle of a range, the one end there is."""
    ends = [float(row[end]) for end in ("low", "high") if present(row[end])]
    return sum(ends) / len(ends)


def figure(one_set: "SizeSet | None", names: Mapping[str, str], palette: Palette, narrow: bool = False) -> Figure:
    """Sizes of one series by year, scaled to billions or millions; ranges carry a bar from end to end.

    Joined are only values of one origin: dashed violet along a derived growth, grey dots from an actual or
    estimate to a forecast, a thin line between actuals. Targets and plans stand alone.
    """
    rows = [row for row in records(one_set.sizes) if present(row["low"]) or present(row["high"])] if one_set else []
    if one_set is None or not rows:
        return blank(palette)
    rows.sort(key=year)
    return _Chart(rows, records(one_set.growth), one_set.unit, names, palette, narrow).drawn()


class _Chart:
    def __init__(
        self,
        rows: list[Row],
        growth: list[Row],
        unit: str,
        names: Mapping[str, str],
        palette: Palette,
        narrow: bool,
    ) -> None:
        self.rows, self.growth, self.names, self.p, self.narrow = rows, growth, names, palette, narrow
        values = [float(row[end]) for row in rows for end in ("low", "high") if present(row[end])]
        self.scale, _ = scaled(values, unit)
        most = max(values) / self.scale
        self.step = steps(most * 1.05, 5)
        self.top = most * 1.12
        first, last = year(rows[0]), year(rows[-1])
        pad = max((last - first) * 0.04, 0.4)
        self.span = (first - pad, last + pad)
        plot = NARROW_PLOT if narrow else WIDE_PLOT
        self.places = Places(plot, HEIGHT - 46, self.span, (0, self.top))
        self.traces: list[Trace] = []
        self.notes: list[dict[str, Any]] = []

    def drawn(self) -> Figure:
        covered = {(text(row["against"]), text(row["change_of"])) for row in self.growth}
        for line in self._paths():
            for one, other in pairwise(line):
                if (one["claim_id"], other["claim_id"]) not in covered:
                    self._join(one, other)
        for row in self.growth:
            self._curve(row)
        for row in self.rows:
            self._mark(row)
        for row in self.rows:
            self._label(row)
        for row in self.growth:
            self._formula(row)
        first, last = self.span
        every = max(1, round((last - first) / (5 if self.narrow else 9)))
        ticks = list(range(round(first + 0.3), int(last) + 1, every))
        room = max(width(fixed(self.top, 0), theme.AXIS) + 12, 34)
        layout = theme.layout(
            self.p, grid="y", height=HEIGHT, annotations=self.notes,
            margin={"l": room, "r": 14, "t": 14, "b": 32},
            xaxis={"range": list(self.span), "tickvals": ticks, "ticktext": [str(tick) for tick in ticks]},
            yaxis={"range": [0, self.top], "dtick": self.step, "tick0": 0, "tickformat": ",", "ticklabelstandoff": 6},
        )  # fmt: skip
        return theme.figure(self.traces, layout)

    def _paths(self) -> list[list[Row]]:
        """Values of one origin, oldest first; denials, targets and plans stand apart."""
        paths: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            plain = row["stance"] in (str(Stance.ASSERTS), str(Stance.EXPECTS))
            if plain and row["basis"] not in (str(Basis.TARGET), str(Basis.PLAN)):
                paths.setdefault((row["origin"], row["by"]), []).append(row)
        return list(paths.values())

    def _join(self, one: Row, other: Row) -> None:
        if year(one) == year(other):
            return
        ahead = str(Basis.FORECAST) in (one["basis"], other["basis"])
        line = {"color": self.p.ink3, "width": 1.4, "dash": "dot" if ahead else "solid"}
        ends = [worth(one) / self.scale, worth(other) / self.scale]
        x = [year(one), year(other)]
        self.traces.append(theme.scatter(x=x, y=ends, mode="lines", line=line, hoverinfo="skip", name="path"))

    def _ends(self, growth: Row) -> tuple[Row, Row]:
        by_id = {row["claim_id"]: row for row in self.rows}
        return by_id[text(growth["against"])], by_id[text(growth["change_of"])]

    def _curve(self, growth: Row) -> None:
        one, other = self._ends(growth)
        start, end = worth(one) / self.scale, worth(other) / self.scale
        if start <= 0 or end <= 0 or year(one) == year(other):
            return
        share = np.linspace(0, 1, 41)
        x, y = year(one) + share * (year(other) - year(one)), start * (end / start) ** share
        self.places.block(zip(x, y, strict=True))
        said = hover(growth, self.names)
        self.traces.append(
            theme.scatter(
                x=list(x), y=list(y), mode="lines", line={"color": self.p.derived, "width": 1.8, "dash": "dash"},
                customdata=[text(growth["claim_id"])] * len(x), hovertext=[said] * len(x), hoverinfo="text",
                name="implied", opacity=FAINT if doubtful(growth) else 1,
            )
        )  # fmt: skip

    def _mark(self, row: Row) -> None:
        stance = Stance(text(row["stance"]))
        expected = stance is Stance.ASSERTS and row["basis"] in AHEAD
        symbol = SYMBOLS[Stance.EXPECTS if expected else stance]
        hollow = symbol.endswith(("open", "open-dot")) or symbol == "line-ew"
        fill = self.p.outline if hollow else self.p.page if symbol == "x" else self.p.fact
        low, high = (float(row[end]) / self.scale if present(row[end]) else None for end in ("low", "high"))
        x, y = year(row), worth(row) / self.scale
        bars = {"type": "data", "array": [(high or y) - y], "arrayminus": [y - (low or y)], "symmetric": False,
                "thickness": 1.6, "width": 5, "color": self.p.fact}  # fmt: skip
        self.places.block([(x, y)], radius=9)
        self.traces.append(
            theme.scatter(
                x=[x], y=[y], mode="markers", customdata=[text(row["claim_id"])], cliponaxis=False,
                hovertext=[hover(row, self.names)], hoverinfo="text", **({"error_y": bars} if low != high else {}),
                marker={
                    "symbol": symbol, "size": MARK, "color": fill, "opacity": FAINT if doubtful(row) else 1,
                    "line": {"color": self.p.outline, "width": 2.2 if hollow else theme.OUTLINE},
                },
            )
        )  # fmt: skip

    def _label(self, row: Row) -> None:
        about = period(row)
        assert about is not None
        time = days(about.lower, about.upper)
        joining = "by" if row["period_is"] == str(When.BY) else "for"
        basis = text(row["basis"])
        when = f"{basis} {joining} {time}" if row["basis"] in AHEAD else f"{basis}, {time}" if basis else time
        ends = [float(row[end]) / self.scale for end in ("low", "high") if present(row[end])]
        value = interval(row, decimals(ends), self.scale)
        words = ", ".join(part for part in (f"{value} {when}", but(row, self.names)) if part)
        place = self.places.find(year(row), worth(row) / self.scale, width(words, LABEL), 18)
        if place is not None:
            shown = words.replace(value, f'<span style="font-weight:500">{value}</span>', 1)
            self.notes.append(place.note(shown, LABEL, self.p.ink, self.p.page))

    def _formula(self, growth: Row) -> None:
        one, other = self._ends(growth)
        rate = fixed(float(growth["low"]), decimals([float(growth["low"])]))
        about = period(growth)
        years = about.upper.year - about.lower.year if about and about.upper and about.lower else 0
        over = f" over {count(years, 'year').replace(str(years), worded(years), 1)}" if years > 0 else ""
        yearly = " a year" if "a year" in text(growth["measure"]) else ""
        values = {row["claim_id"]: worth(row) / self.scale for row in (one, other)}
        lines = [f"implied: {rate}%{yearly}{over}", f"{formula(growth, values)}, derived"]
        if self.narrow:
            lines = [f"implied: {rate}%{yearly}", "derived"]
        wide = max(width(untagged(line), theme.AXIS) for line in lines)
        x = year(one) + 0.55 * (year(other) - year(one))
        start, end = worth(one), worth(other)
        y = start * (end / start) ** 0.55 / self.scale if min(start, end) > 0 else start / self.scale
        place = self.places.find(x, y, wide, 34, near=16, first="above")
        if place is not None:
            self.notes.append(place.note("<br>".join(lines), theme.AXIS, self.p.derived, self.p.page))
