"""What stands beside a deal in words: its form, the note on its lane, its support. Computed from its claims."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components import words
from components.letters import two_lines
from data.vocabulary import Form, How, Part, Scope, Stage, Stance

LINE = 38
"""Letters that one of the two lines of a note may have."""

OVER = (Stage.COLLAPSED, Stage.ENDED)
"""Stages after which nothing more is to be expected."""

_STANDSTILL = {
    Stage.COLLAPSED: "talks over, no agreement",
    Stage.ENDED: "ran, then stopped",
    Stage.PAUSED: "talks paused",
}
_UNSTATED = ("", "not stated", "undisclosed", "unknown")
_BEFORE = re.compile(r"\b(prior|previous|previously|earlier|former|formerly)\b", re.IGNORECASE)


def happened_before(claim: Any) -> bool:
    """Whether an undated claim tells of an earlier time without naming it: "prior talks", "at an earlier time"."""
    return not claim.dated and bool(_BEFORE.search(f"{claim.statement} {words.text(claim.anchor)}"))


def asserted(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that say a deal is alive or over, oldest first; a related headline never does."""
    said = (claims["stance"] == str(Stance.ASSERTS)) & (claims["part"] != str(Part.RELATED_HEADLINE))
    return claims[said & claims["stage"].notna()].sort_values(["published_upper", "number"], kind="stable")


def form(claims: pd.DataFrame, subject: Any) -> str:
    """The form that a source asserts, else the deal's subject, else the forms said to be possible."""
    stated = _forms(asserted(claims))
    if stated:
        return words.listed(stated)
    if words.text(subject).lower() not in _UNSTATED:
        return _lower(words.text(subject))
    possible = _forms(claims[claims["stance"] == str(Stance.SAYS_POSSIBLE)])
    return f"possibly {' or '.join(possible)}" if possible else "form not stated"


def denials(claims: pd.DataFrame, answers: pd.DataFrame | None) -> pd.DataFrame:
    """The denials in the deal that answer a claim, with the columns of `answers`; empty without `answers`."""
    if answers is None or answers.empty or claims.empty:
        return pd.DataFrame(columns=["claim_id", "answers", "how", "scope", "speaker"])
    denying = answers[answers["how"] == str(How.DENIES)]
    return denying.merge(claims[["claim_id", "speaker"]], on="claim_id")


def contested(deal: Any, claims: pd.DataFrame, names: Mapping[str, str], answers: pd.DataFrame | None) -> list[str]:
    """Who denies, what the denier leaves open, and how much is denied: the parts of a note, the weightiest first."""
    denier = words.text(deal.denied_by)
    who = names.get(denier, denier) or "A party"
    against = denials(claims, answers)
    scopes = set(against["scope"])
    parts = [f"{who} denies it"]
    undated = any(happened_before(claim) for claim in asserted(claims).itertuples())
    speakers = {denier, *against["speaker"].dropna()}
    open_left = claims[claims["stance"] == str(Stance.DOES_NOT_RULE_OUT)]
    if open_left["speaker"].isin(speakers).any():
        parts[0] += ", does not rule it out"
    if undated:
        parts[0] += ", scope unclear" if str(Scope.UNCLEAR) in scopes else ""
        parts.append("earlier talks, no date given")
    elif str(Scope.UNCLEAR) in scopes:
        parts.append("scope of the denial unclear")
    elif str(Scope.PART) in scopes:
        parts.append("the denial covers a part")
    return parts


def note(
    deal: Any,
    claims: pd.DataFrame,
    names: Mapping[str, str],
    answers: pd.DataFrame | None = None,
    *,
    followed: bool = False,
) -> str:
    """The most telling thing about a deal in at most two lines of `LINE` letters; "" where nothing fits.

    In order: the curator's own note; a denial; the end; options; what nobody knows; a single report (but
    of a deal that another is `followed` by); the newest stage as its source says it.
    """
    said = asserted(claims)
    now = said[said["stage"] == deal.stage].tail(1)
    tries = [words.text(deal.note)]
    if deal.contested:
        tries.append("; ".join(contested(deal, claims, names, answers)))
    if deal.stage in _STANDSTILL:
        tries += [*now["statement"], _STANDSTILL[Stage(deal.stage)]]
    options = _forms(claims[claims["stance"] == str(Stance.SAYS_POSSIBLE)])
    if options and not _forms(said):
        tries.append(f"{' or '.join(options)} said to be possible")
    tries += list(claims.loc[claims["stance"] == str(Stance.UNKNOWN), "statement"])
    once = deal.quiet and deal.reports == 1 and said["stage"].nunique() == 1
    if once and not followed and deal.stage != Stage.OPERATING:
        tries.append("reported once, not heard of since")
    tries += list(now["statement"])
    for words_tried in tries:
        fitting = words.sentence(words_tried.strip().rstrip("."))
        if fitting and two_lines(fitting, LINE):
            return fitting
    return ""


def brief(deal: Any, claims: pd.DataFrame, names: Mapping[str, str], answers: pd.DataFrame | None = None) -> str:
    """A deal's form and its most telling turn on one line: "joint venture; Ford denies it"."""
    what = form(claims, deal.subject)
    said = asserted(claims)
    if deal.contested:
        turn = contested(deal, claims, names, answers)[0].split(",")[0]
    elif deal.stage in _STANDSTILL:
        turn = _STANDSTILL[Stage(deal.stage)]
    elif deal.quiet and deal.reports == 1 and deal.stage != Stage.OPERATING and not said.empty:
        turn = "reported once"
    else:
        turn = ""
    return "; ".join(part for part in (what, turn) if part)


def support(deal: Any, claims: pd.DataFrame) -> str:
    """Origins, the people behind them, how long nobody has reported: "1 origin, four people, quiet 10 months"."""
    parts = [words.count(int(deal.origins), "origin")]
    counted = claims[claims["sources"].notna()]
    if not counted.empty:
        most = counted.sort_values("sources").iloc[-1]
        parts.append(_sources(int(most["sources"]), words.text(most["sources_are"]), int(deal.origins)))
    if deal.stage not in OVER and int(deal.quiet_months) >= 2:
        parts.append(f"quiet {_months(int(deal.quiet_months))}")
    return ", ".join(parts)


def _sources(many: int, are: str, origins: int) -> str:
    people = "people" in are or not are
    if many == 1:
        words_said = "one person" if people else "one source"
    else:
        words_said = f"{words.worded(many)} {'people' if people else 'sources'}"
    return words_said if origins == 1 else f"up to {words_said}"


def _months(many: int) -> str:
    return words.count(many // 12, "year") if many >= 24 else words.count(many, "month")


def _forms(claims: pd.DataFrame) -> list[str]:
    found = (form for forms in claims["form"].dropna() for form in str(forms).split(";"))
    return list(dict.fromkeys(form for form in found if form and form != Form.UNDISCLOSED))


def _lower(subject: str) -> str:
    """A small first letter, but for names and abbreviations ("EV components")."""
    second: Sequence[str] = subject[1:2]
    return subject if second and (second[0].isupper() or second[0].isdigit()) else subject[:1].lower() + subject[1:]
