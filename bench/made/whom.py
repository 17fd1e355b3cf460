"""Whom made claims are about: companies, plants, people, publishers, markets, and who belongs to whom."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.made.dice import Draw, zipf
from bench.names import Words, ids, names

PLACES = ("China", "Europe", "India", "Brazil", "World")


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


def world(claims: int) -> World:
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


def entities(world: World, draw: Draw) -> dict[str, pd.DataFrame]:
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
