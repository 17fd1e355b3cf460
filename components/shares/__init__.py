"""Market share: which shares compare, what their chart finds, and its words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from components.series import Row, ShareSet, inputs, records, share_sets
from components.series.wording import called, decimals, fixed, joined, ordinal
from components.shares.chart import figure
from components.shares.history import history, lines
from components.words import count, days, listed, present, sentence, text, worded
from data.kept import kept
from data.vocabulary import Metric, Stance

__all__ = ["any_row", "caption", "figure", "finding", "history", "lead", "lines", "question", "sets", "title"]

question = "Who holds which share of the market?"
"""The heading where nothing can be computed."""


@kept()
def sets(figures: pd.DataFrame) -> list[ShareSet]:
    """Comparison sets, newest year first, in it most companies. `figures`: claims of kind figure."""
    return share_sets(figures)


@kept()
def title(one_set: ShareSet, names: Mapping[str, str]) -> str:
    """ "Share of China's EV market, Jan–May 2022", with the segment where one is stated."""
    about, segment = one_set.period, one_set.key[2]
    market = called(one_set.market, names)
    return f"Share of {market}{f' ({segment})' if segment else ''}, {days(about.lower, about.upper)}"


@kept()
def caption(one_set: ShareSet, names: Mapping[str, str]) -> str:
    """ "Per cent, as counted by EV Volumes; one series, actual": unit, counter, way of counting, bases."""
    counter, measure = one_set.counted_by, one_set.key[3]
    by = f"as counted by {called(counter, names)}" if counter else "who counted is not stated"
    bases = listed(dict.fromkeys(text(basis) for basis in one_set.shares["basis"]))
    return "; ".join(["Per cent, " + by, *([measure] if measure else []), f"one series, {bases}"])


def any_row(one_set: ShareSet) -> Row:
    """One published share of the set: it stands for what the whole set agrees in."""
    return records(one_set.shares)[0]


def _stated(rows: pd.DataFrame) -> list[Row]:
    plain = (str(Stance.ASSERTS), str(Stance.EXPECTS))
    return [row for row in records(rows) if row["stance"] in plain and present(row["low"])]


def _unreported(one_set: ShareSet) -> list[str]:
    """Companies with a rank and no share, neither published nor derived otherwise than from a rank."""
    told = {row["of"] for row in _stated(one_set.shares)}
    ranks = set(one_set.ranks["claim_id"])
    told |= {
        row["of"] for row in records(one_set.derived)
        if row["metric"] == str(Metric.MARKET_SHARE) and not ranks & set(inputs(row).values())
    }  # fmt: skip
    ranked = sorted(_stated(one_set.ranks), key=lambda row: float(row["low"]))
    return list(dict.fromkeys(text(row["of"]) for row in ranked if row["of"] not in told))


@kept()
def finding(one_set: ShareSet | None, names: Mapping[str, str]) -> str:
    """ "BYD had 27.9% of China's EV market in Jan–May 2022; for Tesla there is only a rank"; else a question."""
    if one_set is None or not (shares := _stated(one_set.shares)):
        return question
    first = max(shares, key=lambda row: float(row["low"]))
    same = [row for row in shares if row["of"] == first["of"] and row["low"] != first["low"]]
    only, about = _unreported(one_set), one_set.period
    market = f"{called(one_set.market, names)} in {days(about.lower, about.upper)}"
    others = joined(names, only) if len(only) <= 2 else f"{worded(len(only))} others"
    rank = f"; for {others} there is only a rank" if only else ""
    share = fixed(float(first["low"]), decimals(float(row["low"]) for row in shares))
    verb = {"forecast": "is forecast to have", "target": "aims for", "plan": "plans for"}.get(
        text(first["basis"]), "had"
    )
    if same:
        other = fixed(float(same[0]["low"]), decimals([float(same[0]["low"])]))
        return f"{called(first['of'], names)} {verb} {share}% or {other}% of {market}: two figures stand{rank}"
    more = "over " if not present(first["high"]) else "about " if first["approx"] is True else ""
    return f"{called(first['of'], names)} {verb} {more}{share}% of {market}{rank}"


@kept()
def lead(one_set: ShareSet, names: Mapping[str, str]) -> str:
    """A sentence under the heading: how many percentages and ranks, and what a rank implies."""
    shares, only = _stated(one_set.shares), _unreported(one_set)
    counter = called(one_set.counted_by, names) or "The sources"
    gives = "gives" if one_set.counted_by else "give"
    counts = count(len(shares), "percentage").replace(str(len(shares)), worded(len(shares)), 1)
    if not only:
        return f"{counter} {gives} {counts}."
    ranks = count(len(only), "rank").replace(str(len(only)), worded(len(only)), 1)
    said = f"{counter} {gives} {counts} and {ranks}"
    rank = next(row for row in records(one_set.ranks) if row["of"] == only[0])
    by_id = {row["claim_id"]: row for row in records(one_set.shares)}
    for row in records(one_set.derived):
        if row["of"] != only[0] or row["metric"] != str(Metric.MARKET_SHARE):
            continue
        ends = _ends(row, by_id, names)
        if ends:
            place = ordinal(float(rank["low"]))
            return sentence(f"{said}: {called(only[0], names)} is {place}, so its share lies {' and '.join(ends)}.")
    return f"{said}."


def _ends(row: Row, shares: Mapping[str, Row], names: Mapping[str, str]) -> Sequence[str]:
    """("above Chery’s", "below SGMW’s"): the neighbours whose shares bound a derived interval."""
    found = []
    for end, word in (("low", "above"), ("high", "below")):
        for claim in inputs(row).values():
            other = shares.get(claim)
            if other is not None and other["low"] == row[end] and other["of"] != row["of"]:
                found.append(f"{word} {called(other['of'], names)}’s")
                break
    return found
