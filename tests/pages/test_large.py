"""Every page on a ledger too large to draw whole, run by Streamlit itself without a browser."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data.ledger import URL, open_stored
from data.queries import Chosen
from data.selection import WHOLE
from tests.data import counted
from tests.pages.desk import PAGES, SHELL, html, opened
from tests.pages.desk import tables as listed

Open = Callable[..., AppTest]
DRAWN = re.compile(r"drawn are ([\d,]+) of the 12,000 claims that pass, of (\d+) of (\d+) deals")


@pytest.fixture
def desk(large: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the desk on the large ledger (or at another address), with a link's parameters."""

    def open_(page: str, address: str = f"duckdb://{large}", **link: str | list[str]) -> AppTest:
        monkeypatch.setenv(URL, address)
        return opened(**link).switch_page(PAGES[page]).run()

    return open_


@pytest.fixture(scope="module")
def tables(large: Path) -> counted.Tables:
    return counted.tables(open_stored(large))


def heading(at: AppTest) -> str:
    return str(re.findall(r'<h1 class="e-heading">(.*?)</h1>', html(at))[0])


def test_the_pages_are_those_of_the_shell() -> None:
    assert re.findall(r'"(\w+/\w+\.py)"', SHELL.read_text("utf-8")) == list(PAGES.values())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_and_says_how_many_it_draws(desk: Open, tables: counted.Tables, page: str) -> None:
    at = desk(page)
    assert not at.exception
    said = html(at)
    if page == "company":
        subject = at.selectbox(key="subject").value
        assert heading(at) == subject
        assert "drawn are" not in said, "all of one company is few enough to be drawn whole"
    elif page == "claims":
        assert heading(at) == f"12,000 claims from {tables['claims']['article_id'].nunique()} articles"
        assert "Listed are the first 400 of 12,000" in said
        assert "drawn are" not in said, "the table says what it lists"
    else:
        (drawn, deals, of), *_ = DRAWN.findall(said)
        assert 0 < int(drawn.replace(",", "")) < WHOLE
        assert (int(deals), int(of)) == (24, tables["claims"]["deal"].nunique())
        many = f"among {drawn} of 12,000 claims", f"among the 24 strongest of {of} deals"
        assert page == "overview" or heading(at).endswith(("?", *many)), heading(at)


def test_the_overview_counts_all_deals(desk: Open, tables: counted.Tables) -> None:
    deals = counted.deals(tables, Chosen())
    contested, running = int(deals["contested"].sum()), int((deals["stage"] == "operating").sum())
    assert contested > 0
    at = desk("overview")
    words = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Ten": 10,
             "Eleven": 11, "Twelve": 12}  # fmt: skip
    first, rest = heading(at).split(" ", 1)
    assert (words.get(first) or int(first)) == contested
    assert rest.startswith(f"of {len(deals)} deals are contested")
    for name, many in {"Claims": 12_000, "Deals": len(deals), "Contested": contested, "Running": running}.items():
        assert re.search(rf"<div>{name}<b[^>]*>{many:,}</b></div>", html(at)), name


@pytest.mark.parametrize("page", ["overview", "claims", "quality"])
def test_an_open_card_shows_its_claim_and_what_it_answers(desk: Open, tables: counted.Tables, page: str) -> None:
    denials = tables["answers"].query("how == 'denies'")
    claim, denied = denials.iloc[-1]["claim_id"], denials.iloc[-1]["answers"]
    at = desk(page, claim=claim)
    assert not at.exception
    statement = tables["claims"].set_index("claim_id").loc[claim, "statement"]
    assert f"<h3>{statement}</h3>" in html(at)
    assert listed(at)["What it answers"] == [denied]
    assert "1 origin, 1 report" in html(at)


def test_two_claims_stand_side_by_side(desk: Open, tables: counted.Tables) -> None:
    denial = tables["answers"].query("how == 'denies'").iloc[0]
    at = desk("disputes", claim=f"{denial['claim_id']};{denial['answers']}")
    assert not at.exception
    assert "The first denies the second" in html(at)


def test_a_filter_small_enough_is_drawn_whole(desk: Open, tables: counted.Tables) -> None:
    denied = int((tables["claims"]["stance"] == "denies").sum())
    at = desk("overview", stance="denies")
    assert not at.exception
    assert "drawn are" not in html(at)
    assert f"<div>Claims<b>{denied:,}</b></div>" in html(at)


def test_a_pinned_link_counts_all_that_was_recorded_since(desk: Open, large: Path, tables: counted.Tables) -> None:
    at = desk("due", rev="11")
    assert not at.exception
    day = open_stored(large).newest(11)
    now, pinned = (len(counted.passing(tables, Chosen(known_on=day, revision=number))) for number in (None, 11))
    later = now - pinned
    assert later > 0
    assert any(f"{later:,} facts recorded since" in part.label for part in at.expander)


BROKEN = {
    "no such file": ("duckdb:///nowhere/ledger.duckdb", "is not there"),
    "a folder": ("duckdb:///", "is not there"),
    "wrong scheme": ("mysql://host/ledger", "is no address of a ledger"),
    "no scheme": ("ledger.duckdb", "is no address of a ledger"),
    "no ledger": ("duckdb://{folder}/text.duckdb", "is no ledger"),
    "another database": ("duckdb://{folder}/other.duckdb", "lacks the tables"),
    "an older ledger": ("duckdb://{folder}/older.duckdb", "lacks the columns claims.nth"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_address_that_leads_to_no_ledger_is_said(desk: Open, large: Path, tmp_path: Path, name: str) -> None:
    address, wrong = BROKEN[name]
    if name == "no ledger":
        (tmp_path / "text.duckdb").write_text("not a ledger")
    elif name == "another database":
        duckdb.connect(str(tmp_path / "other.duckdb")).execute("CREATE TABLE prices (day DATE)").close()
    elif name == "an older ledger":
        (tmp_path / "older.duckdb").write_bytes(large.read_bytes())
        duckdb.connect(str(tmp_path / "older.duckdb")).execute("ALTER TABLE claims DROP COLUMN nth").close()
    at = desk("claims", address.format(folder=tmp_path))
    assert not at.exception
    assert at.title[0].value == "The facts can’t be read"
    assert "LEDGER_URL" in at.markdown[0].value
    assert wrong in at.code[0].value
    assert "Traceback" not in at.code[0].value


def test_words_are_looked_for_among_all_and_the_newest_stand_first(desk: Open) -> None:
    at = desk("claims", q="export licence")
    assert not at.exception
    assert "Newest publication first" in html(at)
    assert "Best match" not in html(at)
