"""What stands beside a deal in words: its form, the note on its lane, its support. Computed from its claims."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from components import words
from components.letters import two_lines
from components.timeline.claims import asserted, happened_before
from data.vocabulary import LADDER, Form, How, Scope, Stage, Stance

LINE = 38
"""Letters that one of the two lines of a note may have."""

TALK = LADDER[:4]
"""Stages before an agreement."""

OVER = (Stage.COLLAPSED, Stage.ENDED)
"""Stages after which nothing more is to be expected."""

_STANDSTILL = {
    Stage.COLLAPSED: "talks over, no agreement",
    Stage.ENDED: "ran, then stopped",
    Stage.PAUSED: "talks paused",
}
_UNSTATED = ("", "not stated", "undisclosed", "unknown")


def form(claims: list[Any], subject: Any) -> str:
    """The form that a source asserts, else the deal's subject, else the forms said to be possible."""
    stated = _forms(asserted(claims))
    if stated:
        return words.sentence(words.listed(stated))
    if words.text(subject).lower() not in _UNSTATED:
        return words.text(subject)
    possible = _forms(_with(claims, Stance.SAYS_POSSIBLE))
    return f"Possibly {' or '.join(possible)}" if possible else "Form not stated"


def contested(deal: Any, claims: list[Any], names: Mapping[str, str], answers: pd.DataFrame | None) -> list[str]:
    """Who denies, what the denier leaves open, and how much is denied: the parts of a note, the weightiest first."""
    denier = words.text(deal.denied_by)
    who = names.get(denier, denier) or "A party"
    denying = {claim.claim_id: claim.speaker for claim in _with(claims, Stance.DENIES)}
    scopes, speakers = set(), {denier}
    for claim, how, scope in _answers(answers):
        if claim in denying and how == How.DENIES:
            scopes.add(scope)
            speakers.add(words.text(denying[claim]))
    parts = [f"{who} denies it"]
    undated = any(happened_before(claim) for claim in asserted(claims))
    if any(words.text(claim.speaker) in speakers - {""} for claim in _with(claims, Stance.DOES_NOT_RULE_OUT)):
        parts[0] += ", does not rule it out"
    if undated:
        parts[0] += ", scope unclear" if Scope.UNCLEAR in scopes else ""
        parts.append("earlier talks, no date given")
    elif Scope.UNCLEAR in scopes:
        parts.append("scope of the denial unclear")
    elif Scope.PART in scopes:
        parts.append("the denial covers a part")
    return parts


def note(
    deal: Any,
    claims: list[Any],
    names: Mapping[str, str],
    answers: pd.DataFrame | None = None,
    *,
    followed: bool = False,
) -> str:
    """The most telling thing about a deal in at most two lines of `LINE` letters; "" where nothing fits.

    In order: a denial; the end; options; what nobody knows; a single report (but
    of a deal that another is `followed` by); the newest stage as its source says it.
    """
    said = asserted(claims)
    now = [claim.statement for claim in said if claim.stage == deal.stage][-1:]
    tries: list[str] = []
    if deal.contested:
        tries.append("; ".join(contested(deal, claims, names, answers)))
    if deal.stage in _STANDSTILL:
        tries += [*now, _STANDSTILL[Stage(deal.stage)]]
    options = _forms(_with(claims, Stance.SAYS_POSSIBLE))
    if options and not _forms(said):
        tries.append(f"{' or '.join(options)} said to be possible")
    tries += [claim.statement for claim in _with(claims, Stance.UNKNOWN)]
    once = deal.quiet and deal.reports == 1 and len({claim.stage for claim in said}) == 1
    if once and not followed and deal.stage in TALK:
        tries.append("reported once, not heard of since")
    tries += now
    for words_tried in tries:
        fitting = words.sentence(words_tried.strip().rstrip("."))
        if fitting and two_lines(fitting, LINE):
            return fitting
    return ""


def brief(deal: Any, claims: list[Any], names: Mapping[str, str], answers: pd.DataFrame | None = None) -> str:
    """A deal's form and its most telling turn on one line: "Joint venture; Ford denies it"."""
    what = form(claims, deal.subject)
    if deal.contested:
        turn = contested(deal, claims, names, answers)[0].split(",")[0]
    elif deal.stage in _STANDSTILL:
        turn = _STANDSTILL[Stage(deal.stage)]
    elif deal.quiet and deal.reports == 1 and deal.stage in TALK:
        turn = "reported once"
    else:
        turn = ""
    return "; ".join(part for part in (what, turn) if part)


def support(deal: Any, claims: list[Any]) -> str:
    """Origins, the people behind them, how long nobody has reported: "1 origin, four people, quiet 10 months"."""
    parts = [words.count(int(deal.origins), "origin")]
    counted = [claim for claim in claims if words.present(claim.sources)]
    if counted:
        most = max(counted, key=lambda claim: float(claim.sources))
        parts.append(_sources(int(most.sources), words.text(most.sources_are), int(deal.origins)))
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


def _forms(claims: list[Any]) -> list[str]:
    found = (form for claim in claims for form in words.text(claim.form).split(";"))
    return list(dict.fromkeys(form for form in found if form and form != Form.UNDISCLOSED))


def _with(claims: list[Any], stance: Stance) -> list[Any]:
    return [claim for claim in claims if claim.stance == stance]


def _answers(answers: pd.DataFrame | None) -> Iterable[tuple[str, str, str]]:
    """(claim, how, scope) of every answer."""
    return () if answers is None else zip(answers["claim_id"], answers["how"], answers["scope"], strict=True)
