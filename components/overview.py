"""The overview's small tables: newest claims, key figures with their spread, coverage. Frames in, frames out."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

import pandas as pd

from components import words
from components.profile import figures
from components.theme import Palette, mark_svg
from data.claim_rows import dicts
from data.kept import kept
from data.vocabulary import Kind, Metric, Stage, Stance

KEY_METRICS = (
    Metric.MARKET_SHARE, Metric.CAPACITY, Metric.PRODUCTION, Metric.SALES, Metric.DELIVERIES, Metric.SHIPMENTS,
    Metric.MARKET_SIZE, Metric.DEAL_VALUE, Metric.STAKE, Metric.REVENUE,
)  # fmt: skip
WEIGHT = {Kind.TALK: 0, Kind.TIE: 2, Kind.FIGURE: 1, Kind.MILESTONE: 1, Kind.POSITION: 3}


@kept()
def newest(claims: pd.DataFrame, names: Mapping[str, str], palette: Palette, most: int) -> pd.DataFrame:
    """The newest claims by the day they became known, talks before figures before opinions: known, mark, statement, said."""
    weighed = claims.assign(weight=claims["kind"].map(lambda kind: WEIGHT[Kind(kind)]))
    weighed = weighed[weighed["formula"].isna()]
    ranked = weighed.sort_values(["published_upper", "weight", "number"], ascending=[False, True, True])
    per_article = ranked.groupby("article_id", sort=False).head(3).head(most)
    known = [words.when(published) for published in per_article["published"]]
    rows = dicts(per_article)
    return pd.DataFrame(
        {
            "known": [day if not n or known[n - 1] != day else "" for n, day in enumerate(known)],
            "mark": [[mark_svg(Stance(r["stance"]), Stage(r["stage"]) if r["stage"] else None, palette)] for r in rows],
            "statement": per_article["statement"].tolist(),
            "said": [
                r["publisher_name"]
                if names.get(r["said_by"], "") == r["publisher_name"]
                else f"{r['publisher_name']}, citing {names.get(r['said_by'], '')}"
                for r in rows
            ],
            "claim": per_article["claim_id"].tolist(),
        }
    )


@kept()
def key_figures(claims: pd.DataFrame, names: Mapping[str, str], most: int) -> pd.DataFrame:
    """Figures that an analyst asks for first, newest period first within a company; each value as its source gives it."""
    metrics = [str(metric) for metric in KEY_METRICS]
    found = claims[(claims["kind"] == Kind.FIGURE) & claims["metric"].isin(metrics)]
    found = found[found["conversion_of"].isna()]
    ranked = found.sort_values(["published_upper", "about_upper"], ascending=False)
    return figures(ranked.groupby(["article_id", "metric"], sort=False).head(2).head(most), names)


@kept()
def since(claims: pd.DataFrame, day: date) -> pd.DataFrame:
    """The claims published, as far as is sure, on this day or later."""
    published: pd.Series = claims["published_upper"].dt.date
    return claims[published >= day]


@kept()
def coverage(claims: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """Claims by publisher and year of publication, newest publisher first, and the years between first and last."""
    years = claims["published_upper"].dt.year
    span = list(range(int(years.min()), int(years.max()) + 1)) if len(claims) else []
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    ids: dict[str, list[str]] = defaultdict(list)
    for publisher, year, claim in zip(claims["publisher_name"], years, claims["claim_id"], strict=True):
        counted[publisher][year] += 1
        ids[publisher].append(claim)
    rows = [
        {
            "publisher": publisher,
            **{str(year): f"{of[year]:,}" if of[year] else "·" for year in span},
            "claim": ";".join(ids[publisher]),
        }
        for publisher, of in counted.items()
    ]
    return pd.DataFrame(rows), span
