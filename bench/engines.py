"""Measures the desk's own queries on several engines as claims grow: `python -m bench.engines LEDGER...`.

Each ledger is one that `python -m data import` wrote. The same Ibis expressions are asked of DuckDB, PostgreSQL and
Spark (`bench.stores`): first the SQL is written, then the engine answers and every row is fetched. A run that is not
through after --limit seconds is stopped and reported as such. Nothing is kept between runs but what an engine keeps
by itself. Results of a size and an engine replace those of an earlier run in results/engines.json, so large sizes may
be measured on their own.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Timer
from typing import Any

import ibis.expr.types as ir

from bench.filter_change import HERE, machine
from bench.names import ids, names
from bench.stores import STORES, Store
from data import queries
from data.ledger import Ledger, open_stored
from data.queries import Chosen
from data.selection import LISTED, WHOLE
from data.vocabulary import Stage, Stance

DAY = date(2024, 6, 30)
TENTH = str(ids(names(24))[9])  # the tenth-busiest company of a made ledger
CHOICES = {
    "as known on a day": Chosen(known_on=DAY),
    "a company": Chosen(companies=(TENTH,)),
    "a company in dates": Chosen(companies=(TENTH,), start=date(2023, 1, 1), end=DAY),
    "stances": Chosen(stances=(Stance.DENIES, Stance.EXPECTS)),
    "least stage": Chosen(least_stage=Stage.AGREED),
}


def counted(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """(within, n): what the heading of every page counts."""
    return queries.in_time(queries.seen(ledger, chosen))


def _wide(ledger: Ledger, numbers: ir.Table, most: int) -> ir.Table:
    return queries.wide(ledger.table("claims"), numbers.order_by("nth").limit(most)).order_by("nth")


def newest(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The claims table's first rows, all columns."""
    return _wide(ledger, queries.shown(queries.seen(ledger, chosen)), LISTED)


def holding(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The newest claims that hold two words, one of them in a name."""
    met = queries.holding(ledger, ("licence", TENTH[:4]))
    return _wide(ledger, queries.shown(queries.seen(ledger, chosen)).semi_join(met, "nth"), LISTED)


def drawn(ledger: Ledger, chosen: Chosen) -> ir.Table:
    """The claims that pages draw, all columns, as many as are ever drawn whole."""
    return _wide(ledger, queries.shown(queries.seen(ledger, chosen)), WHOLE)


Ask = Callable[[Ledger, Chosen], ir.Table]
KINDS: Mapping[str, tuple[Ask, tuple[str, ...]]] = {
    "counts by date": (counted, tuple(CHOICES)),
    "deals as known on a day": (queries.deals_on_day, ("as known on a day",)),
    f"the newest {LISTED} claims": (newest, ("as known on a day", "a company in dates", "least stage")),
    "two words, the newest claims": (holding, ("as known on a day",)),
    f"up to {WHOLE:,} claims": (drawn, ("as known on a day", "a company")),
}
"""What is asked, and of which choices; the first two aggregate, the others fetch some eighty columns."""


def timed(store: Store, ask: Ask, chosen: Chosen, runs: int, limit: float) -> dict[str, Any]:
    """ms of each run, after one that is not counted: `write_ms` the SQL, `answer_ms` all rows. Past the limit: `over_s`."""
    seen: dict[str, Any] = {"write_ms": [], "answer_ms": [], "rows": 0}
    for _ in range(runs + 1):
        start = time.perf_counter()
        sql = str(store.ledger.engine.compile(ask(store.ledger, chosen)))
        written = time.perf_counter()
        over = Event()
        timer = Timer(limit, lambda over=over: (over.set(), store.stop()))
        timer.start()
        try:
            seen["rows"] = store.rows(sql)
        except store.stopped:
            if not over.is_set():
                raise
        finally:
            timer.cancel()
        if over.is_set():  # stopped, or through all the same, where an engine had nothing to stop just then
            return seen | {"over_s": limit}
        seen["write_ms"].append((written - start) * 1000)
        seen["answer_ms"].append((time.perf_counter() - written) * 1000)
    for name in ("write_ms", "answer_ms"):
        seen[name] = [round(value, 2) for value in seen[name][1:]]
    return seen


def measured(store: Store, runs: int, limit: float) -> dict[str, Any]:
    """What one engine did with one ledger."""
    queries_ = {
        kind: {name: timed(store, ask, CHOICES[name], runs, limit) for name in chosen}
        for kind, (ask, chosen) in KINDS.items()
    }
    return {"load_s": round(store.load_s, 2), "held_bytes": store.held, "queries": queries_}


def disagreeing(engines: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The queries that gave another number of rows on one engine than on another, in words."""
    found: dict[str, set[int]] = {}
    for seen in engines.values():
        for kind, choices in seen["queries"].items():
            for name, one in choices.items():
                found.setdefault(f"{kind}, {name}", set()).update([] if "over_s" in one else [one["rows"]])
    return [f"{name}: {sorted(rows)} rows" for name, rows in found.items() if len(rows) > 1]


def _spread(values: Sequence[float]) -> str:
    quarters = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):,.0f} ({quarters[0]:,.0f} to {quarters[2]:,.0f})"


def _cell(choices: Mapping[str, Mapping[str, Any]] | None) -> str:
    if choices is None:
        return ""
    over = [f"over {seen['over_s']:,.0f} s: {name}" for name, seen in choices.items() if "over_s" in seen]
    times = [value for seen in choices.values() if "over_s" not in seen for value in seen["answer_ms"]]
    return "; ".join([*([_spread(times)] if times else []), *over])


def tables(result: Mapping[str, Any]) -> str:
    """The results as Markdown: a table a kind of query, engines by sizes; then loading, bytes held and writing the SQL."""
    sizes = sorted(result, key=int)
    engines = [name for name in STORES if any(name in result[n]["engines"] for n in sizes)]
    head = ["| | " + " | ".join(f"{int(n):,} claims" for n in sizes) + " |", "|---" + "|--:" * len(sizes) + "|"]

    def rows(cell: Callable[[Mapping[str, Any]], str]) -> list[str]:
        cells = {
            name: [cell(result[n]["engines"][name]) if name in result[n]["engines"] else "" for n in sizes]
            for name in engines
        }
        return [*head, *(f"| {name} | {' | '.join(row)} |" for name, row in cells.items()), ""]

    lines = []
    for kind in KINDS:
        lines += [f"{kind}, ms:", "", *rows(lambda seen, kind=kind: _cell(seen["queries"].get(kind)))]
    lines += ["Loading the tables, s; bytes held, MB:", ""]
    lines += rows(lambda seen: f"{seen['load_s']:,.1f}; {seen['held_bytes'] / 1e6:,.0f}")
    lines += ["Writing the SQL, ms:", ""]
    lines += rows(
        lambda seen: _spread(
            [ms for kind in seen["queries"].values() for one in kind.values() for ms in one["write_ms"]]
        )
    )
    return "\n".join(lines)


def main() -> None:
    """Measure every ledger on every engine, one after the other, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines")
    parser.add_argument("ledgers", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a query is stopped")
    parser.add_argument("--engines", nargs="*", choices=list(STORES), default=list(STORES))
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    path = HERE / "results" / "engines.json"
    path.parent.mkdir(exist_ok=True)
    result: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for file in options.ledgers:
        of_size = result.setdefault(str(open_stored(file).claims), {"engines": {}})
        for name in options.engines:
            on = {"day": datetime.now(UTC).date().isoformat(), "runs": options.runs, "machine": machine()}
            with STORES[name](file, set(cores[:-1]) or set(cores)) as store:
                of_size["engines"][name] = on | measured(store, options.runs, options.limit)
            path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
            print(file.name, name, "done", flush=True)
        if wrong := disagreeing(of_size["engines"]):
            raise RuntimeError(f"{file.name}: engines disagree, run `make test-engines`. " + "; ".join(wrong))
    print(tables(result))


if __name__ == "__main__":
    main()
