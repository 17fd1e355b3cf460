"""Measures what a floor does when a server dies, and how soon a new claim shows: `python -m bench.failover`.

Two desk servers behind nginx on one PostgreSQL, as `make floor` starts them. Sessions over real WebSockets each set their
filter to another company every two seconds, half of them on each server. Then one server is killed (SIGKILL). A session
that lost its socket connects again as a browser does: with its cookie, after half a second, sending the filter it had. It
is back when that run has finished and the heading is the one that this choice has. After that a claim is synced, and each
server asked until it shows it. Rounds, each with fresh sessions and a server that came back; medians and quartiles over
them. Writes results/failover.json and prints the table of README.md.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.filter_change import HERE, machine
from bench.session import Session as Plain
from bench.session import SessionError
from bench.sessions import EVERY, OPENING
from data import postgres
from data.seeds import EMBEDDED, load
from data.vocabulary import Attribution
from hosting.desk import Desk, answers
from hosting.floor import Floor, running

PATIENCE = 60.0  # s after which a session is lost
PAUSE = 0.5  # s until a browser first tries to connect again
HEADING = re.compile(r'<h1 class="e-heading">(.*?)</h1>')
CLAIMS = re.compile(r"articles?, (\d[\d,]*) claims")
TALKS = ("talks", "Companies")
ARTICLE = """id: made-{n}
publisher: {publisher}
url: https://example.org/made-{n}
language: en
published: "2026-01-01"
accessed: "2026-01-01"
text_read: full
claims:
  - {{id: made-{n}.1, kind: position, statement: Made for measuring., paragraph: 1, anchor: made for measuring, origin: {origin},
     topic: opinion, entities: [{entity}]}}
"""


@dataclass
class Session(Plain):
    """A session that knows its heading, and how many claims the sidebar counts."""

    heading: str = ""
    claims: int = 0

    def _element(self, element: Any) -> None:
        super()._element(element)
        text = f"{element.markdown.body}{element.html.body}"
        if found := HEADING.search(text):
            self.heading = found[1]
        elif found := CLAIMS.search(text):
            self.claims = int(found[1].replace(",", ""))


async def _socket(port: int, cookie: str = "") -> ClientConnection:
    headers = {"Cookie": cookie} if cookie else {}
    return await connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers=headers,
        max_size=None,
    )


def _visited(port: int) -> str:
    """The cookie that comes with the page. A short request: nginx counts a server as well again once one has ended, and a socket does not end."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
        return str(answer.headers["Set-Cookie"]).partition(";")[0]


@dataclass
class Viewer:
    """One browser tab: its session, cookie and server; `away_s` is how long it was without an answer after the kill."""

    session: Session
    cookie: str
    server: int
    chosen: str = ""
    away_s: list[float] = field(default_factory=list)
    astray: str = ""
    lost: str = ""

    @classmethod
    async def opened(cls, port: int) -> "Viewer":
        """Open the page through nginx as a browser does: its HTML first, by which it has its cookie."""
        cookie = await asyncio.to_thread(_visited, port)
        socket = await _socket(port, cookie)
        assert socket.response is not None
        viewer = cls(Session(socket, *TALKS), cookie, int(socket.response.headers["X-Desk"].rpartition(":")[2]))
        await viewer.session.run(None)
        return viewer

    async def fled(self, port: int) -> None:
        """Connect again and ask for the view it had."""
        since, before = time.perf_counter(), self.session
        while True:
            await asyncio.sleep(PAUSE)
            try:
                fresh = replace(before, socket=await _socket(port, self.cookie), kept={}, heading="")
                await fresh.run(self.chosen)
            except (WebSocketException, OSError) as fault:
                if time.perf_counter() - since > PATIENCE:
                    raise TimeoutError(f"not back in {PATIENCE:g} s: {fault}") from fault
                continue
            self.session = fresh
            self.away_s.append(time.perf_counter() - since)
            return


async def _together(tasks: list[Callable[[], Awaitable[Any]]]) -> list[Any]:
    gate = asyncio.Semaphore(OPENING)

    async def one(task: Callable[[], Awaitable[Any]]) -> Any:
        async with gate:
            return await task()

    return list(await asyncio.gather(*(one(task) for task in tasks)))


async def _headings(port: int, names: list[str]) -> dict[str, str]:
    """The heading of each choice; makes each once, so that what is measured was chosen before."""
    session, headings = Session(await _socket(port), *TALKS), {}
    await session.run(None)
    for name in names:
        await session.run(name)
        headings[name] = session.heading
    await session.socket.close()
    return headings


async def _at_work(viewer: Viewer, floor: Floor, headings: dict[str, str], start: float, end: float) -> None:
    dice, due = random.Random(start), start
    while due < end:
        await asyncio.sleep(due - time.perf_counter())
        viewer.chosen = dice.choice([name for name in headings if name != viewer.chosen])
        try:
            try:
                await viewer.session.run(viewer.chosen)
            except (WebSocketException, OSError):
                await viewer.fled(floor.port)
            if viewer.session.heading != headings[viewer.chosen]:
                viewer.astray = f"{viewer.chosen}: {viewer.session.heading}"
        except (SessionError, TimeoutError) as fault:
            viewer.lost = str(fault)[:200]
            return
        due = max(due + EVERY, time.perf_counter())


async def killed(floor: Floor, desk: Desk, names: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """One round: sessions at work, one server killed in mid-run."""
    headings = {}
    for one in floor.desks:
        headings = await _headings(one.port, names)
    viewers: list[Viewer] = await _together([lambda: Viewer.opened(floor.port)] * options.sessions)
    begun = time.perf_counter()
    end = begun + options.before + options.after
    at_work = [
        asyncio.create_task(_at_work(viewer, floor, headings, begun + EVERY * n / len(viewers), end))
        for n, viewer in enumerate(viewers)
    ]
    await asyncio.sleep(options.before)
    on_it = [viewer for viewer in viewers if viewer.server == desk.port]
    os.kill(desk.process.pid, signal.SIGKILL)
    await asyncio.gather(*at_work)
    for viewer in viewers:
        await viewer.session.socket.close()
    away = [seconds for viewer in viewers for seconds in viewer.away_s]
    return {
        "on_the_killed": len(on_it), "fled": len(away), "away_s": [round(seconds, 3) for seconds in away],
        "lost": [viewer.lost for viewer in viewers if viewer.lost],
        "astray": [viewer.astray for viewer in viewers if viewer.astray],
        "others_troubled": sum(bool(viewer.away_s) for viewer in viewers if viewer not in on_it),
    }  # fmt: skip


async def shown(floor: Floor, folder: Path, n: int) -> list[float]:
    """s from the end of a sync to the new claim on each server."""
    watching = []
    for desk in floor.desks:
        session = Session(await _socket(desk.port), *TALKS)
        await session.run(None)
        watching.append(session)
    before = watching[0].claims
    seeds = load(EMBEDDED)
    named = {
        "publisher": seeds.articles[0].publisher,
        "origin": next(one.id for one in seeds.origins if one.attribution != Attribution.DERIVED),
        "entity": seeds.entities[0].id,
    }
    (folder / "articles" / f"made-{n}.yaml").write_text(ARTICLE.format(n=n, **named), encoding="utf-8")
    await asyncio.to_thread(postgres.sync, folder, floor.ledger)
    ended = time.perf_counter()

    async def seen(session: Session) -> float:
        async with asyncio.timeout(PATIENCE):
            while session.claims == before:
                await session.socket.send(_again(session))
                while not session._finished(await session.socket.recv()):
                    pass
                await asyncio.sleep(0.1)
        await session.socket.close()
        return time.perf_counter() - ended

    return list(await asyncio.gather(*map(seen, watching)))


def _again(session: Session) -> bytes:
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    message.rerun_script.page_script_hash = session.page_hash
    return message.SerializeToString()


async def _answering(floor: Floor) -> None:
    while not all([await asyncio.to_thread(answers, desk.port) for desk in floor.desks]):
        await asyncio.sleep(0.5)
    await asyncio.sleep(3)  # nginx passes a server over for two seconds


async def measured(floor: Floor, folder: Path, names: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """All rounds: the kills, then the claims."""
    kills = []
    for n in range(options.rounds):
        await _answering(floor)
        kills.append(await killed(floor, floor.desks[n % len(floor.desks)], names, options))
        print(json.dumps(kills[-1]), file=sys.stderr, flush=True)
    await _answering(floor)
    claims = [await shown(floor, folder, n) for n in range(options.rounds)]
    version = int(postgres.stamp(floor.ledger).split()[0])
    return {"kills": kills, "shown_s": claims, "version": version, "version_expected": 1 + options.rounds}


def _spread(values: list[float]) -> str:
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return f"{middle:.1f} ({low:.1f} to {high:.1f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown."""
    on, kills = result["machine"], result["kills"]
    fled = [kill["away_s"] for kill in kills if kill["away_s"]]
    rows = {
        "sessions whose server died, a round": ", ".join(str(kill["on_the_killed"]) for kill in kills),
        "s until the middle one was back in its view": _spread([statistics.median(away) for away in fled]),
        "s until the last one was back": _spread([max(away) for away in fled]),
        "lost": str(sum(len(kill["lost"]) for kill in kills)),
        "in another view than before": str(sum(len(kill["astray"]) for kill in kills)),
        "on the other server, and disturbed": str(sum(kill["others_troubled"] for kill in kills)),
        "s from a sync to its claim on the first server": _spread([min(shown) for shown in result["shown_s"]]),
        "s from a sync to its claim on both": _spread([max(shown) for shown in result["shown_s"]]),
    }
    return "\n".join([
        f"Measured {result['day']}: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, Python {on['python']}, load "
        f"{on['load_before']} before; {result['sessions']} sessions, {result['rounds']} rounds, median (quartiles) over them.",
        "", "| | |", "|---|--:|", *(f"| {name} | {value} |" for name, value in rows.items()),
    ])  # fmt: skip


def main() -> None:
    """Measure, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.failover")
    parser.add_argument("--sessions", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", type=float, default=5.0, help="seconds of work before a server is killed")
    parser.add_argument("--after", type=float, default=10.0, help="and after it")
    options = parser.parse_args()
    from bench.peers.charts import choices

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the floor is stopped then too
    cores = sorted(os.sched_getaffinity(0))
    names = list(choices())
    result: dict[str, Any] = {"day": datetime.now(UTC).date().isoformat(), "machine": machine(), "every_s": EVERY,
                              "sessions": options.sessions, "rounds": options.rounds}  # fmt: skip
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(shutil.copytree(EMBEDDED, Path(parent, "seeds")))
        os.sched_setaffinity(
            0, set(cores[:-1]) or set(cores)
        )  # what is started from here on: servers, and who revives them
        with running(seeds=folder, say=lambda text: print(text, file=sys.stderr, flush=True)) as floor:
            os.sched_setaffinity(0, {cores[-1]})
            result |= asyncio.run(measured(floor, folder, names, options))
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "failover.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
