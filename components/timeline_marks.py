"""Where each claim's mark stands in its lane: at its own date, stacked where marks would meet, the rest folded."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components import words
from components.theme import MARK
from components.timeline_scale import DAY, Scale
from data.vocabulary import How, Known, Part, Stage, Stance, When, Within

ROWS, PITCH = 3, {1: 0.0, 2: 22.0, 3: 15.5}
"""Marks that stack in a lane at most, and px from one to the next by how many stack."""

NEAR = MARK + 1
"""Px between two marks under which they are stacked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim in a lane. `x` is the middle of the days it is about, `dy` px below the middle of the lane."""

    claim: Any
    x: pd.Timestamp
    lower: pd.Timestamp
    upper: pd.Timestamp  # the end of the last day
    rank: int
    dy: float = 0.0
    stacked: int = 1
    over: bool = False  # drawn as the upright bars of a deal that is over

    @property
    def faint(self) -> bool:
        """Whether the claim is only possibly known, or possibly inside the dates."""
        return faint(self.claim)


@dataclass(frozen=True, slots=True)
class Fold:
    """Claims that found no room, beside the mark under which they are counted."""

    claims: tuple[Any, ...]
    beside: Mark
    left: bool  # whether its words stand to the left


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


def placed(claims: pd.DataFrame, answers: pd.DataFrame, stage: str | None, scale: Scale) -> tuple[list[Mark], list[Fold]]:
    """Every claim of one lane as a mark, or in a fold where more than `ROWS` would meet.

    Parameters: `claims` of the deal, `answers` (claim_id, answers, how), `stage` of the deal now. What sets the
    stage, denials and what they deny keep their marks, then one claim of every stance.
    """
    denying = answers[answers["how"] == str(How.DENIES)]
    threaded = {*denying["claim_id"], *denying["answers"]}
    wanted = sorted(_marks(claims, threaded, stage, scale), key=lambda mark: (mark.rank, mark.x, mark.claim.number))
    kept: list[Mark] = []
    left_over: list[Mark] = []
    for mark in wanted:
        near = [other for other in kept if abs(scale.at(other.x) - scale.at(mark.x)) < 2 * NEAR]
        (kept if max(_rows([*near, mark], scale)) < ROWS else left_over).append(mark)
    kept = _stacked(kept, scale)
    return kept, _folds(left_over, kept, scale)


def _marks(claims: pd.DataFrame, threaded: set[str], stage: str | None, scale: Scale) -> list[Mark]:
    found, seen, newest = [], set(), True
    for claim in claims.sort_values(["published_upper", "number"], ascending=False, kind="stable").itertuples():
        lower, upper = bounds(claim)
        shown = scale.clipped(lower), scale.clipped(upper)
        sets_stage = claim.stance == Stance.ASSERTS and claim.stage == stage and claim.part == Part.BODY
        if claim.claim_id in threaded or (sets_stage and newest):
            rank = 0
        else:
            rank = 1 if claim.stance not in seen else 2 if claim.part == Part.BODY else 3
        newest = newest and not sets_stage
        seen.add(claim.stance)
        over = claim.stance == Stance.ASSERTS and claim.stage in (Stage.COLLAPSED, Stage.ENDED)
        found.append(Mark(claim, shown[0] + (shown[1] - shown[0]) / 2, lower, upper, 0 if over else rank, over=over))
    return found


_TELLING = (Stance.ASSERTS, Stance.DENIES, Stance.DOES_NOT_RULE_OUT)


def _order(mark: Mark, scale: Scale) -> tuple[int, int, int]:
    """From left to right in steps of a few px, then what is asserted above its denial above the rest."""
    stance = Stance(mark.claim.stance)
    return round(scale.at(mark.x) / 4), _TELLING.index(stance) if stance in _TELLING else 9, mark.claim.number


def _rows(marks: list[Mark], scale: Scale) -> list[int]:
    """The row of each mark in the order of `_order`: the first whose last mark is far enough away."""
    ends: list[float] = []
    rows = []
    for mark in sorted(marks, key=lambda one: _order(one, scale)):
        x = scale.at(mark.x)
        row = next((n for n, end in enumerate(ends) if x - end >= NEAR), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _stacked(marks: list[Mark], scale: Scale) -> list[Mark]:
    """Marks that meet share a stack, centred on the lane."""
    ordered = sorted(marks, key=lambda one: _order(one, scale))
    stacks: list[list[Mark]] = []
    for mark in ordered:
        if stacks and any(abs(scale.at(mark.x) - scale.at(other.x)) < NEAR for other in stacks[-1]):
            stacks[-1].append(mark)
        else:
            stacks.append([mark])
    found = []
    for stack in stacks:
        rows = _rows(stack, scale)
        many = max(rows) + 1
        for mark, row in zip(stack, rows, strict=True):
            found.append(replace(mark, dy=PITCH[many] * (row - (many - 1) / 2), stacked=many))
    return found


def _folds(left_over: list[Mark], kept: list[Mark], scale: Scale) -> list[Fold]:
    beside: dict[str, list[Mark]] = {}
    by_id = {mark.claim.claim_id: mark for mark in kept}
    for mark in left_over:
        lowest = min(kept, key=lambda one: (abs(scale.at(one.x) - scale.at(mark.x)) // NEAR, -one.dy))
        beside.setdefault(lowest.claim.claim_id, []).append(mark)
    folds = []
    for id_, folded in beside.items():
        anchor = by_id[id_]
        gaps = [scale.at(one.x) - scale.at(anchor.x) for one in kept if one is not anchor and abs(one.dy - anchor.dy) < 10]
        folded.sort(key=lambda one: (one.x, one.claim.number))
        folds.append(Fold(tuple(one.claim for one in folded), anchor, any(0 < gap < 34 for gap in gaps)))
    return folds
