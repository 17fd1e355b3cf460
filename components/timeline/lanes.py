"""The lanes of the talks chart as a frame: which deal stands where, and the words beside it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import words
from components.timeline import claims as timeline_claims
from components.timeline import notes as timeline_notes
from data.kept import kept

COLUMNS = (
    "deal", "title", "group", "group_id", "other", "form", "stage", "peak_stage", "contested", "denied_by", "follows",
    "below", "support", "note", "brief", "parties", "first", "last", "quiet_months", "claim_ids",
)  # fmt: skip
"""Columns of `lanes`. `below`: whether the lane follows the one above it; `claim_ids`: joined by `;`."""


@kept()
def lanes(
    deals: pd.DataFrame, talks: pd.DataFrame, names: Mapping[str, str], answers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """A row a deal, in the order in which the lanes stand.

    Each deal stands once, under its busiest party; the company with the most deals comes first, then the newest.
    A deal that follows another stands directly below it. `deals` and `talks` are `views.deals` and the talk claims
    of `views.claims`, `names` shown names by id, `answers` the register of answers (without it notes say less).
    """
    if deals.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = {str(row.deal): row for row in deals.itertuples(index=False)}
    busy = Counter(party for row in rows.values() for party in _parties(row))
    groups: dict[str, str] = {}
    for deal in rows:
        groups[deal] = _group(deal, rows, busy, names, groups)
    newest = {
        company: max(_day(rows[deal]) for deal in groups if groups[deal] == company) for company in groups.values()
    }
    of_deal = timeline_claims.by_deal(talks)
    followed = set(deals["follows"].dropna())
    found = []
    for company in sorted(newest, key=lambda id_: (-busy[id_], -newest[id_].value, names.get(id_, id_))):
        inside = {deal: row for deal, row in rows.items() if groups[deal] == company}
        for deal, below in _ordered(inside):
            claims = of_deal.get(deal, [])
            lane = _lane(rows[deal], company, claims, names)
            lane["note"] = timeline_notes.note(rows[deal], claims, names, answers, followed=deal in followed)
            lane["brief"] = timeline_notes.brief(rows[deal], claims, names, answers)
            found.append({**lane, "below": below})
    return pd.DataFrame(found, columns=list(COLUMNS))


def _parties(row: Any) -> list[str]:
    return [party for party in words.text(row.parties).split(";") if party]


def _day(row: Any) -> pd.Timestamp:
    return row.last if words.present(row.last) else pd.Timestamp(0)


def _group(
    deal: str, rows: Mapping[str, Any], busy: Counter[str], names: Mapping[str, str], done: Mapping[str, str]
) -> str:
    """The busiest party, the one named first in the title among equals; a follower stands with what it follows."""
    row, seen = rows[deal], {deal}
    parties = _parties(row)
    before = words.text(row.follows)
    while before in rows and before not in seen:
        seen.add(before)
        shared = done.get(before) or _busiest(rows[before], busy, names)
        if shared in parties:
            return shared
        before = words.text(rows[before].follows)
    return _busiest(row, busy, names)


def _busiest(row: Any, busy: Counter[str], names: Mapping[str, str]) -> str:
    def order(party: str) -> tuple[int, int, str]:
        at = words.text(row.title).find(names.get(party, party))
        return -busy[party], at if at >= 0 else 10_000, party

    return min(_parties(row), key=order, default="")


def _ordered(inside: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Deals of one company with whether each follows the lane above: the newest chain first, each chain in order."""
    followers: dict[str, list[str]] = {}
    for deal, row in inside.items():
        before = words.text(row.follows)
        if before in inside and before != deal:
            followers.setdefault(before, []).append(deal)
    followed = {deal for chain in followers.values() for deal in chain}

    def chain(deal: str, seen: tuple[str, ...] = ()) -> list[str]:
        if deal in seen:
            return []
        below = sorted(followers.get(deal, []), key=lambda one: (_day(inside[one]), one))
        return [deal, *(later for one in below for later in chain(one, (*seen, deal)))]

    chains = [chain(deal) for deal in inside if deal not in followed]
    chains += [[deal] for deal in inside if not any(deal in one for one in chains)]  # a circle has no first deal
    chains.sort(key=lambda one: (-max(_day(inside[deal]) for deal in one).value, inside[one[0]].title))
    return [(deal, place > 0) for one in chains for place, deal in enumerate(one)]


def _lane(row: Any, company: str, claims: list[Any], names: Mapping[str, str]) -> dict[str, Any]:
    others = [names.get(party, party) for party in _parties(row) if party != company]
    return {
        "deal": row.deal, "title": row.title, "group": names.get(company, company), "group_id": company,
        "other": words.listed(others) or row.title, "form": timeline_notes.form(claims, row.subject),
        "stage": row.stage, "peak_stage": row.peak_stage, "contested": bool(row.contested), "denied_by": row.denied_by,
        "follows": row.follows, "support": timeline_notes.support(row, claims), "parties": row.parties,
        "first": row.first, "last": row.last, "quiet_months": row.quiet_months, "claim_ids": ";".join(c.claim_id for c in claims),
    }  # fmt: skip
