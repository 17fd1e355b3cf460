"""Measures a large network, drawn by Entente and by plain pyvis from the same places: `python -m bench.network`.

One made graph (`bench.graph`), its places computed once and given to all. A peer is opened over and over in a browser
pinned to one core, its server alone on the others: from navigation to its last frame, after which nothing is drawn for a
second. Frames are told by `clearRect`, with which vis begins each; a frame ends when the browser has presented it. The
server has built the graph, and pyvis its HTML, before. Beside it: bytes that a rerun with the same graph sends, and how
long places and standing take to compute by size. Medians and quartiles; writes results/network.json, prints the tables.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.filter_change import FLAGS, HERE, STREAMLIT, counting, machine, serving
from bench.graph import made
from components.network.graph import standing
from components.network.layout import positions

SIZES = ((100, 250), (250, 625), (500, 1250), (1000, 2500), (2000, 5000))
ALONE = "plain pyvis, its HTML file alone"
SMOOTH = "plain pyvis, its HTML file alone, curved lines (its default)"
PEERS = {
    "plain pyvis on a Streamlit page": "bench/peers/network_plain.py",
    "Entente on a Streamlit page": "bench/peers/network_desk.py",
}
OURS = "Entente on a Streamlit page"
WATCH = """() => {
  window.frames_drawn = [];
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    const frame = {start: performance.timeOrigin + performance.now()};
    window.frames_drawn.push(frame);
    requestAnimationFrame(() => setTimeout(() => { frame.end = performance.timeOrigin + performance.now(); }));
    return clear.apply(this, box);
  };
}"""


def _frames(page: Page) -> list[dict[str, float]]:
    """Every frame drawn on the page or in a frame of it, in ms since the epoch."""
    return [drawn for frame in page.frames for drawn in frame.evaluate("() => window.frames_drawn ?? []")]


def drawn(page: Page, address: str) -> tuple[float, int]:
    """ms from navigation to the last frame, and how many were drawn. Raises `RuntimeError` where nothing is drawn in two minutes."""
    page.goto("about:blank")
    page.goto(address)
    began = float(page.evaluate("() => performance.timeOrigin"))
    for _ in range(240):
        page.wait_for_timeout(500)
        frames = _frames(page)
        now = float(page.evaluate("() => performance.timeOrigin + performance.now()"))
        if frames and all("end" in frame for frame in frames):
            last = max(frame["end"] for frame in frames)
            if now - last > 1000:
                return last - began, len(frames)
    raise RuntimeError(f"{address} drew nothing in two minutes: open it by hand to see why")


def opened(browser: Browser, address: str, runs: int) -> dict[str, Any]:
    """Open a peer `runs` times, after once that is not counted."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(f"({WATCH})()")
    drawn(page, address)
    seen = [drawn(page, address) for _ in range(runs)]
    rerun = None
    if address.startswith("http"):
        counted = counting(context.new_cdp_session(page))
        page.keyboard.press("r")  # Streamlit runs the script again
        page.wait_for_timeout(2000)
        rerun = counted["bytes"]
    context.close()
    return {"drawn_ms": [took for took, _ in seen], "frames": [count for _, count in seen], "rerun_bytes": rerun}


def computed(runs: int) -> list[dict[str, Any]]:
    """ms of processor time for places and standing, by size."""
    found = []
    for nodes, edges in SIZES:
        frames = made(nodes, edges)
        times: dict[str, list[float]] = {"places_ms": [], "standing_ms": []}
        for _ in range(runs):
            for name, compute in (("places_ms", positions), ("standing_ms", standing)):
                start = time.process_time()
                compute(*frames)
                times[name].append((time.process_time() - start) * 1000)
        found.append({"nodes": nodes, "edges": edges, **times})
    return found


def _spread(values: list[float]) -> str:
    quarters = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):,.0f} ({quarters[0]:,.0f} to {quarters[2]:,.0f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown."""
    on = result["machine"]
    ours = statistics.median(result["peers"][OURS]["drawn_ms"])
    lines = [
        f"Measured {result['day']}, {result['nodes']:,} companies and {result['edges']:,} lines: {on['processor']}, {on['cores']} cores, "
        f"{on['memory_gib']} GiB, Python {on['python']}, load {on['load_before']} before; {result['runs']} runs, median (quartiles), ms.",
        "",
        "| | navigation to last frame | Entente takes of it | frames | rerun, same graph, kB |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, seen in result["peers"].items():
        rerun = f"{seen['rerun_bytes'] / 1e3:,.1f}" if seen["rerun_bytes"] is not None else "–"
        lines.append(
            f"| {name} | {_spread(seen['drawn_ms'])} | {ours / statistics.median(seen['drawn_ms']):.2f} | "
            f"{statistics.median(seen['frames']):.0f} | {rerun} |"
        )
    lines += ["", "| companies | lines | places, ms | standing, ms |", "|--:|--:|--:|--:|"]
    lines += [
        f"| {size['nodes']:,} | {size['edges']:,} | {_spread(size['places_ms'])} | {_spread(size['standing_ms'])} |"
        for size in result["computed"]
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure every peer, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.network")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=5000)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    result: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(), "nodes": options.nodes, "edges": options.edges, "runs": options.runs,
        "machine": machine(), "peers": {}, "computed": computed(options.runs),
    }  # fmt: skip
    os.sched_setaffinity(0, {cores[-1]})  # the browser inherits it
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        places = Path(folder) / "places.json"
        os.environ["NETWORK_PLACES"] = str(places)
        given = asdict(positions(*made(options.nodes, options.edges)))
        places.write_text(json.dumps({"size": [options.nodes, options.edges], "positions": given}), encoding="utf-8")
        from bench.peers.network import plain

        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for name, smooth in ((ALONE, False), (SMOOTH, True)):
            page = Path(folder) / f"plain-{smooth}.html"
            page.write_text(plain(smooth), encoding="utf-8")
            result["peers"][name] = opened(browser, page.as_uri(), options.runs)
            print(name, json.dumps(result["peers"][name]), flush=True)
        for n, (name, script) in enumerate(PEERS.items()):
            with serving([*STREAMLIT, script, "--server.port"], 8790 + n, set(cores[:-1]) or set(cores)) as address:
                result["peers"][name] = opened(browser, address, options.runs)
                print(name, json.dumps(result["peers"][name]), flush=True)
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "network.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
