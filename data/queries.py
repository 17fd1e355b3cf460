"""Lazy queries: tables in, tables out. What is chosen narrows them; nothing is computed before a frame is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from data.current import bits
from data.ledger import Ledger
from data.vocabulary import LADDER, Attribution, How, Kind, Known, Stage, Stance, When, Within

CHOOSING = (
    "nth", "of_article", "kind", "stance", "deal", "metric", "of", "basis", "in_set", "about_upper", "ahead", "unsaid",
    "attribution", "revision",
)  # fmt: skip
"""Columns by which what is drawn is chosen, of `narrow` (`data.current`)."""

FILTERED = (
    *CHOOSING, "stance_bit", "publisher", "reliability", "credibility", "when_is", "vague", "about_lower", "published_lower",
    "published_upper",
)  # fmt: skip
"""Columns of `narrow` that a choice looks at."""

TOLD = (
    "nth", "deal", "stance", "stage", "origin", "article_id", "attribution", "speaker", "about_lower", "about_upper",
    "published_upper",
)  # fmt: skip
"""Columns that `deals` is computed from."""


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


def _recorded(table: ir.Table, chosen: Chosen) -> ir.Table:
    return table if chosen.revision is None else table.filter(table.revision <= chosen.revision)


def _known(table: ir.Table, day: date | None) -> ir.StringValue:
    if day is None:
        return ibis.literal(str(Known.KNOWN))
    on = ibis.literal(day)
    return ibis.cases(
        (table.published_upper <= on, str(Known.KNOWN)),
        (table.published_lower <= on, str(Known.POSSIBLY)),
        else_=str(Known.HIDDEN),
    )


def _within(claims: ir.Table, start: date | None, end: date | None) -> ir.StringValue:
    """Whether a claim's time lies in the dates definitely, possibly or not (outside)."""
    lower = (claims.when_is == str(When.BY)).fill_null(False).ifelse(ibis.null("date"), claims.about_lower)
    upper = claims.about_upper
    outside, inside = ibis.literal(False), ~claims.vague if start or end else ibis.literal(True)
    if start is not None:
        day = ibis.literal(start)
        outside, inside = outside | (upper < day).fill_null(False), inside & (lower >= day).fill_null(False)
    if end is not None:
        day = ibis.literal(end)
        outside, inside = outside | (lower > day).fill_null(False), inside & (upper <= day).fill_null(False)
    return ibis.cases((outside, str(Within.OUTSIDE)), (inside, str(Within.DEFINITELY)), else_=str(Within.POSSIBLY))


def _mentioning(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The claims (`FILTERED`) that mention one of the chosen companies, kept by companies; all where none is chosen."""
    narrow, mentioned = ledger.table("narrow"), ledger.table("mentioned")
    if not chosen.companies:
        return narrow
    wanted = ledger.with_owned(chosen.companies) if chosen.include_owned else sorted(chosen.companies)
    named = mentioned.filter(mentioned.entity.isin(wanted))
    return ledger.workspace.noted(
        f"mentioning {wanted}", lambda: narrow.select(*FILTERED).semi_join(named.select("nth"), "nth")
    )


def _passes(ledger: Ledger, narrow: ir.Table, chosen: Chosen) -> ir.BooleanValue:
    """Whether a claim passes every filter but companies, dates and known-on."""
    passes = ibis.literal(True)
    if chosen.stances:
        passes = passes & ((narrow.stance_bit & bits(chosen.stances)) != 0)
    for column, words in (
        ("publisher", chosen.publishers),
        ("reliability", chosen.reliability),
        ("credibility", chosen.credibility),
    ):
        if words:
            passes = passes & narrow[column].isin(words).fill_null(False)
    if chosen.least_stage is not None and chosen.least_stage is not LADDER[0]:
        high_enough = deals_on_day(ledger, chosen).filter(ibis._.peak >= LADDER.index(chosen.least_stage)).deal
        passes = passes & (narrow.deal.isnull() | narrow.deal.isin(high_enough))
    return passes


def tallied(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """(known, n, a): how many claims and articles are known, possibly known and hidden on the chosen day."""
    tallies = _recorded(ledger.table("tallies"), chosen)
    tallies = tallies.mutate(known=_known(tallies, chosen.known_on))
    return tallies.group_by("known").agg(n=ibis._.n.sum(), a=ibis._.article_id.nunique())


def seen(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """Every claim on record that mentions the chosen companies, by its number, with the columns of `CHOOSING` and four more.

    `past`: whether its time is over; `known`: known, possibly or hidden on the chosen day; `within`: where its time lies
    to the dates; `passes`: whether it passes every other filter.
    """
    narrow = _recorded(_mentioning(ledger, chosen), chosen)
    return narrow.select(
        *CHOOSING, past=narrow.about_upper < ibis.literal(chosen.known_on or ledger.last),
        known=_known(narrow, chosen.known_on), within=_within(narrow, chosen.start, chosen.end),
        passes=_passes(ledger, narrow, chosen),
    )  # fmt: skip


def narrowed(seen: ir.Table) -> ir.Table:
    """What passes every filter but dates and known-on."""
    return seen.filter(seen.passes)


def shown(seen: ir.Table) -> ir.Table:
    """What is to be drawn: what passes, less what is hidden by known-on or outside the dates."""
    return seen.filter(seen.passes, seen.known != str(Known.HIDDEN), seen.within != str(Within.OUTSIDE))


def told(seen: ir.Table) -> ir.Table:
    """(nth, known, within) of what is to be drawn."""
    return shown(seen).select("nth", "known", "within")


def in_time(seen: ir.Table) -> ir.Table:
    """(within, kind, n): where the time of what passes, and is not hidden, lies to the dates."""
    passing = seen.filter(seen.passes, seen.known != str(Known.HIDDEN))
    return passing.group_by("within", "kind").agg(n=ibis._.count())


def wide(claims: ir.Table, numbers: ir.Table) -> ir.Table:
    """The wide rows of these claims with `nth`. `numbers`: nth, and known and within if it has them."""
    beside = [name for name in ("nth", "known", "within") if name in numbers.columns]
    return claims.inner_join(numbers.select(beside), "nth").drop("of_article")


def many(numbers: ir.Table) -> ir.Table:
    """(n, a), one row: how many claims and articles these are."""
    return numbers.agg(n=numbers.count(), a=numbers.of_article.nunique())


def everything(table: ir.Table) -> ir.Table:
    """The table as it stands."""
    return table


def seen_on(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """`seen` as a view of the engine: what else is asked of a choice is compiled once for all of them."""
    view = ledger.workspace.view(f"seen {chosen}", lambda: seen(ledger, chosen))
    # The view reads these: of what is least used the view goes first.
    if chosen.least_stage is not None:
        deals_on_day(ledger, chosen)
    _mentioning(ledger, chosen)
    return view


def dated(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """`seen` of all claims, whatever is chosen but the days and the revision."""
    days = Chosen(start=chosen.start, end=chosen.end, known_on=chosen.known_on, revision=chosen.revision)
    return seen_on(ledger, days)


def holding(ledger: Ledger, words: Iterable[str]) -> ir.Table:
    """(nth): claims that hold each of these words, case aside: in the statement, beside it, or in a name of who is mentioned."""
    claims, mentioned = ledger.table("claims"), ledger.table("mentioned")
    names = ledger.table("entities").select(id=ibis._.entity, aliases=ibis._.aliases)
    names = names.union(ledger.table("people").select(id=ibis._.person, aliases=ibis._.aliases))
    for word in words:
        called = names.filter(names.aliases.lower().contains(word.lower())).id
        met = claims.nth.isin(mentioned.filter(mentioned.entity.isin(called)).nth)
        for column in ("statement", "publisher_name", "title", "what", "scope", "measure", "claim_id"):
            met = met | claims[column].lower().contains(word.lower()).fill_null(False)
        claims = claims.filter(met)
    return claims.select("nth")


def _rung(stage: ir.StringValue) -> ir.IntegerValue:
    return ibis.cases(*((stage == str(s), n) for n, s in enumerate(LADDER)), else_=ibis.null("int8"))


def _contested(talks: ir.Table, answered: ir.Table, parties: ir.Table, roles: ir.Table) -> ir.Table:
    """(deal, denied_by): deals with a party's denial on record that nothing on record confirms away."""
    speaks_for = parties.select("deal", speaker=parties.entity).union(
        parties.join(roles, "entity").select("deal", speaker=ibis._.person), distinct=True
    )
    on_record = talks.filter(talks.attribution == str(Attribution.ON_RECORD))
    confirmed = answered.filter(answered.how == str(How.CONFIRMS)).join(on_record, "nth").answers
    denials = answered.filter(answered.how == str(How.DENIES)).join(talks, "nth").join(speaks_for, ["deal", "speaker"])
    denials = denials.filter(denials.stance == str(Stance.DENIES), ~denials.answers.isin(confirmed))
    return denials.group_by("deal").agg(denied_by=ibis._.speaker.min())


SUPPORTING = (Stance.ASSERTS, Stance.SAYS_POSSIBLE, Stance.DOES_NOT_RULE_OUT, Stance.EXPECTS)
"""Stances that count towards a deal's origins."""


def talks(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The claims about deals that are not hidden on the chosen day, with `known`; what `deals` is computed from."""
    narrow = _recorded(ledger.table("narrow"), chosen)
    told = narrow.filter(narrow.kind == str(Kind.TALK))
    told = told.select(*TOLD, known=_known(told, chosen.known_on))
    return told.filter(told.known != str(Known.HIDDEN))


def deals(
    talks: ir.Table, reached: ir.Table, answered: ir.Table, deals: ir.Table, deal_parties: ir.Table, roles: ir.Table
) -> ir.Table:
    """Deals as known on a day: a row a deal with a claim in `talks`. The others are tables of the ledger.

    Columns: deal, title, subject, follows, stage (of the asserted claim with the latest time; null where nothing is
    surely known), peak (its highest rung, 0 to 6; -1 for none), contested, denied_by, origins (of claims that support
    it), reports (articles), claims (counts), first, last, last_published (days), rank (from 0, the strongest deal
    first: contested ones, then by origins, claims and the newest).
    """
    known = talks.filter(talks.known == str(Known.KNOWN))
    asserted = known.select("nth", "deal", "stage").inner_join(reached, "nth")
    stages = asserted.group_by("deal").agg(peak=_rung(asserted.stage).max(), recency=asserted.recency.min())
    stages = stages.inner_join(asserted.select("recency", "stage"), "recency").drop("recency")
    support = talks.group_by("deal").agg(
        origins=talks.origin.nunique(where=talks.stance.isin([str(stance) for stance in SUPPORTING])),
        reports=talks.article_id.nunique(),
        claims=talks.count(),
        first=talks.about_lower.min(),
        last=ibis.least(talks.about_upper, talks.published_upper).max(),
        last_published=talks.published_upper.max(),
    )
    contested = _contested(known, answered, deal_parties, roles)
    table = support.inner_join(deals, "deal").left_join(stages, "deal").drop("deal_right")
    table = table.left_join(contested, "deal").drop("deal_right")
    table = table.mutate(contested=table.denied_by.notnull(), peak=table.peak.fill_null(-1))
    by_strength = [*(ibis.desc(name) for name in ("contested", "origins", "claims", "last")), "deal"]
    return table.mutate(rank=ibis.row_number().over(order_by=by_strength))


def deals_on_day(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """`deals` of a ledger, computed once a day and revision and then kept."""
    day = Chosen(known_on=chosen.known_on, revision=chosen.revision)
    told = ledger.workspace.view(f"talks {day}", lambda: talks(ledger, day))
    registers = {name: ledger.table(name) for name in ("reached", "answered", "deals", "deal_parties", "roles")}
    return ledger.workspace.table(f"deals {day}", deals, talks=told, **registers)
