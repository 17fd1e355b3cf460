"""How well the facts stand: what lacks its place, its whole text, a second origin, an outcome, an identifier, a check.

Nothing here is a fault: each finding is work that a curator may take up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from data import views
from data.duplicates import Likely, between, of_seeds
from data.ledger import Ledger
from data.queries import SUPPORTING, Chosen
from data.vocabulary import Sort, Stage, TextRead

OUTCOMES = (Stage.OPERATING, Stage.COLLAPSED, Stage.ENDED)
"""Stages that say what came of a deal's talks."""

NAMELESS = (Sort.MARKET,)
"""Sorts that nobody lists: they are our own words."""

READ = {str(TextRead.NONE): 0, str(TextRead.EXCERPT): 1, str(TextRead.FULL): 2}
"""How much of a text was read, the least first."""

OPENED = 24
"""Claims, newest first, that a row on an entity opens at most."""


@dataclass(frozen=True, eq=False)
class Quality:
    """The findings, each a frame whose column `claim` holds the claims that a row rests on, joined by `;`.

    - `unanchored`: claims without an anchor that are not ours: claim_id, statement, publisher_name, published, known.
    - `unread`: articles of which not all was read: article_id, publisher_name, title, published, text_read, claims.
    - `single`: deals with one supporting origin, or none: deal, title, stage, peak, contested, origins, reports,
      said_by, attribution, sources, last_published; the furthest first.
    - `quiet`: deals quiet after 12 months whose stage is no outcome: deal, title, stage, contested, quiet_months,
      last_published, carried_on (the deal that follows, or None); what nothing follows first, then the longest quiet.
    - `nameless`: entities without a Wikidata id and without a ticker: entity, name, sort, is_company, country, claims;
      companies first, then by how many claims name them.
    - `alike`: likely duplicates that nobody has settled: one, other, because.
    - `checks`: every article by its last check, the longest ago first and before it those never checked: article_id,
      publisher_name, title, published, checked, checked_on, checked_read, claims.

    `derived` is the number of claims that are ours, which have no anchor by nature; `entities` the number that could
    have an identifier.
    """

    unanchored: pd.DataFrame
    unread: pd.DataFrame
    single: pd.DataFrame
    quiet: pd.DataFrame
    nameless: pd.DataFrame
    alike: pd.DataFrame
    checks: pd.DataFrame
    derived: int
    entities: int

    def frames(self) -> dict[str, pd.DataFrame]:
        """The findings by name, in order."""
        return {f.name: getattr(self, f.name) for f in fields(self) if isinstance(getattr(self, f.name), pd.DataFrame)}


Registers = Callable[[str], pd.DataFrame]
"""Gives a register of the ledger by its name."""


def _joined(ids: Iterable[str], most: int | None = None) -> str:
    return ";".join(list(dict.fromkeys(ids))[:most])


def named(claims: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """(entity, claim_id), each once, newest claim first: whom claims are about, who said them, published or passed on."""
    own = claims[claims["formula"].isna()]
    of = mentions[["entity", "claim_id"]][mentions["claim_id"].isin(claims["claim_id"])]
    via = own.assign(entity=own["via"].str.split(";")).explode("entity").dropna(subset="entity")
    named = [of, via[["entity", "claim_id"]]]
    named += [own[[name, "claim_id"]].rename(columns={name: "entity"}) for name in ("publisher", "said_by", "speaker")]
    place = {claim: n for n, claim in enumerate(claims["claim_id"])}
    found = pd.concat(named).dropna().drop_duplicates()
    return found.sort_values("claim_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True)


def _articles(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The articles of these claims, with publisher_name, claims (how many) and claim (which)."""
    ordered = claims.sort_values(["article_id", "number"])
    of = ordered.groupby("article_id").agg(
        publisher_name=("publisher_name", "first"), claims=("claim_id", "size"), claim=("claim_id", _joined)
    )  # fmt: skip
    return articles.merge(of, left_on="article_id", right_index=True, how="inner")


def _single(deals: pd.DataFrame, record: pd.DataFrame) -> pd.DataFrame:
    """Deals that at most one origin supports, with who that is where one alone is on record for the deal."""
    alone = deals[deals["origins"] <= 1].sort_values(["peak", "last_published"], ascending=False)
    rows = []
    for deal in alone["deal"]:
        talks = record[record["deal"] == deal]
        supporting = talks[talks["stance"].isin([str(stance) for stance in SUPPORTING])]
        first = supporting.iloc[0] if len(supporting) else None
        origin = {name: None if first is None else first[name] for name in ("said_by", "attribution", "sources")}
        rows.append({"deal": deal, **origin, "claim": _joined([*supporting["claim_id"], *talks["claim_id"]])})
    origins = pd.DataFrame(rows, columns=["deal", "said_by", "attribution", "sources", "claim"])
    return alone.merge(origins, on="deal", how="left")


def _quiet(deals: pd.DataFrame, record: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Quiet deals of which nothing says what came of them."""
    still = deals[deals["quiet"] & ~deals["stage"].isin([str(stage) for stage in OUTCOMES])]
    talks = record[record["deal"].isin(still["deal"])]
    later = every[every["follows"].notna() & every["deal"].isin(record["deal"])]
    after = dict(zip(later["follows"], later["deal"], strict=True))
    found = still.assign(
        carried_on=pd.Series([after.get(str(deal)) for deal in still["deal"]], still.index, dtype=object),
        claim=still["deal"].map(talks.groupby("deal")["claim_id"].agg(_joined)),
    )
    found["open"] = found["carried_on"].notna()
    return found.sort_values(["open", "quiet_months", "deal"], ascending=[True, False, True]).drop(columns="open")


def _nameless(entities: pd.DataFrame, mentioned: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Entities in use without identifier, and how many are in use that could have one."""
    of = mentioned.groupby("entity", sort=False).agg(
        claims=("claim_id", "size"), claim=("claim_id", lambda ids: _joined(ids, OPENED))
    )  # fmt: skip
    used = entities[~entities["sort"].isin([str(sort) for sort in NAMELESS])]
    used = used.merge(of, left_on="entity", right_index=True, how="inner")
    without = used[used["wikidata"].isna() & used["tickers"].isna()]
    ordered = without.sort_values(["is_company", "claims", "entity"], ascending=[False, False, True])
    return ordered, len(used)


def _alike(pairs: Collection[Likely], mentioned: pd.DataFrame) -> pd.DataFrame:
    def rows() -> Iterator[dict[str, str]]:
        for pair in pairs:
            each = [mentioned[mentioned["entity"] == one]["claim_id"][:6] for one in (pair.one, pair.other)]
            claims = _joined(claim for ids in each for claim in ids)
            yield {"one": pair.one, "other": pair.other, "because": pair.because, "claim": claims}

    return pd.DataFrame(list(rows()), columns=["one", "other", "because", "claim"])


def findings(claims: pd.DataFrame, record: pd.DataFrame, deals: pd.DataFrame, register: Registers, pairs: Collection[Likely]) -> Quality:  # fmt: skip
    """What is found on the facts shown.

    Parameters: `claims`, those that pass the filters, newest first; `record`, all on record that day (a deal's origin
    or follower may stand anywhere); `deals`, of these claims, as known that day; `register`, the ledger's small tables;
    `pairs`, all likely duplicates that nobody has settled. Entities and duplicates count where a claim names them.
    """
    articles, mentions = _articles(claims, register("articles")), register("mentions")
    mentioned, on_record = named(claims, mentions), named(record, mentions)
    ours = claims["formula"].notna()
    unanchored = claims[claims["anchor"].isna() & ~ours]
    articles = articles.assign(least=articles["text_read"].map(READ), least_checked=articles["checked_read"].map(READ))
    unread = articles[articles["text_read"] != TextRead.FULL]
    unread = unread.sort_values(["least", "claims", "article_id"], ascending=[True, False, True])
    nameless, many = _nameless(register("entities"), mentioned)
    known = between(pairs, set(on_record["entity"]), set(mentioned["entity"]))
    found = {
        "unanchored": unanchored.assign(claim=unanchored["claim_id"]), "unread": unread, "single": _single(deals, record),
        "quiet": _quiet(deals, record, register("deals")), "nameless": nameless, "alike": _alike(known, on_record),
        "checks": articles.sort_values(["checked_on", "least_checked", "article_id"], na_position="first"),
    }  # fmt: skip
    whole = {name: frame.reset_index(drop=True) for name, frame in found.items()}
    return Quality(**whole, derived=int(ours.sum()), entities=many)


def of_ledger(ledger: Ledger, chosen: Chosen) -> Quality:
    """`findings` on what a ledger holds under a choice."""
    claims, record = views.claims(ledger, chosen), views.on_record(ledger, chosen)

    def register(name: str) -> pd.DataFrame:
        return views.register(ledger, name)

    return findings(
        claims, record, views.deals(ledger, chosen), register, of_seeds(ledger.seeds) if ledger.seeds else []
    )


def told(found: Quality, most: int = 10) -> Iterator[str]:
    """The findings as lines of plain text: a section each, its count, at most `most` rows and how many more."""
    said: dict[str, tuple[str, Callable[[Any], str]]] = {
        "unanchored": (f"claims without an anchor ({found.derived} derived ones apart)", lambda r: f"{r.claim_id}: {r.statement}"),
        "unread": (f"of {len(found.checks)} texts not read whole", lambda r: f"{r.article_id}: {r.text_read}, claims: {r.claims}"),
        "single": ("deals on a single origin", lambda r: f"{r.deal}: {r.stage or 'stage not known'}, by {r.said_by or 'nobody'}"),
        "quiet": (
            "quiet deals without an outcome",
            lambda r: f"{r.deal}: {r.stage or 'stage not known'}, {r.quiet_months} months"
            + (f", carried on by {r.carried_on}" if r.carried_on else ""),
        ),
        "nameless": (
            f"of {found.entities} entities without an identifier (no Wikidata id, no ticker)",
            lambda r: f"{r.entity}: {r.sort}, claims: {r.claims}",
        ),
        "alike": ("likely duplicates of entities not settled", lambda r: f"{r.one} and {r.other}: {r.because}"),
        "checks": ("articles, by what was checked longest ago", lambda r: f"{r.article_id}: {_check(r)}"),
    }  # fmt: skip
    for name, frame in found.frames().items():
        title, line = said[name]
        yield f"{len(frame)} {title}"
        yield from (f"  {line(row)}" for row in frame[:most].itertuples(index=False))
        if len(frame) > most:
            yield f"  and {len(frame) - most} more"


def _check(row: Any) -> str:
    return f"{row.checked}, {row.checked_read}" if row.checked else "never checked"
