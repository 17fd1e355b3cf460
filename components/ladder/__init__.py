"""The overview's chart: how far each deal got, on the rungs from rumoured to operating."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme, words
from components.ladder import written as ladder_written
from components.ladder.finding import finding
from components.ladder.rows import (
    HIGH,
    LOW,
    NARROW,
    WIDE,
    Sizes,
    briefs,
    hue,
    order,
    places_of,
    rung_of,
    with_claims,
)  # fmt: skip
from components.theme import MARK, OUTLINE, Figure, Palette, Trace, hover
from data.vocabulary import LADDER

__all__ = ["briefs", "figure", "finding", "order", "with_claims"]


def figure(deals: pd.DataFrame, notes: Mapping[str, str], palette: Palette, narrow: bool = False) -> Figure:
    """Draw a row a deal: contested deals first, then the furthest, what is over last.

    Parameters: `deals`, `views.deals` with the column `claim_ids` (joined by `;`, what a click opens); `notes`, a
    short note by deal (the column `brief` of `timeline.lanes`). Height in px is in the layout.
    """
    sizes = NARROW if narrow else WIDE
    if deals.empty:
        hide = {"visible": False}
        return theme.figure([], theme.layout(palette, grid="none", height=120, xaxis=hide, yaxis=hide))
    ranked: list[Any] = list(order(deals).itertuples(index=False))
    places, height = places_of(ranked, sizes)
    unit = (sizes.width - sizes.left) / (len(LADDER) - 1 + LOW + HIGH)
    margin = {"l": sizes.left, "r": 0, "t": 52 if narrow else 42, "b": 4}
    shapes, written = (
        ladder_written.frame(places, height, sizes, palette),
        ladder_written.heads(sizes, palette),
    )
    for deal, y in zip(ranked, places, strict=True):
        shapes += ladder_written.signs(deal, y, palette)
        written += ladder_written.named(deal, y, sizes, palette)
        if not narrow:
            written += ladder_written.noted(deal, y, notes.get(str(deal.deal), ""), unit, palette)
    return theme.figure(
        [*_hatched(ranked, places, palette), *_runs(ranked, places, sizes, palette), _marks(ranked, places, notes, palette)],
        theme.layout(
            palette, grid="none", height=round(height) + margin["t"] + margin["b"], margin=margin, shapes=shapes,
            xaxis={"range": [-LOW, len(LADDER) - 1 + HIGH], "showticklabels": False},
            yaxis={"range": [height, 0], "showticklabels": False}, annotations=written,
        ),
    )  # fmt: skip


def _runs(ranked: list[Any], places: list[float], sizes: Sizes, palette: Palette) -> list[Trace]:
    """The line of each deal up to its rung, one trace a hue; dots on to the highest rung of a deal that fell back."""
    by_hue: dict[str, list[tuple[float | None, float]]] = {}
    back: list[tuple[float | None, float]] = []
    for deal, y in zip(ranked, places, strict=True):
        rung = rung_of(deal)
        if rung >= 0:
            by_hue.setdefault(hue(deal, palette), []).extend([(-sizes.start, y), (rung, y), (None, y)])
        if int(deal.peak) > rung >= 0:
            back += [(rung, y), (int(deal.peak), y), (None, y)]
    dots = {"color": palette.hatch, "width": 2, "dash": "1.6px,3.6px"}
    looks = [({"color": colour, "width": 4}, points) for colour, points in by_hue.items()] + [(dots, back)]
    return [
        theme.scatter(
            x=[x for x, _ in points],
            y=[y for _, y in points],
            mode="lines",
            line=line,
            hoverinfo="skip",
            name="run",
        )
        for line, points in looks
    ]


def _hatched(ranked: list[Any], places: list[float], palette: Palette) -> list[Trace]:
    """Hatching across the axis for each deal whose rung nobody states."""
    found = []
    for deal, y in zip(ranked, places, strict=True):
        if rung_of(deal) < 0:
            left, right, top, bottom = -LOW, len(LADDER) - 1 + HIGH, y - 7, y + 7
            pattern = {
                "shape": "/",
                "size": 7,
                "solidity": 0.16,
                "fgcolor": palette.hatch,
                "bgcolor": palette.page,
            }
            found.append(theme.scatter(
                x=[left, right, right, left], y=[top, top, bottom, bottom], mode="none", fill="toself",
                fillcolor=palette.page, fillpattern=pattern, hoverinfo="skip", name="hatched",
            ))  # fmt: skip
    return found


def _marks(ranked: list[Any], places: list[float], notes: Mapping[str, str], palette: Palette) -> Trace:
    """The mark at the end of each line, unseen where hatching stands for it; a click opens every claim of the deal."""
    known = [rung_of(deal) >= 0 for deal in ranked]
    return theme.scatter(
        x=[max(rung_of(deal), 0) for deal in ranked], y=places, mode="markers", name="deals", cliponaxis=False,
        customdata=[deal.claim_ids for deal in ranked], hoverinfo="text",
        hovertext=[_hover(deal, notes.get(deal.deal, "")) for deal in ranked],
        marker={
            "size": MARK, "color": [hue(deal, palette) for deal in ranked], "opacity": [1 if sure else 0 for sure in known],
            "line": {"color": palette.outline, "width": OUTLINE},
        },
    )  # fmt: skip


def _hover(deal: Any, note: str) -> str:
    stage = words.stage(deal.stage)
    rung = rung_of(deal)
    reached = f"had reached {words.stage(LADDER[int(deal.peak)])}"
    fell = int(deal.peak) > rung or (rung >= 0 and deal.stage not in LADDER)
    return hover(
        deal.title,
        words.sentence("; ".join([*(["contested"] if deal.contested else []), stage, *([reached] if fell else [])])),
        words.sentence(note),
        f"{words.count(int(deal.claims), 'claim')}, {words.count(int(deal.origins), 'origin')}",
    )
