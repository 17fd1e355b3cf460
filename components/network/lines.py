"""The lines of the partnership network: deals and ties, read from frames into frozen types."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.claim_rows import Row, dicts
from data.vocabulary import LADDER, Stage, TieType

BELONGING: frozenset[TieType] = frozenset({TieType.OWNS, TieType.BRAND_OF, TieType.JOINT_VENTURE_PARENT})
"""Ties that say that one entity is held by another."""

HUB = "deal:"
"""Prefix of the point where the lines of a deal with more than two parties meet."""


@dataclass(frozen=True)
class Deal:
    """A row of the frame `deals`."""

    id: str
    title: str
    parties: tuple[str, ...]
    stage: Stage | None
    peak: Stage | None
    contested: bool
    denied_by: str
    note: str
    claims: tuple[str, ...]
    first: str
    last: str

    @property
    def reached(self) -> Stage | None:
        """The stage on the ladder: the present one or, once off it, the highest it had; none where none is known."""
        return self.stage if self.stage in LADDER else self.peak

    @property
    def hub(self) -> str | None:
        """The id of the meeting point, where there are more than two parties."""
        return f"{HUB}{self.id}" if len(self.parties) > 2 else None

    @property
    def segments(self) -> tuple[tuple[str, str], ...]:
        """The straight pieces that draw the deal: one for a pair, else one from each party to the hub."""
        hub = self.hub
        if hub is None:
            return (self.parties,) if len(self.parties) == 2 else ()
        return tuple((party, hub) for party in self.parties)


@dataclass(frozen=True)
class Tie:
    """A row of the frame `ties`."""

    id: str
    source: str
    target: str
    type: TieType
    scope: str
    stance: str
    claims: tuple[str, ...]

    @property
    def belongs(self) -> bool:
        """Whether the tie says that one entity is held by another."""
        return self.type in BELONGING

    @property
    def holder_and_held(self) -> tuple[str, str]:
        """The ends of a tie of belonging, the holder first."""
        if self.type is TieType.BRAND_OF:
            return self.target, self.source
        return self.source, self.target


def deals_of(frame: pd.DataFrame) -> list[Deal]:
    """Read the frame `deals`, ordered by id so that no later step depends on the order of rows."""
    return sorted((_deal(row) for row in dicts(frame)), key=lambda deal: deal.id)


def ties_of(frame: pd.DataFrame) -> list[Tie]:
    """Read the frame `ties`, ordered by claim id."""
    return sorted((_tie(row) for row in dicts(frame)), key=lambda tie: tie.id)


def split(joined: object) -> tuple[str, ...]:
    """Take `a;b` apart; an absent value gives nothing."""
    return tuple(part.strip() for part in text(joined).split(";") if part.strip())


def text(value: Any) -> str:
    """Return a cell as words: nothing for an absent value, a date as `3 Feb 2026`."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def _deal(row: Row) -> Deal:
    now, peak = text(row["stage"]), text(row.get("peak_stage"))
    stage = Stage(now) if now else None
    return Deal(
        id=text(row["deal"]),
        title=text(row.get("title")),
        parties=tuple(dict.fromkeys(split(row["parties"]))),
        stage=stage,
        peak=Stage(peak) if peak else stage,
        contested=bool(row.get("contested")) and not pd.isna(row["contested"]),
        denied_by=text(row.get("denied_by")),
        note=text(row.get("label")),
        claims=split(row.get("claims")),
        first=text(row.get("first")),
        last=text(row.get("last")),
    )


def _tie(row: Row) -> Tie:
    claim = text(row["claim_id"])
    return Tie(
        id=claim,
        source=text(row["from"]),
        target=text(row["to"]),
        type=TieType(text(row["type"])),
        scope=text(row.get("scope")),
        stance=text(row.get("stance")),
        claims=split(row.get("claims")) or (claim,),
    )


def groups(ties: Iterable[Tie], sorts: dict[str, str]) -> list[frozenset[str]]:
    """Return the groups of entities that one owner holds, as sets of at least two.

    A joint venture has several parents and belongs to none of them, unless exactly one parent is a group.
    """
    held: dict[str, set[str]] = {}
    parents: dict[str, set[str]] = {}
    for tie in ties:
        if not tie.belongs:
            continue
        holder, child = tie.holder_and_held
        if tie.type is TieType.JOINT_VENTURE_PARENT:
            parents.setdefault(child, set()).add(holder)
        else:
            held.setdefault(holder, set()).add(child)
    for child, holders in sorted(parents.items()):
        owners = sorted(h for h in holders if sorts.get(h) == "group") or sorted(holders)
        if len(owners) == 1:
            held.setdefault(owners[0], set()).add(child)
    return _merged([{holder, *children} for holder, children in sorted(held.items())])


def _merged(sets: list[set[str]]) -> list[frozenset[str]]:
    merged: list[set[str]] = []
    for group in sets:
        apart = [known for known in merged if not known & group]
        for known in merged:
            if known & group:
                group = group | known
        merged = [*apart, group]
    return sorted((frozenset(group) for group in merged), key=lambda group: sorted(group))
