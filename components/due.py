"""What is due, as tables: each goal with its last day, what is on record of it, and what only nearly fits."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, cast

import pandas as pd

from components.columns import Column
from components.profile import said
from components.series import Row, records
from components.words import as_day, count, day, listed, plain, present, sentence, text, unit, value, when, worded
from data.due import TOLD, State, ids
from data.goals import Ahead
from data.vocabulary import Kind, Known, Metric

Names = Mapping[str, str]

GOAL = Column("goal", "Goal", kind="strong")
KIND = Column("kind", "Kind", hide_narrow=True)
LAST_DAY = Column("last_day", "Last day", sort_field="due")
SAID = Column("said", "Said by", kind="muted", hide_narrow=True)
OVERDUE_COLUMNS = (GOAL, KIND, LAST_DAY, Column("ago", "", kind="muted", sort_field="due", hide_narrow=True),
                   Column("record", "On record"), SAID)  # fmt: skip
TOLD_COLUMNS = (GOAL, KIND, LAST_DAY, Column("state", "Outcome", kind="strong"), Column("record", "On record"), SAID)
NEXT_COLUMNS = (GOAL, KIND, LAST_DAY, Column("ago", "Falls due", kind="muted", sort_field="due"), SAID)
UNDATED_COLUMNS = (GOAL, KIND, Column("state", "Time"), SAID)

SHOWN = ("goal", "kind", "last_day", "due", "ago", "state", "record", "said", "claim", "faint")
NOTHING = "nothing on record"
CONDITIONS = {
    "by": "the deadline is read as the whole period",
    "estimate": "the figure is an estimate",
    "scope": "the answer leaves open how much it covers",
}
"""Under what condition an outcome holds, in words; that of `metric` names the two."""
PLURAL = {
    Ahead.TARGET: "targets", Ahead.PLAN: "plans", Ahead.FORECAST: "forecasts", Ahead.EXPECTATION: "expectations",
}  # fmt: skip


def said_goal(row: Row, names: Names) -> str:
    """A goal in one line: "Xiaomi: deliveries, 350,000 vehicles"; an expectation is its statement."""
    if row["kind"] != Kind.FIGURE:
        return text(row["statement"])
    what = text(row["what"]) or plain(row["metric"])
    details = [text(row[name]) for name in ("segment", "measure", "geography") if present(row[name])]
    small = f" ({'; '.join(details)})" if details else ""
    return f"{names.get(text(row['of']), text(row['of']))}: {what}{small}, {figure(row)}"


def by(row: Row, names: Names) -> str:
    """Who said it and where it was read: "Opoyi, citing Bloomberg"."""
    return said(cast("Mapping[Hashable, Any]", row), names)


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


def verdict(row: Row, goal: Row, facts: Sequence[Row]) -> str:
    """The state with its conditions: "met, if deliveries count as sales"; "above the forecast"."""
    state = text(row["state"])
    if state == State.ANSWERED:
        sides = {"above": f"above the {row['ahead']}", "below": f"below the {row['ahead']}", "within": "as stated"}
        state = sides.get(text(row["side"]), "on record, not decided")
    conditions = [_condition(name, goal, facts) for name in text(row["condition"]).split(";") if name]
    return f"{state}, if {listed(conditions)}" if conditions else state


def _ago(days: int) -> str:
    """From days past or ahead to "3 months ago", "in 9 months", "today"."""
    if days == 0:
        return "today"
    months, years = round(abs(days) / 30.44), abs(days) / 365.25
    span = count(abs(days), "day") if months < 2 else count(months, "month") if months < 24 else f"{years:.1f} years"
    return f"{span} ago" if days < 0 else f"in {span}"


def _near(goal: Row, near: list[tuple[Row, str]], names: Names) -> str:
    told = [
        f"{fact(other, names)}: {listed(difference(name, goal, other, names) for name in differs.split(';') if name)}"
        for other, differs in near
    ]
    return f"compare {'; '.join(told[:2])}{f'; and {len(told) - 2} more' if len(told) > 2 else ''}" if told else ""


def rows(due: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a goal, in the order given: goal, kind, last_day, due, ago, state, record, said, claim, faint.

    Parameters: `due` as from `data.due`, `outcomes` as from `data.outcomes`, `claims` on record that day. `claim` holds
    the goal's claims, its outcome and what it is compared with, joined by `;`; a row opens them all.
    """
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    differs = {(row["claim_id"], row["other"]): text(row["differs"]) for row in records(outcomes)}
    found: list[dict[str, Any]] = []
    for row in records(due):
        goal, last = by_id[row["lead"]], as_day(row["due"])
        facts = [by_id[name] for name in ids([row["outcome"]]) if name in by_id]
        near = [(by_id[name], differs.get((row["lead"], name), "")) for name in ids([row["compare"]]) if name in by_id]
        state = verdict(row, goal, facts) if row["state"] in TOLD else text(row["state"])
        told = "; ".join(fact(other, names) for other in facts) or NOTHING
        more = [_near(goal, near, names), f"{row['reports']} reports" if row["reports"] > 1 else ""]
        possibly = row["known"] == Known.POSSIBLY
        found.append(
            {
                "goal": said_goal(goal, names), "kind": f"possibly known, {row['ahead']}" if possibly else str(row["ahead"]),
                "last_day": day(last) if last else "", "due": row["due"],
                "ago": _ago(int(row["days_left"])) if last else "", "state": state,
                "record": "; ".join(part for part in (told, *more) if part), "said": by(goal, names), "faint": possibly,
                "claim": ";".join(ids([row["claim_id"], row["outcome"], row["compare"]])),
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=list(SHOWN))


def finding(due: pd.DataFrame) -> str:
    """What the page finds: "Three of nine targets have come due, one with an outcome on record"."""
    dated = due[due["due"].notna()]
    if dated.empty:
        return "Which targets have come due?"
    kinds = [PLURAL[kind] for kind in Ahead if (dated["ahead"] == kind).any()]
    what, past = listed(kinds), dated[dated["days_left"] < 0]
    told = int(past["state"].isin(TOLD).sum())
    if past.empty:
        first = as_day(dated["due"].min())
        only = f"The only {next(kind for kind in Ahead if (dated['ahead'] == kind).any())}" if len(dated) == 1 else ""
        return f"{only or f'None of {worded(len(dated))} {what}'} has come due{f'; the first falls due on {day(first)}' if first and not only else ''}"  # fmt: skip
    if len(dated) == 1:
        return f"The only dated {dated['ahead'].iloc[0]} has come due, {'with an outcome' if told else 'with nothing'} on record"
    have = "has" if len(past) == 1 else "have"
    outcome = (
        f"{worded(told)} with an outcome on record"
        if told
        else NOTHING
        if len(past) == 1
        else "none with an outcome on record"
    )
    many = sentence(worded(len(past))) if len(past) < len(dated) else "All"
    return f"{many} of {worded(len(dated))} {what} {have} come due, {outcome}"


def part(due: pd.DataFrame, *states: State) -> pd.DataFrame:
    """The rows of `due` in one of these states; the longest overdue first."""
    return due[due["state"].isin([str(state) for state in states])]
