"""Which names look alike, and how a curator settles it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.__main__ import main
from data.duplicates import FORMS, TRADE, Named, Why, contains, distance, folded, likely, near, of_seeds
from data.seeds import load
from data.verify import verify
from tests.conftest import REGISTERS, Write

LETTERS = "abcdefghijklmnopqrstuvwxyzéüøжщ北汽小米カ"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
ENDINGS = st.sampled_from(
    ["Co., Ltd.", "Inc.", "AG", "S.A.", "Group", "Motors", "Corporation", "集团", "汽车", "Holdings PLC"]
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("The BYD Auto Co., Ltd.", "byd"),
        ("МИИТ", "miit"),
        ("Škoda Auto", "skoda"),
        ("ＢＹＤ", "byd"),
        ("北汽集团", "北汽"),
        ("小米汽车", "小米"),
        ("Crain's Detroit Business", "crains detroit business"),
        ("FAW-Volkswagen", "faw volkswagen"),
        ("Stellantis N.V.", "stellantis"),
        ("Motors", "motors"),
        ("汽车", "汽车"),
        ("—", ""),
    ],
)
def test_a_name_folds(name: str, said: str) -> None:
    assert folded(name) == said


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(WORDS, ENDINGS)
def test_case_signs_and_endings_do_not_matter(name: str, ending: str) -> None:
    assert folded(f"{name} {ending}") == folded(name)
    assert folded(name.upper()) == folded(name)
    assert folded(f" {name.replace(' ', ' / ')}!") == folded(name)


@given(st.text(LETTERS, min_size=1, max_size=20))
def test_a_name_with_a_letter_never_folds_to_nothing(name: str) -> None:
    assert folded(name)


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_distance_is_even_handed_and_bounded(one: str, other: str) -> None:
    steps = distance(one, other)
    assert steps == distance(other, one)
    assert (steps == 0) == (one == other)
    assert abs(len(one) - len(other)) <= steps <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("zeekr", "zeker", True),
        ("jianghuai", "jianhuai", True),
        ("leapmotor", "leapmotors", True),
        ("brilliance", "briliancee", True),
        ("byd", "bydd", False),
        ("exynos 2300", "exynos 2500", False),
        ("toyota bz3x", "toyota bz3", False),
        ("car industry", "us car industry", False),
        ("honda", "hyundai", False),
        ("brilliance", "brilliance", False),
    ],
)
def test_near_is_a_slip_or_two(one: str, other: str, expected: bool) -> None:
    assert near(one, other) is expected
    assert near(other, one) is expected


def test_containing_is_by_whole_words() -> None:
    assert contains("gac aion", "gac")
    assert not contains("gacaion", "gac")
    assert not contains("gac", "gac")
    assert not contains("a b c", "a")


def _thing(id_: str, *names: str, sort: str = "automaker") -> Named:
    return Named(id_, frozenset({sort}), names[:1], names)


def _pairs(*things: Named, apart: tuple[str, ...] = ()) -> list[tuple[str, str, Why]]:
    settled = {frozenset(pair.split()) for pair in apart}
    return [(pair.one, pair.other, pair.why) for pair in likely(things, settled)]


def test_the_strongest_reason_comes_first_and_the_later_entry_leads() -> None:
    things = (
        _thing("a", "Jianghuai"),
        _thing("b", "Jianhuai"),
        _thing("c", "JAC", "JIANGHUAI Group"),
        _thing("d", "JAC Nio"),
    )
    assert _pairs(*things) == [
        ("c", "a", Why.SAME_NAME), ("b", "a", Why.NEAR), ("c", "b", Why.NEAR), ("d", "c", Why.CONTAINS),
    ]  # fmt: skip


def test_a_judgement_or_a_tie_settles_a_pair() -> None:
    things = (_thing("a", "Birch"), _thing("b", "Birch AG"))
    assert _pairs(*things) == [("b", "a", Why.SAME_NAME)]
    assert _pairs(*things, apart=("a b",)) == []


def test_a_longer_name_counts_within_one_sort_only_and_not_for_products_and_markets() -> None:
    assert _pairs(_thing("a", "Nio"), _thing("b", "Nio Hefei", sort="plant")) == []
    assert _pairs(_thing("a", "Birch 7", sort="product"), _thing("b", "Birch 7 Max", sort="product")) == []
    assert _pairs(_thing("a", "Car market", sort="market"), _thing("b", "World car market", sort="market")) == []
    assert _pairs(_thing("a", "Nio"), _thing("b", "Nio Anhui")) == [("b", "a", Why.CONTAINS)]


def test_endings_alone_do_not_join_names() -> None:
    assert _pairs(_thing("a", "Great Wall Motor"), _thing("b", "Hyundai Motor"), _thing("c", "Group")) == []
    assert not FORMS & TRADE


@settings(max_examples=40)
@given(st.lists(st.text("abcdef", min_size=5, max_size=12), min_size=2, max_size=8, unique=True))
def test_no_near_pair_is_missed(names: list[str]) -> None:
    things = [_thing(str(n), name) for n, name in enumerate(names)]
    brute = {
        frozenset((str(n), str(m)))
        for n, one in enumerate(names) for m, other in enumerate(names) if near(folded(one), folded(other))
    }  # fmt: skip
    assert {frozenset(pair[:2]) for pair in _pairs(*things) if pair[2] is Why.NEAR} == brute


TWIN = "  - {id: arrow-ag, name: Arrow AG, sort: automaker}\n"
JUDGED = TWIN.replace(
    "}", ', same_as: [{entity: arrow, verdict: VERDICT, by: me, day: "2024-03-07", reason: Looked.}]}'
)


def test_verify_notices_a_twin_and_does_not_fail(write_seeds: Write, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_seeds(**{"entities.yaml": REGISTERS["entities.yaml"] + TWIN})
    assert main(["verify", "--seeds", str(folder)]) == 0
    printed = capsys.readouterr()
    assert printed.err == (
        "notice: entities.yaml:10: arrow-ag: may be arrow: Arrow AG and Arrow are one name. Settle it with same_as:"
        " [{entity: arrow, verdict: same / not-same / unsure, by, day, reason}] at arrow-ag, or give the tie or part_of"
        " that joins them.\n"
    )
    assert "likely duplicates to settle: 1" in printed.out


@pytest.mark.parametrize("verdict", ["same", "not-same", "unsure"])
def test_any_judgement_settles_it(write_seeds: Write, verdict: str) -> None:
    folder = write_seeds(**{"entities.yaml": REGISTERS["entities.yaml"] + JUDGED.replace("VERDICT", verdict)})
    assert verify(folder).notices == []


def test_a_company_of_its_group_needs_no_judgement_but_an_untied_one_does(write_seeds: Write, seeds: Path) -> None:
    assert of_seeds(load(seeds)) == []
    article = (seeds / "articles" / "daily-2024.yaml").read_text()
    untied = write_seeds(**{"articles/daily-2024.yaml": article.replace("type: owns", "type: supplies")})
    assert [(pair.one, pair.other) for pair in of_seeds(load(untied))] == [("birch-cars", "birch")]
    assert [notice.wrong for notice in verify(untied).notices] == [
        "may be birch: Birch Cars contains the name of Birch"
    ]


def test_the_list_on_the_embedded_facts_stays_short() -> None:
    assert len(of_seeds(load(Path("seeds")))) <= 12
