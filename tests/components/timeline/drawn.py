"""What is drawn on the talks chart, read back from its figure."""

from datetime import date
from typing import Any

import pandas as pd

KNOWN = date(2026, 4, 30)


def trace(figure: Any, name: str) -> Any:
    return next(one for one in figure.data if one.name == name)


def points(figure: Any) -> dict[str, dict[str, Any]]:
    """What is drawn for each claim that has a mark of its own."""
    drawn = trace(figure, "claims")
    return {
        claim: {
            "symbol": drawn.marker.symbol[n],
            "color": drawn.marker.color[n],
            "opacity": drawn.marker.opacity[n],
            "x": pd.Timestamp(drawn.x[n]),
            "y": drawn.y[n],
            "hover": drawn.hovertext[n],
        }
        for n, claim in enumerate(drawn.customdata)
    }


def said(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def one_deal(lanes: pd.DataFrame, talks: pd.DataFrame, claim: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lane and the claims of the deal that a claim belongs to."""
    deal = talks.set_index("claim_id").at[claim, "deal"]
    return lanes[lanes["deal"] == deal], talks[talks["deal"] == deal]


def as_date(value: Any) -> date:
    return pd.Timestamp(value).date()
