"""Ledgers too large for seed files: tables from Parquet or JSON Lines, checked and written to one DuckDB file.

A file is named for its table, with what else one likes behind a dot or number: `claims.parquet`, `claims-2.jsonl`. Its
columns are those of `data.tables.COLUMNS`; one that may be empty may be left out. Whole or not at all: the new file
takes the old one's place when every check has passed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa

from data import current
from data.contract import ALWAYS, WORDS
from data.faults import Fault
from data.tables import COLUMNS
from data.vocabulary import Kind

ENDINGS = (".parquet", ".jsonl")
KEYS = {
    "claims": "claim_id", "articles": "article_id", "entities": "entity", "people": "person", "deals": "deal",
    "origins": "origin",
}  # fmt: skip
"""Tables whose first column names a thing, each once."""

REFERENCES = (
    ("claims", "article_id", "articles"), ("claims", "origin", "origins"), ("claims", "deal", "deals"),
    ("mentions", "claim_id", "claims"), ("answers", "claim_id", "claims"), ("links", "claim_id", "claims"),
    ("deal_parties", "deal", "deals"), ("deal_parties", "entity", "entities"), ("articles", "publisher", "entities"),
    ("belongs", "owner", "entities"), ("belongs", "member", "entities"), ("roles", "person", "people"),
)  # fmt: skip
"""(table, column, table that must hold what stands there); empty is none."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "claims": (
        *(name for name in ALWAYS if name != "known"), "number", "publisher", "part", "credibility", "dated", "vague",
        "published_lower", "published_upper", "attribution",
    ),
    "mentions": ("claim_id", "entity", "role"), "answers": ("claim_id", "answers", "how", "scope"),
    "articles": ("article_id", "publisher", "published"), "entities": ("entity", "name", "sort", "aliases", "is_company"),
    "people": ("person", "name", "aliases"), "roles": ("person", "entity", "title"),
    "deals": ("deal", "title", "parties", "subject"), "deal_parties": ("deal", "entity"),
    "origins": ("origin", "said_by", "attribution"), "links": ("link", "type", "claim_id", "reason"),
    "belongs": ("owner", "member"),
}  # fmt: skip
"""Columns that hold something in every row."""

NEEDED_BY = {
    Kind.TALK: ("deal", "stage", "form"), Kind.FIGURE: ("of", "metric", "basis", "unit"), Kind.TIE: ("from", "to", "type"),
}  # fmt: skip
"""Columns of a claim that its kind needs."""

ORDER = {"claims": "published_upper DESC, article_id, number", "answers": "answers"}
"""The order in which rows lie: the newest claims together, so that few blocks are read."""

PLACED = """SELECT *, NULL::BIGINT AS nth FROM ({}) LEFT JOIN
    (SELECT article_id, row_number() OVER () - 1 AS of_article FROM articles) USING (article_id)"""
"""Claims with the number of their article."""

LONG, LOOSE = ("statement", "companies"), " USING COMPRESSION uncompressed"
"""Columns whose words differ from row to row: to read a few hundred scattered rows takes half the time where these are not
packed (240 and 133 ms of a million claims); the table takes 146 MB instead of 94."""

Rule = tuple[str, str, str]

SHOWN = 5
"""Faults of one sort that are named one by one."""

SQL: Mapping[pa.DataType, str] = {
    pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN", pa.date32(): "DATE",
}  # fmt: skip

Progress = Callable[[str, float], None]
"""Told the step in words, and how much of the whole is done (0 to 1)."""


class BrokenFiles(Exception):
    """The files are no ledger; `faults` lists what was found, each with its file, row (from 1) and field."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class _Load:
    """An import under way: the engine, and the files of each table."""

    engine: duckdb.DuckDBPyConnection
    files: Mapping[str, Sequence[Path]]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.engine.execute(sql).fetchall()


def tables_of(files: Iterable[Path]) -> dict[str, list[Path]]:
    """The files by the table that each is named for. Raises `BrokenFiles`."""
    found: dict[str, list[Path]] = {name: [] for name in COLUMNS}
    faults = []
    for file in files:
        named = re.match(r"[a-z_]+", file.name)
        table = named[0].rstrip("_") if named else ""
        if file.suffix not in ENDINGS:
            faults.append(
                Fault(file.name, 0, "file", f"{file.suffix or 'no ending'} is not read", "Give .parquet or .jsonl")
            )
        elif table not in found:
            faults.append(
                Fault(file.name, 0, "file", "is named for no table", f"Name it for one of {', '.join(COLUMNS)}")
            )
        elif not file.is_file():
            faults.append(Fault(file.name, 0, "file", "is not there", "Check the path"))
        else:
            found[table].append(file)
    missing = [name for name in ("claims", "mentions", "articles", "entities", "origins") if not found[name]]
    faults += [
        Fault(f"{name}.*", 0, name, "is not among the files", "Give this table too") for name in missing if not faults
    ]
    if faults:
        raise BrokenFiles(faults)
    return found


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _name(column: str) -> str:
    return f'"{column}"'


def _raw(load: _Load, table: str, file: Path) -> str:
    """A view of the file's rows as they stand, with `row_` from 1; its name. Raises `BrokenFiles`."""
    path, view = _quoted(file), f"raw_{table}_{load.files[table].index(file)}"
    try:
        if file.suffix == ".parquet":
            rows = f"SELECT *, file_row_number + 1 AS row_ FROM read_parquet({path}, file_row_number = true)"
            load.engine.execute(f"CREATE TEMP VIEW {view} AS {rows}")
        else:
            columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in (*COLUMNS[table], *_others(table, file)))
            rows = f"read_json({path}, format = 'newline_delimited', columns = {{{columns}}})"
            load.engine.execute(f"CREATE TEMP TABLE {view} AS SELECT *, row_number() OVER () AS row_ FROM {rows}")
    except duckdb.Error as error:
        line = re.search(r"[Ll]ine:? (\d+)", str(error))
        wrong = str(error).splitlines()[0].rstrip(".")
        fault = Fault(file.name, int(line[1]) if line else 0, table, wrong, "Mend it or write it anew")
        raise BrokenFiles([fault]) from error
    return view


def _others(table: str, file: Path) -> list[str]:
    """Fields in the first lines of a JSON Lines file that are no column of its table: most likely misspelt."""
    found: dict[str, None] = {}
    with file.open(encoding="utf-8") as lines:
        for number, line in zip(range(1, 101), lines, strict=False):
            try:
                found |= dict.fromkeys(json.loads(line))
            except (ValueError, TypeError) as error:
                raise BrokenFiles(
                    [Fault(file.name, number, "line", f"is no JSON object: {error}", "Mend it")]
                ) from error
    return [name for name in found if name not in COLUMNS[table]]


def _checked(load: _Load, table: str, file: Path) -> str:
    """The SELECT that gives a file's rows, each cell as its column's type. Raises `BrokenFiles`."""
    view = _raw(load, table, file)
    has = {str(name): str(kind) for name, kind, *_ in load.rows(f"DESCRIBE {view}")}
    unknown = [name for name in has if name not in COLUMNS[table] and name not in ("row_", "file_row_number")]
    lacking = [name for name in NEEDED[table] if name not in has]
    faults = [
        Fault(file.name, 0, f"field {name}", f"is no column of {table}", "Remove it, or correct it") for name in unknown
    ]
    faults += [Fault(file.name, 0, f"field {name}", "is missing", "Add this column") for name in lacking]
    if faults:
        raise BrokenFiles(faults)
    typed = {name: f"TRY_CAST({_name(name)} AS {SQL[kind]})" for name, kind in COLUMNS[table].items() if name in has}
    cells = {name: _name(name) if has[name] == SQL[COLUMNS[table][name]] else cell for name, cell in typed.items()}
    rules = [
        (name, f"{cell} IS NULL AND {_name(name)} IS NOT NULL", f"is no {SQL[COLUMNS[table][name]].lower()}")
        for name, cell in cells.items() if cell != _name(name)
    ]  # fmt: skip
    rules += [(name, f"{_name(name)} IS NULL", "is empty") for name in NEEDED[table]]
    if table == "claims":
        rules += _claim_rules(cells)
    if faults := _broken(load, view, file, rules):
        raise BrokenFiles(faults)
    columns = [f"{cells.get(name, 'NULL')}::{SQL[kind]} AS {_name(name)}" for name, kind in COLUMNS[table].items()]
    return f"SELECT {', '.join(columns)} FROM {view}"


def _claim_rules(cells: Mapping[str, str]) -> list[Rule]:
    """(field, test that a wrong row meets, what is wrong): vocabulary, what a kind needs, grades, order of days."""
    rules = []
    for name in (name for name in WORDS if name in cells):
        listed = ", ".join(_quoted(word) for word in WORDS[name])
        rules.append((name, f"{cells[name]} NOT IN ({listed})", "is not of the vocabulary"))
    for kind, names in NEEDED_BY.items():
        said = f"is empty, and a {kind} needs it"
        rules += [(name, f"kind = {_quoted(kind)} AND {cells.get(name, 'NULL')} IS NULL", said) for name in names]
    rules.append(("credibility", f"{cells['credibility']} NOT BETWEEN 1 AND 6", "is no grade from 1 to 6"))
    for lower, upper in (("published_lower", "published_upper"), ("about_lower", "about_upper")):
        if lower in cells and upper in cells:
            rules.append((upper, f"{cells[upper]} < {cells[lower]}", f"is before {lower}"))
    return rules


def _broken(load: _Load, view: str, file: Path, rules: Sequence[Rule]) -> list[Fault]:
    """Faults of the first rows that break each rule, and one that counts the rest. All rules are counted in one pass."""
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for _, test, _ in rules)
    (many_of,) = load.rows(f"SELECT {counts} FROM {view}")
    has = {str(name) for name, *_ in load.rows(f"DESCRIBE {view}")}
    faults = []
    for (name, test, said), many in zip(rules, many_of, strict=True):
        if not many:
            continue
        value = f"CAST({_name(name)} AS VARCHAR)" if name in has else "NULL"
        bad = load.rows(f"SELECT row_, {value} FROM {view} WHERE {test} ORDER BY row_ LIMIT {SHOWN}")
        for row, cell in bad:
            wrong = said if cell is None else f"{cell!r} {said}"
            faults.append(Fault(file.name, int(str(row)), f"field {name}", wrong, "Correct the value"))
        if int(str(many)) > SHOWN:
            faults.append(Fault(file.name, 0, f"field {name}", f"{said} in {many:,} rows in all", "Correct them all"))
    return faults


def _whole(load: _Load) -> list[Fault]:
    """What only all tables together can tell: ids used twice, and ids that lead nowhere."""
    faults = []
    for table, key in KEYS.items():
        twice = load.rows(
            f"SELECT {key}, count(*) FROM {table} GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT {SHOWN}"
        )
        faults += [
            Fault(_files(load, table), 0, f"{key} {name}", f"stands in {many} rows", "Keep one") for name, many in twice
        ]
    for table, column, other in REFERENCES:
        lost = load.rows(
            f"SELECT {_name(column)}, count(*) FROM {table} WHERE {_name(column)} IS NOT NULL AND {_name(column)} "
            f"NOT IN (SELECT {KEYS[other]} FROM {other}) GROUP BY 1 ORDER BY 1 LIMIT {SHOWN}"
        )
        faults += [
            Fault(
                _files(load, table),
                0,
                f"field {column}",
                f"{name!r} (in {many} rows) is not in {other}",
                f"Add it to {other}, or correct it",
            )
            for name, many in lost
        ]
    lost = load.rows(
        f"SELECT entity, count(*) FROM mentions WHERE entity NOT IN (SELECT entity FROM entities) AND entity NOT IN "
        f"(SELECT person FROM people) GROUP BY 1 ORDER BY 1 LIMIT {SHOWN}"
    )
    faults += [
        Fault(
            _files(load, "mentions"),
            0,
            "field entity",
            f"{name!r} (in {many} rows) is neither in entities nor in people",
            "Add it, or correct it",
        )
        for name, many in lost
    ]
    return faults


def _files(load: _Load, table: str) -> str:
    return " ".join(file.name for file in load.files[table]) or f"{table}.*"


def import_files(files: Iterable[Path], to: Path, progress: Progress = lambda step, done: None) -> dict[str, int]:
    """Check the files and write them as one ledger; return how many rows each table has. Raises `BrokenFiles`."""
    by_table = tables_of(files)
    fresh = to.with_name(to.name + ".new")
    fresh.unlink(missing_ok=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    whole = sum(file.stat().st_size for paths in by_table.values() for file in paths) or 1
    done = 0
    engine = duckdb.connect(str(fresh))
    try:
        engine.execute("SET enable_progress_bar = false")
        load = _Load(engine, by_table)
        for table, columns in sorted(COLUMNS.items(), key=lambda item: item[0] == "claims"):  # their articles before
            parts = [_checked(load, table, file) for file in by_table[table]]
            empty = ", ".join(f"NULL::{SQL[kind]} AS {_name(name)}" for name, kind in columns.items())
            progress(f"writing {table}", 0.8 * done / whole)
            rows = " UNION ALL ".join(parts) or f"SELECT {empty} WHERE false"
            order = f" ORDER BY {ORDER[table]}" if table in ORDER else ""
            if table == "claims":
                rows = PLACED.format(rows)
            kinds = load.rows(f"DESCRIBE {rows}")
            columns_ = ", ".join(f"{_name(str(name))} {kind}{LOOSE * (name in LONG)}" for name, kind, *_ in kinds)
            engine.execute(f"CREATE TABLE {table} ({columns_})")
            engine.execute(f"INSERT INTO {table} {rows}{order}")
            if table == "claims":
                engine.execute("UPDATE claims SET nth = rowid")  # numbered as they lie, the newest first
            done += sum(file.stat().st_size for file in by_table[table])
        progress("checking ids", 0.8)
        if faults := _whole(load):
            raise BrokenFiles(faults)
        progress("counting", 0.95)
        current.materialise(ibis.duckdb.from_connection(engine))
        engine.execute("CHECKPOINT")
        counted = {table: int(str(load.rows(f"SELECT count(*) FROM {table}")[0][0])) for table in COLUMNS}
    except BaseException:
        engine.close()
        fresh.unlink(missing_ok=True)
        raise
    engine.close()
    fresh.replace(to)
    progress("done", 1.0)
    return counted


def stored_tables(path: Path) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """The tables of a ledger file by name, each read in batches, in the order in which its rows lie."""
    with duckdb.connect(str(path), read_only=True) as engine:
        for name, columns in COLUMNS.items():
            yield name, engine.sql(f"SELECT {', '.join(map(_name, columns))} FROM {name}").to_arrow_reader(100_000)
