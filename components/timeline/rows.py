"""Every lane laid out: where it stands, its marks, its bar, and how much of the axis they take."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import words
from components.theme import MARK
from components.timeline import claims as timeline_claims
from components.timeline import marks as timeline_marks
from components.timeline.claims import DAY
from components.timeline.marks import FOLD, Fold, Mark
from components.timeline.scale import Scale, Sizes
from data.vocabulary import LADDER, How, Stage

LONG, SHORT = 84, 20
"""Px over which a bar fades in where its start is not stated: a state or earlier talks; talks under way."""


@dataclass(frozen=True, slots=True)
class Bar:
    """From the first to the last time a deal is said to be alive. It is solid from `solid` to `fading`."""

    start: pd.Timestamp
    solid: pd.Timestamp
    fading: pd.Timestamp
    end: pd.Timestamp
    stage: Stage
    faint: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One lane; `y` is the px from the top of the chart to the line on which its marks stand."""

    lane: Any
    y: float
    top: float  # px from the top of the chart to the lane
    marks: list[Mark]
    folds: list[Fold]
    bar: Bar | None
    silent_from: pd.Timestamp

    def extent(self, scale: Scale) -> tuple[float, float]:
        """Px on the axis from the left of the bar and marks to the right of them and of their folds."""
        lefts = [scale.at(mark.x) - MARK / 2 for mark in self.marks]
        rights = [scale.at(mark.x) + MARK / 2 for mark in self.marks]
        for fold in self.folds:
            at = scale.at(fold.beside.x)
            lefts.append(at - MARK / 2 - (FOLD if fold.left else 0))
            rights.append(at + MARK / 2 + (0 if fold.left else FOLD))
        for mark in self.marks:
            lefts.append(scale.at(scale.clipped(mark.lower)))
            rights.append(scale.at(scale.clipped(mark.upper)))
        if self.bar:
            lefts.append(scale.at(self.bar.start))
            rights.append(scale.at(self.bar.end))
        return (min(lefts), max(rights)) if lefts else (scale.px, scale.px)


@dataclass(frozen=True, slots=True)
class Group:
    """A company's heading; `y` is the px from the top of the chart to the rule above it."""

    name: str
    y: float


def laid_out(
    lanes: pd.DataFrame,
    talks: pd.DataFrame,
    answers: pd.DataFrame,
    scale: Scale,
    known: pd.Timestamp,
    sizes: Sizes,
) -> tuple[list[Group], list[Row], float]:
    """Headings and lanes from the top, and the height of all in px."""
    of_deal = timeline_claims.by_deal(talks)
    here = talks["claim_id"]
    denying = answers[
        (answers["how"] == str(How.DENIES)) & answers["claim_id"].isin(here) & answers["answers"].isin(here)
    ]
    threaded = {*denying["claim_id"], *denying["answers"]}
    groups: list[Group] = []
    rows: list[Row] = []
    y, above = 0.0, object()
    for lane in lanes.itertuples(index=False):
        if lane.group_id != above:
            y += sizes.after if groups else 0
            groups.append(Group(str(lane.group), y))
            y, above = y + sizes.header, lane.group_id
        claims = of_deal.get(str(lane.deal), [])
        marks, folds = timeline_marks.placed(claims, threaded, words.text(lane.stage), scale, scale.at(known))
        stacked = max((mark.stacked for mark in marks), default=1)
        more = 7 if sizes.left == 0 and stacked > 2 else 0  # the name stands above the lane on a phone
        published = [claim.published_upper + DAY for claim in claims]
        silent = max([*published, *(mark.x for mark in marks)], default=scale.end)
        rows.append(Row(lane, y + sizes.centre + more, y, marks, folds, bar(lane, claims, scale), silent))
        y += sizes.lane + more
    return groups, rows, y + sizes.after


def bar(lane: Any, claims: list[Any], scale: Scale) -> Bar | None:
    """The bar of a deal, cut at the ends of the axis; None where no source asserts it, or it would not be seen."""
    said = [(claim, *timeline_claims.bounds(claim)) for claim in timeline_claims.asserted(claims)]
    if not said:
        return None
    starts = []
    for claim, lower, upper in said:
        fade = scale.days(_fade_in(claim)) if _start_unstated(claim) else pd.Timedelta(0)
        starts.append((lower - fade, lower if fade else upper if upper - lower > DAY else lower))
    start, solid = min(starts)
    end, fading = max((upper, lower if upper - lower > DAY else upper) for _, lower, upper in said)
    if not (start < scale.end and end > scale.start):
        return None
    found = Bar(
        start=scale.clipped(start),
        solid=scale.clipped(min(solid, end)),
        fading=scale.clipped(max(solid, fading)),
        end=scale.clipped(end),
        stage=_bar_stage(lane, [claim for claim, _, _ in said]),
        faint=all(timeline_claims.faint(claim) for claim, _, _ in said),
    )
    return found if scale.at(found.end) - scale.at(found.start) >= 2 else None


def _start_unstated(claim: Any) -> bool:
    return not claim.dated or not words.present(claim.about_lower)


def _fade_in(claim: Any) -> float:
    before = timeline_claims.happened_before(claim) or not words.present(claim.about_lower)
    return LONG if claim.stage == Stage.OPERATING or before else SHORT


def _bar_stage(lane: Any, said: list[Any]) -> Stage:
    """The deal's stage, else the highest it had, else the newest on the ladder that a claim asserts."""
    for stage in (lane.stage, lane.peak_stage, *(claim.stage for claim in reversed(said))):
        if words.present(stage) and Stage(stage) in LADDER:
            return Stage(stage)
    return Stage(said[-1].stage)
