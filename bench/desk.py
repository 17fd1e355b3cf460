"""Measures the desk itself in a browser, page by page, on ledgers of several sizes: `python -m bench.desk LEDGER...`.

Each ledger is one that `python -m data import` wrote. Per page: opening its link with the server warm; a stance
chosen beside "asserts" that makes a choice nobody made before; and the stances taken away again one by one, which are
choices made before. The page is full at every size. From navigation or click to the last change of the page before it rests. Ledgers take turns, run by run. Medians and quartiles in ms, of one
browser pinned to one core; writes results/desk.json and prints the table.
"""

import argparse
import json
import os
import statistics
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.filter_change import FLAGS, HERE, STREAMLIT, machine, serving
from bench.session_tables import spread
from data.ledger import open_stored

PAGES = ("overview", "talks", "market_share", "capacity", "network", "company", "claims", "disputes", "due")
MORE = ("denies", "says possible", "does not rule out", "expects", "declines to comment", "unknown")
WHAT = {"open_ms": "open", "change_ms": "new choice", "again_ms": "choice made before"}
REST = 600  # ms without a change after which a page rests
WATCH = f"""() => {{
  window.last = performance.now();
  new MutationObserver(() => {{ window.last = performance.now(); }})
    .observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
  window.rested = (start) => new Promise((done) => {{
    const look = () => {{
      const app = document.querySelector('[data-testid="stApp"]');
      const still = app && app.dataset.testScriptState === 'notRunning' && performance.now() - window.last > {REST};
      const there = document.querySelector('.e-heading') || document.querySelector('[data-testid="stException"]');
      if (still && there && window.last > start) done(window.last - start);
      else setTimeout(look, 20);
    }};
    look();
  }});
}}"""


def _changed(page: Page, stance: str) -> float:
    button = page.get_by_role("button", name=stance, exact=True)
    button.wait_for()
    return float(
        button.evaluate("(button) => { const start = performance.now(); button.click(); return window.rested(start); }")
    )


def measured(browser: Browser, addresses: list[str], place: int, path: str, runs: int) -> list[dict[str, list[float]]]:
    """What one page did on each ledger's server; they take turns, run by run."""
    pages = []
    for _ in addresses:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.set_default_timeout(120_000)
        page.add_init_script(f"({WATCH})()")
        pages.append(page)
    seen: list[dict[str, list[float]]] = [{what: [] for what in WHAT} for _ in addresses]
    for run in range(runs + 1):  # the first is not counted
        for page, address, told in zip(pages, addresses, seen, strict=True):
            page.goto("about:blank")
            page.goto(f"{address}/{path if path != 'overview' else ''}?stance=asserts")
            took = float(page.evaluate("() => window.rested(0)"))
            told["open_ms"] += [took] if run else []
    for what, order in (("change_ms", range(runs)), ("again_ms", reversed(range(runs)))):
        for run in order:
            for page, told in zip(pages, seen, strict=True):
                told[what].append(_changed(page, MORE[(place + run) % len(MORE)]))
    for page in pages:
        page.context.close()
    return seen


def main() -> None:
    """Measure every page on every ledger, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk")
    parser.add_argument("ledgers", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", default=list(PAGES[: len(MORE)]), help=f"at most {len(MORE)} a run")
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    if len(options.pages) > len(MORE):
        parser.error(f"of more than {len(MORE)} pages a later one would make the choices of an earlier one")
    cores = sorted(os.sched_getaffinity(0))
    result: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "runs": options.runs,
        "machine": machine(),
        "claims": {},
    }
    os.sched_setaffinity(0, {cores[-1]})
    with sync_playwright() as playwright, ExitStack() as servers:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        addresses = []
        for n, ledger in enumerate(options.ledgers):
            os.environ["LEDGER_URL"] = f"duckdb://{ledger.resolve()}"
            command = [*STREAMLIT, "dashboard.py", "--server.port"]
            addresses.append(servers.enter_context(serving(command, 8750 + n, set(cores[:-1]) or set(cores))))
        sizes = [open_stored(ledger).claims for ledger in options.ledgers]
        result["claims"] = {size: {} for size in sizes}
        for place, path in enumerate(options.pages):
            for size, told in zip(sizes, measured(browser, addresses, place, path, options.runs), strict=True):
                result["claims"][size][path] = told
                print(size, path, {what: round(statistics.median(times)) for what, times in told.items()}, flush=True)
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "desk.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


def table(result: dict[str, Any]) -> str:
    """The results as Markdown: a row a page, three columns a size."""
    sizes = list(result["claims"])
    lines = [
        "| page | " + " | ".join(f"{what}, {n:,}" for n in sizes for what in WHAT.values()) + " |",
        "|---" * (1 + len(WHAT) * len(sizes)) + "|",
    ]
    for path in result["claims"][sizes[0]]:
        cells = [spread(result["claims"][n][path][what]) for n in sizes for what in WHAT]
        lines.append(f"| {path} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
