"""Text search over claims: the index of the facts as they stand, and the rows of a frame that it finds."""

from collections.abc import Sequence

import pandas as pd

from components import words
from data import frames
from data.kept import kept
from data.queries import Chosen
from data.search import Index
from data.views import Listed, where


@kept(2)
def _index(state: str) -> Index:
    registers = (frames.register(name) for name in ("mentions", "entities", "people"))
    return Index.build(frames.on_record(Chosen()), *registers)


def warm() -> None:
    """Build the index before the first question; a large ledger is searched by its engine, without one."""
    if frames.whole():
        _index(frames.state())


def listed(chosen: Chosen, kinds: Sequence[str], query: str, *, on_record: bool, drafts: bool) -> Listed:
    """The claims that pass the filters, the facets and the search: the best match first, else the newest.

    Of a large ledger the newest; it holds a word where its engine finds the letters, without ranking or other spellings.
    """
    if not frames.whole():
        return frames.listed(chosen, tuple(kinds), query, on_record, drafts)
    found = frames.claims(chosen)
    found = where(found, "kind", kinds) if kinds else found
    found = where(found, "attribution", ["on record"]) if on_record else found
    found = _drafts(found) if drafts else found
    found = matching(found, query) if query else found
    return Listed(found, len(found), found["article_id"].nunique())


@kept()
def _drafts(claims: pd.DataFrame) -> pd.DataFrame:
    return claims[claims["revision"].isna()]


def matching(claims: pd.DataFrame, query: str) -> pd.DataFrame:
    """The claims that hold every word of `query`, the best first; all in their own order where nothing is asked."""
    if not query.strip():
        return claims
    return _matching(claims, query, frames.state())


@kept()
def _matching(claims: pd.DataFrame, query: str, state: str) -> pd.DataFrame:
    rank = {claim: place for place, claim in enumerate(_index(state).find(query))}
    ranked = claims["claim_id"].map(rank).dropna().sort_values(kind="stable")
    return claims.loc[ranked.index]


def instead(query: str) -> str:
    """What was looked for in place of words that no claim holds, or none together, as a sentence; "" where nothing was."""
    if not frames.whole():
        return ""
    met = _index(frames.state()).found(query, limit=1).instead
    reads = [f"{' or '.join(f'“{read}”' for read in reads)} for “{word}”" for word, reads in met]
    return f"No claim holds this as written. Looked for instead: {words.listed(reads)}." if reads else ""
