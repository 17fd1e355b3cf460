"""Pandas frames for pages and exports, as the reader has chosen. Dates are datetime64[ns], lists joined by `;`."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import contract, queries
from data.ledger import Ledger
from data.queries import Chosen
from data.vocabulary import LADDER, Kind, Known, Within

QUIET_AFTER = 12
"""Months without a report after which a deal is quiet."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims and articles a choice shows, leaves out, or can't place."""

    known: int
    possibly_known: int
    hidden: int
    hidden_articles: int
    articles: int
    definitely: int
    possibly: int
    outside: int


def _pandas(table: ir.Table) -> pd.DataFrame:
    """A frame with plain None for missing words and datetime64[ns] for days."""
    frame: pd.DataFrame = table.to_pandas()
    for name in frame.columns:
        if name in contract.DATES:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
        elif frame[name].dtype == object or pd.api.types.is_string_dtype(frame[name]):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame


def _joined(table: ir.Table, by: str, column: str, name: str, order: str) -> ir.Table:
    return table.group_by(by).agg(table[column].group_concat(";", order_by=table[order]).name(name))


def _wide(ledger: Ledger, claims: ir.Table) -> pd.DataFrame:
    entities, articles, origins = ledger.table("entities"), ledger.table("articles"), ledger.table("origins")
    named = ledger.table("mentions").join(entities.filter(entities.is_company), "entity")
    companies = _joined(named.select("claim_id", "entity").distinct(), "claim_id", "entity", "companies", "entity")
    mentions = ledger.table("mentions")
    stated = mentions.filter(mentions.role == "party").select("claim_id", "entity").distinct()
    parties = _joined(stated, "claim_id", "entity", "parties", "entity")
    origin = origins.select(
        "origin", said_by=origins.said_by, attribution=origins.attribution, sources=origins.sources,
        sources_are=origins.sources_are, origin_published=origins.published,
    )  # fmt: skip
    wide = claims.left_join(companies, "claim_id").drop("claim_id_right").left_join(parties, "claim_id")
    wide = wide.drop("claim_id_right").left_join(origin, "origin").drop("origin_right")
    article = articles.select("article_id", "title", "url", "text_sha256")
    wide = wide.left_join(article, "article_id").drop("article_id_right")
    publisher = entities.select(publisher=entities.entity, publisher_name=entities.name)
    wide = wide.left_join(publisher, "publisher").drop("publisher_right")
    return _pandas(wide.order_by(ibis.desc("published_upper"), "article_id", "number"))


def claims(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a claim that passes the filters: the wide table, with companies, parties, origin and article."""
    return contract.checked(_wide(ledger, queries.shown(ledger, chosen)), contract.CLAIMS)


def on_record(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """Every claim not hidden on the chosen day, whatever else is filtered: for cards and the answers they show."""
    claims = queries.with_dates(queries.as_of(ledger, chosen), None, None)
    return contract.checked(_wide(ledger, claims.filter(claims.known != str(Known.HIDDEN))), contract.CLAIMS)


def of_kind(claims: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """The claims of one kind, in the same order."""
    return claims[claims["kind"] == str(kind)].reset_index(drop=True)


def deals(ledger: Ledger, chosen: Chosen) -> pd.DataFrame:
    """A row a deal with a claim that passes the filters; its stage and counts are of all that was known that day.

    Columns beside those of `queries.deals`: parties (ids in the deal's order), peak_stage, quiet_months, quiet.
    """
    shown = queries.shown(ledger, chosen)
    parties = _joined(ledger.table("deal_parties"), "deal", "entity", "parties", "position")
    table = queries.deals(ledger, chosen).semi_join(shown.filter(shown.kind == str(Kind.TALK)), "deal")
    frame = _pandas(table.left_join(parties, "deal").drop("deal_right").order_by("deal"))
    day = pd.Timestamp(chosen.known_on or ledger.last)
    since = frame["last_published"]
    months = (day.year - since.dt.year) * 12 + (day.month - since.dt.month) - (day.day < since.dt.day)
    frame["quiet_months"] = months.clip(lower=0).fillna(0).astype(int)
    frame["quiet"] = frame["quiet_months"] >= QUIET_AFTER
    frame["peak_stage"] = [str(LADDER[rung]) if rung >= 0 else None for rung in frame["peak"]]
    for count in ("origins", "reports", "claims", "peak"):
        frame[count] = frame[count].astype("int64")
    frame["contested"] = frame["contested"].astype(bool)
    return contract.checked(frame, contract.DEALS)


def counts(ledger: Ledger, chosen: Chosen) -> Counts:
    """What the filters show and leave out. Known and hidden are of all claims, dates of what else is chosen."""
    narrowed = queries.narrowed(ledger, chosen)
    in_time = narrowed.filter(narrowed.known != str(Known.HIDDEN)).group_by("within").agg(n=ibis._.count()).to_pandas()
    on_day = (
        queries.as_of(ledger, chosen).group_by("known").agg(n=ibis._.count(), a=ibis._.article_id.nunique()).to_pandas()
    )
    within, known = dict(zip(in_time["within"], in_time["n"], strict=True)), on_day.set_index("known")
    seen = [str(Known.KNOWN), str(Known.POSSIBLY)]

    def many(state: Known, column: str = "n") -> int:
        return int(known[column].get(str(state), 0))

    return Counts(
        known=many(Known.KNOWN), possibly_known=many(Known.POSSIBLY), hidden=many(Known.HIDDEN),
        hidden_articles=many(Known.HIDDEN, "a"), articles=int(known["a"].reindex(seen).fillna(0).sum()),
        definitely=int(within.get(str(Within.DEFINITELY), 0)), possibly=int(within.get(str(Within.POSSIBLY), 0)),
        outside=int(within.get(str(Within.OUTSIDE), 0)),
    )  # fmt: skip


def register(ledger: Ledger, name: str) -> pd.DataFrame:
    """A small table as it stands: entities, people, roles, origins, links, answers, articles, mentions, belongs."""
    return _pandas(ledger.table(name))
