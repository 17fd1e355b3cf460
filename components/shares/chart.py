"""The share chart: solid bars were published, hatched ones were not; a rank alone is the band it implies."""

from collections.abc import Iterable, Mapping
from typing import Any

from components import theme
from components.series import Row, ShareSet, inputs
from components.series.draw import FAINT, Sheet, blank, mixed, reach, steps, up_to
from components.series.wording import (
    but,
    called,
    decimals,
    doubtful,
    fixed,
    hover,
    interval,
    ordinal,
    width,
    wrapped,
)  # fmt: skip
from components.shares.lanes import Lane, lanes, rest
from components.theme import LABEL, LANE, SOURCE, Figure, Palette
from components.words import present, text
from data.vocabulary import Basis, Stance

BAR, NARROW_BAR = 21, 15
WIDE_PLOT, NARROW_PLOT = 700, 336
"""Px that the plot surely has: words behind the bars are fitted into them."""


def figure(one_set: ShareSet, names: Mapping[str, str], palette: Palette, narrow: bool = False) -> Figure:
    """Shares of one comparison set as bars, per cent of the market, largest first.

    `names` maps entity ids to names. Every mark's customdata is its claim id (several joined by `;`). A
    published value is solid (an estimate says so; forecasts and targets are hollow), a rank alone its derived
    band, what nobody reported grey hatching. `narrow`: names above the bars, notes dropped, about 360 px.
    """
    shown = lanes(one_set)
    if not shown:
        return blank(palette)
    return _Chart(one_set, shown, names, palette, narrow).drawn()


def _claims(lane: Lane) -> str:
    """The ids that a lane's marks carry: its own, its rank's, and what is derived about it."""
    derived = [text(row["claim_id"]) for row in (lane.band, lane.ratio) if row is not None]
    found = [*lane.claim.split(";"), lane.rank_claim, *derived]
    return ";".join(dict.fromkeys(claim for claim in found if claim))


def _ends(rows: Iterable[Row]) -> list[float]:
    return [float(row[end]) for row in rows for end in ("low", "high") if present(row[end])]


class _Chart:
    def __init__(
        self, one_set: ShareSet, shown: list[Lane], names: Mapping[str, str], palette: Palette, narrow: bool
    ) -> None:
        self.lanes, self.names, self.p, self.narrow = shown, names, palette, narrow
        self.rest = rest(one_set)
        ours = [lane.band for lane in shown if lane.band is not None]
        ours += [self.rest] if self.rest is not None else []
        said, derived = _ends([lane.row for lane in shown if lane.share]), _ends(ours)
        self.digits, self.derived_digits = decimals(said), max(decimals(said), decimals(derived))
        self.most = max([*said, *derived], default=1.0)
        self.numbered = any(lane.place for lane in shown)
        self.indent = 26 if self.numbered else 0
        labels = [called(lane.of, names) for lane in shown] + ["Not reported"]
        longest = max(width(label, theme.LABEL + 0.5) for label in labels)
        self.name_width = min(max(longest, 72), 190)
        left = 4 if narrow else self.indent + self.name_width + 20
        self.sheet = Sheet(palette, left=left, right=20 if narrow else 24)
        self.height = 18 + LANE * (len(shown) + (self.rest is not None)) - (0 if narrow else 12)
        self.bar = NARROW_BAR if narrow else BAR
        self.plot = NARROW_PLOT if narrow else WIDE_PLOT

    def y(self, at: int) -> float:
        """The middle of a lane's bar."""
        return 10 + LANE * at + (33 if self.narrow else 13)

    def drawn(self) -> Figure:
        ends = [(self._end(lane), 0 if self._above(lane) else width(self._main(lane)) + 6) for lane in self.lanes]
        if self.rest is not None:
            words = "" if self.narrow else f"{interval(self.rest, self.derived_digits)} derived"
            ends.append((self._top(self.rest), width(words) + 18))
        self.right_end = reach(ends, self.plot, self.most * 1.04, gap=12)
        for at, lane in enumerate(self.lanes):
            self._label(lane, self.y(at))
            self._lane(lane, self.y(at))
        self._ties()
        if self.rest is not None:
            self._rest(self.rest, self.y(len(self.lanes)))
        step = steps(self.right_end, 4 if self.narrow else 7)
        most = min(up_to(self.right_end, step), self.right_end * 1.05)
        return self.sheet.drawn(self.height, most, step, bottom=48, unit="per cent of the market")

    def _above(self, lane: Lane) -> bool:
        """Whether the words stand over the bar, beside the name: on a phone, where they are long."""
        return self.narrow and (lane.band is not None or not lane.share)

    @staticmethod
    def _top(row: Row) -> float:
        return float(row["high"] if present(row["high"]) else row["low"] if present(row["low"]) else 0)

    def _end(self, lane: Lane) -> float:
        row = lane.band if lane.band is not None else lane.row if lane.share else None
        return self._top(row) if row is not None else 0.0

    def _main(self, lane: Lane) -> str:
        """The words behind a bar that are never dropped."""
        if lane.band is not None:
            place = f"{ordinal(lane.rank)}; " if lane.rank else ""
            return f"{place}{'' if self.narrow else 'between '}{self._between(lane.band)}"
        if not lane.share:
            return f"{ordinal(lane.rank)}; share not reported" if lane.rank else "share not reported"
        said = [interval(lane.row, self.digits)]
        if lane.row["basis"] != str(Basis.ACTUAL):
            said.append(text(lane.row["basis"]))
        if note := but(lane.row, self.names):
            said.append(note)
        return ", ".join(said)

    def _between(self, row: Row) -> str:
        if self.narrow:
            return interval(row, self.derived_digits)
        return interval(row, self.derived_digits).replace(" to ", " and ")

    def _label(self, lane: Lane, y: float) -> None:
        top = y - 20 if self.narrow else y
        if lane.place:
            published = lane.rank is not None
            self.sheet.text(
                str(lane.place), 2, top, size=LABEL + 0.5, colour=self.p.ink if published else self.p.ink3,
                weight=500 if published else 400,
            )  # fmt: skip
        if lane.repeats and not self.narrow:
            said = text(lane.row["publisher_name"]) or called(lane.row["said_by"], self.names)
            self.sheet.text(wrapped(said, self.name_width, SOURCE, 1)[0], self.indent + 2, top, size=SOURCE,
                            colour=self.p.ink3)  # fmt: skip
            return
        lines = wrapped(called(lane.of, self.names), 300 if self.narrow else self.name_width, LABEL + 0.5)
        self.sheet.text("<br>".join(lines), self.indent + 2, top, size=LABEL + 0.5, weight=500, ground=self.narrow)

    def _lane(self, lane: Lane, y: float) -> None:
        if lane.band is not None:
            self._band(lane, lane.band, y)
        elif not lane.share:
            self._unknown(lane, y)
        else:
            self._share(lane, y)

    def _unknown(self, lane: Lane, y: float) -> None:
        """Grey hatching with a sentence on it: named, and no share given."""
        said = hover(lane.row, self.names)
        words = "" if self.narrow else self._main(lane)
        self.sheet.unknown(words, self.right_end, y, self.bar, _claims(lane), said)
        if lane.faint:
            self.sheet.traces[-1]["marker"]["opacity"] = FAINT
        if self.narrow:
            at = self.indent + width(called(lane.of, self.names), LABEL + 0.5) + 12
            self.sheet.text(self._main(lane), at, y - 20, colour=self.p.ink2, ground=True)

    def _share(self, lane: Lane, y: float) -> None:
        row, said = lane.row, hover(lane.row, self.names)
        claim = _claims(lane)
        stance = Stance(text(row["stance"]))
        stated = stance in (Stance.ASSERTS, Stance.EXPECTS)
        solid = stated and row["basis"] in (str(Basis.ACTUAL), str(Basis.ESTIMATE))
        top, low = self._top(row), float(row["low"]) if present(row["low"]) else 0.0
        if not present(row["low"]) and not present(row["high"]):
            self._unknown(lane, y)
            return
        if low:
            self.sheet.bar(0, low, y, self.bar, "fact" if solid else "hollow", claim, said, faint=lane.faint)
        if top > low:
            self.sheet.bar(low, top, y, self.bar, "hollow", claim, said, faint=lane.faint)
        shift = 8
        if not stated:
            self.sheet.stance(stance, top, y, claim, said, faint=lane.faint)
            shift = 14
        words = self._main(lane)
        value, _, rest_of = words.partition(", ")
        shown = f'<span style="font-weight:500">{value}</span>' + (f", {rest_of}" if rest_of else "")
        self.sheet.value(shown, top, y, shift=shift, size=LABEL + 0.5)
        if lane.ratio is not None and not self.narrow:
            self._ratio(lane.ratio, row, top, y, shift + width(words, LABEL + 0.5) + 14)

    def _ratio(self, ratio: Row, row: Row, x: float, y: float, shift: float) -> None:
        claims = inputs(ratio).values()
        other = next((lane.of for lane in self.lanes if lane.of != row["of"] and lane.row["claim_id"] in claims), "")
        words = (
            f"{fixed(float(ratio['low']), decimals([float(ratio['low'])]))} times {called(other, self.names)}, derived"
        )
        if x / self.right_end * self.plot + shift + width(words, theme.AXIS) > self.plot + 20:
            return
        self.sheet.value(words, x, y, shift=shift, size=theme.AXIS, colour=self.p.derived)

    def _band(self, lane: Lane, band: Row, y: float) -> None:
        claim = _claims(lane)
        said, faint = hover(band, self.names), lane.faint or doubtful(band)
        low, high = float(band["low"]), float(band["high"])
        self.sheet.band(
            low, high, y, self.bar, claim, said, low_open=bool(band["low_open"]), high_open=bool(band["high_open"]),
            faint=faint, plot=self.plot, most=self.right_end,
        )  # fmt: skip
        self._band_words(lane, band, high, y)

    def _band_words(self, lane: Lane, band: Row, high: float, y: float) -> None:
        rank, _, range_ = self._main(lane).partition("; ")
        words = f'<span style="font-weight:500">{rank}</span>' + (f"; {range_}" if range_ else "")
        if self.narrow:
            at = self.indent + width(called(lane.of, self.names), LABEL + 0.5) + 12
            self.sheet.text(f"{words}, derived", at, y - 20, colour=self.p.derived, ground=True)
            return
        self.sheet.value(words, high, y, shift=13, size=LABEL + 0.5, colour=self.p.derived)
        ends = [bool(band["low_open"]), bool(band["high_open"])]
        tail = "; the ends are not included" if all(ends) else "; one end is not included" if any(ends) else ""
        shift = 13 + width(self._main(lane), LABEL + 0.5) + 12
        room = self.plot + 20 - high / self.right_end * self.plot - shift
        ranked = lane.rank_claim in inputs(band).values() if lane.rank_claim else False
        basis = "derived from its rank" if ranked else "derived from other figures"
        notes = (f"{basis}{tail}", basis, "derived")
        fitting = next((note for note in notes if width(note, theme.AXIS) <= room), notes[-1])
        self.sheet.value(fitting, high, y, shift=shift, size=theme.AXIS, colour=self.p.ink2)

    def _ties(self) -> None:
        """Dotted lines from the ends of a band to the shares that bound it."""
        at = {lane.row["claim_id"]: n for n, lane in enumerate(self.lanes) if lane.share}
        for n, lane in enumerate(self.lanes):
            if lane.band is None:
                continue
            for end in ("low", "high"):
                for claim in inputs(lane.band).values():
                    m = at.get(claim)
                    if m is None or self.lanes[m].row["low"] != lane.band[end]:
                        continue
                    away = 5 if m > n else -5
                    near = self.y(m) - (self.bar / 2 if m > n else -self.bar / 2)
                    value = float(lane.band[end])
                    self.sheet.line(value, self.y(n) + away, value, near, self.p.derived, 1.4, "dot", "below")
                    break

    def _rest(self, row: Row, y: float) -> None:
        said, low, high = hover(row, self.names), float(row["low"]), self._top(row)
        claim = text(row["claim_id"])
        self.sheet.text("Not reported", self.indent + 2, y - 20 if self.narrow else y, size=LABEL + 0.5,
                        colour=self.p.ink2)  # fmt: skip
        faint = doubtful(row)
        self.sheet.bar(0, low, y, self.bar, "rest", claim, said, faint=faint)
        if high > low:
            self._fading(low, high, y, claim, said, FAINT if faint else 1)
        value = interval(row, self.derived_digits)
        words = f'<span style="font-weight:500">{value}</span>'
        if self.narrow:
            at = self.indent + width("Not reported", LABEL + 0.5) + 12
            self.sheet.text(f"{words}, derived", at, y - 20, colour=self.p.derived, ground=True)
            return
        self.sheet.value(words, high, y, size=LABEL + 0.5, colour=self.p.derived)
        shift = 8 + width(value, LABEL + 0.5) + 12
        self.sheet.value("derived", high, y, shift=shift, size=theme.AXIS, colour=self.p.ink2)

    def _fading(self, low: float, high: float, y: float, claim: str, said: str, opacity: float) -> None:
        """The stretch between the interval's ends: it fades, since it may or may not be part."""
        clear = f"rgba({','.join(str(int(self.p.hatch[at : at + 2], 16)) for at in (1, 3, 5))},0)"
        half = self.bar / 2
        shape: dict[str, Any] = {
            "x": [low, high, high, low], "y": [y - half, y - half, y + half, y + half], "mode": "none",
            "fill": "toself", "hoverinfo": "skip", "opacity": opacity,
            "fillgradient": {
                "type": "horizontal",
                "colorscale": [[0, mixed(self.p.hatch, self.p.page, 0.45)], [1, clear]],
            },
        }  # fmt: skip
        self.sheet.traces.append(theme.scatter(**shape))
        self.sheet.bar(low, high, y, self.bar, "hollow", claim, said)
        self.sheet.shapes.pop()
