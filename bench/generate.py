"""Makes ledgers of any size with the shape of the real one: `python -m bench.generate 1000000 --out DIR`.

Shapes, taken from the ledger of 787 claims: 20 claims an article; 34 % positions, 28 % figures, 20 % milestones, 13 %
talks, 5 % ties; a few companies carry most claims (Zipf); one deal for 30 claims; half of all dates are vague; 5 % of
talks are denials that answer a claim, and 2 % of figures are our arithmetic. Names are invented. Everything follows
from the seed: the same size and seed give the same rows. No row leans on another machine, clock or library version
but numpy's generator.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.made.articles import articles, origins
from bench.made.between import links, mentions
from bench.made.claims import claims
from bench.made.deals import deals
from bench.made.dice import Draw
from bench.made.whom import entities, world
from data.tables import COLUMNS


def generate(count: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Every table of `data.tables.COLUMNS` for a ledger of `count` claims; the same seed gives the same rows.

    Rows: `claims` in claims, about 2.4 times as many mentions, a twentieth articles, a thirtieth deals, 2.5 times the
    square root companies, 3 origins an article. Raises `ValueError` below 100 claims: too few for every kind.
    """
    if count < 100:
        raise ValueError(f"a made ledger needs 100 claims or more, not {count}")
    draw, whom = Draw(seed), world(count)
    tables = entities(whom, draw)
    published, of = articles(count, whom, draw)
    dealt, first_said = deals(count, whom, draw), origins(published, whom, draw)
    told, answering = claims(count, whom, published, of, dealt, first_said, draw)
    told["reliability"] = told["publisher"].map(tables["entities"].set_index("entity")["reliability"])
    parties = dealt.melt(id_vars="deal", value_vars=["one", "other"], value_name="entity")
    parties["position"] = parties["variable"].eq("other").astype("int64")
    tables |= {"claims": told, "answers": answering, "articles": published, "deals": dealt, "origins": first_said}
    tables |= {"mentions": mentions(told, whom), "deal_parties": parties, "links": links(told, draw)}
    return {name: tables[name] for name in COLUMNS}


def arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """A table with exactly the columns and types of `data.tables.COLUMNS`; what is not generated is null."""
    count, columns = len(frame), COLUMNS[name]
    arrays = [
        pa.array(frame[column], from_pandas=True).cast(kind) if column in frame else pa.nulls(count, kind)
        for column, kind in columns.items()
    ]
    return pa.Table.from_arrays(arrays, names=list(columns))


def write(folder: Path, tables: dict[str, pd.DataFrame]) -> Iterable[Path]:
    """Write `folder`/<table>.parquet for every table and yield the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(arrow(name, frame), path, compression="zstd", row_group_size=122_880)
        yield path


def main(arguments: list[str] | None = None) -> None:
    """Write one ledger."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    for path in write(options.out, generate(options.claims, options.seed)):
        print(path)


if __name__ == "__main__":
    main()
