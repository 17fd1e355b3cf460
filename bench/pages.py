"""How long each page takes to run on a ledger, server side: `LEDGER_URL=... python -m bench.pages [runs]`.

Runs the shell as a session does, without a browser: opening each page with frames in the cache, then a company never
chosen before. Prints medians in ms; for looking into, not for the record (that is `bench.filter_change`).
"""

import statistics
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data import frames

SHELL = Path(__file__).resolve().parent.parent / "pages" / "shell.py"
PAGES = ("explore/overview", "explore/talks", "explore/market_share", "explore/capacity", "explore/network", "explore/company",
         "audit/claims", "audit/disputes", "audit/due")  # fmt: skip


def _timed(app: AppTest) -> float:
    start = time.perf_counter()
    app.run(timeout=600)
    if app.exception:
        raise RuntimeError(app.exception[0].message + "\n" + "".join(app.exception[0].stack_trace))
    return (time.perf_counter() - start) * 1000


def main(runs: int = 3) -> None:
    """Print a line a page: the first run, opening, a new company, the same company again."""
    companies = frames.register("busy").merge(frames.register("entities"), on="entity")
    shown = companies[companies["is_company"].astype(bool)]["name"].tolist()
    fresh = iter(shown)
    print(f"{'page':24}{'first':>8}{'open':>8}{'company':>9}{'again':>8}")
    for name in PAGES:
        app = AppTest.from_file(str(SHELL), default_timeout=600)
        app.switch_page(str(SHELL.parent / f"{name}.py"))
        first = _timed(app)
        opened = [_timed(app) for _ in range(runs)]
        changed, again = [], []
        for _ in range(runs):
            app.multiselect(key="company").set_value([next(fresh)])
            changed.append(_timed(app))
            again.append(_timed(app))
        print(
            f"{name:24}{first:8.0f}"
            + "".join(f"{statistics.median(part):{w}.0f}" for part, w in ((opened, 8), (changed, 9), (again, 8))),
            flush=True,
        )


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
