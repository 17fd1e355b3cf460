"""What is found wanting, on an invented world where every finding can be counted by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from data.duplicates import of_seeds
from data.ledger import Ledger, open_ledger
from data.quality import OPENED, Quality, findings, named, of_ledger, told
from data.queries import Chosen
from data.views import claims, deals, on_record, register
from tests.conftest import ARTICLE, REGISTERS, Write

DAY = date(2026, 6, 30)
BODY = ARTICLE[: ARTICLE.index("passed_over")]
OLD = 'checked: [{day: "2024-03-06", read: full}, {day: "2024-04", read: excerpt}]\nclaims:'
SECOND = """id: daily-2025
publisher: daily
url: https://example.org/b
language: en
published: "2025-01-02"
accessed: "2025-01-02"
text_read: excerpt
claims:
  - {id: daily-2025.1, kind: talk, statement: A second deal., paragraph: 1, anchor: two words, origin: arrow-1,
     deal: later, parties: [{entity: arrow}, {entity: birch}], form: [supply], stage: STAGE}
"""
DEALS = (
    REGISTERS["deals.yaml"]
    + "  - {id: later, title: Arrow and Birch again, parties: [arrow, birch], subject: Parts, follows: arrow-birch}\n"
)
Find = Callable[..., Quality]


@pytest.fixture
def find(write_seeds: Write) -> Find:
    """The findings on the invented seeds with these files, as known on a day and chosen so."""

    def find_(known_on: date = DAY, chosen: Chosen | None = None, **files: str) -> Quality:
        return of_ledger(open_ledger(write_seeds(**files)), chosen or Chosen(known_on=known_on))

    return find_


def _two(stage: str = "signed") -> dict[str, str]:
    return {"deals.yaml": DEALS, "articles/daily-2025.yaml": SECOND.replace("STAGE", stage)}


def _frames(folder: Path, **cells: object) -> Quality:
    """The findings, with cells of claim daily-2024.3 replaced before they are looked at."""
    ledger: Ledger = open_ledger(folder)
    shown = claims(ledger, Chosen(known_on=DAY))
    for name, cell in cells.items():
        shown.loc[shown["claim_id"] == "daily-2024.3", name] = cell
    return findings(shown, shown, deals(ledger, Chosen(known_on=DAY)), lambda name: register(ledger, name), [])


def test_a_claim_without_anchor_is_found_and_a_derived_one_stands_apart(seeds: Path) -> None:
    assert _frames(seeds).unanchored.empty
    found = _frames(seeds, anchor=None)
    assert found.unanchored["claim"].tolist() == ["daily-2024.3"]
    assert found.derived == 1


def test_texts_not_read_whole_come_with_the_least_read_first(find: Find) -> None:
    assert find().unread.empty
    files = _two() | {"articles/daily-2024.yaml": BODY.replace("text_read: full", "text_read: none")}
    found = find(**files).unread
    assert found[["article_id", "text_read", "claims"]].values.tolist() == [
        ["daily-2024", "none", 6], ["daily-2025", "excerpt", 1],
    ]  # fmt: skip
    assert found["claim"].tolist()[0].split(";") == [f"daily-2024.{n}" for n in range(1, 7)]


def test_a_deal_on_one_origin_names_it_and_opens_what_supports_it_first(find: Find) -> None:
    found = find().single
    assert found[["deal", "origins", "said_by", "attribution", "claim"]].values.tolist() == [
        ["arrow-birch", 1, "wire", "anonymous", "daily-2024.1;daily-2024.2"],
    ]  # fmt: skip


def test_a_deal_that_nobody_supports_is_alone_too(find: Find) -> None:
    denied = BODY.replace("stage: in-talks,\n     when:", "stage: in-talks, stance: denies,\n     when:")
    row = find(**{"articles/daily-2024.yaml": denied.replace("how: denies", "how: updates")}).single.iloc[0]
    assert (row["origins"], row["said_by"]) == (0, None)


def test_a_second_origin_takes_a_deal_off_the_list(find: Find) -> None:
    more = """  - {id: daily-2024.7, kind: talk, statement: Again., paragraph: 1, anchor: two words, origin: countess-1,
     deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [supply], stage: in-talks}
"""
    assert find(**{"articles/daily-2024.yaml": BODY + more}).single.empty


def test_a_quiet_deal_is_open_until_its_outcome_and_says_what_carries_it_on(find: Find) -> None:
    assert find(date(2025, 3, 4)).quiet.empty
    assert find(date(2025, 3, 5)).quiet["deal"].tolist() == ["arrow-birch"]
    found = find(**_two()).quiet
    assert found["deal"].tolist() == ["later", "arrow-birch"]
    assert found["carried_on"].tolist() == [None, "later"]


@pytest.mark.parametrize(
    ("stage", "open_"),
    [("signed", True), ("paused", True), ("operating", False), ("collapsed", False), ("ended", False)],
)
def test_running_collapsed_and_ended_are_outcomes(find: Find, stage: str, open_: bool) -> None:
    assert ("later" in find(**_two(stage)).quiet["deal"].tolist()) is open_


def test_what_follows_counts_only_once_it_is_known(find: Find) -> None:
    files = _two() | {"articles/daily-2025.yaml": SECOND.replace("STAGE", "signed").replace("2025-01-02", "2026-06-01")}
    assert find(date(2026, 5, 1), **files).quiet["carried_on"].tolist() == [None]
    assert find(date(2026, 6, 30), **files).quiet["carried_on"].tolist() == ["later"]


def test_entities_in_use_without_an_identifier_companies_first(find: Find) -> None:
    found = find()
    assert set(found.nameless["entity"]) == {"arrow", "birch", "birch-cars", "countess", "daily", "wire"}
    assert found.nameless["entity"].tolist()[0] == "arrow"
    assert found.nameless["is_company"].tolist() == [True] * 3 + [False] * 3
    named_ = REGISTERS["entities.yaml"].replace("name: Arrow,", 'name: Arrow, tickers: ["X:1"],')
    named_ = named_.replace("name: Countess Data,", "name: Countess Data, wikidata: Q7,")
    less = find(**{"entities.yaml": named_})
    assert set(less.nameless["entity"]) == {"birch", "birch-cars", "daily", "wire"}
    assert less.entities == found.entities == 6


def test_a_row_on_an_entity_opens_no_more_than_its_newest_claims(find: Find) -> None:
    many = "".join(
        f"  - {{id: daily-2025.{n}, kind: position, statement: S., paragraph: 1, anchor: two words, origin: arrow-1,"
        f" entities: [arrow], topic: opinion}}\n"
        for n in range(2, 40)
    )
    found = find(**_two() | {"articles/daily-2025.yaml": SECOND.replace("STAGE", "signed") + many}).nameless
    row = found.set_index("entity").loc["arrow"]
    opened = row["claim"].split(";")
    assert len(opened) == OPENED < row["claims"]
    assert all(claim.startswith("daily-2025.") for claim in opened)


def test_go_betweens_and_publishers_are_in_use(seeds: Path) -> None:
    ledger = open_ledger(seeds)
    shown = claims(ledger, Chosen()).assign(via=["birch-cars;ours", *[None] * 5])
    of = named(shown, register(ledger, "mentions"))
    assert {"daily", "ours", "birch-cars"} <= set(of["entity"])
    assert not of.duplicated().any()


def test_checks_are_in_the_order_of_the_last_one_and_never_comes_first(find: Find) -> None:
    files = _two() | {"articles/daily-2024.yaml": BODY.replace("claims:", OLD)}
    found = find(**files).checks
    assert found["article_id"].tolist() == ["daily-2025", "daily-2024"]
    assert found["checked"].tolist() == [None, "2024-04"]
    assert found["checked_read"].tolist() == [None, "excerpt"]
    assert found["checked_on"].tolist()[1] == pd.Timestamp("2024-04-30")


def test_a_twin_is_found_where_both_are_on_record_and_one_is_shown(find: Find) -> None:
    twin = REGISTERS["entities.yaml"] + "  - {id: arrow-ag, name: Arrow AG, sort: automaker}\n"
    assert find(**{"entities.yaml": twin}).alike.empty
    of_twin = BODY.replace("of: arrow, metric: other", "of: arrow-ag, metric: other")
    found = find(**{"entities.yaml": twin, "articles/daily-2024.yaml": of_twin}).alike
    assert found[["one", "other"]].values.tolist() == [["arrow-ag", "arrow"]]
    assert "daily-2024.6" in found.iloc[0]["claim"]


def test_known_before_the_first_article_finds_nothing(find: Find) -> None:
    found = find(date(2020, 1, 1))
    assert all(frame.empty for frame in found.frames().values())
    assert (found.derived, found.entities) == (0, 0)


def test_a_filter_narrows_every_finding(find: Find) -> None:
    assert find(**_two()).checks["claims"].tolist() == [6, 1]
    dated = find(chosen=Chosen(known_on=DAY, end=date(2023, 12, 31)), **_two())
    assert dated.checks[["article_id", "claims"]].values.tolist() == [["daily-2024", 2]]
    none = find(chosen=Chosen(known_on=DAY, companies=("birch-cars",)), **_two())
    assert none.single.empty
    assert none.checks["article_id"].tolist() == ["daily-2024"]


def test_the_lines_are_bounded_and_say_how_many_more(find: Find) -> None:
    lines = list(told(find(**_two()), most=1))
    assert "0 claims without an anchor (1 derived ones apart)" in lines
    assert "1 of 2 texts not read whole" in lines
    assert "  daily-2025: excerpt, claims: 1" in lines
    assert lines[lines.index("2 quiet deals without an outcome") :][1:3] == [
        "  later: signed, 17 months",
        "  and 1 more",
    ]


def test_the_command_prints_every_section_and_exits_0(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--seeds", str(seeds), "--known", "2026-06-30"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("As known on 2026-06-30\n")
    assert "1 deals on a single origin\n  arrow-birch: in-talks, by wire" in printed
    assert "daily-2024: never checked" in printed
    assert main(["quality", "--seeds", str(seeds), "--known", "2020-01-01"]) == 0


def test_the_embedded_facts_have_no_claim_without_an_anchor() -> None:
    ledger = open_ledger()
    chosen = Chosen(known_on=ledger.last)
    now = findings(
        claims(ledger, chosen), on_record(ledger, chosen), deals(ledger, chosen), lambda name: register(ledger, name),
        of_seeds(ledger.seeds),
    )  # fmt: skip
    assert now.unanchored.empty
    assert now.derived > 0
    assert len(now.checks) == len(ledger.seeds.articles)
