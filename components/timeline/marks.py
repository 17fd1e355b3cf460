"""Where each claim's mark stands in its lane: at its own date, stacked where marks would meet, the rest folded."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.theme import MARK
from components.timeline.claims import bounds, faint
from components.timeline.scale import Scale
from data.vocabulary import Part, Stage, Stance

ROWS, PITCH = 3, {1: 0.0, 2: 22.0, 3: 14.5}
"""Marks that stack in a lane at most, and px from one to the next by how many stack."""

FOLD = 20
"""Px that the words of a fold take beside a mark."""

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
    threaded: bool = False  # whether it denies or is denied
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


def placed(
    claims: list[Any], threaded: Set[str], stage: str, scale: Scale, known: float
) -> tuple[list[Mark], list[Fold]]:
    """Every claim of one lane on the axis as a mark, or in a fold where more than `ROWS` would meet.

    Parameters: `claims` of the deal; `threaded`, ids of claims that deny or are denied; `stage` of the deal now;
    `known`, px of the known-on line. What sets the stage, denials and what they deny keep their marks, then one
    claim of every stance.
    """
    wanted = sorted(_marks(claims, threaded, stage, scale), key=lambda mark: (mark.rank, mark.x, mark.claim.number))
    kept: list[Mark] = []
    left_over: list[Mark] = []
    for mark in wanted:
        near = [other for other in kept if abs(scale.at(other.x) - scale.at(mark.x)) < 2 * NEAR]
        (kept if max(_rows([*near, mark], scale)) < ROWS else left_over).append(mark)
    kept = _stacked(kept, scale)
    return kept, _folds(left_over, kept, scale, known)


def _marks(claims: list[Any], threaded: Set[str], stage: str, scale: Scale) -> list[Mark]:
    found, newest = [], True
    seen = {claim.stance for claim in claims if claim.claim_id in threaded}
    for claim in reversed(claims):
        lower, upper = bounds(claim)
        if upper <= scale.start or lower >= scale.end:
            continue
        shown = scale.clipped(lower), scale.clipped(upper)
        sets_stage = claim.stance == Stance.ASSERTS and claim.stage == stage and claim.part == Part.BODY
        if claim.claim_id in threaded or (sets_stage and newest):
            rank = 0
        else:
            rank = 1 if claim.stance not in seen else 2 if claim.part == Part.BODY else 3
        newest = newest and not sets_stage
        seen.add(claim.stance)
        over = claim.stance == Stance.ASSERTS and claim.stage in (Stage.COLLAPSED, Stage.ENDED)
        middle = shown[0] + (shown[1] - shown[0]) / 2
        thread = claim.claim_id in threaded
        found.append(Mark(claim, middle, lower, upper, 0 if over else rank, thread, over=over))
    return found


_TELLING = (Stance.ASSERTS, Stance.DENIES, Stance.DOES_NOT_RULE_OUT)


def _in_stack(mark: Mark) -> tuple[int, int, pd.Timestamp, int]:
    """What is asserted above its denial, next to each other so that the thread is seen, above the rest."""
    stance = Stance(mark.claim.stance)
    place = _TELLING.index(stance) if stance in _TELLING else len(_TELLING)
    return place, mark.threaded == (stance != Stance.DENIES), mark.x, mark.claim.number


def _rows(marks: list[Mark], scale: Scale) -> list[int]:
    """The row of each mark from left to right: the first whose last mark is far enough away."""
    ends: list[float] = []
    rows = []
    for mark in sorted(marks, key=lambda one: one.x):
        x = scale.at(mark.x)
        row = next((n for n, end in enumerate(ends) if x - end >= NEAR), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _stacks(marks: list[Mark], scale: Scale, apart: float) -> list[list[Mark]]:
    """Marks from left to right, those together that are less than `apart` px from the next."""
    stacks: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda one: one.x):
        if stacks and scale.at(mark.x) - scale.at(stacks[-1][-1].x) < apart:
            stacks[-1].append(mark)
        else:
            stacks.append([mark])
    return stacks


def _stacked(marks: list[Mark], scale: Scale) -> list[Mark]:
    """Marks that meet share a stack, centred on the lane."""
    found = []
    for stack in _stacks(marks, scale, NEAR):
        if scale.at(stack[-1].x) - scale.at(stack[0].x) < NEAR:
            stack.sort(key=_in_stack)
            rows = list(range(len(stack)))
        else:
            rows = _rows(stack, scale)
        many = max(rows) + 1
        for mark, row in zip(stack, rows, strict=True):
            found.append(replace(mark, dy=PITCH[many] * (row - (many - 1) / 2), stacked=many))
    return found


def _folds(left_over: list[Mark], kept: list[Mark], scale: Scale, known: float) -> list[Fold]:
    """One fold a run of stacks, right of its lowest marks; left where that ran across the known-on line."""
    runs = _stacks(kept, scale, 2 * MARK + FOLD)
    folded: dict[int, list[Mark]] = {}
    for mark in left_over:
        gaps = [min(abs(scale.at(one.x) - scale.at(mark.x)) for one in run) for run in runs]
        folded.setdefault(gaps.index(min(gaps)), []).append(mark)
    folds = []
    for place, marks in sorted(folded.items()):
        depth = max(one.dy for one in runs[place])
        lowest = [one for one in runs[place] if one.dy == depth]
        first, last = scale.at(lowest[0].x), scale.at(lowest[-1].x)
        edge = known if last < known else scale.px
        left = last + MARK / 2 + FOLD > edge and first - MARK / 2 - FOLD > 0
        marks.sort(key=lambda one: (one.x, one.claim.number))
        folds.append(Fold(tuple(one.claim for one in marks), lowest[0 if left else -1], left))
    return folds
