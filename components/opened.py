"""What stands open beside a page: the card of one claim, two side by side, or the list of several."""

import streamlit as st

from components import card, filters, pair, words
from components.table import table
from data import frames
from data.queries import Chosen


def draw(ids: list[str], chosen: Chosen) -> None:
    """Draw the claims of these ids, as known by what is chosen; unknown and hidden ids are said."""
    everything = frames.around(chosen, ids)
    by_id = everything[everything["claim_id"].isin(ids)].set_index("claim_id", drop=False)
    found = by_id.loc[[name for name in ids if name in by_id.index]]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(f"Claim {ids[0]}" if len(ids) == 1 else words.count(len(found), "claim"))
        st.button("Close", on_click=filters.close_claims, type="tertiary", key="card.close")
    missing = [name for name in ids if name not in by_id.index]
    if missing:
        later = " They may have been published later than the day that is set." if chosen.known_on else ""
        st.write(f"Not on record here: {words.listed(missing, most=4)}.{later}")
    if len(found) == 2:
        pair.draw(found.iloc[0], found.iloc[1], everything)
    elif len(ids) > 1:
        table(card.listing(found), card.LIST[:3], key="card.list", alt="Claims behind this mark",
              on_click=filters.open_claims)  # fmt: skip
    elif len(found):
        card.draw(found.iloc[0], everything)
