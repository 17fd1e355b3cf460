"""What is computed once a state of the ledger, so that no page reads all of it again: the tables of `DERIVED`."""

from collections.abc import Callable, Iterable, Mapping

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from data.vocabulary import Basis, Kind, Metric, Part, Sort, Stance

NARROW = (
    "nth", "of_article", "claim_id", "article_id", "publisher", "reliability", "kind", "stance", "origin", "attribution",
    "speaker", "when_is", "vague", "about_lower", "about_upper", "published_lower", "published_upper",
    "revision", "credibility", "deal", "stage", "metric", "of", "basis",
)  # fmt: skip
"""Columns of the claims by which they are chosen, counted and told apart."""

SHARES = (str(Metric.MARKET_SHARE), str(Metric.MARKET_RANK))
UNSAID = (str(Stance.DENIES), str(Stance.DOES_NOT_RULE_OUT), str(Stance.DECLINES_TO_COMMENT))
AHEAD = (str(Basis.TARGET), str(Basis.PLAN), str(Basis.FORECAST))
SET = ("market", "geography", "segment", "measure", "counted_by", "about_lower", "about_upper")
"""What shares have in common that may be compared, as parts of one whole."""


def tallies(claims: ir.Table) -> ir.Table:
    """(article_id, published_lower, published_upper, revision, n): all that "as known on" and a revision count."""
    return claims.group_by("article_id", "published_lower", "published_upper", "revision").agg(n=ibis._.count())


def busy(mentioned: ir.Table) -> ir.Table:
    """(entity, n): how many claims mention an entity, the busiest first."""
    return mentioned.group_by("entity").agg(n=ibis._.nth.nunique()).order_by(ibis.desc("n"), "entity")


def placed(claims: ir.Table) -> ir.Table:
    """The claims with `nth`: each one's number from 0, newest publication first; and `of_article`, its article's."""
    order = [ibis.desc("published_upper"), ibis.asc("article_id"), ibis.asc("number")]
    numbered = claims.mutate(
        nth=ibis.row_number().over(order_by=order), of_article=ibis.dense_rank().over(order_by=claims.article_id)
    )
    return numbered.order_by("nth")


def publishers(articles: ir.Table) -> ir.Table:
    """(publisher, n): how many articles each published."""
    return articles.group_by("publisher").agg(n=ibis._.count())


def days(tallies: ir.Table) -> ir.Table:
    """(day): the days by which articles were published, in order."""
    return tallies.select(day=tallies.published_upper).distinct().order_by("day")


def bits(stances: Iterable[Stance]) -> int:
    """A number with a bit set for each of these stances."""
    return sum(1 << list(Stance).index(stance) for stance in set(stances))


def narrow(claims: ir.Table) -> ir.Table:
    """The claims with the columns of `NARROW`; `derived`: whether one is computed; `in_set`: whether it is in `compared`.

    `ahead`: whether it has a date and is a target, plan, forecast or expectation; `unsaid`: whether it denies or leaves
    open; `stance_bit`: the bit of `bits` that is its stance's, as any choice of stances is then one comparison. Those ahead
    and unsaid lie first, then claims of one kind together, the newest first: what is asked of them does not read the others.
    """
    bit = ibis.cases(*((claims.stance == str(stance), bits([stance])) for stance in Stance), else_=0)
    ahead = claims.dated & (claims.basis.isin(AHEAD) | (claims.stance == str(Stance.EXPECTS))).fill_null(False)
    unsaid = claims.stance.isin(UNSAID).fill_null(False)
    found = claims.select(
        *NARROW, derived=claims.formula.notnull(), in_set=_in_set(claims), ahead=ahead, unsaid=unsaid, stance_bit=bit.cast("int16")
    )  # fmt: skip
    return found.order_by(ibis.desc(found.ahead | found.unsaid), "kind", "nth")


def _in_set(claims: ir.Table) -> ir.BooleanValue:
    """Whether a claim is a share or a rank of a market in a period."""
    return claims.metric.isin(SHARES).fill_null(False) & claims.market.notnull() & claims.period.notnull()


def compared(claims: ir.Table) -> ir.Table:
    """(nth, of_set, about_upper, share): shares and ranks, with the number of their comparison set and if one is a share.

    Sets are numbered the newest period first, then by what they are of.
    """
    shares = claims.filter(_in_set(claims))
    order = [ibis.desc("about_upper"), *(name for name in SET if name != "about_upper")]
    numbered = shares.mutate(of_set=ibis.dense_rank().over(order_by=order), share=shares.metric == SHARES[0])
    return numbered.select("nth", "of_set", "about_upper", "share")


def reached(claims: ir.Table) -> ir.Table:
    """(nth, recency): the talks that tell which stage a deal has reached.

    `recency` is the lower, the later the time that a talk says it was, then its publication, then its number.
    """
    told = claims.filter(
        claims.kind == str(Kind.TALK), claims.stance == str(Stance.ASSERTS), claims.part != str(Part.RELATED_HEADLINE)
    )
    until = ibis.least(told.about_upper, told.published_upper)
    newest_first = [ibis.desc(key) for key in (until, told.about_lower, told.published_upper, told.number)]
    return told.select("nth", recency=ibis.row_number().over(order_by=newest_first))


def mentioned(mentions: ir.Table, claims: ir.Table) -> ir.Table:
    """(entity, nth, role): the claims that mention an entity and as what, those of one entity together."""
    met = mentions.inner_join(claims.select("claim_id", "nth"), "claim_id")
    return met.select("entity", "nth", "role").distinct().order_by("entity", "nth")


SIDES = ("concerned", "party", "from", "to")
"""As what a claim mentions whom it is about."""

NAMED_TOGETHER = 3
"""The most companies named in one claim with a plant that still say whose it is."""


def owners(mentioned: ir.Table, entities: ir.Table, belongs: ir.Table) -> ir.Table:
    """(owner, member): `belongs`, and for each plant without an owner the companies that claims name together with it.

    A claim that names more than `NAMED_TOGETHER` companies says nothing.
    """
    plants = entities.filter(entities.sort == str(Sort.PLANT)).anti_join(belongs, entities.entity == belongs.member)
    told = mentioned.filter(mentioned.role.isin(SIDES)).select("nth", "entity").distinct()
    orphans = told.semi_join(plants, "entity").select("nth", member="entity")
    companies = told.semi_join(entities.filter(entities.is_company), "entity").select("nth", owner="entity")
    named = companies.semi_join(orphans, "nth")
    few = named.group_by("nth").agg(n=ibis._.count()).filter(ibis._.n <= NAMED_TOGETHER)
    makers = named.semi_join(few, "nth").inner_join(orphans, "nth").select("owner", "member")
    return belongs.select("owner", "member").union(makers, distinct=True).order_by("owner", "member")


def answered(answers: ir.Table, claims: ir.Table) -> ir.Table:
    """(nth, how, answers): which claim answers which, by number."""
    by, to = (claims.select("claim_id", place=claims.nth).view() for _ in range(2))
    found = answers.inner_join(by, "claim_id").select("how", to=answers.answers, nth=by.place)
    return found.inner_join(to, found.to == to.claim_id).select("nth", "how", answers=to.place)


def near(claims: ir.Table, answered: ir.Table, links: ir.Table) -> ir.Table:
    """(nth, other): what each claim answers, what answers it, what it is computed from, changes, converts, is linked with."""
    both = [answered.select(nth="nth", other="answers"), answered.select(nth="answers", other="nth")]
    named = claims.filter(claims.change_of.notnull() | claims.against.notnull() | claims.conversion_of.notnull())
    named = named.select("nth", other_id=ibis.array([named.change_of, named.against, named.conversion_of]).unnest())
    inputs = claims.filter(claims.inputs.notnull())
    inputs = inputs.select("nth", part=inputs.inputs.split(";").unnest())
    inputs = inputs.select("nth", other_id=inputs.part.split("=")[1])
    one, two = links.select("link", "claim_id").view(), links.select("link", other_id=links.claim_id).view()
    linked = (
        one.inner_join(two, "link").inner_join(claims.select("claim_id", "nth"), "claim_id").select("nth", "other_id")
    )
    places = claims.select(other_id=claims.claim_id, other=claims.nth)
    by_id = ibis.union(named.filter(named.other_id.notnull()), inputs, linked).inner_join(places, "other_id")
    found = ibis.union(*both, by_id.select("nth", "other"), distinct=True)
    return found.filter(found.nth != found.other).order_by("nth")


DERIVED: Mapping[str, tuple[Callable[..., ir.Table], tuple[str, ...]]] = {
    "tallies": (tallies, ("claims",)), "days": (days, ("tallies",)), "publishers": (publishers, ("articles",)),
    "mentioned": (mentioned, ("mentions", "claims")), "busy": (busy, ("mentioned",)), "narrow": (narrow, ("claims",)),
    "owners": (owners, ("mentioned", "entities", "belongs")),
    "reached": (reached, ("claims",)), "compared": (compared, ("claims",)),
    "answered": (answered, ("answers", "claims")), "near": (near, ("claims", "answered", "links")),
}  # fmt: skip
"""What is made of which tables, in this order."""


READ = {
    ("claims", "nth"),
    ("claims", "of_article"),
    ("mentioned", "role"),
    ("narrow", "stance_bit"),
    ("narrow", "unsaid"),
}
"""(table, column) that a ledger file of an earlier Entente may lack."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "narrow": dict.fromkeys(
        ("kind", "stance", "attribution", "stage", "metric", "basis", "deal", "of", "publisher", "reliability", "when_is"), "claims"
    ),
    "mentioned": dict.fromkeys(("entity", "role"), "mentions"),
}  # fmt: skip
"""Columns in which a word stands many times, and the table it comes from: stored by number (DuckDB's ENUM), read and compared as words."""


def materialise(engine: Backend) -> None:
    """Make the tables of `DERIVED`, on an engine that holds the tables of `data.tables.COLUMNS`, its claims `placed`."""
    for name, (made, of) in DERIVED.items():
        rows = made(*(engine.table(other) for other in of))
        if name in WORDS:
            _by_number(engine, name, rows)
        else:
            engine.create_table(name, rows)


def _by_number(engine: Backend, name: str, rows: ir.Table) -> None:
    """Make a table whose `WORDS` are ENUMs: filtering and grouping a million of them takes half the time or less."""
    for word, table in WORDS[name].items():
        used = engine.table(table)[word]
        listed = ibis.to_sql(used.name("word").as_table().distinct().drop_null().order_by("word"), dialect="duckdb")
        engine.raw_sql(f'CREATE TYPE "{name}_{word}" AS ENUM ({listed})')
    cast = ", ".join(f'"{word}"::"{name}_{word}" AS "{word}"' for word in WORDS[name])
    engine.raw_sql(f'CREATE TABLE "{name}" AS FROM ({ibis.to_sql(rows, dialect="duckdb")}) SELECT * REPLACE ({cast})')
