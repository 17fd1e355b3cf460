"""Measures many sessions at once, over real sockets of Streamlit's own protocol: `python -m bench.sessions`.

Each session opens a page, then sets its filter to another company every two seconds, as an analyst would who never
thinks; a change's time is from sending it to "script finished". The count grows until the 95th percentile passes half a
second, then a few counts between are tried. Server on all cores but one, clients on the last. Only loopback is spoken
to; every wait and the whole run are bounded. Writes results/sessions.json and prints the table of README.md.
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
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.filter_change import DEFAULTS, HERE, STREAMLIT, machine, running

EVERY = 2.0  # s between the changes of one session
LIMIT = 500.0  # ms: the count is sought at which the 95th percentile passes this
PATIENCE = 60.0  # s after which a session is given up
OPENING = 4  # sessions that open at the same time
FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass(frozen=True)
class Peer:
    """A server to measure: its command (the port is appended), the page, the filter by its label."""

    command: list[str]
    page: str
    label: str


PEERS = {
    "Entente, talks page": Peer([*STREAMLIT, "dashboard.py", "--server.port"], "talks", "Companies"),
    "Entente, four charts": Peer([*STREAMLIT, "bench/peers/desk.py", "--server.port"], "", "Company"),
    "plain Streamlit, four charts": Peer(
        [*STREAMLIT, *DEFAULTS, "bench/peers/plain.py", "--server.port"], "", "Company"
    ),
}


class SessionError(RuntimeError):
    """A page showed an exception, or holds no such filter."""


@dataclass
class Session:
    """One browser tab, as the server sees it."""

    socket: ClientConnection
    peer: Peer
    page_hash: str = ""
    widget: str = ""
    many: bool = False  # the filter takes several values
    kept: dict[str, int] = field(default_factory=dict)  # hashes of large messages: age in runs, as browsers keep them
    received: int = 0  # bytes

    async def run(self, name: str | None) -> float:
        """Send a change (or the first request) and wait until the script has finished; ms."""
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.page_name = self.page_hash, "" if self.page_hash else self.peer.page
        state.cached_message_hashes.extend(self.kept)
        if name is not None:
            widget = state.widget_states.widgets.add(id=self.widget)
            if self.many:
                widget.string_array_value.data.append(name)
            else:
                widget.string_value = name
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self._finished(await self.socket.recv()):
            pass
        took = (time.perf_counter() - start) * 1000
        self.kept = {key: age + 1 for key, age in self.kept.items() if age < 2}
        if not self.widget:
            raise SessionError(f"no filter {self.peer.label} on the page")
        return took

    def _finished(self, data: bytes | str) -> bool:
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            return bool(message.script_finished == FINISHED)
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        if kind == "ref_hash":
            self.kept[message.ref_hash] = 0
        elif message.metadata.cacheable:
            self.kept[message.hash] = 0
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta.new_element)
        return False

    def _element(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise SessionError(element.exception.message)
        if kind in ("radio", "multiselect") and getattr(element, kind).label == self.peer.label:
            self.widget, self.many = getattr(element, kind).id, kind == "multiselect"


@dataclass
class Tally:
    """What one count of sessions saw."""

    sessions: int
    changed_ms: list[float] = field(default_factory=list)
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
        return (
            statistics.quantiles(self.changed_ms, n=20, method="inclusive")[-1]
            if len(self.changed_ms) > 1
            else float("inf")
        )

    def passes(self) -> bool:
        """Whether this count is past the limit: too slow, or sessions were lost."""
        return self.p95 > LIMIT or bool(self.failed)

    def written(self) -> dict[str, Any]:
        """As in the results: percentiles instead of every value."""
        said = {key: value for key, value in asdict(self).items() if key not in ("changed_ms", "opened_ms")}
        cuts = (
            statistics.quantiles(self.changed_ms, n=20, method="inclusive") if len(self.changed_ms) > 1 else [0.0] * 19
        )
        return {
            **{key: round(value, 2) if isinstance(value, float) else value for key, value in said.items()},
            "changes": len(self.changed_ms),
            "p50_ms": round(cuts[9], 1),
            "p95_ms": round(cuts[18], 1),
            "worst_ms": round(max(self.changed_ms, default=0.0), 1),
            "opened_ms": [round(value) for value in self.opened_ms],
        }


def tree(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    return [pid, *(below for child in children for below in tree(child))]


def rss(pid: int) -> float:
    """Resident memory of a server, MB."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in tree(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(pid: int) -> float:
    """Processor time that a server has used, s."""
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in tree(pid)]
    return sum(int(part[11]) + int(part[12]) for part in stats) / os.sysconf("SC_CLK_TCK")


def _worked_here() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Floor:
    """All the sessions on one server; `resized` opens and closes them, `measured` lets them work."""

    def __init__(self, peer: Peer, port: int, pid: int, names: list[str]) -> None:
        self.peer, self.port, self.pid, self.names = peer, port, pid, names
        self.sessions: list[Session] = []
        self.dice = random.Random(7)

    async def _opened(self, gate: asyncio.Semaphore) -> float:
        async with gate, asyncio.timeout(PATIENCE):
            socket = await connect(f"ws://127.0.0.1:{self.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]  # fmt: skip
            session = Session(socket, self.peer)
            took = await session.run(None)
            self.sessions.append(session)
            return took

    async def resized(self, count: int) -> list[float]:
        """Open or close sessions until there are so many; ms that each took to open."""
        for session in self.sessions[count:]:
            await session.socket.close()
        del self.sessions[count:]
        gate = asyncio.Semaphore(OPENING)
        return list(await asyncio.gather(*(self._opened(gate) for _ in range(count - len(self.sessions)))))

    async def warmed(self) -> None:
        """Let one session make every choice once, so that what is measured is a choice made before."""
        await self.resized(1)
        for name in self.names:
            await self.sessions[0].run(name)

    async def measured(self, count: int, seconds: float) -> Tally:
        """So many sessions at work for so long."""
        tally = Tally(count, opened_ms=await self.resized(count))
        for session in self.sessions:
            session.received = 0
        begun = time.perf_counter()
        server, here = worked(self.pid), _worked_here()
        watch = asyncio.create_task(self._watched(tally))
        at_work = [self._at_work(tally, session, begun + EVERY * n / count, begun + seconds) for n, session in enumerate(self.sessions)]  # fmt: skip
        await asyncio.gather(*at_work)
        watch.cancel()
        took = time.perf_counter() - begun
        tally.server_s = worked(self.pid) - server
        tally.server_busy, tally.client_busy = tally.server_s / took, (_worked_here() - here) / took
        tally.received, tally.load = sum(session.received for session in self.sessions), os.getloadavg()[0]
        self.sessions = [session for session in self.sessions if session.socket.close_code is None]
        return tally

    async def _watched(self, tally: Tally) -> None:
        while True:
            tally.rss_mb = max(tally.rss_mb, rss(self.pid))
            await asyncio.sleep(0.5)

    async def _at_work(self, tally: Tally, session: Session, due: float, end: float) -> None:
        name = ""
        try:
            while due < end:
                await asyncio.sleep(due - time.perf_counter())
                name = self.dice.choice([other for other in self.names if other != name])
                async with asyncio.timeout(PATIENCE):
                    tally.changed_ms.append(await session.run(name))
                due += EVERY
                while due < min(time.perf_counter(), end):
                    due += EVERY
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


async def peer_measured(peer: Peer, port: int, pid: int, names: list[str], options: argparse.Namespace, until: float) -> dict[str, Any]:  # fmt: skip
    """What one server did: each count, the greatest within the limit, memory before and after."""
    floor = Floor(peer, port, pid, names)
    before = rss(pid)
    seen = await sought(floor, options, until)
    await floor.resized(0)
    await asyncio.sleep(options.rest)
    over = [tally.sessions for tally in seen if tally.passes()]
    return {
        "counts": [tally.written() for tally in sorted(seen, key=lambda tally: tally.sessions)],
        "within": max((tally.sessions for tally in seen if not tally.passes()), default=0),
        "beyond": min(over, default=None),
        "rss_before_mb": round(before),
        "rss_after_mb": round(rss(pid)),
    }


def table(result: dict[str, Any]) -> str:
    """The results as Markdown."""
    on = result["machine"]
    lines = [
        f"Measured {result['day']} on {result['claims']:,} claims: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, "
        f"Python {on['python']}, load {on['load_before']} before; {result['seconds']:g} s a count.",
        "",
        "| | sessions | p50, ms | p95, ms | worst, ms | changes (left out) | sent a change, kB | server, CPU ms a change | memory, MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, seen in result["peers"].items():
        for row in seen["counts"]:
            many = max(row["changes"], 1)
            cpu = 1000 * row["server_s"] / many
            lines.append(
                f"| {name} | {row['sessions']} | {row['p50_ms']:,.0f} | {row['p95_ms']:,.0f} | {row['worst_ms']:,.0f} | "
                f"{row['changes']:,} ({row['skipped']:,}) | {row['received'] / many / 1e3:,.0f} | {cpu:.0f} | {row['rss_mb']:,.0f} |"
            )
    lines += ["", f"| | p95 at most {LIMIT:g} ms | past it | memory before, MB | after, MB |", "|---|--:|--:|--:|--:|"]
    for name, seen in result["peers"].items():
        lines.append(
            f"| {name} | {seen['within']} | {seen['beyond'] or 'not seen'} | {seen['rss_before_mb']} | {seen['rss_after_mb']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure every peer, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.sessions")
    parser.add_argument("--counts", type=lambda text: [int(part) for part in text.split(",")], default=[10, 25, 50, 100, 150, 200, 300])  # fmt: skip
    parser.add_argument("--seconds", type=float, default=20.0, help="of work at each count")
    parser.add_argument("--between", type=int, default=2, help="counts to try between the last two")
    parser.add_argument("--rest", type=float, default=5.0, help="seconds before memory is read again")
    parser.add_argument("--minutes", type=float, default=5.0, help="after which no further count of a peer begins")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    options = parser.parse_args()
    from bench.peers.charts import IN_TURN, choices, ledger

    cores = sorted(os.sched_getaffinity(0))
    names, claims = list(choices())[:IN_TURN], ledger().claims
    result: dict[str, Any] = {"day": datetime.now(UTC).date().isoformat(), "claims": claims, "every_s": EVERY,
                              "seconds": options.seconds, "companies": names, "machine": machine(), "peers": {}}  # fmt: skip
    os.sched_setaffinity(0, {cores[-1]})
    for n, name in enumerate(options.peers):
        port, until = 8721 + n, time.perf_counter() + 60 * options.minutes
        with running(PEERS[name].command, port, set(cores[:-1]) or set(cores)) as server:
            result["peers"][name] = asyncio.run(peer_measured(PEERS[name], port, server.pid, names, options, until))
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "sessions.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
