"""A second way to count a large ledger: its rules once more, in plain pandas over whole tables."""

from typing import Any

import pandas as pd

from data.ledger import Ledger
from data.queries import SUPPORTING, Chosen
from data.vocabulary import LADDER

Tables = dict[str, pd.DataFrame]
SET = ["market", "geography", "segment", "measure", "counted_by", "about_lower", "about_upper"]
RUNGS = {str(stage): n for n, stage in enumerate(LADDER)}
NAMES = ("claims", "answers", "links", "mentions", "belongs", "deals", "deal_parties", "roles", "origins")


def tables(ledger: Ledger) -> Tables:
    """The tables as they lie in the engine."""
    found = {name: ledger.table(name).to_pyarrow().to_pandas(date_as_object=False) for name in NAMES}
    claims = found["claims"].drop(columns=["nth", "of_article"])
    order = {"by": ["published_upper", "article_id", "number"], "ascending": [False, True, True]}
    return found | {"claims": claims.sort_values(**order, ignore_index=True)}


def _day(value: Any) -> pd.Timestamp | None:
    return None if value is None else pd.Timestamp(value)


def on_record(all_: Tables, chosen: Chosen) -> pd.DataFrame:
    """The claims of the revision that are not hidden on the day, with `known`; the newest publication first."""
    claims = all_["claims"]
    if chosen.revision is not None:
        claims = claims[claims["revision"] <= chosen.revision]
    day = _day(chosen.known_on)
    if day is None:
        return claims.assign(known=True)
    return claims[claims["published_lower"] <= day].assign(known=lambda seen: seen["published_upper"] <= day)


def deals(all_: Tables, chosen: Chosen) -> pd.DataFrame:
    """deal, origins, reports, peak, last_published, stage, contested: a row a deal with a claim on record."""
    talks = on_record(all_, chosen).query("kind == 'talk'")
    surely = talks[talks["known"]]
    asserted = surely[(surely["stance"] == "asserts") & (surely["part"] != "related-headline")]
    asserted = asserted.assign(until=asserted[["about_upper", "published_upper"]].min(axis=1))
    last = asserted.sort_values(["until", "about_lower", "published_upper", "number"]).groupby("deal").tail(1)
    supporting = talks[talks["stance"].isin([str(stance) for stance in SUPPORTING])]
    found = pd.DataFrame(
        {
            "origins": supporting.groupby("deal")["origin"].nunique(),
            "reports": talks.groupby("deal")["article_id"].nunique(),
            "last_published": talks.groupby("deal")["published_upper"].max(),
            "peak": asserted["stage"].map(RUNGS).groupby(asserted["deal"]).max(),
            "stage": last.set_index("deal")["stage"],
        }
    )
    found["origins"], found["peak"] = found["origins"].fillna(0), found["peak"].fillna(-1)
    found["contested"] = found.index.isin(_contested(all_, surely))
    return found.rename_axis("deal").reset_index()


def _contested(all_: Tables, surely: pd.DataFrame) -> set[str]:
    """Deals of which a party (or who has a post there) denies a claim that nothing on record confirms."""
    told = all_["answers"].merge(surely, on="claim_id")
    on_record = all_["origins"].query("attribution == 'on record'")["origin"]
    confirmed = set(told[(told["how"] == "confirms") & told["origin"].isin(on_record)]["answers"])
    posts = all_["roles"].groupby("entity")["person"].agg(set).to_dict()
    voices: dict[str, set[str]] = {}
    for row in all_["deal_parties"].itertuples():
        voices.setdefault(row.deal, set()).update({row.entity}, posts.get(row.entity, set()))
    denials = told[(told["how"] == "denies") & (told["stance"] == "denies") & ~told["answers"].isin(confirmed)]
    return {row.deal for row in denials.itertuples() if row.speaker in voices.get(row.deal, set())}


def within(claims: pd.DataFrame, chosen: Chosen) -> pd.Series:
    """definitely, possibly or outside: where the time of each claim lies to the dates."""
    start, end = _day(chosen.start), _day(chosen.end)
    lower, upper = claims["about_lower"].mask(claims["when_is"] == "by"), claims["about_upper"]
    outside = pd.Series(False, claims.index)
    inside = ~claims["vague"] if start or end else ~outside
    if start:
        outside, inside = outside | (upper < start), inside & (lower >= start)
    if end:
        outside, inside = outside | (lower > end), inside & (upper <= end)
    return inside.map({True: "definitely", False: "possibly"}).mask(outside, "outside")


def narrowed(all_: Tables, chosen: Chosen) -> pd.DataFrame:
    """What passes all filters but the dates, of what is on record on the day."""
    found = on_record(all_, chosen)
    if chosen.companies:
        wanted = set(chosen.companies)
        if chosen.include_owned:
            belongs = all_["belongs"]
            wanted |= set(belongs[belongs["owner"].isin(wanted)]["member"])
        mentions = all_["mentions"]
        found = found[found["claim_id"].isin(mentions[mentions["entity"].isin(wanted)]["claim_id"])]
    for column, words in (
        ("stance", chosen.stances),
        ("publisher", chosen.publishers),
        ("credibility", chosen.credibility),
    ):
        if words:
            found = found[found[column].isin([word if isinstance(word, int) else str(word) for word in words])]
    if chosen.least_stage is not None:
        on_day = deals(all_, chosen)
        high = on_day[on_day["peak"] >= RUNGS[str(chosen.least_stage)]]["deal"]
        found = found[found["deal"].isna() | found["deal"].isin(high)]
    return found


def passing(all_: Tables, chosen: Chosen) -> pd.DataFrame:
    """What passes the whole choice, the newest publication first."""
    found = narrowed(all_, chosen)
    return found[within(found, chosen) != "outside"]


def related(all_: Tables, ids: set[str]) -> set[str]:
    """What these claims answer, what answers them, what they are computed from, change, convert or are linked with."""
    claims, answers, links = all_["claims"], all_["answers"], all_["links"]
    own = claims[claims["claim_id"].isin(ids)]
    named = {cell for name in ("change_of", "against", "conversion_of") for cell in own[name].dropna()}
    inputs = {part.split("=")[1] for cell in own["inputs"].dropna() for part in cell.split(";")}
    told = {*answers[answers["claim_id"].isin(ids)]["answers"], *answers[answers["answers"].isin(ids)]["claim_id"]}
    linked = links[links["link"].isin(links[links["claim_id"].isin(ids)]["link"])]["claim_id"]
    return named | inputs | told | set(linked)
