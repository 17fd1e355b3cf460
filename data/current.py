"""What is computed once a state of the ledger, so that no page reads all of it again: the tables of `DERIVED`."""

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from data.vocabulary import Kind, Part, Stance

NARROW = (
    "nth", "of_article", "claim_id", "article_id", "publisher", "reliability", "kind", "stance", "origin", "attribution",
    "speaker", "when_is", "dated", "vague", "about_lower", "about_upper", "published_lower", "published_upper",
    "revision", "credibility", "deal", "stage", "metric", "of", "basis", "period", "market", "geography", "segment",
    "measure", "counted_by",
)  # fmt: skip
"""Columns of the claims by which they are chosen, counted and told apart."""


def tallies(claims: ir.Table) -> ir.Table:
    """(article_id, published_lower, published_upper, revision, n): all that "as known on" and a revision count."""
    return claims.group_by("article_id", "published_lower", "published_upper", "revision").agg(n=ibis._.count())


def busy(mentioned: ir.Table) -> ir.Table:
    """(entity, n): how many claims mention an entity, the busiest first."""
    return mentioned.group_by("entity").agg(n=ibis._.count()).order_by(ibis.desc("n"), "entity")


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


def narrow(claims: ir.Table) -> ir.Table:
    """The claims with the columns of `NARROW`, and `derived`, whether one is computed."""
    return claims.select(*NARROW, derived=claims.formula.notnull())


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
    """(entity, nth): the claims that mention an entity, those of one entity together."""
    met = mentions.inner_join(claims.select("claim_id", "nth"), "claim_id")
    return met.select("entity", "nth").distinct().order_by("entity", "nth")


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
    "reached": (reached, ("claims",)),
    "answered": (answered, ("answers", "claims")), "near": (near, ("claims", "answered", "links")),
}  # fmt: skip
"""What is made of which tables, in this order."""


def materialise(engine: Backend) -> None:
    """Make the tables of `DERIVED`, on an engine that holds the tables of `data.tables.COLUMNS`, its claims `placed`."""
    for name, (made, of) in DERIVED.items():
        engine.create_table(name, made(*(engine.table(other) for other in of)))
