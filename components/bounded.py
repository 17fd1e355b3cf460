"""What a chart draws where there is more than an eye can take: the strongest first, and how much it leaves out."""

import pandas as pd
import streamlit as st

from components import words
from data.kept import kept

STEPS = ("24", "60", "200")
"""How many deals may be drawn; the tables have them all."""

MAP_STEPS = (*STEPS, "2000")
"""The same for the network, which is a map where it is large."""

COMPANIES = ("3", "8", "20")
"""How many companies' figures may be drawn; a filter draws any."""

RULE = "contested first, then by origins, claims and the newest"


@kept()
def strongest(deals: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most `most` rows of `views.deals`, in their order: contested deals, then those with most origins and claims."""
    ranked = deals.sort_values(
        ["contested", "origins", "claims", "last", "deal"], ascending=[False, False, False, False, True]
    )
    return deals.loc[sorted(ranked.index[:most])]


def _choice(label: str, key: str, steps: tuple[str, ...], total: int) -> int:
    offered = [step for n, step in enumerate(steps) if n == 0 or int(steps[n - 1]) < total]
    most = st.segmented_control(label, offered, default=offered[0], required=True, key=key, bind="query-params")
    return int(most or offered[0])


def bounded(deals: pd.DataFrame, alone: str = "", steps: tuple[str, ...] = STEPS) -> pd.DataFrame:
    """Draw the choice of how many deals to draw, where there are more than the least, and return those to draw.

    `alone` is said beside the choice, for what else is left out.
    """
    if len(deals) <= int(STEPS[0]):
        return deals
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kept = strongest(deals, _choice("Deals drawn", "show", steps, len(deals)))
        left = len(deals) - len(kept)
        if left:
            st.caption(
                f"{words.sentence(words.count(len(kept), 'deal'))} of {len(deals):,} drawn: {RULE}. "
                f"The other {left:,} stand in the table{alone}."
            )
    return kept


@kept()
def most_told(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of the `most` groups (column `group`) with most rows, in their order; the first among equals."""
    counted = rows.groupby("group", sort=False)["group"].size().sort_values(ascending=False, kind="stable")
    return rows[rows["group"].isin(counted.index[:most])].reset_index(drop=True)


def bounded_companies(rows: pd.DataFrame, of: str = "companies") -> pd.DataFrame:
    """The same for rows of figures by company (columns `group`, `heading`): whole companies, most figures first.

    `of` says of which companies `rows` are.
    """
    total = int(rows["group"].nunique())
    if total <= int(COMPANIES[0]):
        return rows
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kept = most_told(rows, _choice("Companies drawn", "companies_drawn", COMPANIES, total))
        left = total - int(kept["group"].nunique())
        if left:
            st.caption(
                f"The {total - left} of {total:,} {of} with most figures are drawn; a filter on a company draws any of the other {left:,}."
            )
    return kept
