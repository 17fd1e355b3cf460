"""Makes ledgers of any size with the shape of the real one: `python -m bench.generate 1000000 --out DIR`.

Shapes, taken from the ledger of 787 claims: 20 claims an article; 34 % positions, 28 % figures, 20 % milestones, 13 %
talks, 5 % ties; a few companies carry most claims (Zipf); one deal for 30 claims; half of all dates are vague; 5 % of
talks are denials that answer a claim, and 2 % of figures are our arithmetic. Names are invented. Everything follows
from the seed: the same size and seed give the same rows. No row leans on another machine, clock or library version
but numpy's generator.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench import times
from bench.names import Words, ids, names
from data.tables import COLUMNS
from data.vocabulary import LADDER, Basis, Form, Kind, Metric, Stage, Stance, TieType, Topic

Numbers = npt.NDArray[np.int64]

KINDS = {Kind.POSITION: 0.34, Kind.FIGURE: 0.28, Kind.MILESTONE: 0.20, Kind.TALK: 0.13, Kind.TIE: 0.05}
STANCES = {
    Stance.ASSERTS: 0.78, Stance.EXPECTS: 0.09, Stance.SAYS_POSSIBLE: 0.06, Stance.DENIES: 0.04, Stance.UNKNOWN: 0.015,
    Stance.DECLINES_TO_COMMENT: 0.012, Stance.DOES_NOT_RULE_OUT: 0.003,
}  # fmt: skip
METRICS = {
    Metric.OTHER: 0.20, Metric.MARKET_SHARE: 0.12, Metric.MARKET_RANK: 0.05, Metric.GROWTH: 0.09, Metric.SALES: 0.12,
    Metric.DELIVERIES: 0.12, Metric.CAPACITY: 0.07, Metric.PRODUCTION: 0.04, Metric.COUNT: 0.07, Metric.PRICE: 0.06,
    Metric.DEAL_VALUE: 0.04, Metric.MARKET_SIZE: 0.02,
}  # fmt: skip
UNITS = {
    Metric.MARKET_SHARE: "percent", Metric.GROWTH: "percent", Metric.MARKET_RANK: "rank", Metric.COUNT: "count",
    Metric.CAPACITY: "vehicles a year", Metric.PRICE: "CNY", Metric.DEAL_VALUE: "USD", Metric.MARKET_SIZE: "USD",
    Metric.OTHER: "CNY",
}  # fmt: skip
VOLUMES = (Metric.SALES, Metric.DELIVERIES, Metric.PRODUCTION)
BASES = {Basis.ACTUAL: 0.67, Basis.PLAN: 0.17, Basis.TARGET: 0.09, Basis.FORECAST: 0.05, Basis.ESTIMATE: 0.02}
FORMS = {
    Form.UNDISCLOSED: 0.5, Form.CONTRACT_MANUFACTURING: 0.16, Form.JOINT_VENTURE: 0.14, Form.SUPPLY: 0.08,
    Form.TECHNOLOGY: 0.07, Form.LICENCE: 0.05,
}  # fmt: skip
TIES = {TieType.SUPPLIES: 0.35, TieType.OWNS: 0.15, TieType.JOINT_VENTURE_PARENT: 0.15, TieType.MANUFACTURES_FOR: 0.15,
        TieType.BRAND_OF: 0.1, TieType.COMPETES_WITH: 0.1}  # fmt: skip
TOPICS = {Topic.BACKGROUND: 0.5, Topic.OPINION: 0.2, Topic.MOTIVE: 0.13, Topic.WORRY: 0.06, Topic.CAPABILITY: 0.06,
          Topic.REQUIREMENT: 0.05}  # fmt: skip
SAID = {"unstated": 0.3, "own reporting": 0.23, "on record": 0.23, "anonymous": 0.12, "published data": 0.12}
CREDIBLE = {"unstated": 6, "own reporting": 3, "on record": 2, "anonymous": 4, "published data": 2, "derived by us": 6}
PLACES = ("China", "Europe", "India", "Brazil", "World")
SEGMENTS = (None, "NEV", "BEV", "passenger")
MEASURES = (None, "retail", "wholesale", "registrations")
MOTIONS = ("talks about", "an opening of", "a licence for", "a delay of", "a visit to", "a halt of")
THINGS = ("a second plant", "a shared platform", "battery supply", "an export line", "a test fleet", "a new brand")
REVISIONS = 12


@dataclass(frozen=True)
class World:
    """Whom claims are about: ids by sort, each array ordered from the busiest down, and the weight of each company."""

    companies: Words
    plants: Words
    people: Words
    publishers: Words
    markets: Words
    counters: Words
    weights: npt.NDArray[np.float64]


class Draw:
    """The dice: one generator, drawn from in a fixed order."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def of(self, shares: dict[Any, float], size: int) -> Words:
        """`size` words by their shares, which need not add to one."""
        weights = np.array(list(shares.values()))
        words = np.array([str(word) for word in shares], dtype=object)
        return words[self.rng.choice(len(words), size, p=weights / weights.sum())]

    def place(self, size: int, of: int) -> Numbers:
        """`size` numbers from 0 to `of` - 1, all alike."""
        return self.rng.integers(0, max(of, 1), size)

    def busy(self, size: int, weights: npt.NDArray[np.float64]) -> Numbers:
        """`size` places by weight."""
        return np.searchsorted(np.cumsum(weights), self.rng.random(size) * weights.sum()).astype(np.int64)

    def chance(self, size: int, share: float) -> npt.NDArray[np.bool_]:
        """True in `share` of `size` cases."""
        return self.rng.random(size) < share


def zipf(count: int, steepness: float = 1.05) -> npt.NDArray[np.float64]:
    """Weights of `count` things from the busiest down; they add to one."""
    weights = 1.0 / (np.arange(count) + 2.0) ** steepness
    return weights / weights.sum()


def _world(claims: int) -> World:
    companies = max(24, int(2.5 * claims**0.5))
    shown = names(companies)
    publishers = np.array([f"{name}-news" for name in ids(names(max(12, companies // 4)))], dtype=object)
    return World(
        companies=ids(shown),
        plants=np.array([f"{name}-plant" for name in ids(shown)[: max(6, companies // 4)]], dtype=object),
        people=np.array([f"{name}-chair" for name in ids(shown)[: max(12, companies // 2)]], dtype=object),
        publishers=publishers,
        markets=np.array([f"market-{place.lower()}" for place in PLACES], dtype=object),
        counters=np.array(["count-office", "count-union", "count-registry"], dtype=object),
        weights=zipf(companies),
    )


def _entities(world: World, draw: Draw) -> dict[str, pd.DataFrame]:
    """entities, people, roles, belongs: companies first, every fifth a group that owns the three after it."""
    count = len(world.companies)
    shown = names(count)
    sorts = np.array(["automaker", "automaker", "supplier", "technology", "brand"], dtype=object)[np.arange(count) % 5]
    sorts[::5] = "group"
    parts = [
        pd.DataFrame({"entity": world.companies, "name": shown, "sort": sorts, "is_company": True}),
        pd.DataFrame({"entity": world.plants, "name": [f"{name} plant" for name in shown[: len(world.plants)]], "sort": "plant"}),
        pd.DataFrame({"entity": world.publishers, "name": [f"{name} News" for name in names(len(world.publishers))], "sort": "publisher"}),
        pd.DataFrame({"entity": world.markets, "name": [f"Cars in {place}" for place in PLACES], "sort": "market"}),
        pd.DataFrame({"entity": world.counters, "name": ["Count Office", "Count Union", "Count Registry"], "sort": "data provider"}),
        pd.DataFrame({"entity": ["entente"], "name": ["Entente"], "sort": ["publisher"]}),
    ]  # fmt: skip
    entities = pd.concat(parts, ignore_index=True)
    entities["is_company"] = entities["is_company"].eq(True)
    entities["aliases"] = entities["name"]
    entities.loc[entities["sort"] == "group", "core"] = "automaker"
    publishers = entities["sort"] == "publisher"
    entities.loc[publishers, "reliability"] = draw.of({"B": 0.1, "C": 0.45, "D": 0.4, "F": 0.05}, int(publishers.sum()))
    owned = np.arange(count)[np.arange(count) % 5 != 0]
    people = pd.DataFrame({"person": world.people, "name": [f"Chair of {name}" for name in shown[: len(world.people)]]})
    people["aliases"] = people["name"]
    belongs = [(world.companies[n - n % 5], world.companies[n]) for n in owned if n % 5 < 4]
    belongs += [(world.companies[n], plant) for n, plant in enumerate(world.plants)]
    roles = pd.DataFrame({"person": world.people, "entity": world.companies[: len(world.people)], "title": "chair"})
    return {
        "entities": entities,
        "people": people,
        "roles": roles,
        "belongs": pd.DataFrame(belongs, columns=["owner", "member"]),
    }


def _articles(claims: int, world: World, draw: Draw) -> tuple[pd.DataFrame, Numbers]:
    """The articles, and for each claim the place of its article; claims of an article stand together."""
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
    article = publisher + "-" + number
    frame = pd.DataFrame(
        {
            "article_id": article, "publisher": publisher, "title": "Report " + number + " on alliances",
            "url": "https://example.org/" + article, "language": "en", "published": columns["edtf"],
            "published_lower": columns["lower"], "published_upper": columns["upper"], "accessed": "2026-11-01",
            "text_read": draw.of({"full": 0.3, "excerpt": 0.7}, count),
        }
    )  # fmt: skip
    return frame, of


def _deals(claims: int, world: World, draw: Draw) -> pd.DataFrame:
    """The deals: two parties each (the busy ones far more often), every sixth follows another of the same parties."""
    count = max(6, claims // 30)
    first, second = draw.busy(count, world.weights), draw.busy(count, world.weights)
    second = np.where(first == second, (second + 1) % len(world.companies), second)
    follows = np.arange(count) % 6 == 5
    first[follows], second[follows] = first[np.flatnonzero(follows) - 1], second[np.flatnonzero(follows) - 1]
    shown = names(len(world.companies))
    deal = np.array([f"deal-{n}" for n in range(count)], dtype=object)
    one, other = world.companies[first], world.companies[second]
    return pd.DataFrame(
        {
            "deal": deal, "title": shown[first] + " and " + shown[second], "parties": one + ";" + other,
            "subject": np.array(THINGS, dtype=object)[draw.place(count, len(THINGS))],
            "follows": np.where(follows, np.roll(deal, 1), None), "one": one, "other": other, "first": first, "second": second,
        }
    )  # fmt: skip


def _origins(articles: pd.DataFrame, world: World, draw: Draw) -> pd.DataFrame:
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


def _claims(count: int, world: World, articles: pd.DataFrame, of: Numbers, deals: pd.DataFrame, origins: pd.DataFrame, draw: Draw) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """(claims, answers): `count` rows of the wide table and what answers what; claims of an article stand together."""
    first = np.searchsorted(of, of, side="left")
    number = np.arange(count) - first + 1
    kind, stance = draw.of(KINDS, count), draw.of(STANCES, count)
    frame = pd.DataFrame({"article_id": articles["article_id"].to_numpy()[of], "number": number})
    frame["claim_id"] = frame["article_id"].to_numpy() + "." + number.astype(str).astype(object)
    for name in ("publisher", "title", "url", "published", "published_lower", "published_upper"):
        frame[name] = articles[name].to_numpy()[of]
    one, other = draw.busy(count, world.weights), draw.busy(count, world.weights)
    deal = draw.busy(count, zipf(len(deals), 0.6))
    talk = kind == Kind.TALK
    one = np.where(talk, deals["first"].to_numpy()[deal], one)
    other = np.where(
        talk, deals["second"].to_numpy()[deal], np.where(one == other, (other + 1) % len(world.companies), other)
    )
    shown = names(len(world.companies))
    words = (
        np.array(MOTIONS, dtype=object)[draw.place(count, len(MOTIONS))]
        + " "
        + np.array(THINGS, dtype=object)[draw.place(count, len(THINGS))]
    )
    frame["statement"] = shown[one] + " and " + shown[other] + ": " + words + "."
    frame["kind"], frame["stance"] = kind, stance
    frame["paragraph"], frame["anchor"], frame["part"] = 1 + number % 30, words, "body"
    origin = 3 * of + draw.place(count, 3)
    # Every ninth article repeats one origin of the article before it.
    origin = np.where((of % 9 == 8) & (origin % 3 == 2), origin - 3, origin)
    derived = (kind == Kind.FIGURE) & (number > 3) & draw.chance(count, 0.02)
    origin = np.where(derived, len(origins) - 1, origin)
    frame["origin"] = origins["origin"].to_numpy()[origin]
    for name in ("said_by", "attribution", "sources", "sources_are", "credibility"):
        frame[name] = origins[name].array.take(origin)
    frame["origin_published"] = origins["published"].to_numpy()[origin]
    speaks = frame["attribution"].eq("on record").to_numpy()
    frame["speaker"] = np.where(speaks, frame["said_by"], None)
    _add_times(frame, draw)
    _add_talks(frame, talk, deals, deal, draw)
    _add_ties(frame, kind == Kind.TIE, world, one, other, draw)
    _add_figures(frame, (kind == Kind.FIGURE) & ~derived, world, one, draw)
    _add_derived(frame, derived, world, one)
    milestone, position = kind == Kind.MILESTONE, kind == Kind.POSITION
    frame["what"] = np.where(milestone, words, frame["what"])
    frame["topic"] = np.where(position, draw.of(TOPICS, count), None)
    frame["companies"] = np.where(
        one == other,
        world.companies[one],
        world.companies[np.minimum(one, other)] + ";" + world.companies[np.maximum(one, other)],
    )
    frame["parties"] = np.where(talk, deals["parties"].to_numpy()[deal], None)
    frame["one"], frame["other"] = one, other
    frame["publisher_name"] = frame["publisher"].map(
        dict(zip(world.publishers, (f"{name} News" for name in names(len(world.publishers))), strict=True))
    )
    newest = (frame["published_upper"] - frame["published_upper"].min()).dt.days
    frame["revision"] = (1 + newest * REVISIONS // (int(newest.max()) + 1)).astype("Int64")
    frame["recorded"] = frame["published_upper"] + pd.Timedelta(days=30)
    frame.loc[draw.chance(count, 0.001), ["revision", "recorded"]] = pd.NA
    answers = _answers(frame, talk, deal, world, draw)
    _add_growth(frame, draw)
    return frame, answers


def _add_times(frame: pd.DataFrame, draw: Draw) -> None:
    """When each claim is about: stated for four in ten, for figures their period; else its publication."""
    count = len(frame)
    figure = frame["kind"].eq(Kind.FIGURE).to_numpy()
    stated = draw.chance(count, 0.45)
    for table, here in ((times.periods(), stated & figure), (times.vague(), stated & ~figure)):
        # A claim is about a time near its publication: tables are searched by first day, then shaken.
        order = np.argsort(table.lower, kind="stable")
        day = frame["published_lower"].to_numpy().astype("datetime64[D]")[here] + draw.rng.integers(
            -400, 200, int(here.sum())
        )
        place = np.searchsorted(table.lower[order], day).clip(0, len(order) - 1)
        about = table.at(order[(place + draw.place(len(place), 5)).clip(0, len(order) - 1)])
        for name, values in (
            ("when", about.edtf),
            ("about_lower", about.lower),
            ("about_upper", about.upper),
            ("vague", about.vague),
        ):
            if name not in frame:
                frame[name] = (
                    frame[{"about_lower": "published_lower", "about_upper": "published_upper"}[name]]
                    if name.startswith("about")
                    else False
                    if name == "vague"
                    else None
                )
                frame[name] = frame[name].astype(
                    "datetime64[s]" if name.startswith("about") else bool if name == "vague" else object
                )
            frame.loc[here, name] = values
    frame["dated"] = stated
    unstated = ~stated & frame["published"].str.endswith("~").to_numpy()
    frame["vague"] = frame["vague"].to_numpy() | unstated
    by = figure & draw.chance(count, 0.06)
    frame["when_is"] = np.where(stated, np.where(by, "by", "during"), None)
    frame["when_phrase"] = np.where(stated, "in that time", None)
    frame["period"] = np.where(figure, frame["when"], None)
    frame["period_is"] = np.where(figure, frame["when_is"], None)


def _add_talks(
    frame: pd.DataFrame, talk: npt.NDArray[np.bool_], deals: pd.DataFrame, deal: Numbers, draw: Draw
) -> None:
    """Deal, form and stage: a deal climbs from a stage of its own, and a few end."""
    count = len(frame)
    form, start = draw.of(FORMS, len(deals)), draw.place(len(deals), 3)
    stage = np.array([str(stage) for stage in LADDER], dtype=object)[
        (start[deal] + draw.place(count, 3) + draw.place(count, 3)).clip(0, len(LADDER) - 1)
    ]
    over = draw.chance(count, 0.06)
    stage = np.where(over, draw.of({Stage.COLLAPSED: 0.7, Stage.ENDED: 0.2, Stage.PAUSED: 0.1}, count), stage)
    frame["deal"] = np.where(talk, deals["deal"].to_numpy()[deal], None)
    frame["form"] = np.where(talk, form[deal], None)
    frame["stage"] = np.where(talk, stage, None)


def _add_ties(frame: pd.DataFrame, tie: npt.NDArray[np.bool_], world: World, one: Numbers, other: Numbers, draw: Draw) -> None:  # fmt: skip
    frame["from"] = np.where(tie, world.companies[one], None)
    frame["to"] = np.where(tie, world.companies[other], None)
    frame["type"] = np.where(tie, draw.of(TIES, len(frame)), None)
    frame["scope"] = np.where(tie & draw.chance(len(frame), 0.4), "battery packs", None)


def _add_figures(frame: pd.DataFrame, figure: npt.NDArray[np.bool_], world: World, one: Numbers, draw: Draw) -> None:
    """Metric, whose, value and what makes it comparable; shares are of some markets and counters, capacity of plants."""
    count = len(frame)
    metric = draw.of(METRICS, count)
    share = figure & np.isin(metric, [Metric.MARKET_SHARE, Metric.MARKET_RANK])
    sized = figure & (metric == Metric.MARKET_SIZE)
    market = world.markets[draw.place(count, len(world.markets))]
    plant = figure & (metric == Metric.CAPACITY) & draw.chance(count, 0.5)
    of = np.where(plant, world.plants[one % len(world.plants)], world.companies[one])
    of = np.where(sized, market, of)
    frame["of"] = np.where(figure, of, None)
    frame["market"] = np.where(share | sized, market, None)
    frame["metric"] = np.where(figure, metric, None)
    frame["what"] = np.where(figure & np.isin(metric, [Metric.OTHER, Metric.COUNT]), "invested", None)
    basis = draw.of(BASES, count)
    frame["basis"] = np.where(figure, np.where(share, str(Basis.ACTUAL), basis), None)
    size = 1.0 / (one + 2.0)
    value = np.round(np.exp(draw.rng.normal(0, 0.35, count)) * size * 2_000_000, -2)
    value = np.where(
        metric == Metric.MARKET_SHARE, np.round(np.exp(draw.rng.normal(0, 0.2, count)) * size * 60, 1), value
    )
    value = np.where(metric == Metric.MARKET_RANK, one % 10 + 1.0, value)
    value = np.where(metric == Metric.GROWTH, np.round(draw.rng.normal(30, 40, count), 1), value)
    value = np.where(sized, np.round(np.exp(draw.rng.normal(25, 0.5, count)), -8), value)
    only = draw.chance(count, 0.08)
    spread = np.where(draw.chance(count, 0.05) & ~share, 1.1, 1.0)
    frame["low"] = np.where(figure, value, np.nan)
    frame["high"] = np.where(figure & ~(only & ~share), value * spread, np.nan)
    frame["low_open"] = np.where(figure, only & ~share, None)
    frame["high_open"] = np.where(figure, False, None)
    frame["approx"] = np.where(figure, draw.chance(count, 0.15), None)
    frame["value_phrase"] = np.where(figure, pd.Series(value).map("{:,.10g}".format), None)
    frame["unit"] = np.where(
        figure, pd.Series(metric).map({str(key): unit for key, unit in UNITS.items()}).fillna("vehicles"), None
    )
    frame["geography"] = np.where(
        share, np.array(PLACES, dtype=object)[pd.Index(world.markets).get_indexer(market)], None
    )
    frame["segment"] = np.where(share, np.array(SEGMENTS, dtype=object)[draw.place(count, 2)], None)
    volume = figure & np.isin(metric, [str(name) for name in VOLUMES])
    frame["measure"] = np.where(volume, np.array(MEASURES, dtype=object)[draw.place(count, len(MEASURES))], None)
    frame["counted_by"] = np.where(share, world.counters[draw.place(count, 3)], None)
    frame["by"] = np.where(figure & np.isin(basis, [Basis.TARGET, Basis.PLAN]) & ~share, world.companies[one], None)


def _add_derived(frame: pd.DataFrame, derived: npt.NDArray[np.bool_], world: World, one: Numbers) -> None:
    """Our arithmetic: a ratio of the two claims before it in its article."""
    here = np.flatnonzero(derived)
    claims = frame["claim_id"].to_numpy()
    for name, value in (("metric", "other"), ("unit", "percent"), ("basis", "actual"), ("what", "ratio of two figures"),
                        ("formula", "a / b * 100"), ("assumptions", "both are of one year"), ("low", 50.0), ("high", 50.0),
                        ("low_open", False), ("high_open", False), ("approx", False)):  # fmt: skip
        if name not in frame:
            frame[name] = None
        frame.loc[derived, name] = value
    frame["inputs"] = None
    frame.loc[derived, "of"] = world.companies[one[here]]
    frame.loc[derived, "inputs"] = "a=" + claims[here - 2] + ";b=" + claims[here - 1]
    frame.loc[derived, ["paragraph", "anchor"]] = None


def _add_growth(frame: pd.DataFrame, draw: Draw) -> None:
    """Growths that name their two numbers: of the figures of volume; nine in ten follow from them."""
    growth = np.flatnonzero(frame["metric"].eq(Metric.GROWTH).to_numpy() & draw.chance(len(frame), 0.6))
    volumes = np.flatnonzero(frame["metric"].isin([str(name) for name in VOLUMES]).to_numpy())
    frame["change_of"], frame["against"] = None, None
    if len(volumes) < 2 or not len(growth):
        return
    later = draw.place(len(growth), len(volumes) - 1) + 1
    claims, low = frame["claim_id"].to_numpy(), frame["low"].to_numpy(dtype=float)
    follows = np.round((low[volumes[later]] / np.maximum(low[volumes[later - 1]], 1.0) - 1) * 100, 1)
    follows = np.where(draw.chance(len(growth), 0.1), follows + 7, follows)
    for name, values in (
        ("change_of", claims[volumes[later]]),
        ("against", claims[volumes[later - 1]]),
        ("low", follows),
        ("high", follows),
        ("low_open", False),
    ):
        frame.loc[frame.index[growth], name] = values


def _answers(frame: pd.DataFrame, talk: npt.NDArray[np.bool_], deal: Numbers, world: World, draw: Draw) -> pd.DataFrame:
    """Denials of talks answer the claim of the deal that was published before; half of them by a party's person."""
    talks = pd.DataFrame({"row": np.flatnonzero(talk), "deal": deal[talk]})
    talks["day"] = frame["published_upper"].to_numpy()[talks["row"]]
    talks = talks.sort_values(["deal", "day", "row"], kind="stable")
    talks["before"] = talks.groupby("deal")["row"].shift()
    stance = frame["stance"].to_numpy()
    denied = talks[talks["before"].notna() & (stance[talks["row"]] == str(Stance.DENIES))]
    rows, before = denied["row"].to_numpy(), denied["before"].to_numpy(dtype=np.int64)
    voice = np.where(draw.chance(len(rows), 0.5), frame["one"].to_numpy()[rows], frame["other"].to_numpy()[rows])
    spoken = draw.chance(len(rows), 0.7)
    frame.loc[frame.index[rows[spoken]], "speaker"] = world.companies[voice[spoken]]
    frame.loc[frame.index[rows[spoken]], "attribution"] = "on record"
    claims = frame["claim_id"].to_numpy()
    some = talks[talks["before"].notna() & (stance[talks["row"]] == str(Stance.ASSERTS))]
    some = some[draw.chance(len(some), 0.05)]
    confirming = draw.of({"confirms": 0.5, "updates": 0.5}, len(some))
    return pd.DataFrame(
        {
            "claim_id": np.concatenate([claims[rows], claims[some["row"].to_numpy()]]),
            "answers": np.concatenate([claims[before], claims[some["before"].to_numpy(dtype=np.int64)]]),
            "how": np.concatenate([np.full(len(rows), "denies", dtype=object), confirming]),
            "scope": draw.of({"whole": 0.5, "unclear": 0.4, "part": 0.1}, len(rows) + len(some)),
        }
    )


def _mentions(claims: pd.DataFrame, world: World) -> pd.DataFrame:
    """(claim, entity, role): both companies of a claim, what a figure names, and who speaks."""
    claim, kind = claims["claim_id"].to_numpy(), claims["kind"].to_numpy()
    one, other = world.companies[claims["one"].to_numpy()], world.companies[claims["other"].to_numpy()]
    talk, tie, figure = kind == Kind.TALK, kind == Kind.TIE, kind == Kind.FIGURE
    rest = ~(talk | tie | figure)
    told: list[tuple[npt.NDArray[np.bool_], Words, str]] = [
        (talk, one, "party"), (talk, other, "party"), (talk, one, "deal party"), (talk, other, "deal party"),
        (tie, one, "from"), (tie, other, "to"), (rest, one, "concerned"), (rest, other, "concerned"),
        *((claims[name].notna().to_numpy(), claims[name].to_numpy(), name.replace("_", " ")) for name in ("of", "market", "by", "counted_by", "speaker")),
    ]  # fmt: skip
    parts = [pd.DataFrame({"claim_id": claim[here], "entity": who[here], "role": role}) for here, who, role in told]
    return pd.concat(parts, ignore_index=True)


def generate(claims: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Every table of `data.tables.COLUMNS` for a ledger of `claims` claims; the same seed gives the same rows.

    Rows: `claims` in claims, about 2.4 times as many mentions, a twentieth articles, a thirtieth deals, 2.5 times the
    square root companies, 3 origins an article. Raises `ValueError` below 100 claims: too few for every kind.
    """
    if claims < 100:
        raise ValueError(f"a made ledger needs 100 claims or more, not {claims}")
    draw, world = Draw(seed), _world(claims)
    tables = _entities(world, draw)
    articles, of = _articles(claims, world, draw)
    deals, origins = _deals(claims, world, draw), _origins(articles, world, draw)
    told, answers = _claims(claims, world, articles, of, deals, origins, draw)
    told["reliability"] = told["publisher"].map(tables["entities"].set_index("entity")["reliability"])
    parties = deals.melt(id_vars="deal", value_vars=["one", "other"], value_name="entity")
    parties["position"] = parties["variable"].eq("other").astype("int64")
    tables |= {"claims": told, "answers": answers, "articles": articles, "deals": deals, "origins": origins}
    tables |= {"mentions": _mentions(told, world), "deal_parties": parties, "links": _links(told, draw)}
    return {name: tables[name] for name in COLUMNS}


def _links(claims: pd.DataFrame, draw: Draw) -> pd.DataFrame:
    """A curator's links: one pair of figures for a hundred claims, the one and its next."""
    figures = np.flatnonzero(claims["kind"].eq(Kind.FIGURE).to_numpy())
    first = np.sort(draw.rng.choice(len(figures) - 1, max(1, len(claims) // 100), replace=False))
    pairs = figures[np.stack([first, first + 1], axis=1)]
    kind = draw.of({"overlap": 0.5, "tension": 0.5}, len(pairs))
    return pd.DataFrame(
        {
            "link": np.repeat(np.arange(1, len(pairs) + 1), 2), "type": np.repeat(kind, 2),
            "claim_id": claims["claim_id"].to_numpy()[pairs.ravel()], "reason": "made to belong together", "day": "2026-11-01",
        }
    )  # fmt: skip


def arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """A table with exactly the columns and types of `data.tables.COLUMNS`; what is not generated is null."""
    count, columns = len(frame), COLUMNS[name]
    arrays = [
        pa.array(frame[column], from_pandas=True).cast(kind) if column in frame else pa.nulls(count, kind)
        for column, kind in columns.items()
    ]
    return pa.Table.from_arrays(arrays, names=list(columns))


def write(folder: Path, tables: dict[str, pd.DataFrame]) -> Iterable[Path]:
    """Write `folder`/<table>.parquet for every table and yield the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(arrow(name, frame), path, compression="zstd", row_group_size=122_880)
        yield path


def main(arguments: list[str] | None = None) -> None:
    """Write one ledger."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    for path in write(options.out, generate(options.claims, options.seed)):
        print(path)


if __name__ == "__main__":
    main()
