"""What is drawn of a choice too large to draw whole: a part by written rules, and the count of everything.

A choice of up to `WHOLE` claims is drawn whole. Beyond that pages get the strongest deals with their newest claims, the
newest ties, whole comparison sets of shares, the busiest companies' capacity, the newest of all, of every other metric,
milestones and positions, and the denials; and what these answer, are computed from or are linked with. The engine chooses; a page draws.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pandas as pd

from data import queries
from data.ledger import Ledger
from data.queries import Chosen
from data.tables import COLUMNS, B, D, F, N, S
from data.vocabulary import Basis, Kind, Metric, Stage, Stance

SQL = {S: "string", N: "int64", F: "float64", B: "boolean", D: "date"}

WHOLE = 2_500
"""Claims up to which a choice is drawn whole."""

DEALS, OF_A_DEAL, TIES, SETS, MAKERS = 24, 6, 60, 6, 8
OF_A_METRIC, OF_A_KIND, DENIALS, DUE, NEWEST = 12, 60, 24, 40, 40
"""How many are drawn: deals, claims of each, ties; sets of shares; companies with capacity; figures of a metric;
milestones and positions; denials and what is left open; goals due; the newest of all."""

AROUND = 200
"""Claims of a deal, and reports of an origin, that a card is given."""

SHARES = (Metric.MARKET_SHARE, Metric.MARKET_RANK)
SET = ("market", "geography", "segment", "measure", "counted_by", "about_lower", "about_upper")
FLOWS = (Metric.CAPACITY, Metric.SALES, Metric.DELIVERIES, Metric.PRODUCTION, Metric.SHIPMENTS)
AHEAD = (Basis.TARGET, Basis.PLAN, Basis.FORECAST)
THIN: Mapping[str, str] = {
    "nth": "int64", "of_article": "int64", "kind": "string", "stance": "string", "deal": "string", "metric": "string",
    "of": "string", "basis": "string", "period": "string", "market": "string", "geography": "string", "segment": "string",
    "measure": "string", "counted_by": "string", "about_lower": "date", "about_upper": "date", "dated": "boolean",
    "past": "boolean",
}  # fmt: skip
"""The columns that choose: `nth` numbers the claims, newest publication first; `past` is whether its time is over."""

ON_DAY: Mapping[str, str] = {
    "deal": "string", "title": "string", "parties": "string", "subject": "string", "follows": "string", "note": "string",
    "origins": "int64", "reports": "int64", "claims": "int64", "first": "date", "last": "date", "last_published": "date",
    "stage": "string", "peak": "int8", "denied_by": "string", "contested": "boolean",
}  # fmt: skip
"""The columns of `queries.deals`."""


@ibis.udf.agg.builtin(name="min", signature=((dt.int64, dt.int64), dt.Array(dt.int64)))
def least(nth, most):  # type: ignore[no-untyped-def]
    """The `most` smallest: DuckDB keeps just so many a group, where a window would sort them all."""


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


def drawn(thin: ir.Table, on_day: ir.Table) -> ir.Table:
    """The strongest deals with a claim that passes: by origins that support them, reports, highest rung, newest report."""
    passing = on_day.semi_join(thin, "deal")
    by_strength = [ibis.desc("origins"), ibis.desc("reports"), ibis.desc("peak"), ibis.desc("last_published"), "deal"]
    return passing.order_by(by_strength).limit(DEALS)


def counted(thin: ir.Table, on_day: ir.Table) -> ir.Table:
    """(claims, articles, a column a kind, deals, contested, running), one row: of everything that passes."""
    kinds = {str(kind): (thin.kind == str(kind)).sum() for kind in Kind}
    claims = thin.agg(claims=thin.count(), articles=thin.of_article.nunique(), **kinds)
    passing = on_day.semi_join(thin, "deal")
    running = (passing.stage == str(Stage.OPERATING)).sum()
    return claims.cross_join(passing.agg(deals=passing.count(), contested=passing.contested.sum(), running=running))


def parts(thin: ir.Table, deals: ir.Table) -> list[ir.Table]:
    """(nth) of what is drawn, part by part. `thin`: the claims that pass; `deals`: those drawn."""
    figures = thin.filter(thin.kind == str(Kind.FIGURE))
    shares = figures.filter(figures.metric.isin(_words(SHARES)), figures.market.notnull(), figures.period.notnull())
    others = figures.filter(
        ~(figures.metric.isin(_words(SHARES)) & figures.market.notnull() & figures.period.notnull())
    )
    sets = shares.group_by(SET).agg(shares=(ibis._.metric == str(Metric.MARKET_SHARE)).sum())
    newest_first = [ibis.desc("about_upper"), ibis.desc("shares"), *(name for name in SET if name != "about_upper")]
    sets = sets.filter(sets.shares > 0).order_by(newest_first).limit(SETS)
    flows = figures.filter(figures.metric.isin(_words(FLOWS)))
    capacity = flows.filter(flows.metric == str(Metric.CAPACITY)).group_by("of").agg(n=ibis._.count())
    makers = capacity.order_by(ibis.desc("n"), "of").limit(MAKERS)
    ahead = thin.filter(thin.basis.isin(_words(AHEAD)) | (thin.stance == str(Stance.EXPECTS)), thin.dated)
    open_ = thin.filter(thin.stance.isin(_words([Stance.DOES_NOT_RULE_OUT, Stance.DECLINES_TO_COMMENT])))
    return [
        _newest_of(thin.semi_join(deals, "deal"), ["deal"], OF_A_DEAL),
        _newest(thin.filter(thin.kind == str(Kind.TIE)), TIES),
        shares.semi_join(sets, [shares[name].identical_to(sets[name]) for name in SET]).select("nth"),
        _newest_of(flows.semi_join(makers, "of"), ["of", "metric", "basis"], 2),
        _newest_of(others, ["metric"], OF_A_METRIC),
        _newest(thin.filter(thin.kind == str(Kind.MILESTONE)), OF_A_KIND),
        _newest(thin.filter(thin.kind == str(Kind.POSITION)), OF_A_KIND),
        _newest(thin.filter(thin.stance == str(Stance.DENIES)), DENIALS),
        _newest(open_, DENIALS),
        ahead.filter(ahead.past).order_by(ibis.desc("about_upper"), "nth").limit(DUE).select("nth"),
        ahead.filter(~ahead.past).order_by("about_upper", "nth").limit(DUE).select("nth"),
        _newest(thin, NEWEST),
    ]


def related(claims: ir.Table, answers: ir.Table, links: ir.Table, ids: ir.Table) -> ir.Table:
    """(claim_id): what these claims answer, what answers them, what they are computed from, change, convert, are linked with."""
    linked = links.filter(links.link.isin(links.semi_join(ids, "claim_id").link)).select("claim_id")
    own = claims.semi_join(ids, "claim_id").select("change_of", "against", "conversion_of", "inputs")
    named = own.select(claim_id=ibis.array([own.change_of, own.against, own.conversion_of]).unnest())
    inputs = own.filter(own.inputs.notnull()).select(part=own.inputs.split(";").unnest())
    sources = inputs.select(claim_id=inputs.part.split("=")[1])
    told = answers.semi_join(ids, "claim_id").select(claim_id=answers.answers)
    by = answers.filter(answers.answers.isin(ids.claim_id)).select("claim_id")
    return ibis.union(told, by, linked, sources, named.filter(named.claim_id.notnull()), distinct=True)


def picked(thin: ir.Table, on_day: ir.Table, claims: ir.Table, answers: ir.Table, links: ir.Table) -> ir.Table:
    """(claim_id, passes): the claims that are drawn, and what relates to them; `passes` is whether a claim passes itself."""
    nth = ibis.union(*parts(thin, drawn(thin, on_day)), distinct=True)
    ids = claims.semi_join(nth, "nth").select("claim_id")
    near = claims.semi_join(related(claims, answers, links, ids).anti_join(ids, "claim_id"), "claim_id")
    near = near.select("claim_id", "nth")
    own = thin.semi_join(near, "nth")
    beside = near.mutate(passes=near.nth.isin(own.nth)).select("claim_id", "passes")
    return ids.mutate(passes=True).union(beside)


@cache
def _compiled(name: str) -> str:
    """The SQL of `drawn`, `counted` or `picked`, compiled once: Ibis takes longer to write it than DuckDB to run it."""
    thin, on_day = ibis.table(THIN, name="thin"), ibis.table(ON_DAY, name="on_day")
    registers = [
        ibis.table(
            {c: str(SQL[kind]) for c, kind in COLUMNS[t].items()} | ({"nth": "int64"} if t == "claims" else {}), name=t
        )
        for t in ("claims", "answers", "links")
    ]
    made = {"drawn": drawn, "counted": counted}
    return str(
        ibis.to_sql(made[name](thin, on_day) if name in made else picked(thin, on_day, *registers), dialect="duckdb")
    )


def sql(name: str, thin: ir.Table, on_day: ir.Table) -> str:
    """The SQL of `drawn`, `counted` or `picked` over these two tables."""
    return _compiled(name).replace('"thin"', f'"{thin.get_name()}"').replace('"on_day"', f'"{on_day.get_name()}"')


def thin(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The claims that pass, with the columns of `THIN`."""
    passing, day = queries.shown(ledger, chosen), ibis.literal(chosen.known_on or ledger.last)
    return passing.mutate(past=passing.about_upper < day).select(*THIN)


def around(ledger: Ledger, ids: Iterable[str]) -> ir.Table:
    """(claim_id): these claims, what relates to them, the newest of their deals, and one of each report of their origins."""
    claims = ledger.table("claims")
    these = claims.filter(claims.claim_id.isin(list(ids)))
    of_deal = (
        claims.filter(claims.deal.isin(these.deal)).order_by(ibis.desc("published_upper"), "claim_id").limit(AROUND)
    )
    of_origin = claims.filter(claims.origin.isin(these.filter(these.formula.isnull()).origin))
    reports = of_origin.group_by("origin", "article_id").agg(claim_id=of_origin.claim_id.min())
    own = these.select("claim_id")
    return ibis.union(
        own,
        related(claims, ledger.table("answers"), ledger.table("links"), own),
        of_deal.select("claim_id"),
        reports.order_by("claim_id").limit(AROUND).select("claim_id"),
        distinct=True,
    )


def wide(ledger: Ledger, chosen: Chosen, ids: ir.Table) -> ir.Table:
    """The wide rows of these claims as known on the chosen day, newest publication first."""
    known = queries.as_of(ledger, chosen)
    dated = queries.with_dates(known, chosen.start, chosen.end)
    found = dated.filter(dated.claim_id.isin(ids.claim_id), dated.known != "hidden")
    return found.order_by("nth").drop("nth", "of_article")


def touching(table: ir.Table, ids: pd.Series) -> ir.Table:
    """The rows of a register of claims (answers, links, mentions) that name one of these claims."""
    wanted = ibis.memtable(pd.DataFrame({"claim_id": ids.astype(str).to_numpy()}))
    if "link" in table.columns:
        return table.filter(table.link.isin(table.semi_join(wanted, "claim_id").link))
    found = table.claim_id.isin(wanted.claim_id)
    return table.filter(found | table.answers.isin(wanted.claim_id) if "answers" in table.columns else found)
