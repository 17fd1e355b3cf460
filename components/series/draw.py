"""A sheet of lanes: bars, bands, rings, labels and notes laid out in pixels downwards, values across."""

from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import Any, Literal

from components import theme
from components.series.merged import merged
from components.theme import Figure, Palette, Trace
from data.vocabulary import Stance

FAINT = 0.45
"""Opacity of a mark that is only possibly known or possibly inside the dates."""

Style = Literal["fact", "hollow", "capacity", "carried", "unknown", "derived", "rest"]


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of `colour` laid on `ground`, both `#RRGGBB`."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in pairs)


def steps(most: float, wanted: int) -> float:
    """A round tick step (1, 2 or 5 times a power of ten) that leads to `most` in about `wanted` steps."""
    if most <= 0:
        return 1.0
    rough = most / wanted
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


@dataclass
class Sheet:
    """Collects marks; `drawn` makes the figure. In px: labels' x from the left edge, every y from the top."""

    palette: Palette
    left: float
    right: float
    traces: list[Trace] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def bar(
        self, low: float, high: float, y: float, height: float, style: Style, claim: str | None, hover: str,
        *, faint: bool = False,
    ) -> None:  # fmt: skip
        """A horizontal stretch from `low` to `high` about `y`, clickable as `claim` (ids joined by `;`)."""
        p = self.palette
        marker: dict[str, Any] = {"line": {"width": 0}, "opacity": FAINT if faint else 1}
        clear = "rgba(0,0,0,0)"
        if style in ("fact", "capacity"):
            marker["color"] = p.fact if style == "fact" else p.capacity
        elif style == "carried":
            marker["color"] = mixed(p.capacity, p.page, 0.5)
        elif style in ("unknown", "rest", "derived"):
            colour = p.derived if style == "derived" else p.hatch
            marker["color"] = clear
            marker["pattern"] = {
                "shape": "/", "size": 8 if style == "derived" else 11, "fgcolor": colour, "bgcolor": clear,
                "solidity": 0.22 if style == "derived" else 0.1, "fillmode": "replace",
            }  # fmt: skip
        else:
            marker["color"] = clear
        if style == "capacity":
            marker["line"] = {"width": 1, "color": p.ink3}
        self.traces.append(
            theme.bar(
                orientation="h", base=[low], x=[high - low], y=[y], width=[height], marker=marker, name=style,
                customdata=[claim], hovertext=[hover], hoverinfo="text", cliponaxis=False,
            )
        )  # fmt: skip
        if style in ("carried", "hollow"):
            carried = style == "carried"
            layer = "above" if carried else "between"
            self.box(low, high, y, height, p.ink3 if carried else p.fact, "dot", layer=layer)

    def box(
        self, low: float, high: float, y: float, height: float, colour: str, dash: str, width: float = 1.2,
        layer: str = "above",
    ) -> None:  # fmt: skip
        """An outline, drawn above the bars; bars themselves can't have a broken one."""
        self.shapes.append(
            {
                "type": "rect", "x0": low, "x1": high, "y0": y - height / 2, "y1": y + height / 2,
                "line": {"color": colour, "width": width, "dash": dash}, "fillcolor": "rgba(0,0,0,0)", "layer": layer,
            }
        )  # fmt: skip

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1.2,
        dash: str = "solid", layer: str = "above",
    ) -> None:  # fmt: skip
        """A straight line in values across and px down."""
        self.shapes.append(
            {
                "type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": layer,
                "line": {"color": colour, "width": width, "dash": dash},
            }
        )  # fmt: skip

    def rule(self, y: float) -> None:
        """A hairline across the whole width, between groups."""
        across = {"type": "line", "xref": "paper", "y0": y, "y1": y, "layer": "below"}
        line = {"line": {"color": self.palette.rule, "width": 1}}
        self.shapes.append({**across, **line, "x0": 0, "x1": 1})
        for end, x0, x1 in ((0, -self.left, 0.0), (1, 0.0, self.right)):
            self.shapes.append({**across, **line, "xsizemode": "pixel", "xanchor": end, "x0": x0, "x1": x1})

    def marks(
        self, x: list[float], y: list[float], claim: str, hover: str, *, faint: bool = False, **marker: Any
    ) -> None:
        """Point marks of one claim."""
        self.traces.append(
            theme.scatter(
                x=x, y=y, mode="markers",
                marker={"size": theme.MARK, "opacity": FAINT if faint else 1, **marker},
                customdata=[claim] * len(x), hovertext=[hover] * len(x), hoverinfo="text", cliponaxis=False,
            )
        )  # fmt: skip

    def band(
        self, low: float, high: float, y: float, height: float, claim: str, hover: str,
        *, low_open: bool, high_open: bool, faint: bool = False, plot: float = 600, most: float = 1,
    ) -> None:  # fmt: skip
        """A derived interval: pale up to its low end, hatched to its high one. Rings where ends are excluded.

        The hatching keeps its strength where `faint` pales the marks. An interval narrower than its rings
        (`plot` px wide axis to `most`) gets lines for ends.
        """
        p = self.palette
        self.bar(0, low, y, height, "fact", claim, hover, faint=faint)
        self.traces[-1]["marker"]["color"] = mixed(p.derived, p.page, 0.12)
        self.traces[-1]["name"] = "implied"
        self.bar(low, high, y, height, "derived", claim, hover)
        wide = (high - low) / most * plot
        for x, is_open in ((low, low_open), (high, high_open)):
            if is_open and wide > 12:
                ring = {
                    "symbol": "circle",
                    "size": 10,
                    "color": p.page,
                    "line": {"color": p.derived, "width": 2},
                }
                self.marks([x], [y], claim, hover, faint=faint, **ring)
            else:
                self.line(x, y - height / 2, x, y + height / 2, p.derived, 2, "dot" if is_open else "solid")

    def stance(self, stance: Stance, x: float, y: float, claim: str, hover: str, *, faint: bool = False) -> None:
        """The shape of a stance that does not simply state a figure, at the end of its hollow bar."""
        symbol = theme.SYMBOLS[stance]
        hollow = symbol.endswith(("open", "open-dot")) or symbol == "line-ew"
        line = {"color": self.palette.outline, "width": 2.2 if hollow else theme.OUTLINE}
        colour = self.palette.outline if hollow else self.palette.page
        self.marks([x], [y], claim, hover, faint=faint, symbol=symbol, color=colour, line=line)

    def unknown(self, words: str, most: float, y: float, height: float, claim: str | None, hover: str) -> None:
        """Grey hatching across the axis with a sentence on it."""
        self.bar(0, most, y, height, "unknown", claim, hover)
        self.value(words, 0, y, shift=0, size=theme.LABEL - 1, colour=self.palette.ink2)
        self.notes[-1]["borderpad"] = 4
        self.notes[-1]["xshift"] = -4

    def text(
        self, words: str, at: float, y: float, *, size: float = theme.LABEL, colour: str = "",
        weight: int = 400, anchor: str = "left", ground: bool = False,
    ) -> None:  # fmt: skip
        """Words `at` px from the left edge of the picture, centred on `y`; with `ground` on page colour."""
        self._note(words, y, size, colour, weight, anchor, ground=ground, xref="paper", x=0, xshift=at - self.left)

    def end(
        self, words: str, y: float, *, at: float = 0, size: float = theme.AXIS, colour: str = "",
        weight: int = 400, anchor: str = "left",
    ) -> None:  # fmt: skip
        """Words `at` px right of the plot's right end: the column of derived values."""
        self._note(words, y, size, colour, weight, anchor, xref="paper", x=1, xshift=at)

    def value(
        self, words: str, x: float, y: float, *, shift: float = 8, size: float = theme.LABEL,
        colour: str = "", weight: int = 400, anchor: str = "left", ground: bool = True,
    ) -> None:  # fmt: skip
        """Words `shift` px right of a mark at value `x`, on page colour so that the grid breaks."""
        self._note(words, y, size, colour, weight, anchor, x=x, xshift=shift, ground=ground)

    def _note(
        self, words: str, y: float, size: float, colour: str, weight: int, anchor: str, *,
        ground: bool = False, **where: Any,
    ) -> None:  # fmt: skip
        note = {
            "text": words, "y": y, "yref": "y", "xanchor": anchor, "yanchor": "middle", "align": anchor,
            "showarrow": False, "borderpad": 1, "font": {"size": size, "color": colour or self.palette.ink,
            "weight": weight}, **where,
        }  # fmt: skip
        self.notes.append({**note, "bgcolor": self.palette.page} if ground else note)

    def drawn(
        self, height: float, most: float, step: float, *, top: float = 8, bottom: float = 28, unit: str = "",
        tickformat: str = ",", least: float = 0,
    ) -> Figure:  # fmt: skip
        """The figure: `height` px of lanes, values from `least` to `most`, a tick a `step`, `unit` under the axis."""
        notes = list(self.notes)
        if unit:
            notes.append(
                {
                    "text": unit, "xref": "paper", "x": 0.5, "xanchor": "center", "yref": "paper", "y": 0, "yshift": -bottom + 4,
                    "yanchor": "bottom", "showarrow": False,
                    "font": {"size": theme.AXIS, "color": self.palette.ink2},
                }
            )  # fmt: skip
        whole = theme.layout(
            self.palette, grid="x", height=height + top + bottom, barmode="overlay", bargap=0,
            margin={"l": self.left, "r": self.right, "t": top, "b": bottom},
            xaxis={"range": [least, most], "dtick": step, "tick0": 0, "tickformat": tickformat},
            yaxis={"range": [height, 0], "showticklabels": False},
            annotations=notes, shapes=self.shapes,
        )  # fmt: skip
        return theme.figure(merged(self.traces), whole)


def reach(ends: list[tuple[float, float]], plot: float, least: float, gap: float = 8) -> float:
    """The value at the right end of an axis `plot` px wide, so that words after each mark still fit.

    `ends` are pairs of (value, width of the words behind it in px); `least` is the smallest right end.
    """
    needed = (value * plot / max(plot - gap - words, plot * 0.2) for value, words in ends)
    return max([least, *needed])


def blank(palette: Palette) -> Figure:
    """An empty figure, where there is nothing to draw: the page shows a sentence instead."""
    axis = {"visible": False}
    return theme.figure([], theme.layout(palette, grid="none", height=60, xaxis=axis, yaxis=axis))


def up_to(value: float, step: float) -> float:
    """`value` rounded up to a whole number of steps."""
    return ceil(value / step - 1e-9) * step
