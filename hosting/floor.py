"""The whole floor: a ledger in PostgreSQL, desk servers on it, nginx in front; what dies is started again."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from data.postgres import sync
from data.seeds import EMBEDDED
from hosting import nginx, postgres
from hosting.desk import Desk
from hosting.packages import free_port

LOOK = 0.5  # s between two looks at the servers
REST = 2.0  # s at least between two starts of one server


@dataclass(frozen=True)
class Floor:
    """A running floor: where it answers, where its ledger is, its servers."""

    port: int
    ledger: str
    desks: list[Desk]

    @property
    def address(self) -> str:
        """Where browsers go."""
        return f"http://localhost:{self.port}"


def _watch(desks: list[Desk], done: Event, say: Callable[[str], None]) -> None:
    started = dict.fromkeys(range(len(desks)), time.monotonic())
    while not done.wait(LOOK):
        for n, desk in enumerate(desks):
            if time.monotonic() - started[n] > REST and desk.revived():
                started[n] = time.monotonic()
                say(f"Desk server {desk.number} died and is started again; the others have its visitors.")


@contextmanager
def running(
    servers: int = 2, port: int | None = None, ledger: str | None = None, seeds: Path | None = EMBEDDED,
    revive: bool = True, say: Callable[[str], None] = lambda text: None,
) -> Iterator[Floor]:  # fmt: skip
    """A floor of so many desk servers, on a free port where none is given; everything is stopped on leaving.

    The seeds are synced to `ledger`, or to a PostgreSQL that lasts as long as the floor; `seeds=None` takes the ledger as
    it is. Raises `BrokenSeeds`, and `RuntimeError` where a program is missing or does not start.
    """
    port = port or free_port()
    nginx.startable(port)
    with ExitStack() as stack:
        url = ledger or stack.enter_context(postgres.running())
        if seeds is not None:
            say(f"Ledger, {sync(seeds, url)}")
        desks: list[Desk] = []
        for number in range(1, servers + 1):
            desks.append(Desk(number, free_port(), url))
            stack.callback(desks[-1].stop)
        for desk in desks:
            desk.wait()
        done = Event()
        if revive:
            watch = Thread(target=_watch, args=(desks, done, say), name="desks", daemon=True)
            watch.start()
            stack.callback(watch.join)
            stack.callback(done.set)
        floor = Floor(port, url, desks)
        stack.enter_context(nginx.running(floor.port, [desk.port for desk in desks]))
        yield floor
