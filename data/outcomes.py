"""What came of a goal: actual figures and answers that tell its outcome, and what only nearly fits, to compare.

Which figure may answer which. It must be an actual, stated flatly, of the same entity, metric, unit, market, place,
segment, measure and period. Two things are let through with the condition said: deliveries answer sales and sales
deliveries ("if deliveries count as sales"), and an estimate answers where nothing is counted. Everything else that
comes near (production for deliveries, one model for the company, another place, no period) is only to compare.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.claim_rows import dicts
from data.dates import span
from data.goals import Row, given
from data.kept import kept
from data.verdicts import Came, judged, side
from data.vocabulary import LADDER, Basis, How, Kind, Known, Metric, Scope, Stance, When

CONDITIONAL = (Metric.SALES, Metric.DELIVERIES)
"""Metrics that answer each other, with the condition said."""

VOLUMES = (Metric.SALES, Metric.DELIVERIES, Metric.SHIPMENTS, Metric.PRODUCTION, Metric.ORDERS)
"""Metrics of one family: counts of cars on their way. Across it, but for `CONDITIONAL`, figures are only compared."""

STOCKS = (Metric.CAPACITY, Metric.MARKET_SHARE, Metric.MARKET_RANK, Metric.STAKE)
"""Metrics that stand at a moment, so that a target with a deadline can be met before it."""

NAMED = (Metric.OTHER, Metric.COUNT, Metric.SPECIFICATION, Metric.DURATION)
"""Metrics that only `what` tells apart."""

MOST_APART, MOST_COMPARED = 3, 3
"""What is to compare differs in at most so many ways, and a goal shows at most so many of them."""

READ = (
    "claim_id", "kind", "stance", "what", "deal", "stage", "dated", "about_lower", "about_upper", "published_lower",
    "published_upper", "known", "of", "metric", "basis", "unit", "market", "geography", "segment", "measure",
    "counted_by", "period", "period_is", "low", "high", "low_open", "high_open", "approx", "formula", "conversion_of",
)  # fmt: skip
"""Columns of a claim that tell whether it answers a goal."""

COLUMNS = ("claim_id", "other", "how", "came", "side", "condition", "differs")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a figure fits a goal: columns in which they differ, and conditions under which it answers."""

    differs: tuple[str, ...]
    conditions: tuple[str, ...]


def _days(row: Row) -> tuple[Any, Any]:
    about = span(str(row["period"]))
    return about.lower, about.upper


def _word(row: Row, name: str) -> str | None:
    return str(row[name]) if given(row[name]) else None


def _period(goal: Row, fact: Row) -> str | None:
    """How the figure's period stands to the goal's: "same", "by", "early", "period" (differs); None for apart."""
    if not given(goal["period"]):
        return None
    if not given(fact["period"]):
        return "period" if given(goal["due"]) and fact["published_lower"] > goal["due"] else None
    (lower, upper), (first, last) = _days(goal), _days(fact)
    if goal["metric"] in STOCKS and goal["period_is"] in (When.BY, When.AT):
        return (
            "early" if last and upper and last <= upper and fact["published_upper"] >= goal["published_lower"] else None
        )
    if (lower, upper) == (first, last):
        return "by" if goal["period_is"] == When.BY and fact["period_is"] != When.BY else "same"
    meet = (lower is None or last is None or last >= lower) and (upper is None or first is None or first <= upper)
    return "period" if meet else None


def fit(goal: Row, fact: Row, corrected: set[str]) -> Fit | None:
    """How an actual figure of the same or a related entity fits a goal; None where it has nothing to do with it."""
    differs: list[str] = []
    conditions: list[str] = []
    if goal["unit"] != fact["unit"]:
        return None
    if goal["of"] != fact["of"]:
        differs.append("of")
    metrics = (goal["metric"], fact["metric"])
    if metrics[0] != metrics[1]:
        if not all(metric in VOLUMES for metric in metrics):
            return None
        (conditions if all(metric in CONDITIONAL for metric in metrics) else differs).append("metric")
    if metrics[0] in NAMED and goal["what"] != fact["what"]:
        return None
    differs += [
        name for name in ("market", "geography", "segment", "measure") if _word(goal, name) != _word(fact, name)
    ]
    if given(goal["counted_by"]) and given(fact["counted_by"]) and goal["counted_by"] != fact["counted_by"]:
        differs.append("counted_by")
    match _period(goal, fact):
        case None:
            return None
        case "period":
            differs.append("period")
        case "by":
            conditions.append("by")
    if fact["basis"] == Basis.ESTIMATE:
        conditions.append("estimate")
    if fact["known"] == Known.POSSIBLY:
        differs.append("known")
    if fact["claim_id"] in corrected:
        differs.append("corrected")
    return Fit(tuple(differs), tuple(conditions)) if len(differs) <= MOST_APART else None


def _found(goal: Row, fact: Row, how: str, came: Came, where: str = "", condition: Iterable[str] = (), differs: Iterable[str] = ()) -> dict[str, Any]:  # fmt: skip
    cells = (goal["claim_id"], fact["claim_id"], how, came, where, ";".join(condition), ";".join(differs))
    return dict(zip(COLUMNS, cells, strict=True))


def _answer(goal: Row, fact: Row, how: str, scope: str, ahead: Mapping[str, Row]) -> dict[str, Any] | None:
    """What an answer on record tells of the goal; None for a new goal that only repeats or revises the number."""
    if fact["known"] == Known.POSSIBLY:
        return _found(goal, fact, how, Came.COMPARE, differs=["known"])
    conditions = [] if scope == Scope.WHOLE else ["scope"]
    new = ahead.get(str(fact["claim_id"]))
    if new is not None:
        later = given(goal["due"]) and given(new["due"]) and new["due"] > goal["due"] and how != How.CONFIRMS
        return _found(goal, fact, how, Came.SLIPPED, condition=conditions) if later else None
    if how == How.DENIES or fact["stance"] == Stance.DENIES:
        return _found(goal, fact, how, Came.DENIED, condition=conditions)
    if fact["stance"] != Stance.ASSERTS or conditions or how == How.CORRECTS:
        return _found(goal, fact, how, Came.ANSWERED, condition=conditions)
    if goal["kind"] == Kind.FIGURE and fact["kind"] == Kind.FIGURE and goal["unit"] == fact["unit"]:
        return _found(goal, fact, how, *judged(goal, fact))
    if how == How.UPDATES and fact["dated"] and given(goal["due"]):
        if given(fact["about_lower"]) and fact["about_lower"] > goal["due"]:
            return _found(goal, fact, how, Came.SLIPPED)
        in_time = given(fact["about_upper"]) and fact["about_upper"] <= goal["due"]
        return _found(goal, fact, how, Came.MET if in_time else Came.ANSWERED)
    return _found(goal, fact, how, Came.MET if how == How.CONFIRMS else Came.ANSWERED)


def _event(row: Row) -> tuple[str, str]:
    """What two claims of one kind of event, or of one deal, share."""
    return str(row["kind"]), str(row["deal"] if row["kind"] == Kind.TALK else row["what"]).casefold()


def _apart(goal: Row, fact: Row) -> list[str]:
    """What keeps a like event from being the outcome: no text ties the two, and perhaps it was not in time."""
    in_time = fact["dated"] and given(fact["about_upper"]) and fact["about_upper"] <= goal["due"]
    return ["tie", *([] if in_time else ["when"]), *(["known"] if fact["known"] == Known.POSSIBLY else [])]


def _events(goal: Row, facts: Iterable[Row], named: dict[str, set[str]]) -> Iterable[dict[str, Any]]:
    """Later reports of the same kind of event, or the same deal as far on: to compare, as no text ties them."""
    for fact in facts:
        if fact["published_lower"] <= goal["published_upper"]:
            continue
        if goal["kind"] == Kind.MILESTONE:
            if named.get(str(goal["claim_id"]), set()) & named.get(str(fact["claim_id"]), set()):
                yield _found(goal, fact, "compare", Came.COMPARE, differs=_apart(goal, fact))
        elif goal["kind"] == Kind.TALK:
            ladder = [str(stage) for stage in LADDER]
            rungs = [ladder.index(str(row["stage"])) if row["stage"] in ladder else -1 for row in (goal, fact)]
            if 0 <= rungs[0] <= rungs[1]:
                yield _found(goal, fact, "compare", Came.COMPARE, differs=_apart(goal, fact))


def outcomes(goals: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame, mentions: pd.DataFrame, belongs: pd.DataFrame) -> pd.DataFrame:  # fmt: skip
    """A row a pair of a goal and a claim that tells what came of it, or may be compared with it.

    Parameters: `goals` as from `data.goals`; `on_record`, all claims of the day; the registers of answers, mentions
    and belongings. Columns: `claim_id` (the goal), `other`, `how` (actual, compare, or how it answers), `came` (see
    `Came`), `side` of the goal's value, `condition` (metric, by, estimate, scope) and `differs` (columns), both joined
    by `;`. An answer to a claim that is not on record is left out. A goal is compared with at most `MOST_COMPARED`, the nearest first; one whose outcome is sure with none.
    """
    ids = set(on_record["claim_id"])
    asserted = (on_record["stance"] == Stance.ASSERTS) & (
        on_record["kind"].isin([Kind.MILESTONE, Kind.TALK]) | on_record["basis"].isin([Basis.ACTUAL, Basis.ESTIMATE])
    )
    wanted = on_record[asserted | on_record["claim_id"].isin(answers["claim_id"])]
    rows = {str(row["claim_id"]): row for row in dicts(wanted[list(READ)])}
    ahead = {str(row["claim_id"]): row for row in dicts(goals)}
    corrected = set(answers[(answers["how"] == How.CORRECTS) & answers["claim_id"].isin(ids)]["answers"])
    named: dict[str, set[str]] = {}
    for claim, entity in zip(mentions["claim_id"], mentions["entity"], strict=True):
        named.setdefault(claim, set()).add(entity)
    told = [row for row in rows.values() if row["stance"] == Stance.ASSERTS and str(row["claim_id"]) not in ahead]
    facts: dict[tuple[str, str], list[Row]] = {}
    events: dict[tuple[str, str], list[Row]] = {}
    for row in told:
        own = not given(row["formula"]) and not given(row["conversion_of"])
        if own and row["kind"] == Kind.FIGURE and row["basis"] in (Basis.ACTUAL, Basis.ESTIMATE):
            facts.setdefault((str(row["unit"]), str(row["of"])), []).append(row)
        elif row["kind"] in (Kind.MILESTONE, Kind.TALK):
            events.setdefault(_event(row), []).append(row)
    kin = _kin(belongs)
    replies: dict[str, list[tuple[Row, str, str]]] = {}
    for reply in dicts(answers):
        if reply["claim_id"] in rows and reply["claim_id"] != reply["answers"]:
            entry = (rows[reply["claim_id"]], reply["how"], reply["scope"])
            replies.setdefault(str(reply["answers"]), []).append(entry)
    found: list[dict[str, Any]] = []
    for key, goal in ahead.items():
        mine = [hit for fact, how, scope in replies.get(key, []) if (hit := _answer(goal, fact, how, scope, ahead))]
        if goal["kind"] == Kind.FIGURE:
            near = dict.fromkeys([str(goal["of"]), *kin.get(str(goal["of"]), [])])
            mine += _figures(goal, [fact for of in near for fact in facts.get((str(goal["unit"]), of), [])], corrected)
        elif given(goal["due"]):
            mine += _events(goal, events.get(_event(goal), []), named)
        done = dict.fromkeys(hit["other"] for hit in mine)
        first = {other: next(hit for hit in mine if hit["other"] == other) for other in done}
        sure = [hit for hit in first.values() if hit["came"] != Came.COMPARE]
        compared = [hit for hit in first.values() if hit["came"] == Came.COMPARE]
        compared.sort(key=lambda hit: hit["differs"].count(";"))
        settled = any(not hit["condition"] for hit in sure)
        found += sure if settled else sure + compared[:MOST_COMPARED]
    return pd.DataFrame(found, columns=list(COLUMNS))


@kept()
def _kin(belongs: pd.DataFrame) -> Mapping[str, list[str]]:
    """What each belongs to, and what belongs to it."""
    kin: dict[str, list[str]] = {}
    for owner, member in zip(belongs["owner"], belongs["member"], strict=True):
        kin.setdefault(owner, []).append(member)
        kin.setdefault(member, []).append(owner)
    return kin


def _figures(goal: Row, facts: Iterable[Row], corrected: set[str]) -> list[dict[str, Any]]:
    found = []
    for fact in facts:
        fits = fit(goal, fact, corrected)
        if fits is None:
            continue
        if fits.differs:
            apart = (*fits.differs, *(name for name in fits.conditions if name in ("metric", "estimate")))
            found.append(_found(goal, fact, "compare", Came.COMPARE, side(goal, fact), differs=apart))
            continue
        came, where = judged(goal, fact)
        if _period(goal, fact) != "early" or came is Came.MET or _days(fact)[1] == _days(goal)[1]:
            found.append(_found(goal, fact, "actual", came, where, fits.conditions))
    return found
