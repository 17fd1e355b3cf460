"""What is due, as tables: each goal with its last day, what is on record of it, and what only nearly fits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from components.columns import Column
from components.profile import said
from components.series import Row, records
from components.words import as_day, count, day, listed, plain, present, sentence, text, unit, value, when, worded
from data.due import TOLD, State, ids
from data.goals import Ahead
from data.kept import kept
from data.vocabulary import Kind, Known, Metric

Names = Mapping[str, str]

GOAL = Column("goal", "Goal", kind="strong")
LAST_DAY = Column("last_day", "Last day", sort_field="due")
PASSED = Column("ago", "Passed", kind="muted", sort_field="due", hide_narrow=True)
AHEAD = Column("ago", "Falls due", kind="muted", sort_field="due")
RECORD, STATE = Column("record", "On record"), Column("state", "Outcome", kind="strong")
SAID = Column("said", "Said by", kind="muted", hide_narrow=True)
OVERDUE_COLUMNS = (GOAL, LAST_DAY, PASSED, RECORD, SAID)
TOLD_COLUMNS = (GOAL, replace(LAST_DAY, hide_narrow=True), STATE, RECORD, SAID)
NEXT_COLUMNS = (GOAL, LAST_DAY, AHEAD, SAID)
UNDATED_COLUMNS = (GOAL, Column("state", "Time"), SAID)

SHOWN = ("goal", "ahead", "last_day", "due", "ago", "state", "record", "said", "claim")
NOTHING = "nothing on record"
CONDITIONS = {
    "by": "the deadline is read as the whole period",
    "estimate": "the estimate holds",
}
"""Under what condition an outcome holds, in words; that of `metric` names the two."""
PLURAL = {
    Ahead.TARGET: "targets", Ahead.PLAN: "plans", Ahead.FORECAST: "forecasts", Ahead.EXPECTATION: "expectations",
}  # fmt: skip


def said_goal(row: Row, names: Names) -> str:
    """A goal in one line: "Xiaomi: deliveries, target 350,000 vehicles in 2025"; an expectation is its statement."""
    if row["kind"] != Kind.FIGURE:
        return _own(row, names)
    about = when(row["period"], row["period_is"])
    about = about if about.startswith("by ") or not about else f"in {about}"
    return f"{subject(row, names)}, {row['basis']} {figure(row)} {about}".rstrip()


def _own(row: Row, names: Names) -> str:
    """A claim's statement, behind its companies where it names none: "Xiaomi: It is due to be finished in 2025."."""
    statement = text(row["statement"])
    companies = [names.get(name, name) for name in text(row["companies"]).split(";") if name]
    told = not companies or any(company.split()[0].casefold() in statement.casefold() for company in companies)
    return statement if told else f"{listed(companies)}: {statement}"


def subject(row: Row, names: Names) -> str:
    """Whose figure of what it is: "JAC: sales (BEV passenger)"."""
    what = text(row["what"]) or plain(row["metric"])
    details = [text(row[name]) for name in ("segment", "measure", "geography") if present(row[name])]
    small = f" ({'; '.join(details)})" if details else ""
    return f"{names.get(text(row['of']), text(row['of']))}: {what}{small}"


def by(row: Row, names: Names) -> str:
    """Who said it and where it was read: "Opoyi, citing Bloomberg"."""
    return said(row, names)


def figure(row: Row) -> str:
    """A figure's value and unit: "over 411,000 vehicles"."""
    return f"{value(row)} {unit(row['unit'])}".strip()


def fact(row: Row, names: Names) -> str:
    """An outcome in one line: "over 411,000 vehicles, deliveries 2025 (Technobezz, Feb 2026)"."""
    where = f"{row['publisher_name']}, {when(row['published'])}"
    if row["kind"] != Kind.FIGURE:
        return f"{text(row['statement'])} ({where})"
    about = when(row["period"], row["period_is"])
    what = text(row["what"]) or plain(row["metric"])
    return f"{figure(row)}, {what}{f' {about}' if about else ''} ({where})"


def difference(column: str, goal: Row, other: Row, names: Names) -> str:
    """In words, how a figure that nearly fits differs from a goal in one column: "deliveries, not production"."""
    if column == "known":
        return "perhaps published after that day"
    if column == "corrected":
        return "corrected since"
    if column == "tie":
        return "no text ties the two"
    if column == "when":
        return f"about {when(other['when'])}" if present(other["when"]) else "not dated"
    if column == "estimate":
        return "an estimate"
    if column == "period":
        mine, theirs = (when(row["period"]) for row in (goal, other))
        return f"about {theirs}, not {mine}" if theirs else "no period stated"
    mine, theirs = (names.get(text(row[column]), text(row[column])) for row in (goal, other))
    if column == "metric":
        mine, theirs = plain(mine), plain(theirs)
    word = {"of": "of ", "geography": "in ", "counted_by": "counted by "}.get(column, "")
    if not theirs:
        return f"not said to be {word}{mine}"
    return f"{word}{theirs}, not {mine}" if mine else f"only {word}{theirs}"


def _condition(name: str, goal: Row, facts: Sequence[Row]) -> str:
    if name != "metric":
        return CONDITIONS[name]
    theirs = [row["metric"] for row in facts if row["kind"] == Kind.FIGURE and row["metric"] != goal["metric"]]
    return f"{plain(theirs[0] if theirs else Metric.DELIVERIES)} count as {plain(goal['metric'])}"


def placed(side: str, ahead: str) -> str:
    """Where an outcome lies that decides nothing: "above the forecast"; "on record, not decided"."""
    return {"above": f"above the {ahead}", "below": f"below the {ahead}", "within": "as stated"}.get(
        side, "on record, not decided"
    )


def verdict(row: Row, goal: Row, facts: Sequence[Row]) -> str:
    """The state with its conditions: "met, if deliveries count as sales"; "above the forecast"."""
    state = text(row["state"]) if row["state"] != State.ANSWERED else placed(text(row["side"]), row["ahead"])
    named = [name for name in text(row["condition"]).split(";") if name]
    conditions = [_condition(name, goal, facts) for name in named if name != "scope"]
    said_so = f"{state}, if {listed(conditions)}" if conditions else state
    return f"{said_so}; the answer may not cover all of it" if "scope" in named else said_so


def _ago(days: int) -> str:
    """From days past or ahead to "3 months ago", "in 9 months", "today"."""
    if days == 0:
        return "today"
    months, years = round(abs(days) / 30.44), abs(days) / 365.25
    span = count(abs(days), "day") if months < 2 else count(months, "month") if months < 24 else f"{years:.1f} years"
    return f"{span} ago" if days < 0 else f"in {span}"


def _near(goal: Row, near: Sequence[tuple[Row, str]], names: Names) -> str:
    """The nearest of what only nearly fits, with the difference in words, and how many more there are."""
    if not near:
        return ""
    other, differs = near[0]
    apart = listed(difference(name, goal, other, names) for name in differs.split(";") if name)
    more = f" ({len(near) - 1} more to compare)" if len(near) > 1 else ""
    return f"compare {fact(other, names)}: {apart}{more}"


def _record(row: Row, goal: Row, by_id: Mapping[str, Row], differs: Mapping[str, str], names: Names) -> str:
    """What is on record of a goal: outcomes, what to compare, the values before, the number of reports."""
    told = [fact(by_id[name], names) for name in ids([row["outcome"]]) if name in by_id]
    near = [(by_id[name], differs.get(name, "")) for name in ids([row["compare"]]) if name in by_id]
    before = [figure(by_id[name]) for name in ids([row["earlier"]]) if name in by_id]
    parts = [
        *(told or [NOTHING]), _near(goal, near, names), f"before: {listed(before)}" if before else "",
        count(row["reports"], "report") if row["reports"] > 1 else "",
    ]  # fmt: skip
    return "; ".join(part for part in parts if part)


@kept()
def rows(due: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a goal, in the order given: goal, ahead, last_day, due, ago, state, record, said, claim.

    Parameters: `due` as from `data.due`, `outcomes` as from `data.outcomes`, `claims` on record that day. `claim` holds
    the goal's claims, its outcome and what it is compared with, joined by `;`; a row opens them all.
    """
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    differs: dict[str, dict[str, str]] = {}
    for row in records(outcomes):
        differs.setdefault(row["claim_id"], {})[row["other"]] = text(row["differs"])
    found: list[dict[str, Any]] = []
    for row in records(due):
        goal, last = by_id[row["lead"]], as_day(row["due"])
        facts = [by_id[name] for name in ids([row["outcome"]]) if name in by_id]
        apart = {other: how for name in ids([row["claim_id"]]) for other, how in differs.get(name, {}).items()}
        unsure = "possibly known; " if row["known"] == Known.POSSIBLY else ""
        found.append(
            {
                "goal": said_goal(goal, names), "ahead": str(row["ahead"]), "due": row["due"],
                "last_day": day(last).replace(" ", "\u00a0") if last else "",
                "ago": _ago(int(row["days_left"])) if last else "",
                "state": verdict(row, goal, facts) if row["state"] in TOLD else text(row["state"]),
                "record": _record(row, goal, by_id, apart, names), "said": f"{unsure}{by(goal, names)}",
                "claim": ";".join(ids([row["claim_id"], row["outcome"], row["compare"]])),
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=list(SHOWN))


@kept()
def finding(due: pd.DataFrame) -> str:
    """What the page finds: "Three of nine targets have come due, one with an outcome on record"."""
    dated = due[due["due"].notna()]
    if dated.empty:
        return "Which targets have come due?"
    present_kinds = [kind for kind in Ahead if (dated["ahead"] == kind).any()]
    past = dated[dated["days_left"] < 0]
    told = int(past["state"].isin(TOLD).sum())
    if len(dated) == 1:
        what, last = f"the only dated {present_kinds[0]}", as_day(dated["due"].iloc[0])
        came = f"has come due, {'with an outcome' if told else 'with nothing'} on record"
        return sentence(f"{what} {came if len(past) else f'falls due on {day(last)}' if last else ''}")
    what, first = listed(PLURAL[kind] for kind in present_kinds), as_day(dated["due"].min())
    if past.empty:
        return f"None of {worded(len(dated))} {what} has come due" + (
            f"; the first does on {day(first)}" if first else ""
        )
    who = (
        f"{sentence(worded(len(past)))} of {worded(len(dated))}"
        if len(past) < len(dated)
        else "Both"
        if len(dated) == 2
        else f"All {worded(len(dated))}"
    )
    outcome = f"{worded(told) if told else 'none'} with an outcome on record"
    return (
        f"{who} {what} {'has' if len(past) == 1 else 'have'} come due, {outcome if len(past) > 1 or told else NOTHING}"
    )


@kept()
def holding(frame: pd.DataFrame, wanted: Collection[str]) -> pd.DataFrame:
    """The rows of which any claim (`claim_id`, several joined by `;`) is wanted."""
    held = [any(claim in wanted for claim in cell.split(";")) for cell in frame["claim_id"]]
    return frame[pd.Series(held, frame.index, dtype=bool)]


@kept()
def part(due: pd.DataFrame, *states: State) -> pd.DataFrame:
    """The rows of `due` in one of these states: what is to come in its order, what has passed latest first."""
    found = due[due["state"].isin([str(state) for state in states])]
    passed = State.OVERDUE in states or State.MET in states
    return found.sort_values(["due", "lead"], ascending=[False, True]) if passed else found
