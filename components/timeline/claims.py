"""What the talks chart reads from a claim: whether it asserts, which days it is about, how sure its time is."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from components import words
from data.vocabulary import Known, Part, Stance, When, Within

DAY = pd.Timedelta(days=1)

_NEEDED = (
    "claim_id", "number", "deal", "statement", "anchor", "part", "stance", "stage", "form", "speaker", "said_by",
    "sources", "sources_are", "publisher", "publisher_name", "when", "when_is", "when_phrase", "dated", "published",
    "about_lower", "about_upper", "published_lower", "published_upper", "known", "within",
)  # fmt: skip
_BEFORE = re.compile(r"\b(prior|previous|previously|earlier|former|formerly)\b", re.IGNORECASE)


def by_deal(talks: pd.DataFrame) -> dict[str, list[Any]]:
    """The claims of each deal as plain rows, oldest publication first: a wide frame is slow to cut up by deal."""
    ordered = talks.sort_values(["published_upper", "number"], kind="stable")[list(_NEEDED)]
    found: dict[str, list[Any]] = {}
    for claim in ordered.itertuples(index=False):
        found.setdefault(str(claim.deal), []).append(claim)
    return found


def asserted(claims: Iterable[Any]) -> list[Any]:
    """The claims that say a deal is alive or over; a related headline never does."""
    return [
        claim
        for claim in claims
        if claim.stance == Stance.ASSERTS and claim.part != Part.RELATED_HEADLINE and words.present(claim.stage)
    ]


def happened_before(claim: Any) -> bool:
    """Whether an undated claim tells of an earlier time without naming it: "prior talks", "at an earlier time"."""
    return not claim.dated and bool(_BEFORE.search(f"{claim.statement} {words.text(claim.anchor)}"))


def faint(claim: Any) -> bool:
    """Whether a claim is only possibly known, or possibly inside the dates."""
    return bool(claim.known == Known.POSSIBLY or claim.within == Within.POSSIBLY)


def bounds(claim: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and end of last day that a claim is about; what is asserted as happened ends with its publication."""
    lower, upper = claim.about_lower, claim.about_upper
    lower = lower if words.present(lower) else upper if words.present(upper) else claim.published_lower
    upper = upper if words.present(upper) else max(lower, claim.published_upper)
    if claim.stance == Stance.ASSERTS and lower <= claim.published_upper:
        upper = min(upper, claim.published_upper)
    if claim.when_is == When.BY:
        lower = upper
    return lower, upper + DAY
