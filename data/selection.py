"""What is drawn of a choice too large to draw whole: a part by written rules, and the count of everything.

A choice of up to `WHOLE` claims is drawn whole. Beyond that pages get the strongest deals with their newest claims, the
newest ties, whole comparison sets of shares, the busiest companies' capacity and output, the newest of all, of every
other metric, milestones and positions, and the denials; and what these answer, are computed from or are linked with. The engine chooses; a page draws.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from data import queries
from data.vocabulary import Attribution, Kind, Known, Metric, Stage, Stance

WHOLE = 10_000
"""Claims up to which a choice is drawn whole."""

MANY = 300_000
"""Claims beyond which those that pass are not noted down but looked for again, part by part: of a million quicker with
650,000 and more, slower with 190,000 and fewer. Of those that mention a company, which are kept, either is as quick."""

DEALS, OF_A_DEAL, TIES, SETS, MAKERS = 24, 6, 60, 6, 8
OF_A_METRIC, OF_A_KIND, DENIALS, DUE, NEWEST = 12, 60, 24, 40, 40
"""How many are drawn: deals, claims of each, ties; sets of shares; companies with capacity; figures of a metric;
milestones and positions; denials and what is left open; goals due; the newest of all."""

AROUND = 200
"""Claims of a deal, and reports of an origin, that a card is given."""

FLOWS = (Metric.CAPACITY, Metric.SALES, Metric.DELIVERIES, Metric.PRODUCTION, Metric.SHIPMENTS)
THIN = (
    "nth", "of_article", "kind", "stance", "deal", "metric", "of", "basis", "in_set", "about_upper", "ahead", "unsaid",
    "past",
)  # fmt: skip
"""Columns that what is drawn is chosen and counted by."""

LISTED = 400
"""Claims of a large ledger in one table."""


@ibis.udf.agg.builtin(name="min", signature=((dt.int64, dt.int64), dt.Array(dt.int64)))
def least(nth, most):  # type: ignore[no-untyped-def]
    """The `most` smallest: DuckDB keeps just so many a group, where a window would sort them all."""


@ibis.udf.agg.builtin(name="arg_min", signature=((dt.string, dt.int64, dt.int64), dt.Array(dt.string)))
def strongest(deal, rank, most):  # type: ignore[no-untyped-def]
    """The `most` deals with the smallest rank."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many pass a choice, drawn or not. `kinds` counts claims by kind; `drawn` is how many of the claims are drawn."""

    claims: int
    articles: int
    deals: int
    contested: int
    running: int
    kinds: Mapping[str, int]
    drawn: int
    drawn_deals: int

    @property
    def whole(self) -> bool:
        """Whether everything is drawn."""
        return self.drawn == self.claims and self.drawn_deals == self.deals


def _newest(claims: ir.Table, most: int) -> ir.Table:
    return claims.order_by("nth").limit(most).select("nth")


def _newest_of(claims: ir.Table, by: Iterable[str], most: int) -> ir.Table:
    """The newest `most` of each group."""
    grouped = claims.group_by(*by).agg(places=least(claims.nth, most))
    return grouped.select(nth=grouped.places.unnest())


def _words(words: Iterable[str]) -> list[str]:
    return [str(word) for word in words]


def counted(thin: ir.Table, on_day: ir.Table) -> ir.Table:
    """(articles, deals, contested, running, strongest), one row: of everything that passes. `strongest`: the deals drawn."""
    met = on_day.semi_join(thin.filter(thin.deal.notnull()).select("deal").distinct(), "deal")
    deals = met.agg(
        deals=met.count(), contested=met.contested.sum(), running=(met.stage == str(Stage.OPERATING)).sum(),
        strongest=strongest(met.deal.cast("string"), met["rank"], DEALS),
    )  # fmt: skip
    return thin.agg(articles=thin.of_article.nunique()).cross_join(deals)


def drawn(on_day: ir.Table, strongest: ir.Table) -> ir.Table:
    """The rows of the deals drawn."""
    return on_day.semi_join(strongest, "deal")


def thin(seen: ir.Table) -> ir.Table:
    """The claims that pass, with the columns of `THIN`: as few as will do, for writing them is what takes time."""
    return queries.shown(seen).select(*THIN)


def parts(thin: ir.Table, deals: ir.Table, compared: ir.Table) -> list[ir.Table]:
    """(nth) of what is drawn, part by part. `thin`: the claims that pass; `deals`: those drawn."""
    figures = thin.filter(thin.kind == str(Kind.FIGURE))
    others = figures.filter(~figures.in_set, figures.metric.notin(_words(FLOWS)))
    shares = compared.semi_join(figures.filter(figures.in_set), "nth")
    sets = shares.group_by("of_set").agg(
        about_upper=ibis._.about_upper.max(), shares=ibis._.share.sum(), held=ibis._.nth.collect()
    )
    newest_first = [ibis.desc("about_upper"), ibis.desc("shares"), ibis.asc("of_set")]
    sets = sets.filter(sets.shares > 0).order_by(newest_first).limit(SETS)
    flows = figures.filter(figures.metric.isin(_words(FLOWS)))
    capacity = flows.filter(flows.metric == str(Metric.CAPACITY)).group_by("of").agg(n=ibis._.count())
    makers = capacity.order_by(ibis.desc("n"), "of").limit(MAKERS)
    ahead = thin.filter(thin.ahead)
    unsaid = thin.filter(thin.unsaid).mutate(denied=thin.stance == str(Stance.DENIES))
    return [
        _newest_of(thin.filter(thin.deal.notnull()).semi_join(deals, "deal"), ["deal"], OF_A_DEAL),
        _newest(thin.filter(thin.kind == str(Kind.TIE)), TIES),
        sets.select(nth=sets.held.unnest()),
        _newest_of(flows.semi_join(makers, "of"), ["of", "metric", "basis"], 1),
        _newest_of(others, ["metric"], OF_A_METRIC),
        _newest(thin.filter(thin.kind == str(Kind.MILESTONE)), OF_A_KIND),
        _newest(thin.filter(thin.kind == str(Kind.POSITION)), OF_A_KIND),
        _newest_of(unsaid, ["denied"], DENIALS),
        ahead.filter(ahead.past).order_by(ibis.desc("about_upper"), "nth").limit(DUE).select("nth"),
        ahead.filter(~ahead.past).order_by("about_upper", "nth").limit(DUE).select("nth"),
        _newest(thin, NEWEST),
    ]


def picked(thin: ir.Table, dated: ir.Table, deals: ir.Table, compared: ir.Table, near: ir.Table) -> ir.Table:
    """(nth, known, within, drawn): the claims that are drawn, and what relates to them; that is drawn too where it passes.

    `dated`: all claims as known on the day.
    """
    nth = ibis.union(*parts(thin, deals, compared))
    both = nth.union(near.semi_join(nth, "nth").select(nth="other"))
    passing = thin.semi_join(both, "nth").nth
    found = dated.filter(dated.known != str(Known.HIDDEN)).semi_join(both, "nth")
    return found.select("nth", "known", "within", drawn=found.nth.isin(passing))


def card(ids: ir.Table, seen: ir.Table, narrow: ir.Table, near: ir.Table) -> ir.Table:
    """(nth, known, within) of what a card shows of these claims (`claim_id`), and is not hidden.

    Themselves, what relates to them, the newest of their deals, and one of each report of their origins.
    """
    these = narrow.semi_join(ids, "claim_id")
    of_deal = narrow.semi_join(these.filter(these.deal.notnull()), "deal")
    of_deal = of_deal.order_by(ibis.desc("published_upper"), "claim_id").limit(AROUND)
    of_origin = narrow.semi_join(these.filter(~these.derived), "origin")
    reports = of_origin.group_by("origin", "article_id").agg(claim_id=of_origin.claim_id.min())
    reports = narrow.semi_join(reports.order_by("claim_id").limit(AROUND), "claim_id")
    around = near.semi_join(these, "nth").select(nth="other")
    nth = ibis.union(*(part.select("nth") for part in (these, of_deal, reports)), around, distinct=True)
    return seen.filter(seen.known != str(Known.HIDDEN)).semi_join(nth, "nth").select("nth", "known", "within")


@dataclass(frozen=True, slots=True)
class Facets:
    """What of a choice a table lists: claims of some kinds, only those on record, only drafts."""

    kinds: tuple[str, ...] = ()
    on_record: bool = False
    drafts: bool = False

    def __call__(self, seen: ir.Table, held: ir.Table | None = None) -> ir.Table:
        """(nth, of_article, known, within) of what is listed; of `held` (nth) alone where it is given."""
        found = queries.shown(seen)
        if self.kinds:
            found = found.filter(found.kind.isin(self.kinds))
        if self.on_record:
            found = found.filter(found.attribution == str(Attribution.ON_RECORD))
        if self.drafts:
            found = found.filter(found.revision.isnull())
        if held is not None:
            found = found.semi_join(held, "nth")
        return found.select("nth", "of_article", "known", "within")


def first(numbers: ir.Table) -> ir.Table:
    """(nth, known, within) of the newest `LISTED` of these claims."""
    return numbers.order_by("nth").limit(LISTED).select("nth", "known", "within")


def touching(table: ir.Table, ids: ir.Table) -> ir.Table:
    """The rows of a register of claims (answers, links) that name one of these claims (`claim_id`)."""
    if "link" in table.columns:
        return table.semi_join(table.semi_join(ids, "claim_id"), "link")
    return table.filter(table.claim_id.isin(ids.claim_id) | table.answers.isin(ids.claim_id))


def mentions(mentioned: ir.Table, claims: ir.Table, numbers: ir.Table) -> ir.Table:
    """(claim_id, entity, role) of the claims with these numbers (`nth`), in their order."""
    named = claims.semi_join(numbers, "nth").select("nth", "claim_id")
    found = mentioned.inner_join(named, "nth").order_by("nth", "entity", "role")
    return found.select("claim_id", "entity", "role")
