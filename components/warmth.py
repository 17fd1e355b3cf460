"""Does before the first visitor what he would otherwise wait for: imports, facts, frames, compressed assets."""

import logging

from components import assets, card, chart, network, table
from data import frames
from data.faults import BrokenSeeds
from data.queries import Chosen

DRAWN = (card, chart, network, table)
"""Imported for their own sake: pages import them on the first visit."""


def warm() -> None:
    """Warm the process. Broken seed files are logged here and said on every page."""
    assets.warm()
    try:
        chosen = Chosen(known_on=frames.ledger().last)
    except BrokenSeeds as broken:
        logging.getLogger("entente").error("The seed files are broken:\n%s", broken)
        return
    frames.names()
    for frame in (frames.claims, frames.deals, frames.on_record, frames.counts):
        frame(chosen)
