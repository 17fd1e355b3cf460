"""The gate, with and without texts; the record."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from data import recorded
from data.__main__ import main
from data.seeds import load
from data.verify import verify
from tests.conftest import ARTICLE, TEXT, Write


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "daily.txt").write_text(TEXT, encoding="utf-8")
    return folder


def _with_text(article: str = ARTICLE, text: str = TEXT) -> dict[str, str]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return {"articles/daily-2024.yaml": article.replace("text_read: full", f"text_read: full\ntext_sha256: {sha}")}


def test_sound_claims_pass_against_their_text(write_seeds: Write, texts: Path) -> None:
    report = verify(write_seeds(**_with_text()), texts)
    assert [str(fault) for fault in report.faults] == []
    assert (report.texts_read, report.claims, report.drafts) == (1, 6, 6)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("anchor: haggle over a works", "anchor: haggle over a mill", "anchor 'haggle over a mill' stands not in paragraph 1"),
        ("paragraph: 3, anchor: sold", "paragraph: 9, anchor: sold", "cites paragraph 9 of 3"),
        ("when_phrase: end of February", "when_phrase: end of March", "date phrase 'end of March' is not in paragraphs [1]"),
        ('"2023", period_is', '"2022", period_is', "date phrase 'in 2023' names a year or month outside 2022"),
        ("low: 1200, high: 1200", "low: 1300, high: 1300", "value '1.2 thousand' does not say low 1300"),
        ("low: 2000, low_open: true", "low: 2000, high: 2000", "value 'over 2000' does not say low 2000"),
        ("context: [1], ", "", "'birch' (party) is not named in paragraphs [2]"),
        ("statement: Arrow wants more.", "statement: It met through Birch Cars at the end of February they met through Birch Cars", "shares the words"),
        ("words: asked twice", "words: of this", "number 'twice'"),
        ("words: asked twice", "words: asked thrice", "passed-over words 'asked thrice' are not in paragraph 2"),
    ],
)  # fmt: skip
def test_what_the_text_does_not_say_is_refused(
    write_seeds: Write, texts: Path, old: str, new: str, message: str
) -> None:
    assert old in ARTICLE
    report = verify(write_seeds(**_with_text(ARTICLE.replace(old, new, 1))), texts)
    assert any(message in str(fault) for fault in report.faults), report.faults


def test_a_sentence_that_nothing_accounts_for_is_named(write_seeds: Write, texts: Path) -> None:
    text = TEXT + "Nobody claimed this line.\n"
    (texts / "daily.txt").write_text(text, encoding="utf-8")
    report = verify(write_seeds(**_with_text(text=text)), texts)
    assert any("paragraph 4, sentence «Nobody claimed this line." in str(fault) for fault in report.faults)


def test_the_command_exits_non_zero_and_prints_the_fault(
    write_seeds: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("origin: countess-1", "origin: gossip")})
    assert main(["verify", "--seeds", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "unknown origin 'gossip'" in printed.err
    assert printed.out.startswith("1 faults;")


def test_recording_appends_once_and_drafts_become_recorded(seeds: Path) -> None:
    assert recorded.append(load(seeds), date(2024, 3, 7)) == 6
    assert recorded.append(load(seeds), date(2024, 3, 8)) == 0
    records = recorded.read(seeds)
    assert {record.revision for record in records.values()} == {1}
    assert verify(seeds).drafts == 0


def test_a_recorded_claim_may_be_reworded_but_not_change_its_meaning(write_seeds: Write) -> None:
    folder = write_seeds()
    recorded.append(load(folder), date(2024, 3, 7))
    write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("Arrow sold 1200 cars.", "Arrow placed 1200 cars.")})
    assert verify(folder).faults == []
    write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("basis: actual", "basis: estimate")})
    fault = str(verify(folder).faults[0])
    assert "articles/daily-2024.yaml:" in fault
    assert "daily-2024.4: was recorded in revision 1 with another meaning" in fault
    assert "how: corrects" in fault


def test_a_recorded_claim_may_not_vanish(write_seeds: Write) -> None:
    folder = write_seeds()
    recorded.append(load(folder), date(2024, 3, 7))
    cut = ARTICLE.index("  - {id: daily-2024.3")
    write_seeds(**{"articles/daily-2024.yaml": ARTICLE[:cut] + ARTICLE[ARTICLE.index("  - {id: daily-2024.4") :]})
    assert "daily-2024.3: was recorded, but is in no article any more" in str(verify(folder).faults[0])


def test_a_broken_record_names_its_line(seeds: Path) -> None:
    recorded.append(load(seeds), date(2024, 3, 7))
    path = seeds / recorded.FILE
    path.write_text(path.read_text().replace("daily-2024.2,1,", "daily-2024.2,first,"))
    assert "recorded.csv:3: daily-2024.2,first" in str(verify(seeds).faults[0])


def test_the_embedded_facts_are_sound() -> None:
    report = verify(Path("seeds"))
    assert report.faults == []
    assert report.claims > 200
