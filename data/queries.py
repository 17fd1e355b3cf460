"""Lazy queries: tables in, tables out. What is chosen narrows them; nothing is computed before a frame is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from data.ledger import Ledger
from data.vocabulary import LADDER, Known, Stage, Stance, When, Within


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader has chosen. Empty means all; `known_on` None means everything published.

    `revision` pins the view to what was recorded by then; None is the ledger as it stands, drafts included.
    """

    companies: tuple[str, ...] = ()
    include_owned: bool = True
    start: date | None = None
    end: date | None = None
    known_on: date | None = None
    stances: tuple[Stance, ...] = ()
    least_stage: Stage | None = None
    publishers: tuple[str, ...] = ()
    reliability: tuple[str, ...] = ()
    credibility: tuple[int, ...] = ()
    revision: int | None = None


def _known(table: ir.Table, day: date | None) -> ir.StringValue:
    if day is None:
        return ibis.literal(str(Known.KNOWN))
    on = ibis.literal(day)
    return ibis.cases(
        (table.published_upper <= on, str(Known.KNOWN)),
        (table.published_lower <= on, str(Known.POSSIBLY)),
        else_=str(Known.HIDDEN),
    )


def tallied(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """(known, n, a): how many claims and articles are known, possibly known and hidden on the chosen day."""
    tallies = ledger.table("tallies")
    if chosen.revision is not None:
        tallies = tallies.filter(tallies.revision <= chosen.revision)
    tallies = tallies.mutate(known=_known(tallies, chosen.known_on))
    return tallies.group_by("known").agg(n=ibis._.n.sum(), a=ibis._.article_id.nunique())


def as_of(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """Every claim on record, with the column `known`: known, possibly or hidden on the chosen day."""
    claims = ledger.table("claims")
    if chosen.revision is not None:
        claims = claims.filter(claims.revision <= chosen.revision)
    return claims.mutate(known=_known(claims, chosen.known_on))


def with_dates(claims: ir.Table, start: date | None, end: date | None) -> ir.Table:
    """Add the column `within`: whether a claim's time lies in the dates definitely, possibly or not (outside)."""
    lower = (claims.when_is == str(When.BY)).fill_null(False).ifelse(ibis.null("date"), claims.about_lower)
    upper = claims.about_upper
    outside, inside = ibis.literal(False), ~claims.vague if start or end else ibis.literal(True)
    if start is not None:
        day = ibis.literal(start)
        outside, inside = outside | (upper < day).fill_null(False), inside & (lower >= day).fill_null(False)
    if end is not None:
        day = ibis.literal(end)
        outside, inside = outside | (lower > day).fill_null(False), inside & (upper <= day).fill_null(False)
    within = ibis.cases((outside, str(Within.OUTSIDE)), (inside, str(Within.DEFINITELY)), else_=str(Within.POSSIBLY))
    return claims.mutate(within=within)


def concerning(ledger: Ledger, claims: ir.Table, companies: tuple[str, ...], include_owned: bool) -> ir.Table:
    """Claims that mention one of `companies`, or with `include_owned` what belongs to one of them."""
    mentions, belongs = ledger.table("mentions"), ledger.table("belongs")
    wanted = mentions.entity.isin(companies)
    if include_owned:
        wanted = wanted | mentions.entity.isin(belongs.filter(belongs.owner.isin(companies)).member)
    return claims.filter(claims.claim_id.isin(mentions.filter(wanted).claim_id))


def narrowed(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """Claims that pass every filter but dates and known-on, with the columns `known` and `within`."""
    claims = with_dates(as_of(ledger, chosen), chosen.start, chosen.end)
    if chosen.companies:
        claims = concerning(ledger, claims, chosen.companies, chosen.include_owned)
    if chosen.stances:
        claims = claims.filter(claims.stance.isin([str(stance) for stance in chosen.stances]))
    if chosen.publishers:
        claims = claims.filter(claims.publisher.isin(chosen.publishers))
    if chosen.reliability:
        claims = claims.filter(claims.reliability.isin(chosen.reliability))
    if chosen.credibility:
        claims = claims.filter(claims.credibility.isin(chosen.credibility))
    if chosen.least_stage is not None and chosen.least_stage is not LADDER[0]:
        high_enough = deals_on_day(ledger, chosen).filter(ibis._.peak >= LADDER.index(chosen.least_stage)).deal
        claims = claims.filter(claims.deal.isnull() | claims.deal.isin(high_enough))
    return claims


def holding(ledger: Ledger, claims: ir.Table, words: Iterable[str]) -> ir.Table:
    """Claims that hold each of these words, case aside: in the statement, beside it, or in a name of somebody mentioned."""
    names = ledger.table("entities").select(id=ibis._.entity, aliases=ibis._.aliases)
    names = names.union(ledger.table("people").select(id=ibis._.person, aliases=ibis._.aliases))
    mentions = ledger.table("mentions")
    for word in words:
        called = names.filter(names.aliases.lower().contains(word.lower())).id
        met = claims.claim_id.isin(mentions.filter(mentions.entity.isin(called)).claim_id)
        for column in ("statement", "publisher_name", "title", "what", "scope", "measure", "claim_id"):
            met = met | claims[column].lower().contains(word.lower()).fill_null(False)
        claims = claims.filter(met)
    return claims


def shown(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """Claims to draw: what is narrowed, less what is hidden by known-on or outside the dates."""
    claims = narrowed(ledger, chosen)
    return claims.filter(claims.known != str(Known.HIDDEN), claims.within != str(Within.OUTSIDE))


def _rung(stage: ir.StringValue) -> ir.IntegerValue:
    return ibis.cases(*((stage == str(s), n) for n, s in enumerate(LADDER)), else_=ibis.null("int8"))


def _contested(ledger: Ledger, talks: ir.Table) -> ir.Table:
    """(deal, denied_by): deals with a party's denial on record that nothing on record confirms away."""
    answers, parties, roles = ledger.table("answers"), ledger.table("deal_parties"), ledger.table("roles")
    origins = ledger.table("origins")
    speaks_for = parties.select("deal", speaker=parties.entity).union(
        parties.join(roles, "entity").select("deal", speaker=ibis._.person), distinct=True
    )
    on_record = origins.filter(origins.attribution == "on record").select("origin")
    confirmed = answers.filter(answers.how == "confirms").join(talks, "claim_id").semi_join(on_record, "origin").answers
    denials = answers.filter(answers.how == "denies").join(talks, "claim_id").join(speaks_for, ["deal", "speaker"])
    denials = denials.filter(denials.stance == str(Stance.DENIES), ~denials.answers.isin(confirmed))
    return denials.group_by("deal").agg(denied_by=ibis._.speaker.min())


SUPPORTING = (Stance.ASSERTS, Stance.SAYS_POSSIBLE, Stance.DOES_NOT_RULE_OUT, Stance.EXPECTS)
"""Stances that count towards a deal's origins."""


def deals(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """Deals as known on the chosen day, whatever else is filtered: a row a deal with a claim not hidden.

    Columns: deal, title, subject, follows, stage (of the asserted claim with the latest time; null where nothing is
    surely known), peak (its highest rung, 0 to 6; -1 for none), contested, denied_by, origins (of claims that support
    it), reports (articles), claims (counts), first, last, last_published (days).
    """
    on_day = as_of(ledger, chosen)
    talks = on_day.filter(on_day.kind == "talk", on_day.known != str(Known.HIDDEN))
    known = talks.filter(talks.known == str(Known.KNOWN))
    asserted = known.filter(known.stance == str(Stance.ASSERTS), known.part != "related-headline")
    asserted = asserted.mutate(until=ibis.least(asserted.about_upper, asserted.published_upper))
    newest_first = [
        ibis.desc("until"),
        ibis.desc("about_lower"),
        ibis.desc("published_upper"),
        ibis.desc("number"),
    ]
    order = ibis.row_number().over(group_by=asserted.deal, order_by=newest_first)
    current = asserted.mutate(order=order).filter(ibis._.order == 0).select("deal", "stage")
    peak = asserted.group_by("deal").agg(peak=_rung(asserted.stage).max())
    support = talks.group_by("deal").agg(
        origins=talks.origin.nunique(where=talks.stance.isin([str(stance) for stance in SUPPORTING])),
        reports=talks.article_id.nunique(),
        claims=talks.count(),
        first=talks.about_lower.min(),
        last=ibis.least(talks.about_upper, talks.published_upper).max(),
        last_published=talks.published_upper.max(),
    )
    contested = _contested(ledger, known)
    table = ledger.table("deals").inner_join(support, "deal").left_join(current, "deal").drop("deal_right")
    table = table.left_join(peak, "deal").drop("deal_right").left_join(contested, "deal").drop("deal_right")
    return table.mutate(contested=table.denied_by.notnull(), peak=table.peak.fill_null(-1))


def deals_on_day(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """`deals`, computed once a day and revision and then kept."""
    name = f"deals_{chosen.known_on or 'all'}_{chosen.revision if chosen.revision is not None else 'newest'}"
    return ledger.kept.table(name.replace("-", ""), lambda: deals(ledger, chosen))
