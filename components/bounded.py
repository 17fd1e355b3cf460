"""Which deals a chart draws where there are more than an eye can take: the strongest first, and what it leaves out."""

import pandas as pd
import streamlit as st

from components import words

STEPS = ("24", "60", "200")
"""How many deals may be drawn; the tables have them all."""

RULE = "contested first, then by origins, claims and the newest"


def strongest(deals: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most `most` rows of `views.deals`, in their order: contested deals, then those with most origins and claims."""
    ranked = deals.sort_values(
        ["contested", "origins", "claims", "last", "deal"], ascending=[False, False, False, False, True]
    )
    return deals.loc[sorted(ranked.index[:most])]


def bounded(deals: pd.DataFrame, alone: str = "") -> pd.DataFrame:
    """Draw the choice of how many deals to draw, where there are more than the least, and return those to draw.

    `alone` is said beside the choice, for what else is left out.
    """
    if len(deals) <= int(STEPS[0]):
        return deals
    offered = [step for n, step in enumerate(STEPS) if n == 0 or int(STEPS[n - 1]) < len(deals)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        most = st.segmented_control(
            "Deals drawn", offered, default=offered[0], required=True, key="show", bind="query-params"
        )
        kept = strongest(deals, int(most or offered[0]))
        left = len(deals) - len(kept)
        if left:
            st.caption(
                f"{words.sentence(words.count(len(kept), 'deal'))} of {len(deals):,} drawn: {RULE}. "
                f"The other {left:,} stand in the table{alone}."
            )
    return kept
