"""Where each deal stands on the ladder: its rung, its row, its colour, the order of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import words
from components.theme import MARK, Palette
from data.kept import kept
from data.vocabulary import LADDER, Stage

COMMITTED = LADDER.index(Stage.AGREED)
"""The first rung of commitment; what stands below it is talk."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Px of one version; `width` is the least at which nothing collides."""

    width: int
    left: int  # column of deals
    row: int
    centre: float  # from the top of a row to its line
    start: float  # rungs from the first rung back to the start of the lines
    labels: tuple[int, ...]  # rungs that are named


WIDE = Sizes(width=540, left=168, row=34, centre=17, start=0.32, labels=tuple(range(len(LADDER))))
NARROW = Sizes(width=340, left=0, row=51, centre=31, start=0.32, labels=(0, 2, 4, 6))

APART, LOW, HIGH = 15, 0.5, 0.5
"""Px between contested deals and the rest; rungs that the axis runs on before the first and after the last."""


@kept()
def with_claims(deals: pd.DataFrame, lanes: pd.DataFrame) -> pd.DataFrame:
    """The deals with the ids of their claims, joined by `;`, in `claim_ids`: see `timeline.lanes`."""
    return deals.assign(claim_ids=deals["deal"].map(lanes.set_index("deal")["claim_ids"]))


@kept()
def briefs(lanes: pd.DataFrame) -> Mapping[str, str]:
    """What is said beside each deal."""
    return dict(zip(lanes["deal"], lanes["brief"], strict=True))


def order(deals: pd.DataFrame) -> pd.DataFrame:
    """The deals in the order of the ladder: contested, then the furthest, then the newest; what is over last."""
    keys = pd.DataFrame(
        {
            "open": ~deals["contested"].astype(bool),
            "over": deals["stage"].isin([str(Stage.COLLAPSED), str(Stage.ENDED)]),
            "rung": [-rung_of(deal) for deal in deals.itertuples()],
            "last": -deals["last"].astype("int64"),
            "title": deals["title"],
        }
    )
    return deals.iloc[keys.reset_index(drop=True).sort_values(list(keys.columns), kind="stable").index]


def rung_of(deal: Any) -> int:
    """The rung on which a deal stands now, the highest it had where its stage is beside the ladder; -1 for none."""
    stage = words.text(deal.stage)
    return LADDER.index(Stage(stage)) if stage in LADDER else int(deal.peak)


def hue(deal: Any, palette: Palette) -> str:
    """The colour of the rung on which a deal stands; grey for none."""
    rung = rung_of(deal)
    return palette.stage[LADDER[rung]] if rung >= 0 else palette.capacity


def places_of(ranked: list[Any], sizes: Sizes) -> tuple[list[float], float]:
    """The line of each row in px from the top, and the height of all; contested deals stand apart."""
    y, places = 0.0, []
    for deal, above in zip(ranked, [None, *ranked], strict=False):
        y += APART if above is not None and above.contested and not deal.contested else 0
        places.append(y + sizes.centre)
        y += sizes.row
    return places, y + 6


def end_bars(deal: Any) -> tuple[float, ...]:
    """Px right of its mark at which the upright bars of a deal that is over stand: two collapsed, one ended."""
    return {str(Stage.COLLAPSED): (11.0, 16.0), str(Stage.ENDED): (11.0,)}.get(words.text(deal.stage), ())


def reach(deal: Any) -> float:
    """Px that a deal's mark and signs reach to the right of its rung."""
    bars = end_bars(deal)
    signs = (bars[-1] + 1) if bars else MARK / 2
    return signs + (18 if deal.contested else 0)
