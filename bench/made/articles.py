"""The articles of a made ledger and the origins that they draw on."""

import numpy as np
import pandas as pd

from bench import times
from bench.made.dice import Draw, Numbers, zipf
from bench.made.whom import World

SAID = {"unstated": 0.3, "own reporting": 0.23, "on record": 0.23, "anonymous": 0.12, "published data": 0.12}
CREDIBLE = {"unstated": 6, "own reporting": 3, "on record": 2, "anonymous": 4, "published data": 2, "derived by us": 6}


def articles(claims: int, world: World, draw: Draw, mark: str = "") -> tuple[pd.DataFrame, Numbers]:
    """The articles, `mark` in their ids, and for each claim the place of its article; claims of an article stand together."""
    count = max(8, claims // 20)
    sizes = draw.rng.gamma(3.0, 1.0, count)
    edges = np.cumsum(sizes) / sizes.sum() * claims
    of = np.searchsorted(edges, np.arange(claims), side="right").clip(0, count - 1).astype(np.int64)
    tables = times.publications()
    form = draw.rng.choice(4, count, p=[0.7, 0.12, 0.1, 0.08])
    # Later years carry more, as in the real ledger.
    day = (np.sqrt(draw.rng.random(count)) * (len(tables[0].edtf) - 1)).astype(np.int64)
    columns = {
        name: np.empty(count, dtype=kind)
        for name, kind in (("edtf", object), ("lower", "datetime64[D]"), ("upper", "datetime64[D]"))
    }
    for number, table in enumerate(tables):
        here = form == number
        for name, values in columns.items():
            values[here] = getattr(table, name)[day[here]]
    publisher = world.publishers[draw.busy(count, zipf(len(world.publishers)))]
    number = np.arange(count).astype(str).astype(object)
    article = publisher + "-" + mark + number
    frame = pd.DataFrame(
        {
            "article_id": article, "publisher": publisher, "title": "Report " + number + " on alliances",
            "url": "https://example.org/" + article, "language": "en", "published": columns["edtf"],
            "published_lower": columns["lower"], "published_upper": columns["upper"], "accessed": "2026-11-01",
            "text_read": draw.of({"full": 0.3, "excerpt": 0.7}, count),
        }
    )  # fmt: skip
    return frame, of


def origins(articles: pd.DataFrame, world: World, draw: Draw) -> pd.DataFrame:
    """Three origins an article: its own word, what others gave it; of every ninth article one repeats that of the article before it."""
    count = 3 * len(articles)
    article = np.arange(count) // 3
    said = draw.of(SAID, count)
    who = np.where(
        said == "on record",
        world.people[draw.busy(count, zipf(len(world.people)))],
        articles["publisher"].to_numpy()[article],
    )
    who = np.where(said == "published data", world.counters[draw.place(count, 3)], who)
    several = said == "anonymous"
    frame = pd.DataFrame(
        {
            "origin": articles["article_id"].to_numpy()[article] + np.array(["-a", "-b", "-c"], dtype=object)[np.arange(count) % 3],
            "said_by": who, "published": articles["published"].to_numpy()[article], "attribution": said,
            "sources": pd.array(np.where(several, 1 + draw.place(count, 3), -1), dtype="Int64"),
            "sources_are": np.where(several, "people who know of it", None),
            "credibility": pd.Series(said).map(CREDIBLE).to_numpy(),
        }
    )  # fmt: skip
    frame.loc[~several, "sources"] = pd.NA
    ours = {"origin": "entente-derived", "said_by": "entente", "attribution": "derived by us", "credibility": 6}
    return pd.concat([frame, pd.DataFrame([ours])], ignore_index=True)
