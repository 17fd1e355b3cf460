"""The CSV files of an export."""

import csv
from datetime import date
from pathlib import Path

from data.__main__ import main
from data.export import COLUMNS, export


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_frame_is_written_with_its_columns(seeds: Path, tmp_path: Path) -> None:
    written = export(seeds, tmp_path / "out")
    assert set(written) == set(COLUMNS)
    for name, columns in COLUMNS.items():
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8") as lines:
            assert lines.readline().strip() == ",".join(columns)


def test_values_are_in_base_units_and_lists_joined(seeds: Path, tmp_path: Path) -> None:
    export(seeds, tmp_path)
    figures = {row["claim_id"]: row for row in _rows(tmp_path / "figures.csv")}
    assert figures["daily-2024.4"]["low"] == "1200"
    assert figures["daily-2024.5"] | {"high": "", "low_open": "true"} == figures["daily-2024.5"]
    assert figures["daily-2024.6"]["derived"] == "wanted_low / sold"
    talks = _rows(tmp_path / "talks.csv")
    assert talks[0]["parties"] == "arrow;birch"
    companies = {row["company_id"]: row for row in _rows(tmp_path / "companies.csv")}
    assert companies["birch"]["aliases"] == "Birch;白桦"
    assert "daily" not in companies


def test_an_export_as_known_on_a_day_says_so(seeds: Path, tmp_path: Path) -> None:
    assert export(seeds, tmp_path, date(2024, 3, 1))["claims"] == 0
    assert main(["export", "--seeds", str(seeds), "--out", str(tmp_path), "--known", "2024-03-06"]) == 0
    assert {row["known"] for row in _rows(tmp_path / "claims.csv")} == {"known"}
