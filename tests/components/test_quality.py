"""What the quality page says in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from components import quality as shown
from data.ledger import open_ledger
from data.quality import Quality, of_ledger
from data.queries import Chosen
from tests.conftest import ARTICLE, REGISTERS, Write

NAMES = {"arrow": "Arrow", "arrow-ag": "Arrow AG", "wire": "The Wire"}
TITLES = {"arrow-birch": "Arrow and Birch", "later": "Arrow and Birch again"}
BODY = ARTICLE[: ARTICLE.index("passed_over")]


def _found(write: Write, known_on: str = "2026-06-30", **files: str) -> Quality:
    return of_ledger(open_ledger(write(**files)), Chosen(known_on=date.fromisoformat(known_on)))


def _row(found: Quality, name: str, **cells: Any) -> dict[str, Any]:
    frame: pd.DataFrame = getattr(found, name)
    for column, cell in cells.items():
        frame = frame.assign(**{column: pd.Series([cell] * len(frame), dtype=object)})
    row = shown.rows(name, frame, NAMES, TITLES).iloc[0].to_dict()
    return {key: cell.replace("\u00a0", " ") if isinstance(cell, str) else cell for key, cell in row.items()}


@pytest.mark.parametrize("name", shown.COLUMNS)
def test_every_finding_has_its_words_and_columns_even_without_rows(write_seeds: Write, name: str) -> None:
    now = _found(write_seeds, "2020-01-01")
    rows = shown.rows(name, getattr(now, name), NAMES, TITLES)
    assert rows.empty
    assert {column.field for column in shown.COLUMNS[name]} | {"claim"} <= set(rows.columns)
    assert shown.TITLES[name]
    assert shown.BRIEF[name]
    assert shown.NOTHING[name].endswith(".")
    assert shown.note(name, now)


def test_every_finding_has_a_table() -> None:
    assert set(shown.COLUMNS) == {name for name, kind in Quality.__annotations__.items() if kind is pd.DataFrame}


def test_a_deal_on_one_origin_says_whose_word_it_rests_on(write_seeds: Write) -> None:
    row = _row(_found(write_seeds), "single")
    assert (row["deal"], row["stage"], row["by"]) == ("Arrow and Birch", "in talks, contested", "The Wire, anonymous")
    assert (row["reports"], row["last"], row["claim"]) == (1, "5 Mar 2024", "daily-2024.1;daily-2024.2")


def test_a_deal_that_nobody_supports_says_so(write_seeds: Write) -> None:
    assert _row(_found(write_seeds), "single", said_by=None)["by"] == "nobody supports it"


def test_silence_is_in_months_and_then_in_years(write_seeds: Write) -> None:
    now = _found(write_seeds)
    assert _row(now, "quiet")["silent"] == "2.2 years"
    assert _row(now, "quiet", quiet_months=12)["silent"] == "12 months"
    assert _row(now, "quiet", quiet_months=24)["silent"] == "2 years"
    assert _row(now, "quiet")["after"] == ""
    assert _row(now, "quiet", carried_on="later")["after"] == "Arrow and Birch again"


def test_an_article_is_named_by_its_title_or_its_day(write_seeds: Write) -> None:
    excerpt = BODY.replace("text_read: full", "text_read: excerpt")
    row = _row(_found(write_seeds, **{"articles/daily-2024.yaml": excerpt}), "unread")
    assert (row["article"], row["read"], row["claims"]) == ("The Daily, 5 Mar 2024", "excerpt", 6)
    titled = excerpt.replace("publisher: daily", "publisher: daily\ntitle: Two haggle")
    row = _row(_found(write_seeds, **{"articles/daily-2024.yaml": titled}), "unread")
    assert row["article"] == "The Daily: Two haggle"


def test_a_check_that_never_was_says_so(write_seeds: Write) -> None:
    now = _found(write_seeds)
    assert (_row(now, "checks")["checked"], _row(now, "checks")["read"]) == ("never", "")
    assert shown.counts(now)["checks"] == "never"
    read = BODY.replace("claims:", 'checked: [{day: "2024-03-06", read: none}]\nclaims:')
    now = _found(write_seeds, **{"articles/daily-2024.yaml": read})
    assert (_row(now, "checks")["checked"], _row(now, "checks")["read"]) == ("6 Mar 2024", "not found")
    assert shown.counts(now)["checks"] == "6 Mar 2024"


def test_a_likely_duplicate_shows_both_ids(write_seeds: Write) -> None:
    twin = REGISTERS["entities.yaml"] + "  - {id: arrow-ag, name: Arrow AG, sort: automaker}\n"
    of_twin = BODY.replace("of: arrow, metric: other", "of: arrow-ag, metric: other")
    row = _row(_found(write_seeds, **{"entities.yaml": twin, "articles/daily-2024.yaml": of_twin}), "alike")
    assert (row["one"], row["other"]) == ("Arrow AG (arrow-ag)", "Arrow (arrow)")
    assert row["because"] == "Arrow AG and Arrow are one name"


def test_the_finding_counts_and_agrees_in_number(write_seeds: Write) -> None:
    alone = _found(write_seeds)
    assert shown.finding(alone) == "One deal rests on a single origin and one deal went quiet without an outcome"
    excerpt = {"articles/daily-2024.yaml": BODY.replace("text_read: full", "text_read: excerpt")}
    now = _found(write_seeds, "2024-04-01", **excerpt)
    assert shown.finding(now) == "The only text was not read whole and one deal rests on a single origin"
    several = replace(now, checks=pd.concat([now.checks] * 14), single=pd.concat([now.single] * 2))
    assert shown.finding(several) == "One of 14 texts was not read whole and two deals rest on a single origin"
    assert shown.finding(_found(write_seeds, "2020-01-01")).startswith("Every text was read whole")


def test_the_line_under_a_title_says_of_how_many(write_seeds: Write) -> None:
    now = _found(write_seeds)
    assert shown.note("unread", now).endswith("(1 text in all)")
    assert shown.note("nameless", now).endswith("(6 could have one)")
    assert shown.note("unanchored", now).endswith("(1 here)")
    assert shown.note("single", now) == shown.NOTES["single"]
