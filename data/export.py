"""Writes one UTF-8 CSV a frame: for a spreadsheet, a slide or another tool."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data import views
from data.ledger import Ledger, open_ledger
from data.queries import Chosen
from data.vocabulary import Kind, Known

COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": (
        "claim_id", "article_id", "paragraph", "anchor", "kind", "statement", "stance", "origin", "speaker", "when",
        "when_is", "when_phrase", "companies", "known",
    ),
    "talks": (
        "claim_id", "article_id", "paragraph", "anchor", "kind", "statement", "stance", "origin", "speaker", "when",
        "when_is", "when_phrase", "companies", "known", "deal", "parties", "form", "stage",
    ),
    "ties": (
        "claim_id", "article_id", "paragraph", "anchor", "kind", "statement", "stance", "origin", "speaker", "when",
        "when_is", "when_phrase", "companies", "known", "from", "to", "type", "scope", "valid",
    ),
    "figures": (
        "claim_id", "article_id", "paragraph", "stance", "of", "market", "metric", "what", "basis", "by", "low", "high",
        "low_open", "high_open", "approx", "value_phrase", "unit", "geography", "period", "period_is", "segment",
        "measure", "counted_by", "change_of", "against", "conversion_of", "derived", "known",
    ),
    "milestones": (
        "claim_id", "article_id", "paragraph", "anchor", "statement", "stance", "origin", "speaker", "when", "when_is",
        "when_phrase", "what", "entities", "place", "known",
    ),
    "positions": (
        "claim_id", "article_id", "paragraph", "anchor", "statement", "stance", "origin", "speaker", "when", "when_is",
        "when_phrase", "topic", "entities", "known",
    ),
    "mentions": ("claim_id", "entity", "role", "party_role", "as_named"),
    "answers": ("claim_id", "answers", "how", "scope", "note"),
    "origins": ("origin", "said_by", "published", "attribution", "sources", "sources_are", "credibility", "note"),
    "links": ("link", "type", "claim_id", "reason", "day"),
    "articles": ("article_id", "publisher", "title", "url", "published", "text_sha256", "language", "text_read", "known"),
    "companies": ("company_id", "name", "aliases"),
    "entities": ("entity", "name", "sort", "legal_name", "aliases", "tickers", "country", "wikidata", "reliability", "note"),
    "people": ("person", "name", "aliases", "roles", "wikidata"),
    "deals": (
        "deal", "title", "parties", "stage", "peak_stage", "contested", "origins", "reports", "first", "last", "quiet",
        "quiet_months", "denied_by", "follows",
    ),
}  # fmt: skip
"""The files of an export and their columns, in order."""


def frames(ledger: Ledger, chosen: Chosen) -> dict[str, pd.DataFrame]:
    """Every exported frame. Values are in base units, ids stable, `known` as on the chosen day."""
    claims = views.claims(ledger, chosen)
    claims["derived"] = claims["formula"]
    mentions = views.register(ledger, "mentions")
    concerned = mentions[mentions["role"] == "concerned"].groupby("claim_id")["entity"].agg(";".join)
    claims["entities"] = claims["claim_id"].map(concerned)
    answers, links = views.register(ledger, "answers"), views.register(ledger, "links")
    entities, people, roles = (views.register(ledger, name) for name in ("entities", "people", "roles"))
    titles = (
        (roles["entity"] + ": " + roles["title"]).groupby(roles["person"]).agg(lambda t: "; ".join(dict.fromkeys(t)))
    )
    known_by_article = claims.drop_duplicates("article_id").set_index("article_id")["known"]
    articles = views.register(ledger, "articles")
    articles["known"] = articles["article_id"].map(known_by_article)
    shown = set(claims["claim_id"])
    return {
        "claims": claims,
        "talks": views.of_kind(claims, Kind.TALK),
        "ties": views.of_kind(claims, Kind.TIE),
        "figures": views.of_kind(claims, Kind.FIGURE),
        "milestones": views.of_kind(claims, Kind.MILESTONE),
        "positions": views.of_kind(claims, Kind.POSITION),
        "mentions": mentions[mentions["claim_id"].isin(shown)],
        "answers": answers[answers["claim_id"].isin(shown) & answers["answers"].isin(shown)],
        "origins": views.register(ledger, "origins"),
        "links": links[links["claim_id"].isin(shown)],
        "articles": articles[articles["known"].isin([str(Known.KNOWN), str(Known.POSSIBLY)])],
        "companies": entities[entities["is_company"].astype(bool)].rename(columns={"entity": "company_id"}),
        "entities": entities,
        "people": people.assign(roles=people["person"].map(titles)),
        "deals": views.deals(ledger, chosen),
    }


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.copy()
    for name in plain.columns:
        if pd.api.types.is_datetime64_any_dtype(plain[name]):
            plain[name] = plain[name].dt.strftime("%Y-%m-%d")
        elif set(plain[name].dropna().map(type)) <= {bool, np.bool_}:
            plain[name] = plain[name].map({True: "true", False: "false"}).astype(object)
        elif pd.api.types.is_float_dtype(plain[name]):
            whole = [None if pd.isna(v) else int(v) if float(v).is_integer() else v for v in plain[name]]
            plain[name] = pd.Series(whole, index=plain.index, dtype=object)
    return plain


def export(seeds: Path, out: Path, known_on: date | None = None) -> dict[str, int]:
    """Write `out`/<frame>.csv for every frame and return their row counts. Raises `BrokenSeeds`."""
    ledger = open_ledger(seeds)
    out.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, frame in frames(ledger, Chosen(known_on=known_on)).items():
        rows = _plain(frame[list(COLUMNS[name])])
        rows.to_csv(out / f"{name}.csv", index=False, encoding="utf-8", quoting=csv.QUOTE_MINIMAL)
        written[name] = len(rows)
    return written
