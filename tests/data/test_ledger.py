"""Queries and frames over the invented world."""

import subprocess
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import recorded, views
from data.ledger import Ledger, open_ledger
from data.queries import Chosen
from data.seeds import load
from data.vocabulary import Stage, Stance
from tests.conftest import ARTICLE, Write


@pytest.fixture
def ledger(seeds: Path) -> Ledger:
    return open_ledger(seeds)


def _ids(frame: pd.DataFrame) -> set[int]:
    return {int(name.rsplit(".", 1)[1]) for name in frame["claim_id"]}


def test_everything_is_shown_when_nothing_is_chosen(ledger: Ledger) -> None:
    claims = views.claims(ledger, Chosen())
    assert _ids(claims) == {1, 2, 3, 4, 5, 6}
    assert set(claims["known"]) == {"known"}
    assert str(claims["about_lower"].dtype) == "datetime64[ns]"


def test_a_denial_stays_beside_its_claim_and_contests_the_deal(ledger: Ledger) -> None:
    deal = views.deals(ledger, Chosen()).iloc[0]
    assert (deal["stage"], deal["contested"], deal["denied_by"]) == ("in-talks", True, "ann")
    assert (deal["origins"], deal["reports"], deal["parties"]) == (1, 1, "arrow;birch")


def test_a_denial_that_is_confirmed_away_on_record_no_longer_contests(write_seeds: Write) -> None:
    confirm = """  - {id: daily-2024.7, kind: talk, statement: Arrow owns up., paragraph: 2, anchor: of this there, context: [1], origin: arrow-1,
     speaker: arrow, deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [joint venture],
     stage: in-talks, answers: [{claim: daily-2024.1, how: confirms}]}
passed_over:"""
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", confirm)})
    assert not views.deals(open_ledger(folder), Chosen()).iloc[0]["contested"]


def test_a_denied_or_possible_stage_never_becomes_the_deals(write_seeds: Write) -> None:
    only_denied = ARTICLE.replace("stage: in-talks,\n     when", "stance: says-possible, stage: signed,\n     when")
    deal = views.deals(open_ledger(write_seeds(**{"articles/daily-2024.yaml": only_denied})), Chosen()).iloc[0]
    assert deal["stage"] is None
    assert deal["peak_stage"] is None


def test_a_company_filter_can_include_what_it_owns(ledger: Ledger) -> None:
    assert 4 not in _ids(views.claims(ledger, Chosen(companies=("birch",))))
    assert _ids(views.claims(ledger, Chosen(companies=("birch-cars",)))) == {3}
    assert _ids(views.claims(ledger, Chosen(companies=("birch",), include_owned=False))) == {1, 2, 3}


def test_dates_have_three_answers_and_a_deadline_is_open_below(ledger: Ledger) -> None:
    chosen = Chosen(start=date(2023, 6, 1), end=date(2024, 2, 25))
    within = views.claims(ledger, chosen).set_index("claim_id")["within"].to_dict()
    assert within["daily-2024.1"] == "possibly"
    assert within["daily-2024.4"] == "possibly"
    assert within["daily-2024.5"] == "possibly"
    assert "daily-2024.2" not in within
    assert (
        views.claims(ledger, Chosen(end=date(2026, 1, 1))).set_index("claim_id")["within"]["daily-2024.5"]
        == "definitely"
    )


def test_what_is_published_later_is_hidden_and_counted(ledger: Ledger) -> None:
    before = Chosen(known_on=date(2024, 3, 4))
    assert len(views.claims(ledger, before)) == 0
    assert len(views.deals(ledger, before)) == 0
    counts = views.counts(ledger, before)
    assert (counts.known, counts.hidden, counts.hidden_articles) == (0, 6, 1)


def test_possibly_known_is_shown_and_never_sets_a_stage(write_seeds: Write) -> None:
    vague = ARTICLE.replace('published: "2024-03-05"', 'published: "2024-03-01/2024-03-09"')
    ledger = open_ledger(write_seeds(**{"articles/daily-2024.yaml": vague}))
    chosen = Chosen(known_on=date(2024, 3, 4))
    assert set(views.claims(ledger, chosen)["known"]) == {"possibly"}
    assert views.deals(ledger, chosen).iloc[0]["stage"] is None
    assert views.counts(ledger, chosen).possibly_known == 6


def test_stances_stages_and_publishers_narrow(ledger: Ledger) -> None:
    assert _ids(views.claims(ledger, Chosen(stances=(Stance.DENIES,)))) == {2}
    assert 1 not in _ids(views.claims(ledger, Chosen(least_stage=Stage.SIGNED)))
    assert 4 in _ids(views.claims(ledger, Chosen(least_stage=Stage.SIGNED)))
    assert 1 in _ids(views.claims(ledger, Chosen(least_stage=Stage.IN_TALKS)))
    assert len(views.claims(ledger, Chosen(publishers=("wire",)))) == 0


def test_the_two_grades_narrow_apart(ledger: Ledger) -> None:
    assert len(views.claims(ledger, Chosen(reliability=("C",)))) == 6
    assert len(views.claims(ledger, Chosen(reliability=("B",)))) == 0
    assert _ids(views.claims(ledger, Chosen(credibility=(3,)))) == {1, 3}
    assert _ids(views.claims(ledger, Chosen(credibility=(2, 6)))) == {2, 4, 5, 6}


def test_a_revision_shows_what_was_recorded_by_then(write_seeds: Write) -> None:
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE[: ARTICLE.index("  - {id: daily-2024.5")]})
    recorded.append(load(folder), date(2024, 3, 7))
    write_seeds()
    ledger = open_ledger(folder)
    assert (ledger.revision, ledger.drafts) == (1, 2)
    assert _ids(views.claims(ledger, Chosen(revision=1))) == {1, 2, 3, 4}


def test_a_deal_is_quiet_after_twelve_months(ledger: Ledger) -> None:
    assert not views.deals(ledger, Chosen(known_on=date(2025, 3, 4))).iloc[0]["quiet"]
    assert views.deals(ledger, Chosen(known_on=date(2025, 3, 5))).iloc[0]["quiet_months"] == 12


def test_an_empty_ledger_gives_empty_frames(seeds: Path) -> None:
    (seeds / "articles" / "daily-2024.yaml").unlink()
    (seeds / "people.yaml").write_text("people: []\n")
    ledger = open_ledger(seeds)
    assert len(views.claims(ledger, Chosen())) == 0
    assert len(views.deals(ledger, Chosen())) == 0


def test_a_pinned_revision_reads_the_same_in_a_fresh_clone_after_more_was_recorded(
    write_seeds: Write, tmp_path: Path
) -> None:
    """Pin, change, record, clone: every number and the newest day are those of the pin."""
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE[: ARTICLE.index("  - {id: daily-2024.5")]})
    recorded.append(load(folder), date(2024, 3, 7))
    before = open_ledger(folder)
    pinned = views.claims(before, Chosen(revision=1))
    later = ARTICLE.replace("daily-2024", "weekly-2025").replace('published: "2024-03-05"', 'published: "2025-06-01"')
    write_seeds(**{"articles/weekly-2025.yaml": later})
    assert recorded.append(load(folder), date(2025, 6, 2)) == 8
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(folder)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "facts"]):
        subprocess.run([*git, *command], check=True)
    subprocess.run(["git", "clone", "-q", str(folder), str(tmp_path / "clone")], check=True)
    after = open_ledger(tmp_path / "clone")
    assert (after.revision, len(views.claims(after, Chosen()))) == (2, 12)
    again = views.claims(after, Chosen(revision=1))
    pd.testing.assert_frame_equal(again.drop(columns="nth"), pinned.drop(columns="nth"))  # places are of all on record
    pd.testing.assert_frame_equal(
        views.deals_on_record(after, Chosen(revision=1, known_on=after.newest(1))),
        views.deals_on_record(before, Chosen(revision=1, known_on=before.newest(1))),
    )
    assert after.newest(1) == before.newest(1) == before.last
    assert after.newest(None) > after.newest(1)
