"""Broken seed files name themselves, the line and the mend."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.faults import BrokenSeeds
from data.ledger import open_ledger
from data.seeds import load
from data.yaml_lines import read
from tests.conftest import ARTICLE, REGISTERS, Write


def _faults(folder: Path) -> str:
    with pytest.raises(BrokenSeeds) as caught:
        open_ledger(folder)
    return str(caught.value)


def test_sound_seeds_load_in_file_order(seeds: Path) -> None:
    loaded = load(seeds)
    assert [claim.id for _, claim in loaded.claims()] == [f"daily-2024.{n}" for n in range(1, 7)]


def test_a_date_in_yaml_stays_a_string(write_seeds: Write) -> None:
    bare = ARTICLE.replace('published: "2024-03-05"', "published: 2024-03-05")
    loaded = load(write_seeds(**{"articles/daily-2024.yaml": bare}))
    assert loaded.articles[0].published == "2024-03-05"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: daily-2024\n", "id: [daily\n", r"articles/daily-2024.yaml:\d+: syntax: is not YAML"),
        ("paragraph: 3, anchor: sold 1.2 thousand cars, ", "", r"daily-2024.yaml:\d+: daily-2024.4: give `paragraph` and `anchor`"),
        ("kind: tie,", "kind: kinship,", r"daily-2024.yaml:\d+: daily-2024.3.*'kinship'|daily-2024.3.*tag"),
        ("stage: in-talks,\n     when", "stage: courting,\n     when", r"daily-2024.1 field stage: 'courting'.*Choose one of"),
        ('"2024-02-21/2024-02-29"', '"end of Feb"', r"daily-2024.1 field when: .*not an EDTF date: write 2023"),
        ("of: arrow, metric: sales, basis: actual", "of: nobody, metric: sales, basis: actual", r"daily-2024.4: unknown entity 'nobody' \(of\).*Add it"),
        ("origin: countess-1", "origin: gossip", r"daily-2024.4: unknown origin 'gossip'.*Add it to origins.yaml"),
        ("id: daily-2024.2,", "id: daily-2024.1,", r"daily-2024.1: is the id of an earlier claim.*next free number"),
        ("claim: daily-2024.1, how", "claim: daily-2024.99, how", r"daily-2024.2: answers 'daily-2024.99', which is gone or never was"),
        ("low: 1.67, high: 1.67", "low: 1.9, high: 1.9", r"daily-2024.6: wanted_low / sold gives 1.66667, stored is 1.9"),
        ("formula: wanted_low / sold", "formula: __import__('os')", r"daily-2024.6: .*holds more than numbers"),
        ("low: 1200, high: 1200", "low: 1300, high: 1200", r"daily-2024.4: low 1300.0 is above high"),
        ("anchor: haggle over a works", "anchor: haggle", r"daily-2024.1: anchor 'haggle' has 1 words: 2 to 7"),
        ("text_read: full", "text_read: full\ntext_read: none", r"daily-2024.yaml:\d+: text_read: is given twice"),
        ("text_read: full", "text_read: full\ncolour: red", r"field colour: .*Remove it"),
        ("deal: arrow-birch, parties: [{entity: arrow}, {entity: birch}], form: [joint venture], stage: in-talks,\n     when",
         "deal: arrow-birch, parties: [{entity: countess}], form: [joint venture], stage: in-talks,\n     when",
         r"daily-2024.1: party 'countess' is not of deal arrow-birch"),
    ],
)  # fmt: skip
def test_a_fault_names_file_claim_and_mend(write_seeds: Write, old: str, new: str, message: str) -> None:
    assert old in ARTICLE
    text = _faults(write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace(old, new, 1)}))
    assert re.search(message, text), text


def test_all_faults_are_told_in_one_run(write_seeds: Write) -> None:
    broken = ARTICLE.replace("of: arrow, metric: sales, basis: actual", "of: nobody, metric: sales, basis: actual")
    text = _faults(write_seeds(**{"articles/daily-2024.yaml": broken.replace("origin: countess-1", "origin: gossip")}))
    assert "nobody" in text
    assert "gossip" in text


def test_a_circle_of_answers_is_named(write_seeds: Write) -> None:
    circle = ARTICLE.replace(
        "when_is: during, when_phrase: end of February}",
        "when_is: during, when_phrase: end of February, answers: [{claim: daily-2024.2, how: updates}]}",
    )
    assert "answers itself in a circle: " in _faults(write_seeds(**{"articles/daily-2024.yaml": circle}))


def test_a_missing_register_names_itself(seeds: Path) -> None:
    (seeds / "deals.yaml").unlink()
    assert "deals.yaml: file: is missing" in _faults(seeds)


def test_an_id_given_twice_in_a_register_is_refused(write_seeds: Write) -> None:
    twice = REGISTERS["deals.yaml"] + "  - {id: arrow-birch, title: Again, parties: [arrow, birch], subject: A plant}\n"
    assert "deals.yaml: arrow-birch: is the id of 2 entries" in _faults(write_seeds(**{"deals.yaml": twice}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wild.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass") if text.isprintable() else path.write_bytes(
        text.encode("utf-8", "surrogatepass")
    )
    with suppress(BrokenSeeds):
        read(path, "wild.yaml")
