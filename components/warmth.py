"""Does before the first visitor what he would otherwise wait for: compressed assets, the ledger, the index, every page."""

import gc
import logging
from collections.abc import Iterable

from components import assets, first_visit, frontend, search
from data import frames
from data.faults import BrokenSeeds


async def warm(pages: Iterable[str]) -> None:
    """Warm the process for the pages of these addresses. Broken seed files are logged here and said on every page."""
    assets.warm()
    frontend.warm()
    try:
        frames.ledger()
    except BrokenSeeds as broken:
        logging.getLogger("entente").error("The seed files are broken:\n%s", broken)
        return
    search.warm()
    await first_visit.visit(pages)
    gc.collect()
    gc.freeze()  # what is here stays: looking through it again for rubbish stopped every session for half a second
