"""A shared ledger as one server sees it: copied into its own memory, looked at every two seconds, swapped when it changed.

A thread of its own waits for the database, so no reader does: the new copy is made beside the old one, then takes its
place. Where the database is lost, the server goes on with what it has and says so in its log.
"""

import logging
from functools import cache
from threading import Thread
from time import sleep
from typing import TypeGuard

from data import postgres
from data.faults import BrokenSeeds
from data.ledger import Ledger, filled

EVERY = 2.0
"""Seconds between two looks."""

log = logging.getLogger("entente")


def is_shared(url: str | None) -> TypeGuard[str]:
    """Whether an address leads to a shared ledger."""
    return postgres.is_postgres(url)


class Followed:
    """The ledger at an address, kept up to date; `state` tells one state of it from another.

    `opened` is what was read last, or why nothing could be read so far.
    """

    def __init__(self, url: str) -> None:
        """Read the ledger."""
        self._url, self._lost = url, False
        self._stamp = postgres.Stamp(url)
        self.state = ""
        self.opened: Ledger | BrokenSeeds = BrokenSeeds([])
        self.look()

    def look(self) -> None:
        """Read the ledger anew if it has changed; keep what there is where it can't be read."""
        try:
            if self._stamp.read() != self.state:
                with postgres.reading(self._url) as (state, tables):
                    opened = filled(tables)
                self.opened, self.state = opened, state  # in this order: a new state never goes with old facts
        except BrokenSeeds as broken:
            never = isinstance(self.opened, BrokenSeeds)
            if never:
                self.opened = broken
            if not self._lost:
                log.warning("%s:\n%s", "No shared ledger" if never else "Going on with what was read last", broken)
            self._lost = True
        else:
            if self._lost:
                log.warning("The shared ledger is back: %s", postgres.place(self._url))
            self._lost = False

    def follow(self) -> None:
        """Look every two seconds, for as long as the process lives."""
        while True:
            sleep(EVERY)
            self.look()

    def close(self) -> None:
        """Close the connection; the ledger stays."""
        self._stamp.close()


@cache
def followed(url: str) -> Followed:
    """The ledger at this address, followed by one thread a process."""
    ledger = Followed(url)
    Thread(target=ledger.follow, name="shared ledger", daemon=True).start()
    return ledger
