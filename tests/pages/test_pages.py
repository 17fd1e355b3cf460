"""Every page full, empty and with one row, run by Streamlit itself without a browser."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from components.page import csv
from data import frames, recorded, views
from data.frames import TEXTS
from data.ledger import open_ledger
from data.queries import Chosen
from data.seeds import load
from tests.conftest import ARTICLE, REGISTERS, TEXT, Write
from tests.pages.desk import PAGES, Run, html, payloads, written

ONE = ARTICLE[: ARTICLE.index("  - {id: daily-2024.2")]
NONE = {
    "people.yaml": "people: []\n",
    "articles/daily-2024.yaml": ONE[: ONE.index("claims:")] + "claims: []\n",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_on_the_embedded_facts(run: Run, page: str) -> None:
    at = run(page)
    assert not at.exception
    assert 'class="e-heading"' in html(at)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_any_claim_says_so(run: Run, write_seeds: Write, page: str) -> None:
    at = run(page, write_seeds(**NONE))
    assert not at.exception
    assert "no article on the desk speaks of it" in written(at)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_one_claim_runs(run: Run, write_seeds: Write, page: str) -> None:
    at = run(page, write_seeds(**{"people.yaml": "people: []\n", "articles/daily-2024.yaml": ONE}))
    assert not at.exception
    assert 'class="e-heading"' in html(at)


def test_a_filter_that_leaves_nothing_is_named_and_can_be_cleared(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, publisher="The Daily", **{"from": "2050-01-01"})
    assert "“the start date” leaves nothing" in written(at)
    at.button(key="empty.from").click().run()
    assert "6 claims" in html(at)


def test_junk_in_the_link_is_named_and_falls_back(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, company=["Arrow", "Nobody"], stance="shouts", known="soon")
    said = html(at)
    assert all(junk in said for junk in ("“Nobody”", "“shouts”", "“soon”"))
    assert at.multiselect(key="company").value == ["Arrow"]


def test_a_company_may_be_named_by_id_or_alias(run: Run, seeds: Path) -> None:
    assert run("claims", seeds, company="arrow").multiselect(key="company").value == ["Arrow"]
    assert run("claims", seeds, company="白桦").multiselect(key="company").value == ["Birch"]


def test_reversed_dates_are_swapped_and_said(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, **{"from": "2025-01-01", "until": "2023-01-01"})
    assert "the wrong way round; shown is 1 Jan 2023–1 Jan 2025" in html(at)


def test_a_narrow_form_is_built_only_for_a_reader_whose_browser_draws_it(run: Run, seeds: Path) -> None:
    at = run("talks", seeds)
    (wide,) = payloads(at, "entente.chart")
    assert wide["narrow"] is None
    assert wide["narrowWaits"] is True
    at.session_state["reader.narrow"] = True
    (both,) = payloads(at.run(), "entente.chart")
    assert both["wide"] == wide["wide"]
    assert both["narrow"] not in (None, both["wide"])
    assert both["narrowWaits"] is False


def test_an_open_card_shows_its_claim_and_what_denies_it(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, claim="daily-2024.1")
    at.query_params["claim"] = "daily-2024.1"
    at.run()
    said = html(at)
    assert "<h3>The two negotiate.</h3>" in said
    assert "haggle%20over%20a%20works" in said
    listed = payloads(at, "entente.table")
    assert any(table["alt"] == "What answers it" and table["claims"] == ["daily-2024.2"] for table in listed)


def test_the_card_shows_the_paragraph_with_its_anchor_marked_where_the_text_is_at_hand(
    run: Run, write_seeds: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    folder = write_seeds(
        **{"articles/daily-2024.yaml": ARTICLE.replace("text_read: full", f"text_read: full\ntext_sha256: {sha}")}
    )
    assert "<mark>" not in html(run("overview", folder, claim="daily-2024.1"))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "daily.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv(TEXTS, str(tmp_path / "texts"))
    assert "Birch <mark>haggle over a works</mark>, people say" in html(run("overview", folder, claim="daily-2024.1"))


def test_an_unknown_claim_in_the_link_is_said(run: Run, seeds: Path) -> None:
    at = run("overview", seeds, claim="gone.1")
    assert not at.exception
    assert "Not on record here: gone.1" in written(at)


def test_known_on_hides_and_counts(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, known="2024-03-01")
    assert "0 claims known, 6 published later and hidden" in html(at)


def test_broken_seeds_are_named_and_not_traced(run: Run, write_seeds: Write) -> None:
    at = run("overview", write_seeds(**{"deals.yaml": REGISTERS["deals.yaml"].replace("title", "titel")}))
    assert not at.exception
    assert "deals.yaml:2: arrow-birch field titel" in at.code[0].value


def test_the_talks_chart_draws_the_denial_beside_its_claim(run: Run, seeds: Path) -> None:
    chart = next(data for data in payloads(run("talks", seeds), "entente.chart") if data["wide"])
    symbols = {
        symbol: ids
        for trace in chart["wide"]["data"]  # type: ignore[index]
        for symbol, ids in zip(
            _list(trace.get("marker", {}).get("symbol")), _list(trace.get("customdata")), strict=False
        )
    }
    assert symbols["x"] == "daily-2024.2"
    assert symbols["circle"] == "daily-2024.1"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_a_pinned_link_shows_what_was_recorded_by_then(run: Run, write_seeds: Write) -> None:
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE[: ARTICLE.index("  - {id: daily-2024.5")]})
    recorded.append(load(folder), date(2024, 3, 7))
    write_seeds()
    assert "6 claims" in html(run("claims", folder))
    assert "4 claims" in html(run("claims", folder, rev="1"))


def test_a_revision_from_the_future_is_named_and_ignored(run: Run, seeds: Path) -> None:
    assert "the revision “99”" in html(run("claims", seeds, rev="99"))


SHARES = """  - {id: daily-2024.7, kind: figure, statement: A share., paragraph: 3, anchor: sold 1.2 thousand cars, origin: countess-1,
     of: arrow, market: everywhere, metric: market_share, basis: actual, low: 12, high: 12, unit: percent, value_phrase: "12",
     period: "2023", counted_by: countess, measure: retail}
  - {id: daily-2024.8, kind: figure, statement: Another share., paragraph: 3, anchor: sold 1.2 thousand cars, origin: wire-1,
     of: birch, market: everywhere, metric: market_share, basis: actual, low: 30, high: 30, unit: percent, value_phrase: "30",
     period: "2023", measure: registrations}
passed_over:"""


def test_shares_on_different_bases_are_drawn_apart_with_the_reason(run: Run, write_seeds: Write) -> None:
    folder = write_seeds(**{"articles/daily-2024.yaml": ARTICLE.replace("passed_over:", SHARES)})
    at = run("market share", folder)
    assert len(payloads(at, "entente.chart")) == 1
    both = at.multiselect(key="series").options
    at.multiselect(key="series").set_value(both).run()
    assert len(payloads(at, "entente.chart")) == 2
    said = at.warning[0].value
    assert "drawn apart" in said
    assert "retail" in said
    assert "registrations" in said


def test_a_pinned_view_tells_what_was_recorded_since(run: Run, write_seeds: Write) -> None:
    folder = write_seeds(
        **{
            "articles/daily-2024.yaml": ARTICLE[: ARTICLE.index("  - {id: daily-2024.2")]
            + ARTICLE[ARTICLE.index("  - {id: daily-2024.3") :]
        }
    )
    recorded.append(load(folder), date(2024, 3, 7))
    write_seeds()
    at = run("claims", folder, rev="1")
    assert "Pinned to revision 1: 1 fact recorded since, one of them answering a fact shown" in [
        e.label for e in at.expander
    ]


def test_the_slider_steps_through_the_days_of_publication(run: Run) -> None:
    at = run("talks")
    slider = at.select_slider(key="talks.step")
    assert slider.value == slider.options[-1] or len(slider.options) > 10
    at.select_slider(key="talks.step").set_value(frames.publication_days()[0]).run()
    assert at.date_input(key="known").value == frames.publication_days()[0]
    assert "published later and hidden" in html(at)


def test_a_day_before_the_first_article_says_so(run: Run, seeds: Path) -> None:
    assert "Nothing on the desk was published by 1 Jan 2020; the first article is of 5 Mar 2024" in html(
        run("talks", seeds, known="2020-01-01")
    )


def test_two_claims_stand_side_by_side_with_what_ties_them(run: Run, seeds: Path) -> None:
    shown = html(run("claims", seeds, claim="daily-2024.1;daily-2024.2"))
    assert "The second denies the first; scope: " in shown
    assert shown.count('<th scope="col">') == 2
    assert "Known (both)" in shown
    apart = html(run("claims", seeds, claim="daily-2024.4;daily-2024.5"))
    assert "No answer and no link on record ties these two." in apart


def test_the_rule_of_grades_is_one_click_away(run: Run, seeds: Path) -> None:
    at = run("claims", seeds, claim="daily-2024.1")
    assert sum("Admiralty" in text.value for text in at.markdown) == 2, "beside the filters, and in the card"


@pytest.mark.parametrize("page", ["overview", "talks", "network"])
def test_many_deals_are_drawn_in_part_and_said_to_be(run: Run, page: str) -> None:
    at = run(page)
    assert any("24 deals of " in text.value and "stand in the table" in text.value for text in at.caption)


def test_a_link_may_ask_for_all_deals(run: Run) -> None:
    assert not any("24 deals of " in text.value for text in run("overview", show="200").caption)


def test_rows_are_downloaded_without_their_numbers(write_seeds: Write) -> None:
    claims = views.claims(open_ledger(write_seeds()), Chosen())
    head, *rows = csv(claims).decode("utf-8").splitlines()
    assert head.split(",") == [name for name in claims.columns if name != "nth"]
    assert len(rows) == len(claims) > 0
    assert "nth" in claims
