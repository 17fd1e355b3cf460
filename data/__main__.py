"""The command line of the facts: `python -m data verify | quality | export | record | schema | import | sync`."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data import model, recorded
from data.faults import BrokenSeeds
from data.seeds import EMBEDDED, REGISTERS, load
from data.verify import verify


def _verify(options: argparse.Namespace) -> int:
    report = verify(options.seeds, options.texts)
    for fault in report.faults:
        print(fault, file=sys.stderr)
    for notice in report.notices:
        print(f"notice: {notice}", file=sys.stderr)
    read = (
        f"{report.texts_read} of {report.articles} articles held against their text"
        if options.texts
        else "no texts given"
    )
    noticed = f"; likely duplicates to settle: {len(report.notices)}" if report.notices else ""
    print(f"{len(report.faults)} faults; {report.claims} claims, {report.drafts} of them drafts; {read}{noticed}")
    return 1 if report.faults else 0


def _record(options: argparse.Namespace) -> int:
    report = verify(options.seeds, options.texts)
    if report.faults:
        print(*report.faults, "nothing recorded: mend these first", sep="\n", file=sys.stderr)
        return 1
    print(f"{recorded.append(load(options.seeds), date.today())} claims recorded")
    return 0


def _schema(options: argparse.Namespace) -> int:
    folder = options.seeds / "schema"
    folder.mkdir(exist_ok=True)
    kinds: dict[str, type[model.Fact]] = {"article": model.Article, **REGISTERS}
    for name, kind in kinds.items():
        text = json.dumps(model.schema(kind), indent=1, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return 0


def _quality(options: argparse.Namespace) -> int:
    from data.ledger import open_ledger
    from data.quality import of_ledger, told
    from data.queries import Chosen

    ledger = open_ledger(options.seeds)
    known_on = options.known or ledger.last
    print(f"As known on {known_on}")
    print(*told(of_ledger(ledger, Chosen(known_on=known_on))), sep="\n")
    return 0


def _export(options: argparse.Namespace) -> int:
    from data.export import export

    for name, rows in export(options.seeds, options.out, options.known).items():
        print(f"{name}.csv {rows}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from data import postgres
    from data.bulk import BrokenFiles, import_files, stored_tables

    shared = postgres.is_postgres(options.to)
    files = [file for path in options.files for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    try:
        with (
            Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()) as bars,
            TemporaryDirectory() as folder,
        ):
            bar = bars.add_task("import", total=1.0)
            to = Path(folder, "checked.duckdb") if shared else Path(options.to)
            counted = import_files(files, to, lambda step, done: bars.update(bar, description=step, completed=done))
            if shared:
                bars.update(bar, description="copying to PostgreSQL")
                postgres.put(stored_tables(to), options.to)
            seconds = bars.tasks[bar].elapsed or 0.0
    except BrokenFiles as broken:
        print(*broken.faults, "nothing imported: mend these first", sep="\n", file=sys.stderr)
        return 1
    rate = counted["claims"] / max(seconds, 1e-9)
    address = "the same address" if shared else f"duckdb://{to.resolve()}"
    print(f"{counted['claims']:,} claims in {seconds:.1f} s, {rate:,.0f} a second; LEDGER_URL={address}")
    return 0


def _sync(options: argparse.Namespace) -> int:
    from data.postgres import sync

    print(sync(options.seeds, options.to))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(required=True)
    given = os.environ.get("ARTICLE_TEXTS")
    for name, run, about in (
        ("verify", _verify, "check the facts, and against their texts where given"),
        ("quality", _quality, "print what lacks a place, a whole text, a second origin, an outcome, an id, a check"),
        ("record", _record, "append what is new to recorded.csv"),
        ("schema", _schema, "write the JSON Schema of the seed files"),
        ("export", _export, "write one CSV a frame"),
        ("import", _import, "check tables in Parquet or JSON Lines and write them as one ledger for LEDGER_URL"),
        ("sync", _sync, "write what is new or changed in the seeds to a ledger shared in PostgreSQL"),
    ):
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        if name == "import":
            command.add_argument("files", type=Path, nargs="+", help="files named for their table, or folders of them")
            command.add_argument("--to", required=True, help="the ledger to write: a file, or postgresql://...")
            continue
        command.add_argument("--seeds", type=Path, default=EMBEDDED, help="folder of seed files")
        if name == "sync":
            command.add_argument("--to", required=True, help="postgresql://user@host/database")
        if name in ("verify", "record"):
            command.add_argument(
                "--texts", type=Path, default=Path(given) if given else None, help="folder of article texts"
            )
        if name == "export":
            command.add_argument("--out", type=Path, required=True)
        if name in ("export", "quality"):
            command.add_argument("--known", type=date.fromisoformat, help="as known on this day")
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenSeeds as broken:
        print(broken, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
