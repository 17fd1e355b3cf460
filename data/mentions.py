"""Whom a claim concerns, and in which role."""

from collections.abc import Iterator

from data.model import Claim, Deal, Figure, Milestone, Position, Talk, Tie

Mention = tuple[str, str]
"""An id of an entity or person, and its role in the claim."""


def named(claim: Claim) -> Iterator[Mention]:
    """Those whom the claim itself names: in `entities.yaml` or `people.yaml`."""
    match claim:
        case Talk(parties=parties):
            yield from ((party.entity, "party") for party in parties)
        case Tie(from_=from_, to=to):
            yield from ((from_, "from"), (to, "to"))
        case Figure(of=of, market=market, by=by, counted_by=counted_by):
            optional = ((market, "market"), (by, "by"), (counted_by, "counted by"))
            yield (of, "of")
            yield from ((who, role) for who, role in optional if who)
        case Milestone(entities=entities) | Position(entities=entities):
            yield from ((entity, "concerned") for entity in entities)
    if claim.speaker:
        yield (claim.speaker, "speaker")


def mentions(claim: Claim, deals: dict[str, Deal]) -> list[Mention]:
    """All mentions of a claim, each once; the parties of its deal count too."""
    deal = deals.get(claim.deal) if isinstance(claim, Talk) else None
    of_deal = [(party, "deal party") for party in deal.parties] if deal else []
    return list(dict.fromkeys([*named(claim), *of_deal]))
