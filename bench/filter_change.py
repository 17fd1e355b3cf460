"""Measures a filter change, opening a link and cold bytes, peers side by side: `python -m bench.filter_change`.

One browser, pinned to one core; each server alone on the others while it is measured. Per peer: open its link cold (bytes
counted), then warm, then make choices that nobody made before, each once, then three choices over and over; medians and quartiles. Times are taken in the page: from
the click to the frame in which all charts show the new choice. Writes results/filter_change.json and the table in
README.md. Nothing here fails on a slow machine: it measures, and says what it saw.
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
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

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


def measured(browser: Browser, address: str, names: list[str], charts: int, runs: int) -> dict[str, Any]:
    """What one peer did: cold bytes, ms to open it warm, ms of each change."""
    first = browser.new_context()
    page = first.new_page()
    page.goto(address)
    page.evaluate(OPENED, [_shown(names[0]), charts])  # the server is warm from here on
    first.close()
    context = browser.new_context()
    page = context.new_page()
    counted = counting(context.new_cdp_session(page))
    page.goto(address)
    page.evaluate(OPENED, [_shown(names[0]), charts])
    page.wait_for_timeout(1500)
    cold = counted["bytes"]
    opened = [_open(page, address, names[0], charts) for _ in range(runs)]
    first_time = [_change(page, name, charts) for name in names[IN_TURN : IN_TURN + runs]]
    in_turn = [_change(page, names[(n + 1) % IN_TURN], charts) for n in range(2 * IN_TURN + runs)][2 * IN_TURN :]
    context.close()
    return {"cold_bytes": cold, "open_ms": opened, "change_ms": in_turn, "first_change_ms": first_time}


def _shown(name: str) -> str:
    return f"shown: {name}."


def _change(page: Page, name: str, charts: int) -> float:
    took = float(page.evaluate(CHANGE, [_shown(name), charts]))
    page.wait_for_timeout(400)
    return took


def _open(page: Page, address: str, name: str, charts: int) -> float:
    page.goto("about:blank")
    page.goto(address)
    took = float(page.evaluate(OPENED, [_shown(name), charts]))
    page.wait_for_timeout(400)
    return took


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for n, (name, (command, charts)) in enumerate(PEERS.items()):
            with serving(command, 8701 + n, set(cores[:-1]) or set(cores)) as address:
                result["peers"][name] = measured(browser, address, names, charts, options.runs)
                print(name, json.dumps(result["peers"][name]), flush=True)
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"filter_change_{claims}.json").write_text(
        json.dumps(result, indent=1) + "\n", encoding="utf-8"
    )
    print(table(result))


if __name__ == "__main__":
    main()
