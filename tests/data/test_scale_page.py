"""What docs/scale.md tells is so: its columns are the ledger's, and its example becomes a ledger."""

import re
from pathlib import Path

import duckdb
import pytest

from data import views
from data.bulk import NEEDED, SQL, import_files
from data.ledger import open_stored
from data.queries import Chosen
from data.tables import COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scale.md").read_text("utf-8")


def _columns(cell: str) -> dict[str, str]:
    return {name: kind or "VARCHAR" for name, kind in re.findall(r"`(\w+)`(?: ([A-Z]+))?", cell)}


def test_the_columns_are_those_of_the_ledger() -> None:
    listed = [row.strip("| ").split("|") for row in PAGE.split("| columns that may be")[1].splitlines()[2:14]]
    needed = {row[0].strip(): _columns(row[1]) for row in listed}
    whole = {row[0].strip(): _columns(row[1]) | _columns("".join(row[2:])) for row in listed}
    assert whole == {table: {name: SQL[kind] for name, kind in columns.items()} for table, columns in COLUMNS.items()}
    assert {table: set(names) for table, names in needed.items()} == {table: set(NEEDED[table]) for table in COLUMNS}


def test_the_example_becomes_a_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    with duckdb.connect() as warehouse:
        for sql in re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL):
            warehouse.execute(sql)
    import_files(sorted((tmp_path / "out").iterdir()), tmp_path / "ledger.duckdb")
    ledger = open_stored(tmp_path / "ledger.duckdb")
    shown = views.shown(ledger, Chosen(companies=("birch",)))
    assert shown.claims["statement"].tolist() == ["The two negotiate a plant."]
    assert shown.deals[["deal", "stage", "origins"]].values.tolist() == [["arrow-birch", "in-talks", 1]]
    assert views.shown(ledger, Chosen()).totals.claims == 2
