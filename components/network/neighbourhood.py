"""Which part of the network is shown: so many steps around a company, by kind of line and least stage."""

from collections.abc import Collection
from itertools import combinations
from typing import NamedTuple

import igraph
import pandas as pd

from components.network.lines import Deal, deals_of, text, ties_of
from data.kept import kept
from data.vocabulary import LADDER, Stage

DEALS = "deals"
"""The word that stands for all deals among the types of lines; the others are those of `TieType`."""


class Neighbourhood(NamedTuple):
    """The rows that remain, with the columns and the order they had."""

    entities: pd.DataFrame
    deals: pd.DataFrame
    ties: pd.DataFrame


@kept(256)
def neighbourhood(
    entities: pd.DataFrame,
    deals: pd.DataFrame,
    ties: pd.DataFrame,
    centre: str | None,
    depth: int | None,
    edge_types: Collection[str],
    least_stage: Stage | None = None,
) -> Neighbourhood:
    """Keep what lies within `depth` steps of `centre`; with no depth (or no centre), all that has a line.

    `edge_types` holds `DEALS` and values of `TieType`. A deal passes `least_stage` by the stage it stands
    at; paused, collapsed or ended, by the highest it had. All lines between companies that remain are kept;
    a deal, only when all its parties remain. The centre always remains.
    """
    read = {deal.id: deal for deal in deals_of(deals)}
    passed = {name for name, deal in read.items() if DEALS in edge_types and _reaches(deal, least_stage)}
    standing = [tie for tie in ties_of(ties) if tie.type in edge_types]
    known = {text(entity) for entity in entities["entity"]}
    pairs = [pair for name in sorted(passed) for pair in combinations(read[name].parties, 2)]
    pairs += [(tie.source, tie.target) for tie in standing]
    graph = igraph.Graph.TupleList(pair for pair in pairs if known.issuperset(pair))
    linked = graph.vs["name"] if graph.vcount() else []
    near = set(linked)
    if centre is not None and depth is not None:
        near = {linked[k] for k in graph.neighborhood(centre, order=depth)} if centre in near else set()
    near |= {centre} & known
    kept_deals = {name for name in passed if set(read[name].parties) <= near}
    kept_ties = {tie.id for tie in standing if {tie.source, tie.target} <= near}
    return Neighbourhood(
        entities[entities["entity"].isin(near)],
        deals[deals["deal"].isin(kept_deals)],
        ties[ties["claim_id"].isin(kept_ties)],
    )


@kept(256)
def core(near: Neighbourhood, kept: Collection[str], centre: str | None) -> Neighbourhood:
    """Only the deals `kept`, by id, with their parties and the ties between those; the same where all are kept.

    The centre always remains.
    """
    if len(kept) >= len(near.deals):
        return near
    deals = near.deals[near.deals["deal"].isin(kept)]
    inside = {party for deal in deals_of(deals) for party in deal.parties} | {centre}
    ties = near.ties[near.ties["from"].isin(inside) & near.ties["to"].isin(inside)]
    return Neighbourhood(near.entities[near.entities["entity"].isin(inside)], deals, ties)


def _reaches(deal: Deal, least: Stage | None) -> bool:
    if least is None:
        return True
    return deal.reached is not None and deal.reached in LADDER and LADDER.index(deal.reached) >= LADDER.index(least)
