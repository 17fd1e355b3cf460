"""Measures many sessions at once, over real sockets of Streamlit's own protocol: `python -m bench.sessions`.

Each session opens a page, then sets its filter to another company every two seconds, as an analyst would who never
thinks; a change's time is from sending it to "script finished". The count grows until the 95th percentile passes half a
second, then a few counts between are tried; each count's work is cut into slices, whose percentiles tell the spread.
`--soak` instead keeps 200 sessions at a change every 10 s for 10 minutes, and watches errors and memory. Server on all
cores but one, clients on the last. Only loopback is spoken to; every wait and the whole run are bounded. Writes
results/sessions.json (or soak.json) and prints the table of README.md.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bench.filter_change import DEFAULTS, HERE, STREAMLIT, machine, running
from bench.session import Session, SessionError
from bench.session_tables import soak_table, table
from bench.usage import rss, worked
from hosting import nginx

EVERY = 2.0  # s between the changes of one session
SOAKED, SOAK_EVERY, SOAK_SECONDS = 200, 10.0, 600.0
SAMPLE = 10.0  # s between two looks at memory in a soak
SLICES = 5  # parts of a count's work whose percentiles are told apart
LIMIT = 500.0  # ms: the count is sought at which the 95th percentile passes this
PATIENCE = 60.0  # s after which a session is given up
OPENING = 4  # sessions that open at the same time


@dataclass(frozen=True)
class Served:
    """Where servers answer that are up: host and port, and the ids of all their processes' roots."""

    address: str
    pids: tuple[int, ...]


Serve = Callable[[int, set[int]], AbstractContextManager[Served]]
"""Starts what is measured on a port and these cores, and ends it on leaving."""


@contextmanager
def desk(command: list[str], port: int, cores: set[int]) -> Iterator[Served]:
    """One server process."""
    with running(command, port, cores) as server:
        yield Served(f"127.0.0.1:{port}", (server.pid,))


@contextmanager
def two_desks(command: list[str], port: int, cores: set[int]) -> Iterator[Served]:
    """Two server processes on the same cores, behind nginx, which keeps a session to one of them by its cookie."""
    behind = (port + 100, port + 101)
    with (
        running(command, behind[0], cores) as one,
        running(command, behind[1], cores) as two,
        nginx.running(port, behind),
    ):
        yield Served(f"127.0.0.1:{port}", (one.pid, two.pid))


@dataclass(frozen=True)
class Peer:
    """What is measured: how it is served, the pages that sessions sit on in turn, the filter by its label."""

    serve: Serve
    pages: tuple[str, ...]
    label: str


PAGES = ("", "talks", "market_share", "capacity", "network", "company", "claims", "disputes", "due", "quality")
DASHBOARD = [*STREAMLIT, "dashboard.py", "--server.port"]
FOUR = [*STREAMLIT, "bench/peers/desk.py", "--server.port"]
_desk = partial(desk, DASHBOARD)
PEERS = {
    **{f"Entente, {page.replace('_', ' ') or 'overview'} page": Peer(_desk, (page,), "Companies") for page in PAGES},
    "Entente, all ten pages": Peer(_desk, PAGES, "Companies"),
    "Entente, talks page, two processes": Peer(partial(two_desks, DASHBOARD), ("talks",), "Companies"),
    "Entente, four charts": Peer(partial(desk, FOUR), ("",), "Company"),
    "Entente, four charts, two processes": Peer(partial(two_desks, FOUR), ("",), "Company"),
    "plain Streamlit, four charts": Peer(
        partial(desk, [*STREAMLIT, *DEFAULTS, "bench/peers/plain.py", "--server.port"]), ("",), "Company"
    ),
}
USUAL = (
    "Entente, talks page", "Entente, talks page, two processes", "Entente, all ten pages", "Entente, four charts",
    "Entente, four charts, two processes", "plain Streamlit, four charts",
)  # fmt: skip
"""Measured where no others are asked for."""


def cuts(values: list[float]) -> list[float]:
    """The 5th, 10th ... 95th percentile of two values or more."""
    return statistics.quantiles(values, n=20, method="inclusive")


@dataclass
class Tally:
    """What one count of sessions saw."""

    sessions: int
    seconds: float
    changed_ms: list[float] = field(default_factory=list)
    changed_at: list[float] = field(default_factory=list)  # s from the start, in the same order
    opened_ms: list[float] = field(default_factory=list)
    skipped: int = 0  # changes not made, as the one before was not answered yet
    failed: list[str] = field(default_factory=list)
    received: int = 0
    rss_mb: float = 0.0
    server_s: float = 0.0  # processor time
    server_busy: float = 0.0  # cores
    client_busy: float = 0.0
    load: float = 0.0

    @property
    def p95(self) -> float:
        """ms."""
        return cuts(self.changed_ms)[-1] if len(self.changed_ms) > 1 else float("inf")

    def sliced(self) -> list[tuple[float, float]]:
        """(p50, p95) in ms of the changes begun in each of the slices of the work."""
        parts: list[list[float]] = [[] for _ in range(SLICES)]
        for at, took in zip(self.changed_at, self.changed_ms, strict=True):
            parts[min(int(at / self.seconds * SLICES), SLICES - 1)].append(took)
        return [(cuts(part)[9], cuts(part)[18]) for part in parts if len(part) > 1]

    def passes(self) -> bool:
        """Whether this count is past the limit: too slow, or sessions were lost."""
        return self.p95 > LIMIT or bool(self.failed)

    def written(self) -> dict[str, Any]:
        """As in the results: percentiles instead of every value."""
        said = {
            key: value for key, value in asdict(self).items() if key not in ("changed_ms", "changed_at", "opened_ms")
        }
        whole = cuts(self.changed_ms) if len(self.changed_ms) > 1 else [0.0] * 19
        return {
            **{key: round(value, 2) if isinstance(value, float) else value for key, value in said.items()},
            "changes": len(self.changed_ms),
            "p50_ms": round(whole[9], 1),
            "p95_ms": round(whole[18], 1),
            "slices_p50_p95_ms": [[round(p50, 1), round(p95, 1)] for p50, p95 in self.sliced()],
            "worst_ms": round(max(self.changed_ms, default=0.0), 1),
            "opened_ms": [round(value) for value in self.opened_ms],
        }


def _worked_here() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def greeted(address: str) -> str:
    """What a first page sets as cookies, as a later request sends them: a proxy knows by one which server is whose."""
    with urllib.request.urlopen(f"http://{address}/", timeout=PATIENCE) as answer:
        return "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])


class Floor:
    """All the sessions on what is served; `resized` opens and closes them, `measured` lets them work."""

    def __init__(self, peer: Peer, served: Served, names: list[str], every: float = EVERY) -> None:
        self.peer, self.served, self.names, self.every = peer, served, names, every
        self.sessions: list[Session] = []
        self.dice = random.Random(7)

    async def _opened(self, gate: asyncio.Semaphore, page: str) -> float:
        async with gate, asyncio.timeout(PATIENCE):
            cookie = await asyncio.to_thread(greeted, self.served.address)
            socket = await connect(
                f"ws://{self.served.address}/_stcore/stream", subprotocols=["streamlit"], max_size=None,  # type: ignore[list-item]
                additional_headers={"Cookie": cookie} if cookie else None,
            )  # fmt: skip
            session = Session(socket, page, self.peer.label)
            took = await session.run(None)
            self.sessions.append(session)
            return took

    async def resized(self, count: int) -> list[float]:
        """Open or close sessions until there are so many; ms that each took to open."""
        for session in self.sessions[count:]:
            await session.socket.close()
        del self.sessions[count:]
        gate = asyncio.Semaphore(OPENING)
        pages = [self.peer.pages[n % len(self.peer.pages)] for n in range(len(self.sessions), count)]
        return list(await asyncio.gather(*(self._opened(gate, page) for page in pages)))

    async def warmed(self) -> None:
        """Let a session on each page of each process make every choice once: what is measured is a choice made before."""
        await self.resized(len(self.peer.pages) * len(self.served.pids) * (1 if len(self.served.pids) == 1 else 4))
        for session in self.sessions:
            for name in self.names:
                await session.run(name)

    async def measured(self, count: int, seconds: float) -> Tally:
        """So many sessions at work for so long."""
        tally = Tally(count, seconds, opened_ms=await self.resized(count))
        for session in self.sessions:
            session.received = 0
        begun = time.perf_counter()
        server, here = worked(self.served.pids), _worked_here()
        watch = asyncio.create_task(self._watched(tally))
        at_work = [self._at_work(tally, session, begun, begun + self.every * n / count, begun + seconds) for n, session in enumerate(self.sessions)]  # fmt: skip
        await asyncio.gather(*at_work)
        watch.cancel()
        took = time.perf_counter() - begun
        tally.server_s = worked(self.served.pids) - server
        tally.server_busy, tally.client_busy = tally.server_s / took, (_worked_here() - here) / took
        tally.received, tally.load = sum(session.received for session in self.sessions), os.getloadavg()[0]
        self.sessions = [session for session in self.sessions if session.socket.close_code is None]
        return tally

    async def _watched(self, tally: Tally) -> None:
        while True:
            tally.rss_mb = max(tally.rss_mb, rss(self.served.pids))
            await asyncio.sleep(0.5)

    async def _at_work(self, tally: Tally, session: Session, begun: float, due: float, end: float) -> None:
        name = ""
        try:
            while due < end:
                await asyncio.sleep(due - time.perf_counter())
                name = self.dice.choice([other for other in self.names if other != name])
                async with asyncio.timeout(PATIENCE):
                    took = await session.run(name)
                tally.changed_ms.append(took)
                tally.changed_at.append(due - begun)
                due += self.every
                while due < min(time.perf_counter(), end):
                    due += self.every
                    tally.skipped += 1
        except (SessionError, WebSocketException, TimeoutError, OSError) as fault:
            tally.failed.append(f"{type(fault).__name__}: {fault}"[:200])
            await session.socket.close()


async def sought(floor: Floor, options: argparse.Namespace, until: float) -> list[Tally]:
    """One count after the other up to the first past the limit, then between the last two."""
    await floor.warmed()
    seen: list[Tally] = []

    async def tried(count: int) -> bool:
        seen.append(await floor.measured(count, options.seconds))
        print(json.dumps(seen[-1].written() | {"opened_ms": None}), file=sys.stderr, flush=True)
        return seen[-1].passes()

    within = 0
    for count in options.counts:
        if time.perf_counter() > until:
            break
        if await tried(count):
            beyond = count
            for _ in range(options.between):
                middle = (within + beyond) // 2
                if time.perf_counter() > until or middle in (within, 0):
                    break
                within, beyond = (within, middle) if await tried(middle) else (middle, beyond)
            break
        within = count
    return seen


async def peer_measured(peer: Peer, served: Served, names: list[str], options: argparse.Namespace, until: float) -> dict[str, Any]:  # fmt: skip
    """What one peer did: each count, the greatest within the limit, memory before and after."""
    floor = Floor(peer, served, names)
    before = rss(served.pids)
    seen = await sought(floor, options, until)
    await floor.resized(0)
    await asyncio.sleep(options.rest)
    over = [tally.sessions for tally in seen if tally.passes()]
    return {
        "counts": [tally.written() for tally in sorted(seen, key=lambda tally: tally.sessions)],
        "within": max((tally.sessions for tally in seen if not tally.passes()), default=0),
        "beyond": min(over, default=None),
        "rss_before_mb": round(before),
        "rss_after_mb": round(rss(served.pids)),
    }


async def soaked(peer: Peer, served: Served, names: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """A floor of sessions over minutes: what failed, how fast it answered, and memory every few seconds."""
    floor = Floor(peer, served, names, SOAK_EVERY)
    await floor.warmed()
    warm = rss(served.pids)
    await floor.resized(options.sessions)
    begun, samples = time.perf_counter(), [[0.0, rss(served.pids)]]

    async def sampled() -> None:
        while True:
            await asyncio.sleep(SAMPLE)
            samples.append([round(time.perf_counter() - begun, 1), rss(served.pids)])

    watch = asyncio.create_task(sampled())
    tally = await floor.measured(options.sessions, options.seconds)
    watch.cancel()
    await floor.resized(0)
    return tally.written() | {
        "opened_ms": None,
        "warm_mb": round(warm, 1),
        "a_session_mb": round((samples[0][1] - warm) / max(options.sessions - 1, 1), 3),
        "slope_mb_a_minute": round(slope(samples) * 60, 2),
        "samples_s_mb": [[at, round(mb, 1)] for at, mb in samples],
    }


def slope(samples: list[list[float]]) -> float:
    """MB a second by least squares over the later half of the run, when all sessions have settled."""
    late = samples[len(samples) // 2 :]
    return statistics.linear_regression(*zip(*late, strict=True)).slope if len(late) > 1 else 0.0


def main() -> None:
    """Measure every peer, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.sessions")
    parser.add_argument("--counts", type=lambda text: [int(part) for part in text.split(",")], default=[10, 25, 50, 100, 150, 200, 300])  # fmt: skip
    parser.add_argument("--seconds", type=float, help="of work at each count; 20, and 600 in a soak")
    parser.add_argument("--between", type=int, default=2, help="counts to try between the last two")
    parser.add_argument("--rest", type=float, default=5.0, help="seconds before memory is read again")
    parser.add_argument("--minutes", type=float, default=5.0, help="after which no further count of a peer begins")
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="by default the usual; in a soak all ten pages")
    parser.add_argument("--soak", action="store_true", help="one count for long, with memory watched")
    parser.add_argument("--sessions", type=int, default=SOAKED, help="of a soak")
    options = parser.parse_args()
    options.seconds = options.seconds or (SOAK_SECONDS if options.soak else 20.0)
    from bench.peers.charts import IN_TURN, choices, ledger

    cores = sorted(os.sched_getaffinity(0))
    names, claims = list(choices())[:IN_TURN], ledger().claims
    result: dict[str, Any] = {"day": datetime.now(UTC).date().isoformat(), "claims": claims,
                              "every_s": SOAK_EVERY if options.soak else EVERY, "seconds": options.seconds,
                              "companies": names, "slices": SLICES, "limit_ms": LIMIT, "machine": machine(), "peers": {}}  # fmt: skip
    os.sched_setaffinity(0, {cores[-1]})
    for n, name in enumerate(options.peers or (["Entente, all ten pages"] if options.soak else USUAL)):
        peer, port, until = PEERS[name], 8721 + n, time.perf_counter() + 60 * options.minutes
        with peer.serve(port, set(cores[:-1]) or set(cores)) as served:
            work = soaked(peer, served, names, options) if options.soak else peer_measured(peer, served, names, options, until)  # fmt: skip
            result["peers"][name] = asyncio.run(work)
    (HERE / "results").mkdir(exist_ok=True)
    file = HERE / "results" / ("soak.json" if options.soak else "sessions.json")
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(soak_table(result) if options.soak else table(result))


if __name__ == "__main__":
    main()
