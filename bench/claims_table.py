"""The claims table's query beside Datasette's, on the same claims: `python -m bench.claims_table LEDGER...`.

Each ledger is one that `python -m data import` wrote. Its claims and mentions are copied into SQLite as a user of Datasette would:
keys, indexes, full-text search; Datasette serves that, without the facets that it would try each time, and is asked over HTTP for the newest claims as JSON. Entente does the same work in
this process: `views.listed` asks the engine each time, and the claims page's own way, asked again, may answer from what it keeps; both
end in JSON. Every question gives the first 400 rows. Writes results/claims_table.json and prints the table.
"""

import argparse
import json
import os
import re
import sqlite3
import statistics
import sys
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from bench.filter_change import HERE, machine, serving
from components import search
from data import selection, views
from data.ledger import Ledger, open_stored
from data.queries import Chosen

PORT = 8795
DATASETTE = [sys.executable, "-m", "datasette"]
SETTINGS = ["--setting", "sql_time_limit_ms", "60000", "--setting", "suggest_facets", "off", "--port"]
Question = tuple[str | None, str]  # a company or any, words or ""


def exported(ledger: Ledger, path: Path) -> None:
    """The ledger's claims and mentions as SQLite, indexed for the questions that are asked."""
    with sqlite3.connect(path) as file:
        for name in ("claims", "mentions"):
            table = ledger.table(name)
            columns = ", ".join(
                f'"{column}"{" PRIMARY KEY" * (column == "claim_id" and name == "claims")}' for column in table.columns
            )
            key = ", FOREIGN KEY (claim_id) REFERENCES claims (claim_id)" if name == "mentions" else ""
            file.execute(f"CREATE TABLE {name} ({columns}{key})")
            marks = ", ".join("?" * len(table.columns))
            for batch in table.to_pyarrow().to_batches(20_000):
                rows = zip(*(map(_plain, column.to_pylist()) for column in batch.columns), strict=True)
                file.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        file.execute("CREATE INDEX newest ON claims (nth)")
        file.execute("CREATE INDEX mentioned ON mentions (entity, claim_id)")
        fields = "statement, publisher_name, title, what, scope, measure"
        file.execute(f"CREATE VIRTUAL TABLE claims_fts USING fts5 ({fields}, content='claims')")
        file.execute(f"INSERT INTO claims_fts (rowid, {fields}) SELECT rowid, {fields} FROM claims")
        file.execute("ANALYZE")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def questions(ledger: Ledger) -> dict[str, Question]:
    """What is asked: everything, the busiest company, a common word, both."""
    companies = views.register(ledger, "entities")
    companies = set(companies[companies["is_company"].astype(bool)]["entity"])
    busiest = next(who for who in views.register(ledger, "busy")["entity"] if who in companies)
    newest = views.listed(ledger, Chosen(), (), "", False, False).claims["statement"]
    words = Counter(word for said in newest for word in re.findall(r"[a-z]{6,}", said))
    (word, _), *_ = words.most_common(1)
    return {"newest": (None, ""), "a company": (busiest, ""), "a word": (None, word), "both": (busiest, word)}


def _chosen(company: str | None) -> Chosen:
    return Chosen(companies=(company,) if company else ())


def engine(ledger: Ledger, question: Question) -> int:
    """Ask the engine anew; bytes of JSON."""
    company, words = question
    return len(_json(views.listed(ledger, _chosen(company), (), words, False, False).claims))


def page(question: Question) -> int:
    """Ask as the claims page does, of `LEDGER_URL`; bytes of JSON."""
    company, words = question
    return len(_json(search.listed(_chosen(company), (), words, on_record=False, drafts=False).claims))


def _json(claims: pd.DataFrame) -> str:
    return str(claims.head(selection.LISTED).to_json(orient="records", date_format="iso"))


def datasette(address: str, question: Question) -> int:
    """Ask Datasette over HTTP; bytes of JSON."""
    company, words = question
    asked = {"_sort": "nth", "_size": str(selection.LISTED), "_shape": "objects"}
    if words:
        asked["_search"] = words
    if company:
        asked["_through"] = json.dumps({"table": "mentions", "column": "entity", "value": company})
    with urllib.request.urlopen(f"{address}/claims/claims.json?{urllib.parse.urlencode(asked)}", timeout=120) as answer:
        return len(answer.read())


def timed(ask: Callable[[], int], runs: int) -> dict[str, Any]:
    """Milliseconds of each run after one that is not counted, and the answer's size."""
    size, took = ask(), []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        took.append((time.perf_counter() - start) * 1000)
    return {"ms": took, "bytes": size}


def measured(path: Path, runs: int, server: set[int], client: set[int]) -> tuple[int, dict[str, Any]]:
    """The number of claims of a ledger, and what each question took in each way."""
    os.environ["LEDGER_URL"] = f"duckdb://{path.resolve()}"
    ledger = open_stored(path)
    asked = questions(ledger)
    os.sched_setaffinity(0, server)  # no client here: the work itself, on the server's core
    seen: dict[str, Any] = {
        name: {"question": question, "views.listed": timed(lambda q=question: engine(ledger, q), runs),
               "claims page, again": timed(lambda q=question: page(q), runs)}
        for name, question in asked.items()
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        file = Path(folder) / "claims.db"
        exported(ledger, file)
        os.sched_setaffinity(0, client)
        with serving([*DATASETTE, str(file), *SETTINGS], PORT, server) as address:
            for name, question in asked.items():
                seen[name]["Datasette"] = timed(lambda q=question: datasette(address, q), runs)
    return ledger.claims, seen


def _spread(values: list[float]) -> str:
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:,.1f} ({low:,.1f} to {high:,.1f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown: a row a size and question."""
    on, ways = result["machine"], ("Datasette", "views.listed", "claims page, again")
    lines = [
        f"Measured {result['day']}: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, Python {on['python']}, "
        f"load {on['load_before']} before; {result['runs']} runs, median (quartiles), ms.",
        "",
        f"| claims | asked for | {' | '.join(ways)} |",
        "|--:|---|--:|--:|--:|",
    ]
    for claims, seen in result["claims"].items():
        for name, took in seen.items():
            lines.append(f"| {claims:,} | {name} | {' | '.join(_spread(took[way]['ms']) for way in ways)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure every ledger, and write what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.claims_table")
    parser.add_argument("ledgers", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    for ledger in options.ledgers:
        if not ledger.is_file():
            parser.error(f"no ledger {ledger}: write one with `python -m data import DIR --to {ledger}`")
    cores = sorted(os.sched_getaffinity(0))
    server, client = set(cores[:-1]) or set(cores), {cores[-1]}
    result: dict[str, Any] = {"day": datetime.now(UTC).date().isoformat(), "runs": options.runs, "machine": machine()}
    result["claims"] = dict(measured(ledger, options.runs, server, client) for ledger in options.ledgers)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "claims_table.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
