"""The capacity chart: outlined bar, thick bar, tick and bracket in lanes, never joined; derived ratios beside."""

from typing import Any

import pandas as pd

from components import theme
from components.capacity.ratios import STATED
from components.series import Row, records
from components.series.draw import Sheet, blank, reach, steps
from components.series.wording import BUT, width, wrapped
from components.theme import AXIS, LABEL, LANE, SOURCE, Figure, Palette
from components.words import present, text
from data.vocabulary import Stance

BAR, ACTUAL, TICK, CAP = 27, 13, 24, 11  # a line mark stands 1.4 times its size high
LEFT, RIGHT, GAP, WIDE_PLOT, NARROW_PLOT = 168, 236, 26, 560, 336
HEAD, LINE = 36, 16


def figure(rows: pd.DataFrame, palette: Palette, narrow: bool = False) -> Figure:
    """Rows of `capacity.rows` as lanes, vehicles a year from zero. Every mark's customdata is its claim ids.

    Capacity is an outlined bar (half strength and broken where carried forward), an actual a thick bar, a target a
    tick, a forecast a bracket, the unknown hatching. Derived ratios with formula and condition stand in violet at
    the right; on a phone (`narrow`) under the lane, and labels above it.
    """
    if rows.empty:
        return blank(palette)
    return _Chart(records(rows), palette, narrow).drawn()


def _top(row: Row) -> float:
    """The largest value that a row draws."""
    drawn = ("low", "high", "before", *(("carried",) if row["stance"] in STATED else ()))
    return max((float(row[name]) for name in drawn if present(row[name])), default=0.0)


class _Chart:
    def __init__(self, rows: list[Row], palette: Palette, narrow: bool) -> None:
        self.rows, self.p, self.narrow = rows, palette, narrow
        self.sheet = Sheet(palette, left=4 if narrow else LEFT, right=16 if narrow else RIGHT)
        self.plot = NARROW_PLOT if narrow else WIDE_PLOT
        ends = [(_top(row), width(" ".join(self._words(row))) + 4) for row in rows]
        self.most = reach(ends, self.plot, max((end for end, _ in ends), default=1) * 1.06 or 1.0, gap=10)

    def drawn(self) -> Figure:
        y, group = 6.0, None
        for row in self.rows:
            if row["group"] != group:
                y = self._heading(row, y, first=group is None)
                group = row["group"]
            y = self._lane(row, y)
        step = steps(self.most, 3 if self.narrow else 5)
        return self.sheet.drawn(y + 4, self.most, step, top=4, bottom=34)

    def _heading(self, row: Row, y: float, *, first: bool) -> float:
        if not first:
            self.sheet.rule(y + 8)
            y += 12
        self.sheet.text(text(row["heading"]), 0, y + 14, size=theme.LABEL + 1, weight=600)
        if first and not self.narrow and any(present(each["ratio"]) for each in self.rows):
            self.sheet.end("Derived, with formula", y + 14, at=GAP, colour=self.p.ink2)
        return y + HEAD

    def _beside(self, row: Row) -> list[str]:
        """The lines of a derived value: words, formula, condition."""
        if not present(row["ratio"]):
            return []
        if self.narrow:
            condition = f", {row['ratio_condition']}" if text(row["ratio_condition"]) else ""
            return wrapped(f"derived: {row['ratio']}{condition}", 336, AXIS, 3)
        lines = [wrapped(text(row["ratio"]), RIGHT - GAP, AXIS + 0.5, 1)[0]]
        if text(row["ratio_formula"]):
            lines.append(text(row["ratio_formula"]))
        condition = text(row["ratio_condition"])
        return lines + (wrapped(condition, RIGHT - GAP, AXIS, 3) if condition else [])

    def _lane(self, row: Row, y: float) -> float:
        """Draw a row from `y` down; return where the next begins."""
        beside = self._beside(row)
        if self.narrow:
            middle, high = y + 34, 60 + LINE * len(beside)
            label = text(row["label"])
            self.sheet.text(label, 0, y + 8, size=LABEL, weight=500, ground=True)
            at = width(label, LABEL) + 8
            known = row["kind"] not in ("unknown", "installed", "planned")
            note = ", ".join(part for part in (text(row["more"]) if known else "", text(row["detail"])) if part)
            self.sheet.text(wrapped(note, 340 - at, AXIS, 1)[0], at, y + 8, size=AXIS, colour=self.p.ink2,
                            ground=True)  # fmt: skip
            if beside:
                self.sheet.text("<br>".join(beside), 0, y + 50 + LINE * len(beside) / 2, size=AXIS,
                                colour=self.p.derived, ground=True)  # fmt: skip
        else:
            high = max(LANE + 4, LINE * len(beside) + 14)
            notes = wrapped(text(row["note"]), LEFT - 14, SOURCE)
            high = max(high, 28 + 14 * len(notes))
            middle = y + high / 2
            up = 7 * len(notes)
            self.sheet.text(wrapped(text(row["label"]), LEFT - 14, LABEL + 0.5, 1)[0], 0, middle - up,
                            size=LABEL + 0.5)  # fmt: skip
            self.sheet.text("<br>".join(notes), 0, middle + 9, size=SOURCE, colour=self.p.ink3)
            if beside:
                first = f'<span style="font-weight:500">{beside[0]}</span>'
                self.sheet.end("<br>".join([first, *beside[1:]]), middle, at=GAP, colour=self.p.derived)
        self._marks(row, middle)
        return y + high

    def _words(self, row: Row) -> list[str]:
        """The value behind a mark, and the words after it."""
        return [text(row["value"]), "" if self.narrow else text(row["more"])]

    def _marks(self, row: Row, y: float) -> None:
        if row["kind"] == "unknown":
            self.sheet.unknown(
                text(row["sentence"]), self.most, y, 21, row["claim_id"], theme.hover(text(row["hover"]))
            )
            return
        low = float(row["low"]) if present(row["low"]) else None
        high = float(row["high"]) if present(row["high"]) else None
        if low is None and high is None:
            words = f"{text(row['metric'])}: {BUT.get(Stance(text(row['stance'])), 'no figure')}"
            self.sheet.unknown(words, self.most, y, 21, row["claim_id"], text(row["hover"]))
            return
        if present(row["carried"]) and row["stance"] in STATED:
            carried, said = float(row["carried"]), text(row["carried_hover"])
            self.sheet.bar(0, carried, y, BAR, "carried", row["carried_claim"], said)
        draw = {"installed": self._capacity, "planned": self._capacity, "actual": self._actual}
        if row["derived"]:
            self._derived(row, low or 0.0, high or low or 0.0, y)
        elif row["stance"] not in STATED:
            self._unsaid(row, high or low or 0.0, y)
        else:
            draw.get(text(row["kind"]), self._aim)(row, low, high, y)
        value, more = self._words(row)
        words = f'<span style="font-weight:500">{value}</span> {more}'
        self.sheet.value(words, _top(row), y, shift=12 if row["kind"] in ("target", "forecast") else 9)

    def _mark(self, row: Row) -> dict[str, Any]:
        return {"claim": text(row["claim_id"]), "hover": text(row["hover"]), "faint": bool(row["faint"])}

    def _unsaid(self, row: Row, value: float, y: float) -> None:
        """A figure that its source denies or leaves open: a hollow bar with the stance's shape at its end."""
        self.sheet.bar(0, value, y, ACTUAL, "hollow", **self._mark(row))
        self.sheet.stance(Stance(text(row["stance"])), value, y, **self._mark(row))

    def _derived(self, row: Row, low: float, high: float, y: float) -> None:
        self.sheet.band(
            low, high, y, ACTUAL + 4, text(row["claim_id"]), text(row["hover"]), low_open=bool(row["low_open"]),
            high_open=bool(row["high_open"]), faint=bool(row["faint"]), plot=self.plot, most=self.most,
        )  # fmt: skip

    def _capacity(self, row: Row, low: float | None, high: float | None, y: float) -> None:
        self.sheet.bar(0, low or high or 0.0, y, BAR, "capacity", **self._mark(row))
        if low is not None and high is not None and high > low:
            self.sheet.bar(low, high, y, BAR, "hollow", **self._mark(row))
        if present(row["before"]):
            before = float(row["before"])
            self.sheet.box(0, before, y, BAR, self.p.derived, "dash", 1.6)
            words = text(row["ratio"])
            if width(words, AXIS) + 12 < before / self.most * self.plot:
                self.sheet.value(
                    words, before, y, shift=-8, size=AXIS, colour=self.p.derived, anchor="right", ground=False
                )

    def _actual(self, row: Row, low: float | None, high: float | None, y: float) -> None:
        if low is not None:
            self.sheet.bar(0, low, y, ACTUAL, "fact", **self._mark(row))
        if high is not None and high > (low or 0):
            self.sheet.bar(low or 0, high, y, ACTUAL, "hollow", **self._mark(row))

    def _aim(self, row: Row, low: float | None, high: float | None, y: float) -> None:
        """A tick for a target, a bracket for a forecast or any range."""
        ends = sorted({end for end in (low, high) if end is not None})
        target = row["kind"] == "target"
        line = {"color": self.p.ink, "width": 4 if target and len(ends) == 1 else 2}
        if len(ends) == 2:
            self.sheet.line(ends[0], y, ends[1], y, self.p.ink, 2)
        size = TICK if target else CAP
        if not target and len(ends) == 1:
            outline = {"color": self.p.outline, "width": theme.OUTLINE}
            self.sheet.marks(ends, [y], **self._mark(row), symbol="triangle-right", color=self.p.fact, line=outline)
            return
        self.sheet.marks(ends, [y] * len(ends), **self._mark(row), symbol="line-ns", size=size, line=line)
