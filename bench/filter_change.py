"""Measures a filter change, opening a link and cold bytes, peers side by side: `python -m bench.filter_change`.

One browser, pinned to one core, the servers on the others. Peers take turns, run by run, so that a machine that slows down does
so for all: the link opened cold (bytes counted), then warm, then choices that nobody made before, each once, then three
choices over and over; medians and quartiles. Times are taken in the page: from the click to the frame in which all charts
show the new choice. Writes results/filter_change_<claims>.json and prints the table. Nothing here fails on a slow machine:
it measures, and says what it saw.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench.peers.charts import IN_TURN, ONCE, choices, ledger

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STREAMLIT = [sys.executable, "-m", "streamlit", "run", "--server.headless", "true", "--server.fileWatcherType", "none"]
DEFAULTS = ["--runner.postScriptGC", "true"]
PEERS: dict[str, tuple[list[str], int]] = {
    "empty Streamlit page": ([*STREAMLIT, *DEFAULTS, "bench/peers/empty.py", "--server.port"], 0),
    "plain Streamlit": ([*STREAMLIT, *DEFAULTS, "bench/peers/plain.py", "--server.port"], 4),
    "Dash": ([sys.executable, "-m", "bench.peers.dash_app"], 4),
    "Entente": ([*STREAMLIT, "bench/peers/desk.py", "--server.port"], 4),
}
"""Command (the port is appended) and number of charts of each peer."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
READY = """([label, charts]) => {
  const plots = [...document.querySelectorAll('.js-plotly-plot')].filter((plot) => plot.textContent.includes(label));
  return charts ? plots.length >= charts : document.body.innerText.includes(label);
}"""
CHANGE = f"""([label, charts]) => new Promise((done, failed) => {{
  const ready = {READY};
  const choose = () => {{
    const input = [...document.querySelectorAll('label')].find((one) => one.innerText.trim() === label.slice('shown: '.length, -1));
    if (!input) return requestAnimationFrame(choose);
    const start = performance.now();
    input.click();
    const look = () => ready([label, charts]) ? requestAnimationFrame(() => done(performance.now() - start))
      : performance.now() - start > 60000 ? failed(new Error('not redrawn in a minute')) : requestAnimationFrame(look);
    look();
  }};
  choose();
}})"""
OPENED = f"""([label, charts]) => new Promise((done) => {{
  const ready = {READY};
  const look = () => ready([label, charts]) ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);
  look();
}})"""


@contextmanager
def serving(command: list[str], port: int, cores: set[int]) -> Iterator[str]:
    """The address of a peer's server on its own cores, for as long as it is measured."""
    with running(command, port, cores):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(command: list[str], port: int, cores: set[int]) -> Iterator[subprocess.Popen[bytes]]:
    """The process of a peer's server that answers, on its own cores; ended on leaving."""
    dash = not command[-1].startswith("--")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PORT": str(port)}
    server = subprocess.Popen(
        command if dash else [*command, str(port)], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )  # fmt: skip
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=2).close()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if server.poll() is not None:
                    raise RuntimeError(
                        f"{' '.join(command)} ended with {server.returncode}: run it by hand to see why"
                    ) from None
                time.sleep(0.25)
        else:
            raise RuntimeError(f"{' '.join(command)} did not answer in five minutes: run it by hand to see why")
        yield server
    finally:
        server.terminate()
        server.wait(20)


def counting(session: CDPSession) -> dict[str, int]:
    """Bytes as sent, counted while the page lives: responses, and messages on sockets."""
    counted = {"bytes": 0}
    session.send("Network.enable")

    def add(many: float) -> None:
        counted["bytes"] += int(many)

    session.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: add(len(event["response"]["payloadData"]) * 3 / 4))
    return counted


class Peer:
    """One peer's page in a browser profile of its own, and what it did."""

    def __init__(self, browser: Browser, address: str, names: list[str], charts: int) -> None:
        """Open the link twice: for a server that is warm, and, in a new profile, for the cold bytes."""
        self.address, self.names, self.charts = address, names, charts
        first = browser.new_context()
        self.page = first.new_page()
        self._opened()
        first.close()
        context = browser.new_context()
        self.page = context.new_page()
        counted = counting(context.new_cdp_session(self.page))
        self._opened()
        self.page.wait_for_timeout(1500)
        self.seen: dict[str, Any] = {
            "cold_bytes": counted["bytes"],
            "open_ms": [],
            "change_ms": [],
            "first_change_ms": [],
        }

    def _opened(self) -> float:
        self.page.goto(self.address)
        return float(self.page.evaluate(OPENED, [_shown(self.names[0]), self.charts]))

    def _changed(self, name: str) -> float:
        return float(self.page.evaluate(CHANGE, [_shown(name), self.charts]))

    def open(self, _: int) -> None:
        """Open the link."""
        self.page.goto("about:blank")
        self._note("open_ms", self._opened())

    def change_first(self, run: int) -> None:
        """Make a choice that nobody made before."""
        self._note("first_change_ms", self._changed(self.names[IN_TURN + run]))

    def change(self, run: int) -> None:
        """Make one of three choices in turn; the first two rounds are not counted."""
        took = self._changed(self.names[(run + 1) % IN_TURN])
        if run >= 2 * IN_TURN:
            self._note("change_ms", took)

    def _note(self, what: str, took: float) -> None:
        self.seen[what].append(took)
        self.page.wait_for_timeout(400)


def _shown(name: str) -> str:
    return f"shown: {name}."


def machine() -> dict[str, Any]:
    """The machine in words: processor, cores, memory, system, versions."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"processor": model, "cores": os.cpu_count(), "memory_gib": round(memory), "python": platform.python_version(),
            "load_before": round(os.getloadavg()[0], 2)}  # fmt: skip


def _spread(values: list[float]) -> str:
    quarters = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):,.0f} ({quarters[0]:,.0f} to {quarters[2]:,.0f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown."""
    on = result["machine"]
    lines = [
        f"Measured {result['day']} on {result['claims']:,} claims: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, "
        f"Python {on['python']}, load {on['load_before']} before; {result['runs']} runs, median (quartiles), ms.",
        "",
        "| | filter change to four charts redrawn | the same, a choice never made before | opening a link, warm | cold bytes |",
        "|---|---|---|---|---|",
    ]
    for name, seen in result["peers"].items():
        lines.append(
            f"| {name} | {_spread(seen['change_ms'])} | {_spread(seen['first_change_ms'])} | {_spread(seen['open_ms'])} "
            f"| {seen['cold_bytes'] / 1e6:.1f} MB |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure every peer, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.filter_change")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    if not 2 <= options.runs <= ONCE:
        parser.error(f"--runs: from 2, for quartiles, to {ONCE}, as many as there are choices to make once")

    cores = sorted(os.sched_getaffinity(0))
    names, claims = list(choices()), ledger().claims
    result: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "claims": claims,
        "runs": options.runs,
        "machine": machine(),
        "peers": {},
    }
    os.sched_setaffinity(0, {cores[-1]})  # the browser inherits it
    with sync_playwright() as playwright, ExitStack() as servers:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        peers = {}
        for n, (name, (command, charts)) in enumerate(PEERS.items()):
            address = servers.enter_context(serving(command, 8701 + n, set(cores[:-1]) or set(cores)))
            peers[name] = Peer(browser, address, names, charts)
        for step, runs in (
            (Peer.open, options.runs),
            (Peer.change_first, options.runs),
            (Peer.change, 2 * IN_TURN + options.runs),
        ):
            for run in range(runs):
                for peer in peers.values():
                    step(peer, run)
        result["peers"] = {name: peer.seen for name, peer in peers.items()}
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"filter_change_{claims}.json").write_text(
        json.dumps(result, indent=1) + "\n", encoding="utf-8"
    )
    print(table(result))


if __name__ == "__main__":
    main()
