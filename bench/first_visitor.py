"""Measures whether the first visitor after a start waits longer than the second: `python -m bench.first_visitor`.

The server is started anew for every run and page. Once it answers, one visitor after the other opens the page, each with an empty
cache: from navigation to the last change of the page before it rests. Just before each of the two the browser visits a server that
runs all the time, so that it has not rested before one of them alone; those visits are told as well. Told beside it are how long the
start took until the server answered, and the processor time that the server spent on each visitor. Browser and servers have a core
each. Writes results/first_visitor.json and prints the table.
"""

import argparse
import json
import os
import statistics
import time
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.desk import PAGES, WATCH
from bench.filter_change import FLAGS, HERE, STREAMLIT, machine, running
from bench.usage import worked

PORT, USED = 8790, 8791
"""Where the server answers that is started anew, and the one that runs all the time."""


SEEN = ("first_ms", "second_ms", "before_first_ms", "before_second_ms", "first_cpu_ms", "second_cpu_ms")


def visited(browser: Browser, link: str, pid: int) -> tuple[float, float]:
    """A visitor with an empty cache: ms until the page rests, and the server's processor time for it, ms."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(f"({WATCH})()")
    before = worked((pid,))
    page.goto(link)
    took = float(page.evaluate("() => window.rested(0)"))
    context.close()
    return took, (worked((pid,)) - before) * 1000


def started(browser: Browser, path: str, cores: set[int], used: int) -> dict[str, float]:
    """One start of the server, and its first two visitors. `used`: process id of the server that runs all the time."""
    begun = time.perf_counter()
    with running([*STREAMLIT, "dashboard.py", "--server.port"], PORT, cores) as server:
        ready = time.perf_counter() - begun
        link, elsewhere = (f"http://127.0.0.1:{port}/{'' if path == 'overview' else path}" for port in (PORT, USED))
        seen = {"start_s": ready}
        for which in ("first", "second"):
            seen[f"before_{which}_ms"], _ = visited(browser, elsewhere, used)
            seen[f"{which}_ms"], seen[f"{which}_cpu_ms"] = visited(browser, link, server.pid)
    return seen


def _spread(runs: list[dict[str, float]], what: str, digits: int = 0) -> str:
    low, middle, high = statistics.quantiles([run[what] for run in runs], n=4, method="inclusive")
    return f"{middle:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown: a row a page."""
    on = result["machine"]
    lines = [
        f"Measured {result['day']}: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, Python {on['python']}, "
        f"load {on['load_before']} before; {result['runs']} starts a page, median (quartiles).",
        "",
        "| page | first visitor, ms | second, ms | elsewhere, before the first, ms | before the second, ms "
        "| server for the first, CPU ms | for the second, CPU ms | start until it answers, s |",
        "|---" + "|--:" * (len(SEEN) + 1) + "|",
    ]
    for path, runs in result["pages"].items():
        cells = [_spread(runs, what) for what in SEEN]
        lines.append(f"| {path} | {' | '.join(cells)} | {_spread(runs, 'start_s', 1)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure every page asked for, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.first_visitor")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--pages", nargs="+", choices=[*PAGES, "quality"], default=["overview", "talks", "market_share"]
    )
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    if options.runs < 2:
        parser.error("--runs: at least 2, for quartiles")
    result: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(), "runs": options.runs, "machine": machine(),
        "pages": {path: [] for path in options.pages},
    }  # fmt: skip
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})  # the browser inherits it
    servers = set(cores[:-1]) or set(cores)
    with running([*STREAMLIT, "dashboard.py", "--server.port"], USED, servers) as used, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for _ in range(options.runs):
            for path in options.pages:
                result["pages"][path].append(started(browser, path, servers, used.pid))
                print(path, json.dumps(result["pages"][path][-1]), flush=True)
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "first_visitor.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
