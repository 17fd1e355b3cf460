"""The ledger's tables, built from seeds: plain columns, no lists, dates as bounds beside their EDTF."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from data.dates import span
from data.mentions import mentions
from data.model import Article, Claim, Entity, Figure, Milestone, Origin, Position, Talk, Tie
from data.names import aliases
from data.recorded import Record
from data.seeds import Seeds
from data.vocabulary import COMPANY_SORTS, Attribution, TieType, When

CREDIBILITY: Mapping[Attribution, int] = {
    Attribution.ON_RECORD: 2,
    Attribution.PUBLISHED_DATA: 2,
    Attribution.OWN_REPORTING: 3,
    Attribution.ANONYMOUS: 4,
    Attribution.UNSTATED: 6,
    Attribution.DERIVED: 6,
}
"""Admiralty credibility by who stands behind an origin (the written rule: docs/grades.md)."""

S, N, F, B, D = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "claims": {
        "claim_id": S, "article_id": S, "number": N, "publisher": S, "reliability": S, "kind": S, "statement": S,
        "paragraph": N, "anchor": S, "context": S, "part": S, "stance": S, "origin": S, "via": S, "speaker": S,
        "when": S, "when_is": S, "when_phrase": S, "dated": B, "vague": B, "about_lower": D, "about_upper": D,
        "published": S, "published_lower": D, "published_upper": D, "revision": N, "recorded": D,
        "credibility": N, "note": S, "formula": S, "inputs": S, "assumptions": S,
        "deal": S, "form": S, "stage": S, "from": S, "to": S, "type": S, "scope": S, "valid": S,
        "of": S, "market": S, "metric": S, "what": S, "basis": S, "by": S, "low": F, "high": F, "low_open": B,
        "high_open": B, "approx": B, "value_phrase": S, "unit": S, "geography": S, "period": S, "period_is": S,
        "segment": S, "measure": S, "counted_by": S, "change_of": S, "against": S, "conversion_of": S,
        "place": S, "topic": S,
        # joined once, here: what a page shows beside every claim
        "companies": S, "parties": S, "publisher_name": S, "title": S, "url": S, "text_sha256": S, "said_by": S,
        "attribution": S, "sources": N, "sources_are": S, "origin_published": S,
    },
    "mentions": {"claim_id": S, "entity": S, "role": S, "party_role": S, "as_named": S},
    "answers": {"claim_id": S, "answers": S, "how": S, "scope": S, "note": S},
    "articles": {
        "article_id": S, "publisher": S, "title": S, "author": S, "url": S, "language": S, "published": S,
        "published_lower": D, "published_upper": D, "accessed": S, "text_sha256": S, "text_read": S,
        "checked": S, "checked_on": D, "checked_read": S,
    },
    "entities": {
        "entity": S, "name": S, "sort": S, "core": S, "part_of": S, "legal_name": S, "aliases": S, "tickers": S, "country": S,
        "wikidata": S, "reliability": S, "is_company": B, "note": S,
    },
    "people": {"person": S, "name": S, "aliases": S, "wikidata": S},
    "roles": {"person": S, "entity": S, "title": S, "article_id": S, "paragraph": N, "anchor": S},
    "deals": {"deal": S, "title": S, "parties": S, "subject": S, "follows": S, "note": S},
    "deal_parties": {"deal": S, "entity": S, "position": N},
    "origins": {
        "origin": S, "said_by": S, "published": S, "attribution": S, "sources": N, "sources_are": S,
        "credibility": N, "note": S,
    },
    "links": {"link": N, "type": S, "claim_id": S, "reason": S, "day": S},
    "belongs": {"owner": S, "member": S},
}  # fmt: skip
"""Every table with its columns and their types. Dates are days, figures base units."""


def credibility(origin: Origin) -> int:
    """An origin's credibility, 1 (confirmed) to 6 (can't be judged); two or more anonymous sources weigh a step more."""
    if origin.credibility is not None:
        return origin.credibility
    several = origin.attribution is Attribution.ANONYMOUS and (origin.sources or 1) > 1
    return CREDIBILITY[origin.attribution] - several


def _joined(values: Iterable[object]) -> str | None:
    return ";".join(str(value) for value in values) or None


def _time(claim: Claim, article: Article) -> dict[str, Any]:
    """When a claim is about: its own bounds, or its article's publication where it gives none."""
    when, when_is = claim.when, claim.when_is
    if isinstance(claim, Figure):
        when, when_is = claim.period, claim.period_is
    elif isinstance(claim, Tie) and when is None:
        when = claim.valid
    own, published = span(when) if when else None, span(article.published)
    about = own or published
    if when and when_is is None:
        when_is = When.DURING
    return {
        "when": when, "when_is": when_is, "dated": own is not None, "vague": about.approximate or about.uncertain,
        "about_lower": about.lower, "about_upper": about.upper, "published": article.published,
        "published_lower": published.lower, "published_upper": published.upper,
    }  # fmt: skip


def _kind(claim: Claim) -> dict[str, Any]:
    """The columns of one kind."""
    match claim:
        case Talk():
            return {"deal": claim.deal, "form": _joined(claim.form), "stage": claim.stage}
        case Tie():
            return {
                "from": claim.from_,
                "to": claim.to,
                "type": claim.type,
                "scope": claim.scope,
                "valid": claim.valid,
            }
        case Figure():
            own = set(Figure.model_fields) - set(Claim.model_fields)
            return {name: getattr(claim, name) for name in own}
        case Milestone():
            return {"what": claim.what, "place": claim.place}
        case Position():
            return {"topic": claim.topic}
    return {}


def _claims(seeds: Seeds, records: Mapping[str, Record]) -> Iterable[dict[str, Any]]:
    origins = {origin.id: origin for origin in seeds.origins}
    entities = {entity.id: entity for entity in seeds.entities}
    companies = {entity.id for entity in seeds.entities if entity.sort in COMPANY_SORTS}
    deals = {deal.id: deal for deal in seeds.deals}
    for article, claim in seeds.claims():
        record, derived, origin = records.get(claim.id), claim.derived, origins[claim.origin]
        publisher = entities[article.publisher]
        formulas = (derived.formula, derived.formula_high) if derived else ()
        yield {
            "claim_id": claim.id, "article_id": article.id, "number": int(claim.id.rsplit(".", 1)[1]),
            "publisher": article.publisher, "reliability": publisher.reliability, "kind": claim.kind,
            "statement": claim.statement, "paragraph": claim.paragraph, "anchor": claim.anchor,
            "context": _joined(claim.context), "part": claim.part, "stance": claim.stance, "origin": claim.origin,
            "via": _joined(claim.via), "speaker": claim.speaker, "when_phrase": claim.when_phrase,
            "revision": record.revision if record else None, "recorded": record.day if record else None,
            "credibility": claim.credibility or credibility(origin), "note": claim.note,
            "formula": " to ".join(formula for formula in formulas if formula) or None,
            "inputs": _joined(f"{name}={source}" for name, source in derived.inputs.items()) if derived else None,
            "assumptions": _joined(derived.assumptions) if derived else None,
            "companies": _joined(sorted({who for who, _ in mentions(claim, deals)} & companies)),
            "parties": _joined(sorted({p.entity for p in claim.parties})) if isinstance(claim, Talk) else None,
            "publisher_name": publisher.name, "title": article.title, "url": article.url,
            "text_sha256": article.text_sha256, "said_by": origin.said_by, "attribution": origin.attribution,
            "sources": origin.sources, "sources_are": origin.sources_are, "origin_published": origin.published,
            **_time(claim, article), **_kind(claim),
        }  # fmt: skip


def belongings(ties: Iterable[Tie], entities: Iterable[Entity]) -> set[tuple[str, str]]:
    """(owner, member) for everything that belongs to an entity by tie or register, through any number of steps."""
    children: dict[str, set[str]] = {}
    for entity in entities:
        if entity.part_of:
            children.setdefault(entity.part_of, set()).add(entity.id)
    for tie in ties:
        owner, member = (tie.to, tie.from_) if tie.type is TieType.BRAND_OF else (tie.from_, tie.to)
        if tie.type in (TieType.OWNS, TieType.JOINT_VENTURE_PARENT, TieType.BRAND_OF):
            children.setdefault(owner, set()).add(member)
    found: set[tuple[str, str]] = set()
    for owner in children:
        open_, seen = [owner], {owner}
        while open_:
            new = children.get(open_.pop(), set()) - seen
            seen |= new
            open_ += new
        found |= {(owner, member) for member in seen - {owner}}
    return found


def _last_check(article: Article) -> dict[str, Any]:
    """When an article was last held against its claims, and how much of it was read then; empty where it never was."""
    if not article.checked:
        return {"checked": None, "checked_on": None, "checked_read": None}
    last = max(article.checked, key=lambda check: span(check.day).upper or date.max)
    return {"checked": last.day, "checked_on": span(last.day).upper, "checked_read": last.read}


def rows(seeds: Seeds, records: Mapping[str, Record]) -> dict[str, list[dict[str, Any]]]:
    """Every table's rows, in seed order."""
    deals = {deal.id: deal for deal in seeds.deals}
    claims = [claim for _, claim in seeds.claims()]
    parties = {
        (claim.id, party.entity): {"party_role": party.role, "as_named": party.as_named}
        for claim in claims if isinstance(claim, Talk) for party in claim.parties
    }  # fmt: skip
    owning = [claim for claim in claims if isinstance(claim, Tie) and claim.stance == "asserts"]
    return {
        "claims": list(_claims(seeds, records)),
        "mentions": [
            {"claim_id": claim.id, "entity": who, "role": role, **(parties.get((claim.id, who), {}) if role == "party" else {})}
            for claim in claims for who, role in mentions(claim, deals)
        ],
        "answers": [
            {"claim_id": claim.id, "answers": a.claim, "how": a.how, "scope": a.scope, "note": a.note}
            for claim in claims for a in claim.answers
        ],
        "articles": [
            {**article.model_dump(exclude={"claims"}), "article_id": article.id, **_last_check(article),
             "published_lower": span(article.published).lower, "published_upper": span(article.published).upper}
            for article in seeds.articles
        ],
        "entities": [
            {**e.model_dump(), "entity": e.id, "aliases": _joined(aliases(e)), "tickers": _joined(e.tickers),
             "is_company": e.sort in COMPANY_SORTS}
            for e in seeds.entities
        ],
        "people": [{"person": p.id, "name": p.name, "aliases": _joined(aliases(p)), "wikidata": p.wikidata} for p in seeds.people],
        "roles": [{**role.model_dump(), "person": p.id, "article_id": role.article} for p in seeds.people for role in p.roles],
        "deals": [{**deal.model_dump(), "deal": deal.id, "parties": _joined(deal.parties)} for deal in seeds.deals],
        "deal_parties": [
            {"deal": deal.id, "entity": party, "position": n} for deal in seeds.deals for n, party in enumerate(deal.parties)
        ],
        "origins": [{**o.model_dump(), "origin": o.id, "credibility": credibility(o)} for o in seeds.origins],
        "links": [
            {"link": n, "type": link.type, "claim_id": claim, "reason": link.reason, "day": link.day}
            for n, link in enumerate(seeds.links, 1) for claim in link.claims
        ],
        "belongs": [{"owner": owner, "member": member} for owner, member in sorted(belongings(owning, seeds.entities))],
    }  # fmt: skip


def arrow(name: str, items: Iterable[Mapping[str, Any]]) -> pa.Table:
    """One table as Arrow, with just the columns that `COLUMNS` names."""
    columns = COLUMNS[name]

    def plain(value: Any) -> Any:
        return value if value is None or isinstance(value, bool | int | float | date) else str(value)

    kept = [{column: plain(item.get(column)) for column in columns} for item in items]
    return pa.Table.from_pylist(kept, schema=pa.schema(list(columns.items())))
