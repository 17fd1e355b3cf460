"""Ledgers from Parquet and JSON Lines: what goes in comes out, and a fault names its file, row and field."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from bench.generate import generate, write
from data import views
from data.__main__ import main
from data.bulk import BrokenFiles, import_files
from data.faults import BrokenSeeds
from data.ledger import Ledger, open_ledger, open_stored, stored_at
from data.queries import Chosen
from data.tables import COLUMNS


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    list(write(folder, generate(1_000, seed=3)))
    return folder


@pytest.fixture(scope="module")
def stored(made, tmp_path_factory) -> Ledger:
    to = tmp_path_factory.mktemp("stored") / "ledger.duckdb"
    import_files(sorted(made.iterdir()), to)
    return open_stored(to)


@pytest.fixture
def copy(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


def changed(folder: Path, table: str, change) -> list[Path]:
    """The files of a folder with one table rewritten."""
    frame = pq.read_table(folder / f"{table}.parquet").to_pandas()
    change(frame).to_parquet(folder / f"{table}.parquet", index=False)
    return sorted(folder.iterdir())


def faults(folder: Path, files=None) -> list[str]:
    with pytest.raises(BrokenFiles) as broken:
        import_files(files or sorted(folder.iterdir()), folder.parent / "out.duckdb")
    assert not (folder.parent / "out.duckdb").exists(), "a broken import must leave nothing"
    return [str(fault) for fault in broken.value.faults]


def test_what_goes_in_comes_out(made, stored):
    for name in COLUMNS:
        before = pq.read_table(made / f"{name}.parquet").to_pandas()
        after = stored.table(name).to_pyarrow().to_pandas()
        by = list(before.columns)
        after = after[by]
        pd.testing.assert_frame_equal(
            before.sort_values(by, ignore_index=True), after.sort_values(by, ignore_index=True), check_dtype=False
        )


def test_a_stored_ledger_answers_as_one_of_seeds_does(stored):
    assert stored.revision == 12
    assert stored.first < stored.last
    counted = views.counts(stored, Chosen(known_on=stored.last))
    assert counted.known + counted.possibly_known + counted.hidden == 1_000
    assert len(views.deals(stored, Chosen())) > 0


def test_json_lines_are_read_like_parquet(copy, stored, tmp_path):
    frame = pq.read_table(copy / "claims.parquet").to_pandas().astype(object)
    rows = [{k: str(v)[:10] if k.endswith(("lower", "upper", "recorded")) else v for k, v in row.items() if not pd.isna(v)} for row in frame.to_dict("records")]  # fmt: skip
    (copy / "claims.parquet").unlink()
    for part, lines in (("claims-1", rows[:400]), ("claims-2", rows[400:])):
        (copy / f"{part}.jsonl").write_text("".join(json.dumps(row, default=str) + "\n" for row in lines))
    import_files(sorted(copy.iterdir()), tmp_path / "json.duckdb")
    mine, theirs = views.claims(open_stored(tmp_path / "json.duckdb"), Chosen()), views.claims(stored, Chosen())
    pd.testing.assert_frame_equal(mine, theirs)


def test_a_word_outside_the_vocabulary_is_named_with_file_row_and_field(copy):
    files = changed(
        copy, "claims", lambda f: f.assign(stance=["swears" if n == 6 else s for n, s in enumerate(f["stance"])])
    )
    assert faults(copy, files) == [
        "claims.parquet:7: field stance: 'swears' is not of the vocabulary. Correct the value."
    ]


def test_a_cell_of_the_wrong_type_is_named(copy):
    frame = pq.read_table(copy / "answers.parquet").to_pandas()
    claims = pq.read_table(copy / "claims.parquet").to_pandas()
    claims["paragraph"] = ["two" if n == 3 else str(n) for n in range(len(claims))]
    claims.to_parquet(copy / "claims.parquet", index=False)
    assert len(frame)
    assert faults(copy) == ["claims.parquet:4: field paragraph: 'two' is no bigint. Correct the value."]


def test_many_faults_of_one_sort_are_counted(copy):
    found = faults(copy, changed(copy, "claims", lambda f: f.assign(statement=None)))
    assert len(found) == 6
    assert "is empty in 1,000 rows in all" in found[0]


def test_a_missing_or_unknown_column_is_named(copy):
    found = faults(copy, changed(copy, "claims", lambda f: f.drop(columns="origin").assign(colour="red")))
    assert found == [
        "claims.parquet: field colour: is no column of claims. Remove it, or correct it.",
        "claims.parquet: field origin: is missing. Add this column.",
    ]


def test_an_id_that_leads_nowhere_and_one_used_twice_are_named(copy):
    changed(copy, "answers", lambda f: f.assign(claim_id=["nobody.1", *f["claim_id"][1:]]))
    found = faults(copy, changed(copy, "claims", lambda f: pd.concat([f, f.head(1)])))
    assert any("stands in 2 rows" in fault for fault in found)
    assert any("'nobody.1' (in 1 rows) is not in claims" in fault for fault in found)


def test_a_line_that_is_no_json_is_named(copy):
    (copy / "answers.parquet").unlink()
    (copy / "answers.jsonl").write_text('{"claim_id": "a.1"}\n{"claim_id": \n')
    (found,) = faults(copy)
    assert found.startswith("answers.jsonl:2: line: is no JSON object")


def test_files_that_are_no_tables_are_refused(copy):
    (copy / "notes.txt").write_text("hello")
    (copy / "prices.parquet").write_bytes(b"")
    found = faults(copy)
    assert any("notes.txt: file: .txt is not read" in fault for fault in found)
    assert any("prices.parquet: file: is named for no table" in fault for fault in found)


def test_the_command_says_how_many_and_how_to_open_it(made, tmp_path, capsys):
    assert main(["import", str(made), "--to", str(tmp_path / "out.duckdb")]) == 0
    said = capsys.readouterr().out
    assert "1,000 claims" in said
    assert f"LEDGER_URL=duckdb://{tmp_path / 'out.duckdb'}" in said


def test_an_address_that_leads_nowhere_says_what_to_do(tmp_path):
    for url in ("postgresql://host/db", "duckdb://", f"duckdb://{tmp_path}/none.duckdb"):
        with pytest.raises(BrokenSeeds) as broken:
            open_stored(stored_at(url))
        assert broken.value.faults[0].mend
    (tmp_path / "text.duckdb").write_text("not a ledger")
    with pytest.raises(BrokenSeeds, match="is no ledger"):
        open_stored(tmp_path / "text.duckdb")


def test_seeds_still_open_without_an_address():
    ledger = open_ledger()
    assert ledger.drafts == sum(ledger.table("tallies").to_pyarrow().to_pandas().query("revision.isna()")["n"])
