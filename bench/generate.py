"""Makes ledgers of any size with the shape of the real one: `python -m bench.generate 1000000 --out DIR`.

Shapes, taken from the ledger of 787 claims: 20 claims an article; 34 % positions, 28 % figures, 20 % milestones, 13 %
talks, 5 % ties; a few companies carry most claims (Zipf); one deal for 30 claims; half of all dates are vague; 5 % of
talks are denials that answer a claim, and 2 % of figures are our arithmetic. Names are invented. Everything follows
from the seed: the same size and seed give the same rows. No row leans on another machine, clock or library version
but numpy's generator.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.made.articles import articles, origins
from bench.made.between import links, mentions
from bench.made.claims import claims
from bench.made.deals import deals
from bench.made.dice import Draw
from bench.made.whom import World, entities, world
from data.tables import COLUMNS

PART = 1_000_000
"""Claims made at once, which take 3 GB; a larger ledger is made in parts of one world, each with articles and deals of its own."""


def generate(count: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Every table of `data.tables.COLUMNS` for a ledger of `count` claims; the same seed gives the same rows.

    Rows: `claims` in claims, about 2.4 times as many mentions, a twentieth articles, a thirtieth deals, 2.5 times the
    square root companies, 3 origins an article. Raises `ValueError` below 100 claims: too few for every kind.
    """
    (tables,) = parts(count, seed, count)
    return tables


def parts(count: int, seed: int = 1, most: int = PART) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables of `generate` in parts of at most so many claims; what all share is in the first."""
    if count < 100:
        raise ValueError(f"a made ledger needs 100 claims or more, not {count}")
    draw, whom = Draw(seed), world(count)
    shared = entities(whom, draw)
    grades = shared["entities"].set_index("entity")["reliability"]
    many = -(-count // most)
    for n in range(many):
        tables = _facts(count * (n + 1) // many - count * n // many, whom, grades, draw, f"{n}-" if n else "")
        tables["links"]["link"] += n * count
        tables["origins"] = tables["origins"].iloc[: -1 if n else None]  # our own arithmetic is one origin
        tables = tables if n else shared | tables
        yield {name: tables[name] for name in COLUMNS if name in tables}


def _facts(count: int, whom: World, grades: pd.Series, draw: Draw, mark: str) -> dict[str, pd.DataFrame]:
    """All but whom claims are about; the ids of articles and deals hold `mark`."""
    published, of = articles(count, whom, draw, mark)
    dealt, first_said = deals(count, whom, draw, mark), origins(published, whom, draw)
    told, answering = claims(count, whom, published, of, dealt, first_said, draw)
    told["reliability"] = told["publisher"].map(grades)
    parties = dealt.melt(id_vars="deal", value_vars=["one", "other"], value_name="entity")
    parties["position"] = parties["variable"].eq("other").astype("int64")
    return {
        "claims": told, "answers": answering, "articles": published, "deals": dealt, "origins": first_said,
        "mentions": mentions(told, whom), "deal_parties": parties, "links": links(told, draw),
    }  # fmt: skip


def arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """A table with exactly the columns and types of `data.tables.COLUMNS`; what is not generated is null."""
    count, columns = len(frame), COLUMNS[name]
    arrays = [
        pa.array(frame[column], from_pandas=True).cast(kind) if column in frame else pa.nulls(count, kind)
        for column, kind in columns.items()
    ]
    return pa.Table.from_arrays(arrays, names=list(columns))


def write(folder: Path, tables: dict[str, pd.DataFrame], part: int = 1) -> Iterable[Path]:
    """Write `folder`/<table>.parquet for every table, of a later part <table>-<part>.parquet, and yield the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        path = folder / f"{name}{f'-{part}' if part > 1 else ''}.parquet"
        pq.write_table(arrow(name, frame), path, compression="zstd", row_group_size=122_880)
        yield path


def main(arguments: list[str] | None = None) -> None:
    """Write one ledger."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    for part, tables in enumerate(parts(options.claims, options.seed), 1):
        for path in write(options.out, tables, part):
            print(path, flush=True)


if __name__ == "__main__":
    main()
