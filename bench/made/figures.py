"""The figures of a made ledger: measured, computed by us, and growths that name their two numbers."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.made.dice import Draw, Numbers
from bench.made.whom import PLACES, World
from data.vocabulary import Basis, Metric

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
SEGMENTS = (None, "NEV", "BEV", "passenger")
MEASURES = (None, "retail", "wholesale", "registrations")


def add_figures(frame: pd.DataFrame, figure: npt.NDArray[np.bool_], world: World, one: Numbers, draw: Draw) -> None:
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


def add_derived(frame: pd.DataFrame, derived: npt.NDArray[np.bool_], world: World, one: Numbers) -> None:
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


def add_growth(frame: pd.DataFrame, draw: Draw) -> None:
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
