"""What is drawn in the lanes: faint lines, silence, bars, threads, marks, the bars of an end, folds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.theme import MARK, OUTLINE, SYMBOLS, Palette, Trace, scatter
from components.timeline import hover as timeline_hover
from components.timeline.marks import FOLD, Fold, Mark
from components.timeline.rows import Bar, Row
from components.timeline.scale import Scale
from data.vocabulary import How, Stage, Stance

BAR, FAINT = 12, 0.45
"""Px of a bar's height; the opacity of what is only possibly so."""

_SOLID, _FADED = 0.85, 0.2


def rgba(colour: str, alpha: float) -> str:
    """`#RRGGBB` with an opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"


def hue(stage: Any, palette: Palette) -> str:
    """A stage's colour; stages beside the ladder, and claims without one, are grey."""
    return palette.stage.get(stage, palette.capacity)


def lines(rows: list[Row], scale: Scale, known: pd.Timestamp, palette: Palette) -> list[Trace]:
    """The hairline up to each lane's first mark, and dots through the silence up to the known-on line."""
    quiet: list[tuple[Any, float]] = []
    before: list[tuple[Any, float]] = []
    to = scale.clipped(known)
    for row in rows:
        left, _ = row.extent(scale)
        before += [(scale.start, row.y), (min(scale.start + scale.days(left), to), row.y), (None, row.y)]
        shown = [scale.at(mark.x) + MARK / 2 for mark in row.marks if mark.x <= to]
        if row.bar:
            shown.append(scale.at(row.bar.end))
        begins = max([scale.at(scale.clipped(row.silent_from)), *shown])
        if scale.at(to) - begins > 12:
            quiet += [(scale.start + scale.days(begins + 4), row.y), (to, row.y), (None, row.y)]
    return [
        _line(before, {"color": palette.grid, "width": 1}),
        _line(quiet, {"color": palette.hatch, "width": 1.4, "dash": "1.6px,3.6px"}),
    ]


def bars(rows: list[Row], palette: Palette) -> list[Trace]:
    """A bar a lane, with soft ends."""
    return [_bar(row.bar, row.y, palette) for row in rows if row.bar]


def _bar(bar: Bar, y: float, palette: Palette) -> Trace:
    length = bar.end - bar.start
    solid, fading = ((moment - bar.start) / length for moment in (bar.solid, bar.fading))
    colour, much = hue(bar.stage, palette), FAINT if bar.faint else 1
    stops = [(0, 0.0 if solid > 0 else _SOLID), (solid, _SOLID), (max(solid, fading), _SOLID)]
    stops.append((1, _FADED if fading < 1 else _SOLID))
    shades = [[min(max(at, 0), 1), rgba(colour, alpha * much)] for at, alpha in stops]
    top, bottom = y - BAR / 2, y + BAR / 2
    return scatter(
        x=[bar.start, bar.end, bar.end, bar.start, bar.start], y=[top, top, bottom, bottom, top], mode="none",
        fill="toself", fillgradient={"type": "horizontal", "colorscale": shades}, hoverinfo="skip", name="bar",
    )  # fmt: skip


def bands(rows: list[Row], scale: Scale, palette: Palette) -> list[Trace]:
    """A thin band over the days that a claim may be about, where they are wider than its mark; open under a fold's words."""
    by_hue: dict[str, list[tuple[Any, float]]] = {}
    for row in rows:
        for mark in row.marks:
            low, high = scale.clipped(mark.lower), scale.clipped(mark.upper)
            if scale.at(high) - scale.at(low) > MARK + 4:
                points = by_hue.setdefault(hue(mark.claim.stage, palette), [])
                taken = [_taken(fold, scale) for fold in row.folds if fold.beside.dy == mark.dy]
                for left, right in _free(low, high, taken):
                    points += [(left, row.y + mark.dy), (right, row.y + mark.dy), (None, row.y)]
    return [_line(points, {"color": rgba(colour, 0.7), "width": 3}, "band") for colour, points in by_hue.items()]


def _taken(fold: Fold, scale: Scale) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From when to when the words of a fold stand."""
    near, far = scale.days(0.75 * MARK), scale.days(MARK + FOLD)
    at = fold.beside.x
    return (at - far, at - near) if fold.left else (at + near, at + far)


def _free(
    low: pd.Timestamp, high: pd.Timestamp, taken: list[tuple[pd.Timestamp, pd.Timestamp]]
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The parts of a time that nothing takes, in order."""
    parts = []
    for left, right in sorted(taken):
        if low < min(left, high):
            parts.append((low, min(left, high)))
        low = max(low, right)
    return [*parts, (low, high)] if low < high else parts


def threads(rows: list[Row], answers: pd.DataFrame, palette: Palette) -> list[Trace]:
    """From each denial to what it denies, where both have a mark of their own."""
    at: dict[str, tuple[Any, float]] = {}
    for row in rows:
        at.update({mark.claim.claim_id: (mark.x, row.y + mark.dy) for mark in row.marks})
    denying = answers[answers["how"] == str(How.DENIES)]
    points: list[tuple[Any, float]] = []
    for denial, denied in zip(denying["claim_id"], denying["answers"], strict=True):
        if denial in at and denied in at and at[denial] != at[denied]:
            points += [at[denial], at[denied], (None, 0.0)]
    return [_line(points, {"color": palette.disputed, "width": 2.4}, "thread")] if points else []


def marks(rows: list[Row], answers: pd.DataFrame, names: Mapping[str, str], palette: Palette) -> list[Trace]:
    """Every claim's mark: shape by stance, colour by stage. The ends of deals are drawn by `ends`, clicked here."""
    drawn = [(row.y + mark.dy, mark) for row in rows for mark in row.marks]
    statements = {mark.claim.claim_id: mark.claim.statement for _, mark in drawn}
    answered: dict[str, list[tuple[str, str, str]]] = {}
    for claim, answers_to, how, scope in answers[["claim_id", "answers", "how", "scope"]].to_numpy().tolist():
        if answers_to in statements:
            answered.setdefault(claim, []).append((how, scope, statements[answers_to]))
    hollow = [(y, mark) for y, mark in drawn if _open(mark) and not mark.over]
    under = scatter(
        x=[mark.x for _, mark in hollow], y=[y for y, _ in hollow], mode="markers", hoverinfo="skip", name="under",
        marker={"size": MARK - 1, "color": palette.page, "symbol": [SYMBOLS[mark.claim.stance].split("-")[0] for _, mark in hollow]},
    )  # fmt: skip
    return [under, _claims(drawn, names, answered, palette)]


def _claims(
    drawn: list[tuple[float, Mark]], names: Mapping[str, str], answered: Mapping[str, Any], palette: Palette
) -> Trace:
    def stroke(mark: Mark) -> bool:
        return _open(mark) or mark.claim.stance == Stance.DECLINES_TO_COMMENT

    return scatter(
        x=[mark.x for _, mark in drawn], y=[y for y, _ in drawn], mode="markers", name="claims", cliponaxis=False,
        customdata=[mark.claim.claim_id for _, mark in drawn], hoverinfo="text",
        hovertext=[timeline_hover.claim(m.claim, names, answered.get(m.claim.claim_id, ())) for _, m in drawn],
        marker={
            "symbol": ["square" if m.over else SYMBOLS[Stance(m.claim.stance)] for _, m in drawn],
            "size": [_SIZE.get(m.claim.stance, MARK) for _, m in drawn],
            "color": [palette.outline if stroke(m) else hue(m.claim.stage, palette) for _, m in drawn],
            "opacity": [0 if m.over else FAINT if m.faint else 1 for _, m in drawn],
            "line": {"color": palette.outline, "width": [_stroke(m) for _, m in drawn]},
        },
    )  # fmt: skip


_SIZE = {Stance.UNKNOWN: MARK - 2, Stance.EXPECTS: MARK - 1}
"""Px of the shapes that Plotly draws larger than it is told, so that all look alike."""


def _open(mark: Mark) -> bool:
    return "open" in SYMBOLS[Stance(mark.claim.stance)]


def _stroke(mark: Mark) -> float:
    thick = (Stance.DOES_NOT_RULE_OUT, Stance.DECLINES_TO_COMMENT)
    return 2.6 if mark.claim.stance in thick else 1.8 if _open(mark) else OUTLINE


def folds(rows: list[Row], palette: Palette) -> list[Trace]:
    """ "+5" beside a stack; a click opens all five."""
    found = [(row.y + fold.beside.dy, fold) for row in rows for fold in row.folds]
    if not found:
        return []
    return [scatter(
        x=[fold.beside.x for _, fold in found], y=[y for y, _ in found], mode="markers+text", name="folds",
        text=[f"+{len(fold.claims)}" for _, fold in found], cliponaxis=False,
        textposition=["middle left" if fold.left else "middle right" for _, fold in found],
        textfont={"size": 12, "color": palette.ink2}, hoverinfo="text",
        customdata=[";".join(claim.claim_id for claim in fold.claims) for _, fold in found],
        hovertext=[timeline_hover.fold(fold.claims) for _, fold in found],
        # The unseen marker holds the words off the mark and is wider than it, so that the pointer tells them apart.
        marker={"size": 1.5 * MARK, "opacity": 0, "color": palette.page},
    )]  # fmt: skip


def ends(rows: list[Row], palette: Palette) -> list[dict[str, Any]]:
    """Upright bars where a deal is said to be over, two for collapsed and one for ended, as layout shapes."""
    shapes = []
    for row in rows:
        for mark in row.marks:
            if mark.over:
                half = 11 if mark.stacked == 1 else 6.5
                places = (-3, 3) if mark.claim.stage == Stage.COLLAPSED else (0,)
                shapes += [_upright(mark, row.y + mark.dy, half, place, palette) for place in places]
    return shapes


def _upright(mark: Mark, y: float, half: float, place: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "yref": "y", "xsizemode": "pixel", "xanchor": mark.x, "x0": place, "x1": place,
        "y0": y - half, "y1": y + half, "line": {"color": palette.outline, "width": 2.4},
        "opacity": FAINT if mark.faint else 1,
    }  # fmt: skip


def _line(points: list[tuple[Any, float]], line: dict[str, Any], name: str = "line") -> Trace:
    return scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="lines",
        line=line,
        hoverinfo="skip",
        name=name,
    )
