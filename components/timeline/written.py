"""What is written about the lanes: companies, deals, stages, notes, the known-on line, the veil, the axis."""

from html import escape
from typing import Any

import pandas as pd

from components import letters, words
from components.theme import AXIS, LABEL, SOURCE, Palette, hover
from components.timeline.notes import LINE
from components.timeline.rows import Group, Row
from components.timeline.scale import Scale, Sizes, spans

NOTE, HEADER, GAP = 13, 15, 12
"""Px: the type of notes and of company names, and the room between a mark and its note."""

INSET = 18
"""Px between the axis and the column of stages."""


def _words(text: str, y: float, **more: Any) -> dict[str, Any]:
    return {
        "text": text, "showarrow": False, "xref": "paper", "yref": "y", "x": 0, "y": y, "xanchor": "left",
        "yanchor": "middle", "align": "left", "borderpad": 0, **more,
    }  # fmt: skip


def headings(groups: list[Group], sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """The companies; beside the first the title of the column of stages."""
    dy = 18 if sizes.left else 24
    found = [
        _words(
            f"<b>{escape(group.name, quote=False)}</b>",
            group.y + dy,
            xshift=-sizes.left,
            font={"size": HEADER},
        )
        for group in groups
    ]
    if groups and sizes.right:
        font = {"size": NOTE, "color": palette.ink2}
        found.append(_words("Stage now; support", groups[0].y + dy, x=1, xshift=INSET, font=font))
    return found


def deals(rows: list[Row], sizes: Sizes, palette: Palette) -> list[dict[str, Any]]:
    """Beside each lane whom the deal is with, its form, its stage and support; above the lane on a phone."""
    found = []
    for row in rows:
        elbow = f'<span style="color:{palette.ink3}">↳ </span>' if row.lane.below else ""
        inset = 16 if row.lane.below else 0
        if not sizes.left:
            room = sizes.width - letters.width(_stage(row.lane, None), LABEL, bold=True) - inset - 12
            name = escape(letters.fitted(row.lane.other, LABEL, room, bold=True), quote=False)
            stage = f'<span style="color:{palette.ink2}">{_stage(row.lane, palette)}</span>'
            found.append(_words(f"{elbow}<b>{name}</b>  {stage}", row.top + 7, font={"size": LABEL}))
            continue
        room = sizes.left - 12 - inset
        name = escape(letters.fitted(row.lane.other, LABEL, room), quote=False)
        form = escape(letters.fitted(row.lane.form, SOURCE, room), quote=False)
        small = {"size": SOURCE, "color": palette.ink3}
        left, font = {"xshift": -sizes.left}, {"size": LABEL}
        right = {"x": 1, "xshift": INSET}
        found += [
            _words(f"{elbow}{name}", row.y - 9, font=font, hovertext=_whole(name, row.lane.other), **left),
            _words(form, row.y + 9, font=small, xshift=inset - sizes.left, hovertext=_whole(form, row.lane.form)),
            _words(_stage(row.lane, palette), row.y - 9, font=font, **right),
            _words(_support(row.lane.support, sizes.right - INSET), row.y + 9, font=small, **right),
        ]
    return found


def _whole(shown: str, words_of: str) -> str:
    """The whole of what an ellipsis cut short, for its hover."""
    return hover(words_of) if shown.endswith("…") else ""


def _stage(lane: Any, palette: Palette | None) -> str:
    """The stage now, after the word contested; with a palette as markup."""
    stage = words.stage(lane.stage)
    if not lane.contested:
        return stage
    mark = f'<span style="color:{palette.disputed}"><b>contested</b></span>' if palette else "contested"
    return f"{mark}, {stage}"


def _support(support: str, room: float) -> str:
    """The support, without its middle where it would run out of its column."""
    parts = support.split(", ")
    if len(parts) > 2 and letters.width(support, SOURCE) > room:
        support = f"{parts[0]}, {parts[-1]}"
    return escape(letters.fitted(support, SOURCE, room), quote=False)


def notes(rows: list[Row], scale: Scale, known: pd.Timestamp, palette: Palette) -> list[dict[str, Any]]:
    """A note beside each lane's marks, never across the known-on line: right of them where it fits, else left."""
    line = min(scale.at(known), scale.px)
    found = []
    for row in rows:
        lines = letters.two_lines(words.text(row.lane.note), LINE)
        if not lines or not lines[0] or not row.marks:
            continue
        left, right = row.extent(scale)
        room = max(letters.width(part, NOTE) for part in lines) + GAP
        if right + room + 10 <= line:
            side = {"x": scale.start + scale.days(right), "xanchor": "left", "xshift": GAP}
        elif left - room >= 0:
            side = {"x": scale.start + scale.days(left), "xanchor": "right", "xshift": -GAP}
        else:
            continue
        text = "<br>".join(escape(part, quote=False) for part in lines)
        look = {"bgcolor": palette.page, "borderpad": 2, "font": {"size": NOTE, "color": palette.ink2}}
        found.append(_words(text, row.y, xref="x", **side, **look))
    return found


def known_on(
    rows: list[Row],
    scale: Scale,
    known: pd.Timestamp,
    day: str,
    hidden: tuple[int, int],
    sizes: Sizes,
    palette: Palette,
) -> list[dict[str, Any]]:
    """The day above the known-on line, and in the veil after it what is left out; above too where it won't fit."""
    at = scale.at(known)
    claims, articles = hidden
    veil = f"{words.count(claims, 'claim')}"
    plural = f"{words.worded(articles)} {'article' if articles == 1 else 'articles'}"
    inside = ["Published after this day", f"and left out: {veil}", f"in {plural}"]
    room = max(letters.width(line, NOTE) for line in inside) + 22
    clear = not any(mark.x > known and row.y < 110 for row in rows for mark in row.marks)
    fits = 0 <= at <= scale.px - room and clear and sizes.left > 0
    said = f"known on {day}"
    if claims and not fits:
        said += f"; {veil} in {plural} left out" if sizes.left else f"; {veil} left out"
    found = []
    if claims and fits:
        font = {"size": NOTE, "color": palette.ink2}
        text = "<br>".join(inside)
        found.append(_words(text, 12, xref="x", x=known, xshift=INSET - 6, yanchor="top", font=font))
    half = letters.width(said, NOTE) / 2
    top: dict[str, Any] = {"yanchor": "bottom", "yshift": 2, "font": {"size": NOTE, "color": palette.ink}}
    if at > scale.px:
        top |= {"x": 1, "xanchor": "right"}
        said += " →"
    elif at < 0:
        top |= {"x": 0}
        said = f"← {said}"
    elif at + half > scale.px + sizes.right:
        top |= {"x": 1, "xanchor": "right"}
    elif at - half < -sizes.left:
        top |= {"x": 0}
    else:
        top |= {"xref": "x", "x": known, "xanchor": "center"}
    return [*found, _words(said, 0, **top)]


def axis(scale: Scale, height: float, palette: Palette) -> tuple[list[dict[str, Any]], list[pd.Timestamp], int]:
    """The labels centred in their spans, the grid lines between the spans, and the lines of type below the chart."""
    found, edges, lines = [], [], 1
    for low, high, label in spans(scale):
        if low > scale.start:
            edges.append(low)
        if label:
            font = {"size": AXIS, "color": palette.ink2}
            middle = low + (high - low) / 2
            more = {
                "xref": "x",
                "x": middle,
                "xanchor": "center",
                "yanchor": "top",
                "yshift": -5,
                "align": "center",
            }
            found.append(_words(label, height, font=font, **more))
            lines = max(lines, label.count("<br>") + 1)
    return found, edges, lines
