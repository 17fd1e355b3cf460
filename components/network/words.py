"""What the network says on its lines and on hover: plain words, so that denial and end need no colour."""

from typing import Literal, TypedDict

from components.network.lines import Deal, Tie
from data.vocabulary import Stage, Stance, TieType

Tone = Literal["disputed", "strong", "ink", "muted"]

LONGEST_LINE = 26
"""Letters of stage and note that share a line."""

TIES = {TieType.JOINT_VENTURE_PARENT: "joint venture"}
"""Ties that read better in other words than their own."""

HEDGES = {
    Stance.SAYS_POSSIBLE: "possibly ",
    Stance.DOES_NOT_RULE_OUT: "not ruled out: ",
    Stance.EXPECTS: "expected: ",
    Stance.UNKNOWN: "not known: ",
    Stance.DECLINES_TO_COMMENT: "no comment: ",
}


class Words(TypedDict):
    """One line of a label; `short` is what a phone shows, nothing where the line is a mere note."""

    text: str
    short: str
    tone: Tone


def deal_words(deal: Deal) -> list[Words]:
    """Return who denies, the stage and the note, in at most two lines."""
    stage = stage_words(deal.stage)
    if deal.contested:
        denial = _denial(deal.denied_by)
        note = deal.note if deal.note != stage else ""
        return [
            _line(f"{denial}, {note}" if note else denial, "disputed", short=denial),
            _line(stage, "muted"),
        ]
    tone: Tone = "strong" if deal.stage in (Stage.COLLAPSED, Stage.ENDED) else "ink"
    if stage in deal.note:
        return [_line(deal.note, tone, short=stage)]
    if not deal.note:
        return [_line(stage, tone)]
    if len(stage) + len(deal.note) <= LONGEST_LINE:
        return [_line(f"{stage}, {deal.note}", tone, short=stage)]
    return [_line(stage, tone), _line(deal.note, "muted", short="")]


def tie_words(tie: Tie) -> list[Words]:
    """Return the tie's scope, or else its type, hedged as its source hedges it."""
    words = tie.scope or TIES.get(tie.type, str(tie.type))
    if tie.stance == Stance.DENIES:
        return [_line("denied", "disputed"), _line(words, "muted")]
    hedge = next((words for stance, words in HEDGES.items() if stance == tie.stance), "")
    return [_line(hedge + words, "muted")]


def deal_title(deal: Deal) -> str:
    """Return the hover of a deal: what, how far, who denies, when, how many claims."""
    reached = f", had reached {stage_words(deal.peak)}" if deal.peak and deal.peak is not deal.stage else ""
    return _lines(
        deal.title,
        f"{stage_words(deal.stage)}{reached}",
        f"contested: {_denial(deal.denied_by)}" if deal.contested else "",
        deal.note,
        " to ".join(dict.fromkeys(day for day in (deal.first, deal.last) if day)),
        _count(len(deal.claims), "claim"),
    )


def tie_title(tie: Tie, names: dict[str, str]) -> str:
    """Return the hover of a tie, read from giver to receiver."""
    read = f"{names.get(tie.source, tie.source)} → {names.get(tie.target, tie.target)}"
    stance = tie.stance.replace("-", " ") if tie.stance and tie.stance != Stance.ASSERTS else ""
    return _lines(read, str(tie.type), tie.scope, stance, _count(len(tie.claims), "claim"))


def node_title(name: str, sort: str, deals: int, ties: int, standing: str = "") -> str:
    """Return the hover of a company; `standing` is what we computed of it."""
    counts = [_count(deals, "deal") if deals else "", _count(ties, "tie") if ties else ""]
    return _lines(name, sort, ", ".join(count for count in counts if count), standing)


def stage_words(stage: Stage | None) -> str:
    """Return `in-talks` as `in talks`."""
    return str(stage).replace("-", " ") if stage else "stage not known"


def _denial(denied_by: str) -> str:
    names = [name.strip() for name in denied_by.split(";") if name.strip()]
    if not names:
        return "denied"
    return f"{' and '.join(names)} {'deny' if len(names) > 1 else 'denies'}"


def _line(text: str, tone: Tone, short: str | None = None) -> Words:
    return {"text": text, "short": text if short is None else short, "tone": tone}


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
