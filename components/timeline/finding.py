"""The talks page's heading: what the lanes show, or a question where nothing can be computed."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pandas as pd

from components import words
from data.kept import kept
from data.vocabulary import Stage

AGREED = (Stage.AGREED, Stage.SIGNED, Stage.OPERATING)
"""Stages of commitment: the right-hand run of the ladder."""

QUESTION = "Who is talking to whom, and how far did it get?"


@kept()
def finding(lanes: pd.DataFrame, names: Mapping[str, str], known_on: date, is_latest: bool) -> str:
    """Say with whom the busiest company is linked, since when, and what is agreed on record.

    `is_latest` is whether `known_on` hides nothing; otherwise the heading begins with the day. Without a company
    that stands in more deals than any other it speaks of all deals.
    """
    said = _found(lanes, names)
    if not said:
        return QUESTION
    if is_latest:
        return words.sentence(said)
    at_end = (known_on.month, known_on.day) == (12, 31)
    day = f"at the end of {known_on.year}" if at_end else f"on {words.day(known_on)}"
    return f"As known {day}: {said}"


def _found(lanes: pd.DataFrame, names: Mapping[str, str]) -> str:
    if lanes.empty:
        return ""
    parties = [[party for party in words.text(cell).split(";") if party] for cell in lanes["parties"]]
    busy = Counter(party for deal in parties for party in deal).most_common(2)
    if len(lanes) == 1 or len(busy) < 2 or busy[0][1] == busy[1][1]:
        return _of_all(lanes, parties)
    company = busy[0][0]
    its = lanes[[company in deal for deal in parties]]
    others = {party for deal in parties if company in deal for party in deal} - {company}
    linked = f"{words.worded(len(others))} {'name' if len(others) == 1 else 'names'} linked to"
    deals = f" in {words.worded(len(its))} deals" if len(its) != len(others) else ""
    return f"{linked} {names.get(company, company)}{deals}{_since(its)}{_agreed(its)}"


def _of_all(lanes: pd.DataFrame, parties: list[list[str]]) -> str:
    companies = len({party for deal in parties for party in deal})
    if len(lanes) == 1:
        lane = lanes.iloc[0]
        contested = "contested, " if lane["contested"] else ""
        return f"{lane['title']}: {contested}{words.stage(lane['stage'])}"
    return (
        f"{words.worded(len(lanes))} deals between {words.worded(companies)} companies{_since(lanes)}{_agreed(lanes)}"
    )


def _since(lanes: pd.DataFrame) -> str:
    years = lanes["first"].dropna().dt.year
    last = lanes["last"].dropna().dt.year
    if years.empty:
        return ""
    return f" in {years.min()}" if not last.empty and last.max() == years.min() else f" since {years.min()}"


def _agreed(lanes: pd.DataFrame) -> str:
    """What was ever agreed on record, and what of it runs or is over."""
    committed = lanes["stage"].isin(AGREED) | lanes["peak_stage"].isin(AGREED) | (lanes["stage"] == Stage.ENDED)
    agreed = int(committed.sum())
    if not agreed:
        return ", and no agreement on record"
    stages = lanes.loc[committed, "stage"]
    running, over = (
        int((stages == Stage.OPERATING).sum()),
        int(stages.isin([Stage.ENDED, Stage.COLLAPSED]).sum()),
    )
    rest = [f"{words.worded(many)} {word}" for many, word in ((running, "running"), (over, "over")) if many]
    if agreed == 1:
        now = f" and {'running' if running else 'now over'}" if rest else ""
        return f", one of them agreed{now}" if len(lanes) > 1 else f", agreed{now}"
    among = f", {' and '.join(rest)}" if rest else ""
    return f", {'all' if agreed == len(lanes) else words.worded(agreed)} agreed on record{among}"
