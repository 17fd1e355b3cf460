"""Search over 100,000 invented claims, by each candidate engine: `python -m bench.search` prints a table.

Each candidate runs in a process of its own, one after the other, over the same world and the same 200 queries. The
figures go to bench/search.json; what they meant for the choice stands in docs/decisions/0007-search.md.
CLAIMS=20000 makes a smaller world.
"""

import gc
import importlib.metadata
import json
import multiprocessing
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bench import fts5
from bench.world import SUBJECTS, World, world
from data.search import Index

CLAIMS = int(os.environ.get("CLAIMS", "100000"))
SHOWN = 50
"""Rows that the claims page draws at first."""

PASSES = 3
RESULTS = Path(__file__).with_suffix(".json")
Query = tuple[str, str, str | None]
"""What sort of query, its text, and whom it means."""


def slip(word: str, rng: np.random.Generator) -> str:
    """The word with one letter wrong, missing or swapped with its neighbour."""
    at = int(rng.integers(0, len(word) - 1))
    match int(rng.integers(3)):
        case 0:
            wrong = word[:at] + str(rng.choice(list("abcdefghijklmnopqrstuvwxyz"))) + word[at + 1 :]
        case 1:
            wrong = word[:at] + word[at + 1 :]
        case _:
            wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return wrong if wrong != word else slip(word, rng)


def queries(made: World) -> list[Query]:
    """200 queries, half of whom they ask for much mentioned and half seldom."""
    rng = np.random.default_rng(11)
    aliases = dict(zip(made.entities["entity"], made.entities["aliases"].str.split(";"), strict=True))
    aliases |= dict(zip(made.people["person"], made.people["aliases"].str.split(";"), strict=True))
    mentioned = set(made.mentions["entity"])
    ranked = [who for who in made.order if who in mentioned]
    together = made.mentions.groupby("claim_id")["entity"].agg(list)
    pairs = together[together.map(len) == 2]

    def draw(fits: Callable[[str], bool]) -> str:
        while True:
            top = ranked[: len(ranked) // 20] if rng.random() < 0.5 else ranked
            who = str(rng.choice(top))
            if fits(who):
                return who

    def latin(who: str) -> bool:
        return aliases[who][0].split()[0].isascii() and len(aliases[who][0].split()[0]) >= 4

    def chinese(who: str) -> bool:
        return any(len(alias) == 2 and not alias.isascii() for alias in aliases[who])

    def first(who: str) -> str:
        return aliases[who][0].split()[0]

    found: list[Query] = []
    for _ in range(50):
        who = draw(latin)
        found.append(("name", aliases[who][0].lower(), who))
    for _ in range(40):
        who = draw(latin)
        found.append(("slip", slip(first(who).lower(), rng), who))
    for _ in range(30):
        who = draw(chinese)
        found.append(("two signs", next(a for a in aliases[who] if len(a) == 2 and not a.isascii()), who))
    for _ in range(20):
        who = draw(latin)
        found.append(("name and word", f"{first(who)} {rng.choice(SUBJECTS)}", None))
    for _ in range(10):
        who = draw(latin)
        found.append(("slip and word", f"{slip(first(who).lower(), rng)} {rng.choice(SUBJECTS)}", None))
    whom = pairs.sample(15, random_state=3)
    found += [("two names", f"{aliases[one][0]} {aliases[other][0]}", one) for one, other in whom]
    for _ in range(10):
        who = draw(lambda who: who.startswith("p"))
        found.append(("product", aliases[who][0], who))
    for _ in range(10):
        who = draw(lambda who: latin(who) and len(first(who)) >= 6)
        found.append(("beginning", first(who)[:5], who))
    found += [("common words", " ".join(rng.choice(SUBJECTS, 2, replace=False)), None) for _ in range(10)]
    found += [("nothing there", "".join(rng.choice(list("qxzjkvw"), 8)), None) for _ in range(5)]
    return found


CANDIDATES: Mapping[str, type[Index]] = {
    "tantivy": Index,
    "FTS5, words; slips by shortened words": fts5.Words,
    "FTS5, words; slips by trigrams of the vocabulary": fts5.WordsByTrigrams,
    "FTS5, trigrams of the text": fts5.Trigrams,
}


def _resident() -> float | None:
    """MB of memory that the process holds; None where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if statm.exists() else None


def _timed(find: Callable[[str, int | None], list[str]], asked: list[Query], limit: int | None) -> "np.ndarray":
    """Milliseconds a query, the middle of the passes."""
    passes = []
    for _ in range(PASSES):
        spent = []
        for _, text, _ in asked:
            start = time.perf_counter()
            find(text, limit)
            spent.append((time.perf_counter() - start) * 1000)
        passes.append(spent)
    return np.median(np.array(passes), axis=0)


def measured(name: str) -> dict[str, Any]:
    """Build one candidate and ask it everything."""
    made = world(CLAIMS)
    asked = queries(made)
    whom = made.mentions.groupby("claim_id")["entity"].agg(set).to_dict()
    gc.collect()
    before, start = _resident(), time.perf_counter()
    index = CANDIDATES[name].build(made.claims, made.mentions, made.entities, made.people)
    built = time.perf_counter() - start
    gc.collect()
    after = _resident()
    first, every = _timed(index.find, asked, SHOWN), _timed(index.find, asked, None)
    met: dict[str, list[tuple[bool, bool]]] = {}
    for sort, text, who in asked:
        if who is not None:
            meant = [who in whom.get(claim, ()) for claim in index.find(text)]
            met.setdefault(sort, []).append((any(meant[:10]), any(meant)))
    sorts = np.array([sort for sort, _, _ in asked])
    return {
        "candidate": name,
        "build_s": round(built, 1),
        "memory_mb": None if before is None or after is None else round(after - before),
        "first_rows_ms": _summary(first),
        "every_row_ms": _summary(every),
        "slowest_ms_by_sort": {
            sort: round(float(every[sorts == sort].max()), 1) for sort in dict.fromkeys(sorts.tolist())
        },
        "asked": {sort: len(hits) for sort, hits in met.items()},
        "found_in_first_ten": {sort: sum(first for first, _ in hits) for sort, hits in met.items()},
        "found": {sort: sum(anywhere for _, anywhere in hits) for sort, hits in met.items()},
    }


def _summary(spent: "np.ndarray") -> dict[str, float]:
    middle, most, worst = np.percentile(spent, [50, 95, 100])
    return {"median": round(float(middle), 1), "p95": round(float(most), 1), "worst": round(float(worst), 1)}


def table(results: list[dict[str, Any]]) -> str:
    """The results as a Markdown table: times as median / p95 / worst, finds as in the first ten / anywhere."""
    sorts = ("slip", "two signs")
    head = ["candidate", "build, s", "memory, MB", f"first {SHOWN} rows, ms", "every row, ms", *sorts]
    lines = [head, ["---", *["--:"] * (len(head) - 1)]]
    for result in results:
        spent = [" / ".join(f"{ms:.1f}" for ms in result[key].values()) for key in ("first_rows_ms", "every_row_ms")]
        met = [
            f"{result['found_in_first_ten'][sort]} / {result['found'][sort]} of {result['asked'][sort]}"
            for sort in sorts
        ]
        cells = [result["candidate"], result["build_s"], result["memory_mb"], *spent, *met]
        lines.append([str(cell) for cell in cells])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def main() -> None:
    """Measure every candidate, print the table and write the figures."""
    results = []
    for name in CANDIDATES:
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            results.append(alone.apply(measured, (name,)))
        sys.stderr.write(f"{json.dumps(results[-1])}\n")
    told = {
        "claims": CLAIMS, "queries": 200, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
        "tantivy": importlib.metadata.version("tantivy"), "cores": os.cpu_count(), "results": results,
    }  # fmt: skip
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(table(results))


if __name__ == "__main__":
    main()
