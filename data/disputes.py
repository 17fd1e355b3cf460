"""Where claims stand against each other: denials, figures that do not meet, percentages that do not follow, links.

Everything is a pure function of frames as known on a day. `claims` are those that pass the reader's filters, and
`on_record` all of that day: a dispute is shown when one of its sides passes, the other then comes from the record.
Nothing is weighed, averaged or removed.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from data.claim_rows import Row, by_id, dicts, given, newest
from data.comparing import Compared, compared
from data.percentages import percentages
from data.vocabulary import Attribution, How, Kind, Known, Linked, Stance


class State(StrEnum):
    """What neither says nor denies."""

    NOT_NOW = "not now, but not ruled out"
    NOT_RULED_OUT = "not ruled out"
    NO_COMMENT = "no comment"


def speaker(row: Row) -> str:
    """Id of who is on record with a claim, or of who said it first."""
    return str(row["speaker"] if given(row["speaker"]) else row["said_by"])


DENIALS = (
    "denial", "reported", "gone", "by", "against", "origin", "scope", "note", "published", "known_day", "sure",
    "confirmed_by", "not_ruled_out", "mutual",
)  # fmt: skip


def denials(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """A row a reported claim and a claim that denies it, the newest denial first.

    Columns: denial, reported (claim ids), gone (whether the reported one is not on record that day), by, against (ids
    of who said it), origin (of the denial), scope (whole, part, unclear), note (the curator's), published (EDTF) and
    known_day (first day) of the denial, sure (known, not only possibly), confirmed_by (an on-record claim that
    confirms what was reported, or None), not_ruled_out (claims of the same voice on the deal that leave it open,
    joined by `;`), mutual (whether each denies the other). `answers`: claim_id, answers, how, scope, note.
    """
    answering = on_record["claim_id"].isin([*answers["claim_id"], *answers["answers"]])
    known = by_id(on_record, answering | on_record["stance"].eq(str(Stance.DOES_NOT_RULE_OUT)))
    shown = set(claims["claim_id"])
    told = [answer for answer in dicts(answers) if answer["claim_id"] in known]
    pairs = {(a["claim_id"], a["answers"]) for a in told if a["how"] == str(How.DENIES)}
    confirmed: dict[Any, str] = {}
    for answer in told:
        if answer["how"] == str(How.CONFIRMS) and _confirms(known[answer["claim_id"]]):
            confirmed.setdefault(answer["answers"], answer["claim_id"])
    left_open: dict[tuple[Any, str], list[str]] = {}
    for claim, row in known.items():
        if row["stance"] == str(Stance.DOES_NOT_RULE_OUT) and given(row["deal"]):
            left_open.setdefault((row["deal"], speaker(row)), []).append(claim)
    found = []
    for answer in told:
        denial, reported = answer["claim_id"], answer["answers"]
        if answer["how"] != str(How.DENIES) or not {denial, reported} & shown:
            continue
        row, other = known[denial], known.get(reported)
        open_ = left_open.get((row["deal"], speaker(row)), []) if given(row["deal"]) else []
        found.append((newest(row), {
            "denial": denial, "reported": reported, "gone": other is None, "by": speaker(row),
            "against": speaker(other) if other is not None else None, "origin": row["origin"],
            "scope": answer["scope"], "note": answer["note"], "published": row["published"],
            "known_day": row["published_lower"], "sure": row["known"] == str(Known.KNOWN),
            "confirmed_by": confirmed.get(reported), "not_ruled_out": ";".join(sorted(open_)) or None,
            "mutual": (reported, denial) in pairs,
        }))  # fmt: skip
    found.sort(key=lambda each: each[0])
    return pd.DataFrame([row for _, row in found], columns=list(DENIALS))


def _confirms(row: Row) -> bool:
    sure = row["attribution"] == str(Attribution.ON_RECORD) and row["known"] == str(Known.KNOWN)
    return bool(sure and row["stance"] == str(Stance.ASSERTS))


def standing(denials: pd.DataFrame) -> pd.DataFrame:
    """The denials that stand: surely known that day, their claim on record, and nothing on record confirms it."""
    return denials[denials["sure"].astype(bool) & ~denials["gone"].astype(bool) & denials["confirmed_by"].isna()]


def unprompted(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The claims that deny something which no claim on record had said, in the frame's order."""
    reported = answers["answers"].isin(on_record["claim_id"])
    answered = answers[answers["how"].eq(str(How.DENIES)) & reported]["claim_id"]
    return claims[claims["stance"].eq(str(Stance.DENIES)) & ~claims["claim_id"].isin(answered)]


def states(claims: pd.DataFrame, on_record: pd.DataFrame) -> pd.DataFrame:
    """A row a claim that does not rule out or declines to comment, newest first: claim_id, state, beside.

    `beside` is what to read it with, None where nothing is: for "not ruled out" a denial of the same voice on the
    same deal (the state is then "not now, but not ruled out"), else a claim that asserts that deal at that stage.
    """
    meant = claims["stance"].isin([str(Stance.DOES_NOT_RULE_OUT), str(Stance.DECLINES_TO_COMMENT)])
    deals = set(claims[meant]["deal"].dropna())
    talks: dict[Any, list[Row]] = {}
    for row in by_id(on_record, on_record["deal"].isin(deals)).values():
        talks.setdefault(row["deal"], []).append(row)
    found = []
    for row in sorted(by_id(claims, meant).values(), key=newest):
        article = str(row["article_id"])
        others = [other for other in talks.get(row["deal"], []) if other["claim_id"] != row["claim_id"]]
        # Of several the one nearest to it: the same article first, then the earliest there.
        others.sort(key=lambda one: int(one["number"]))
        others.sort(key=lambda one: str(one["article_id"]) != article)
        denied = [o for o in others if o["stance"] == str(Stance.DENIES) and speaker(o) == speaker(row)]
        said = [o for o in others if o["stance"] == str(Stance.ASSERTS) and o["stage"] == row["stage"]]
        if row["stance"] == str(Stance.DECLINES_TO_COMMENT):
            state, beside = State.NO_COMMENT, said
        else:
            state, beside = (State.NOT_NOW, denied) if denied else (State.NOT_RULED_OUT, said)
        found.append((row["claim_id"], str(state), beside[0]["claim_id"] if beside else None))
    return pd.DataFrame(found, columns=["claim_id", "state", "beside"])


def linked(
    claims: pd.DataFrame, on_record: pd.DataFrame, links: pd.DataFrame, type_: Linked, kind: Kind | None = None
) -> pd.DataFrame:
    """A row a curator's link with two claims or more on record and one that passes: link, claim, reason, day.

    `claim` holds the ids joined by `;`, in the link's order; `kind` keeps only claims of that kind, and a link only
    where two of them are left. `links`: link, type, claim_id, reason, day.
    """
    kept = on_record if kind is None else on_record[on_record["kind"].eq(str(kind))]
    known, shown = set(kept["claim_id"]), set(claims["claim_id"])
    found = []
    for number, same in links[links["type"].eq(str(type_))].groupby("link", sort=True):
        ids = [claim for claim in same["claim_id"] if claim in known]
        if len(ids) > 1 and shown.intersection(ids):
            found.append((number, ";".join(ids), same["reason"].iloc[0], same["day"].iloc[0]))
    return pd.DataFrame(found, columns=["link", "claim", "reason", "day"])


@dataclass(frozen=True, eq=False)
class Disputes:
    """Everything on a day that stands against something else; each part as the function of its name gives it."""

    denials: pd.DataFrame
    states: pd.DataFrame
    unprompted: pd.DataFrame
    figures: list[Compared]
    percentages: pd.DataFrame
    overlaps: pd.DataFrame
    tensions: pd.DataFrame

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        parts = (self.denials, self.states, self.unprompted, self.percentages, self.overlaps, self.tensions)
        return bool(self.figures) or any(len(part) > 0 for part in parts)


def found(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame, links: pd.DataFrame) -> Disputes:
    """All disputes of a day that touch `claims`; overlaps are those between figures."""
    return Disputes(
        denials(claims, on_record, answers),
        states(claims, on_record),
        unprompted(claims, on_record, answers),
        compared(claims, on_record),
        percentages(claims, on_record),
        linked(claims, on_record, links, Linked.OVERLAP, Kind.FIGURE),
        linked(claims, on_record, links, Linked.TENSION),
    )
