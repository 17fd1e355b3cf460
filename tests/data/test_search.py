from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import views
from data.ledger import open_ledger
from data.queries import Chosen
from data.search import Index
from data.spelling import Spellings, folded, pieces, words

CLAIMS = {
    "a.1": ("Birch and Arrow negotiate over a plant.", ("birch", "arrow")),
    "a.2": ("The plant can build 240,000 cars a year.", ("arrow",)),
    "a.3": ("It denies the report.", ("birch",)),
    "a.4": ("Sales of the Swift SU7 doubled.", ("swift",)),
    "a.5": ("Ann’s successor is not named, four people say.", ("ann",)),
    "a.6": ("Fords are crossed near Ostvale.", ()),
    "a.7": ("Motors of Birch go into its cars.", ()),
    "a.8": ("Œrsted and Škoda Straße are quoted.", ()),
}
ENTITIES = [
    ("birch", "Birch Motors", "Birch Motors;Birch Motors Co. Ltd.;白桦;白桦汽车集团", "HKEX:1234"),
    ("arrow", "Arrow", "Arrow;箭头;애로우", None),
    ("swift", "Swift SU7", "Swift SU7;SU7", None),
]
PEOPLE = [("ann", "Ann Ostrova", "Ann Ostrova;安娜")]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(
        pd.DataFrame([(claim, said) for claim, (said, _) in CLAIMS.items()], columns=["claim_id", "statement"]),
        pd.DataFrame(
            [(claim, who) for claim, (_, whom) in CLAIMS.items() for who in whom], columns=["claim_id", "entity"]
        ),
        pd.DataFrame(ENTITIES, columns=["entity", "name", "aliases", "tickers"]),
        pd.DataFrame(PEOPLE, columns=["person", "name", "aliases"]),
    )


@pytest.fixture(scope="module")
def statements() -> Index:
    return Index((claim, said, "", "") for claim, (said, _) in CLAIMS.items())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("negotiate", ["a.1"]),
        ("NEGOTIATE birch", ["a.1"]),
        ("negot", ["a.1"]),
        ("白桦", ["a.1", "a.3"]),
        ("白桦汽车", ["a.1", "a.3"]),
        ("汽车", ["a.1", "a.3"]),
        ("集", ["a.1", "a.3"]),
        ("애로", ["a.1", "a.2"]),
        ("安娜", ["a.5"]),
        ("ostrova", ["a.5"]),
        ("ann", ["a.5"]),
        ("su7", ["a.4"]),
        ("su 7", ["a.4"]),
        ("ＳＵ７", ["a.4"]),
        ("240000", ["a.2"]),
        ("240,000", ["a.2"]),
        ("HKEX:1234", ["a.1", "a.3"]),
        ("skoda strasse", ["a.8"]),
        ("24", []),
        ("birch saturn", []),
        ("", []),
        (" …?! ", []),
    ],
)
def test_every_word_is_met_in_the_statement_or_in_any_name_of_whom_it_mentions(
    index: Index, query: str, found: list[str]
) -> None:
    assert sorted(index.find(query)) == found


def test_signs_are_met_in_a_row_and_never_across_two_names(index: Index) -> None:
    assert index.find("桦白") == []
    assert index.find("团白桦") == []


@pytest.mark.parametrize(
    ("query", "found", "instead"),
    [
        ("negotiste", ["a.1"], {"negotiste": ("negotiate",)}),
        ("negotate", ["a.1"], {"negotate": ("negotiate",)}),
        ("engotiate", ["a.1"], {"engotiate": ("negotiate",)}),
        ("neggotiate", ["a.1"], {"neggotiate": ("negotiate",)}),
        ("frds", ["a.6"], {"frds": ("fords",)}),
        ("fuor", ["a.5"], {"fuor": ("four",)}),
        ("ostrvoa", ["a.5"], {"ostrvoa": ("ostrova",)}),
        ("白华汽车集团", ["a.1", "a.3"], {"白华汽车集团": ("白桦汽车集团",)}),
        ("arorw plnat", ["a.1", "a.2"], {"arorw": ("arrow",), "plnat": ("plant",)}),
        ("fords successor", [], {}),
        ("four fords", [], {}),
        ("nogotaite", [], {}),
        ("su8", [], {}),
        ("250000", [], {}),
        ("anm", [], {}),
    ],
)
def test_one_slip_in_a_word_of_four_letters_is_forgiven_and_told(
    index: Index, query: str, found: list[str], instead: dict[str, tuple[str, ...]]
) -> None:
    met = index.found(query)
    assert sorted(met.claim_ids) == found
    assert dict(met.instead) == instead


def test_words_on_record_that_no_claim_holds_together_are_read_in_another_spelling() -> None:
    index = Index([("b.1", "Arrow builds a plane.", "", ""), ("b.2", "Birch builds a plant.", "", "")])
    assert index.found("arrow plant").claim_ids == ["b.1"]
    assert index.found("arrow plant").instead == (("plant", ("plane",)),)


def test_what_is_met_as_written_keeps_other_spellings_away() -> None:
    index = Index([("b.1", "Four cars.", "", ""), ("b.2", "Ford cars.", "", ""), ("b.3", "Fords.", "", "")])
    assert index.find("ford") == ["b.2", "b.3"]
    assert index.found("ford").instead == ()


def test_the_statement_ranks_before_names_and_names_before_what_goes_with_the_claim() -> None:
    index = Index(
        [
            ("beside", "Of something else.", "Somebody", "Arrow's day"),
            ("name", "Of something else.", "Arrow", "A day"),
            ("begun", "Of some arrowheads else.", "Somebody", "A day"),
            ("said", "Of some arrow else.", "Somebody", "A day"),
        ]
    )
    assert index.find("arrow") == ["said", "name", "beside", "begun"]
    assert index.find("arrow", limit=2) == ["said", "name"]


def test_words_in_a_row_rank_before_words_apart() -> None:
    index = Index([("apart", "Motors of general use.", "", ""), ("row", "General motors, of use.", "", "")])
    assert index.find("general motors") == ["row", "apart"]


def test_claims_that_match_alike_keep_the_order_of_the_frame() -> None:
    index = Index([(f"c.{n}", "The same words.", "", "") for n in range(300)])
    assert index.find("words") == [f"c.{n}" for n in range(300)]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index([]).find("arrow 白桦") == []
    assert Spellings({}).near("arrow") == []


@given(st.text() | st.text(st.sampled_from('arow birch白桦*":^()-+~[]{}/\\&|<>')))
@settings(deadline=None)
def test_any_text_is_a_query_and_only_its_words_count(index: Index, query: str) -> None:
    assert index.found(query) == index.found(" ".join(words(query)))


@pytest.mark.parametrize(
    "query",
    ['"', "birch OR saturn", "birch NOT arrow", "statement:birch saturn", "birch^2", "NEAR(birch saturn)", "* birch*r", "'; --", "\ud800", "\0birch\0saturn"],
)  # fmt: skip
def test_no_syntax_of_an_engine_is_read(index: Index, query: str) -> None:
    assert index.find(query) == []


def test_a_query_of_any_length_is_answered(index: Index) -> None:
    assert index.find("birch " * 50_000) == index.find("birch")
    assert index.find(" ".join(f"word{n}" for n in range(5_000))) == []
    assert index.find("x" * 200_000) == []
    assert index.find("白" * 20_000) == []
    assert index.find("ford four plant " + " ".join("abcdefghijklmnopqrstuvwxyz")) == []


WORDS = sorted({word for said, _ in CLAIMS.values() for word in words(said)})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
@settings(deadline=None)
def test_words_on_record_find_just_the_claims_that_hold_them(statements: Index, query: list[str]) -> None:
    held = {claim: words(said) for claim, (said, _) in CLAIMS.items()}
    begun = {
        claim
        for claim, own in held.items()
        if all(any(w == word or (len(word) > 2 and word.isalpha() and w.startswith(word)) for w in own) for word in query)
    }  # fmt: skip
    found = statements.found(" ".join(query))
    assert begun == set() or (set(found.claim_ids) == begun and found.instead == ())


@given(st.data())
@settings(deadline=None)
def test_any_one_slip_in_any_long_word_leads_to_it(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([word for word in WORDS if len(word) >= 4 and word.isalpha()]))
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.characters(categories=["Ll"]).filter(lambda c: folded(c) == c and c.isalpha()))
    slips = {word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]}
    slips.add(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    spellings = Spellings({word: 1, "unlike": 9})
    for slip in slips - {word}:
        assert spellings.near(slip) == [word]


def test_the_commonest_spelling_comes_first() -> None:
    assert Spellings({"ford": 2, "for": 99, "f0rx": 5}).near("forx") == ["ford"]
    assert Spellings({"ford": 2, "fort": 9, "fore": 2}).near("forx") == ["fort", "ford", "fore"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Xiaomi’s SU7: 1,200,000 in 30.5 %", ["xiaomi", "su7", "1200000", "in", "30", "5"]),
        ("小米SU7电动车", ["小米", "su7", "电动车"]),
        ("ガス が 현대자동차", ["ガス", "が", "현대자동차"]),
        ("Citroën ＢＹＤ ﬁrst", ["citroen", "byd", "first"]),
        ("1,20 and 1,2000", ["1", "20", "and", "1", "2000"]),
    ],
)
def test_text_is_cut_into_folded_words(text: str, cut: list[str]) -> None:
    assert words(text) == cut


def test_signs_and_digits_are_pieces_of_their_own() -> None:
    assert pieces("su7") == ["su", "7"]
    assert pieces("小米") == ["小", "米"]


def test_many_may_ask_at_once(index: Index) -> None:
    queries = ["birch", "白桦", "negotate", "arorw plnat", "nothing", "su7"] * 30
    alone = [index.found(query) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(index.found, queries)) == alone


def test_an_index_of_the_ledger_knows_people_ids_publishers_and_who_said_it(seeds: Path) -> None:
    ledger = open_ledger(seeds)
    registers = (views.register(ledger, name) for name in ("mentions", "entities", "people"))
    index = Index.build(views.on_record(ledger, Chosen()), *registers)
    assert index.find("daily-2024.5") == ["daily-2024.5"]
    assert index.find("ann arrow")[0] == "daily-2024.2"
    assert set(index.find("countess")) == {"daily-2024.4"}
    assert len(index.find("the daily")) == 6
    assert set(index.find("白桦 negotiate")) == {"daily-2024.1"}
