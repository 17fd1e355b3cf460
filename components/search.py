"""Text search over claims: the index of the facts as they stand, and the rows of a frame that it finds."""

import pandas as pd
import streamlit as st

from components import words
from data import frames
from data.queries import Chosen
from data.search import Index


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(state: str) -> Index:
    registers = (frames.register(name) for name in ("mentions", "entities", "people"))
    return Index.build(frames.on_record(Chosen()), *registers)


def warm() -> None:
    """Build the index before the first question."""
    _index(frames.state())


def matching(claims: pd.DataFrame, query: str) -> pd.DataFrame:
    """The claims that hold every word of `query`, the best first; all in their own order where nothing is asked."""
    if not query.strip():
        return claims
    rank = {claim: place for place, claim in enumerate(_index(frames.state()).find(query))}
    ranked = claims["claim_id"].map(rank).dropna().sort_values(kind="stable")
    return claims.loc[ranked.index]


def instead(query: str) -> str:
    """What was looked for in place of words that no claim holds, or none together, as a sentence; "" where nothing was."""
    met = _index(frames.state()).found(query, limit=1).instead
    reads = [f"{' or '.join(f'“{read}”' for read in reads)} for “{word}”" for word, reads in met]
    return f"No claim holds this as written. Looked for instead: {words.listed(reads)}." if reads else ""
