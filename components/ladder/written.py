"""What is written on the ladder, and its signs: rungs, deals, notes, crosses, the bars of an end."""

from html import escape
from typing import Any

from components import letters, words
from components.ladder.rows import COMMITTED, HIGH, WIDE, Sizes, end_bars, reach, rung_of
from components.theme import AXIS, LABEL, MARK, Palette
from data.vocabulary import LADDER, Stage

NOTE, GAP = 13, 14
"""Px: the type of notes, and the room before them."""

_CROSS = "M-5.5 -3 L-3 -5.5 L0 -2.5 L3 -5.5 L5.5 -3 L2.5 0 L5.5 3 L3 5.5 L0 2.5 L-3 5.5 L-5.5 3 L-2.5 0 Z"


def heads(sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """The names of the rungs, and above them on which side of the line there is talk and where commitment."""
    top = {"xref": "x", "yanchor": "bottom"}
    rungs = {"size": AXIS, "color": palette.ink2}
    sides = {"size": AXIS, "color": palette.ink3}
    middle = COMMITTED - 0.5
    more = {"xanchor": "center", "yshift": 2, "font": rungs}
    found = [_words(words.stage(LADDER[rung]), 0, x=rung, **top, **more) for rung in sizes.labels]
    up = 20 if sizes.left else 28
    return [
        *found,
        _words("talk", 0, x=middle, **top, xanchor="right", xshift=-6, yshift=up, font=sides),
        _words("commitment", 0, x=middle, **top, xanchor="left", xshift=6, yshift=up, font=sides),
    ]


def named(deal: Any, y: float, sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """A deal's title beside its line, above it on a phone; a contested one stands out."""
    bold = bool(deal.contested)
    room = (sizes.left or sizes.width) - 10
    name = escape(letters.fitted(deal.title, LABEL, room, bold=bold), quote=False)
    text = f"<b>{name}</b>" if bold else name
    up = 0 if sizes.left else 17
    return [_words(text, y - up, xref="paper", x=0, xshift=-sizes.left, font={"size": LABEL, "color": palette.ink})]


def noted(deal: Any, y: float, note: str, unit: float, palette: Palette) -> list[dict[str, Any]]:
    """The note right of the mark where it fits, else on the line left of it; a stage off the ladder says its name."""
    rung = max(rung_of(deal), 0)
    what, _, turn = note.partition("; ")
    if not words.present(deal.stage):
        tries = [f"stage not known; {turn}" if turn else "stage not known"]
    elif deal.stage == Stage.PAUSED:
        tries = [f"paused; {note}" if note else "paused", "paused"]
    else:
        tries = [note, *([turn, what] if deal.contested or end_bars(deal) else [what, turn])]
    right = (len(LADDER) - 1 + HIGH - rung) * unit - reach(deal) - GAP
    left = (rung + WIDE.start) * unit - MARK / 2 - GAP
    look = {
        "xref": "x",
        "x": rung,
        "bgcolor": palette.page,
        "borderpad": 2,
        "font": {"size": NOTE, "color": palette.ink2},
    }
    for said in map(words.sentence, tries):
        wide = letters.width(said, NOTE)
        text = escape(said, quote=False)
        if said and wide <= right:
            return [_words(text, y, xshift=reach(deal) + GAP / 2, **look)]
        if said and wide + GAP <= left and not deal.contested:
            return [_words(text, y, xanchor="right", xshift=-MARK / 2 - GAP / 2, **look)]
    return []


def frame(places: list[float], height: float, sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """A hairline under each row and the dotted line between talk and commitment."""
    found: list[dict[str, Any]] = [
        {
            "type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "layer": "below",
            "y0": y - sizes.centre + sizes.row, "y1": y - sizes.centre + sizes.row,
            "line": {"color": palette.grid, "width": 1},
        }
        for y in places
    ]  # fmt: skip
    between = COMMITTED - 0.5
    line = {"color": palette.hatch, "width": 1, "dash": "2px,4px"}
    return [*found, {
        "type": "line", "xref": "x", "yref": "y", "x0": between, "x1": between, "y0": 0, "y1": height, "line": line,
        "layer": "below",
    }]  # fmt: skip


def signs(deal: Any, y: float, palette: Palette) -> list[dict[str, Any]]:
    """The crimson cross of a contested deal, two bars of a collapsed one, one bar of an ended one."""
    at = {"xref": "x", "yref": "y", "xsizemode": "pixel", "xanchor": max(rung_of(deal), 0)}
    found: list[dict[str, Any]] = []
    right = 0.0
    for place in end_bars(deal):
        line = {"color": palette.outline, "width": 2.2}
        found.append({**at, "type": "line", "x0": place, "x1": place, "y0": y - 9, "y1": y + 9, "line": line})
        right = place + 1
    if deal.contested:
        cross = {"type": "path", "path": _CROSS, "ysizemode": "pixel", "yanchor": y, "line": {"width": 0}}
        shift = _shifted(_CROSS, right + 18 if not right else right + 12)
        found.append({**at, **cross, "path": shift, "fillcolor": palette.disputed})
    return found


def _shifted(path: str, right: float) -> str:
    """The same path `right` px further right."""
    found = []
    numbers = path.replace("M", "M ").replace("L", "L ").split()
    for before, word in zip(["", *numbers], numbers, strict=False):
        found.append(f"{float(word) + right:g}" if before in ("M", "L") else word)
    return " ".join(found)


def _words(text: str, y: float, **more: Any) -> dict[str, Any]:
    return {
        "text": text, "showarrow": False, "yref": "y", "y": y, "xanchor": "left", "yanchor": "middle", "align": "left",
        "borderpad": 0, **more,
    }  # fmt: skip
