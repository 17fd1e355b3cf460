"""Does before the first visitor what he would otherwise wait for: imports, facts, frames, compressed assets."""

import logging

from components import (
    assets,
    capacity,
    card,
    chart,
    frontend,
    ladder,
    market_size,
    overview,
    profile,
    search,
    shares,
    table,
    timeline,
)
from components.network import component
from components.network import frames as network_frames
from data import frames
from data.faults import BrokenSeeds
from data.queries import Chosen

DRAWN = (capacity, card, chart, component, ladder, market_size, overview, profile, shares, table, timeline)
"""Imported for their own sake: pages import them on the first visit."""


def warm() -> None:
    """Warm the process. Broken seed files are logged here and said on every page."""
    assets.warm()
    frontend.warm()
    try:
        chosen = Chosen(known_on=frames.ledger().last)
    except BrokenSeeds as broken:
        logging.getLogger("entente").error("The seed files are broken:\n%s", broken)
        return
    frames.names()
    for frame in (frames.claims, frames.deals, frames.on_record, frames.counts):
        frame(chosen)
    network_frames.places()
    search.warm()
