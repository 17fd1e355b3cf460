"""Measures the desk itself in a browser, page by page, on ledgers of several sizes: `python -m bench.desk LEDGER...`.

Each ledger is one that `python -m data import` wrote. Per page: opening its link with the server warm, and a stance
chosen beside "asserts" that makes a choice nobody made before; so the page is full at every size. From navigation or
click to the last change of the page before it rests. Medians and quartiles in ms, of one browser pinned to one core;
writes results/desk.json and prints the table.
"""

import argparse
import json
import os
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.filter_change import FLAGS, HERE, STREAMLIT, machine, serving
from bench.session_tables import spread
from data.ledger import open_stored

PAGES = ("overview", "talks", "market_share", "capacity", "network", "company", "claims", "disputes", "due")
MORE = ("denies", "says possible", "does not rule out", "expects", "declines to comment", "unknown")
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


def measured(page: Page, address: str, place: int, path: str, runs: int) -> dict[str, list[float]]:
    """What one page did."""
    link = f"{address}/{path if path != 'overview' else ''}?stance=asserts"
    opened = []
    for _ in range(runs + 1):
        page.goto("about:blank")
        page.goto(link)
        opened.append(float(page.evaluate("() => window.rested(0)")))
    changed = [_changed(page, MORE[(place + n) % len(MORE)]) for n in range(runs)]
    return {"open_ms": opened[1:], "change_ms": changed}


def main() -> None:
    """Measure every ledger on every page, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk")
    parser.add_argument("ledgers", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", default=list(PAGES))
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    result: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "runs": options.runs,
        "machine": machine(),
        "claims": {},
    }
    os.sched_setaffinity(0, {cores[-1]})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for n, ledger in enumerate(options.ledgers):
            os.environ["LEDGER_URL"] = f"duckdb://{ledger.resolve()}"
            seen: dict[str, Any] = {}
            result["claims"][open_stored(ledger).claims] = seen
            with serving(
                [*STREAMLIT, "dashboard.py", "--server.port"], 8750 + n, set(cores[:-1]) or set(cores)
            ) as address:
                for path in options.pages:
                    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
                    page.set_default_timeout(120_000)
                    page.add_init_script(f"({WATCH})()")
                    seen[path] = measured(page, address, options.pages.index(path), path, options.runs)
                    page.context.close()
                    said = {what: round(statistics.median(times)) for what, times in seen[path].items()}
                    print(f"{ledger.name} {path} {said}", flush=True)
        browser.close()
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "desk.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


def table(result: dict[str, Any]) -> str:
    """The results as Markdown: a row a page, a pair of columns a size."""
    sizes = list(result["claims"])
    lines = [
        "| page | " + " | ".join(f"open, {n:,} | change, {n:,}" for n in sizes) + " |",
        "|---" * (1 + 2 * len(sizes)) + "|",
    ]
    for path in result["claims"][sizes[0]]:
        cells = [spread(result["claims"][n][path][what]) for n in sizes for what in ("open_ms", "change_ms")]
        lines.append(f"| {path} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
