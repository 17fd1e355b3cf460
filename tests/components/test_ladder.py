"""How far each deal got, on the real deals and on frames bent from them."""

from typing import Any

import pandas as pd
import pytest

from components import ladder
from components.theme import DARK, LIGHT
from data import views
from data.ledger import open_ledger
from data.queries import Chosen
from data.vocabulary import LADDER


@pytest.fixture(scope="module")
def deals() -> pd.DataFrame:
    frame = views.deals(open_ledger(), Chosen(revision=1))
    return frame.assign(claim_ids=[f"{deal}.1;{deal}.2" for deal in frame["deal"]])


NAMES = {"xiaomi": "Xiaomi", "ford": "Ford"}


def marks(figure: Any) -> Any:
    return next(one for one in figure.data if one.name == "deals")


def bent(deals: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """One deal with other values."""
    plain = {"stage": "in-talks", "peak": 2, "contested": False, "denied_by": None}
    return deals.head(1).assign(**{**plain, **columns})


def signs(figure: Any) -> tuple[int, int]:
    """How many crosses and upright bars are drawn."""
    shapes = [shape for shape in figure.layout.shapes if shape.xsizemode == "pixel"]
    return sum(shape.type == "path" for shape in shapes), sum(shape.type == "line" for shape in shapes)


def test_contested_deals_come_first_then_the_furthest_and_what_is_over_last(deals: pd.DataFrame) -> None:
    ranked = ladder.order(deals)
    flags = list(ranked["contested"])
    assert flags == sorted(flags, reverse=True)
    rest = ranked[~ranked["contested"]]
    over = list(rest["stage"].isin(["collapsed", "ended"]))
    assert over == sorted(over)
    alive = rest[~rest["stage"].isin(["collapsed", "ended"])]
    rungs = [LADDER.index(stage) if stage in LADDER else -1 for stage in alive["stage"]]
    assert rungs == sorted(rungs, reverse=True)


def test_every_deal_has_a_mark_on_its_rung_that_opens_all_its_claims(deals: pd.DataFrame) -> None:
    drawn = marks(ladder.figure(deals, {}, LIGHT))
    assert sorted(drawn.customdata) == sorted(deals["claim_ids"])
    at = dict(zip(drawn.customdata, drawn.x, strict=True))
    for deal in deals.itertuples():
        if deal.stage in LADDER:
            assert at[deal.claim_ids] == LADDER.index(deal.stage)


def test_a_contested_deal_has_a_cross_and_a_collapsed_one_two_bars(deals: pd.DataFrame) -> None:
    assert signs(ladder.figure(bent(deals), {}, LIGHT)) == (0, 0)
    assert signs(ladder.figure(bent(deals, contested=True), {}, LIGHT)) == (1, 0)
    assert signs(ladder.figure(bent(deals, stage="collapsed"), {}, LIGHT)) == (0, 2)
    assert signs(ladder.figure(bent(deals, stage="ended", peak=6), {}, LIGHT)) == (0, 1)


def test_a_collapsed_deal_stands_on_the_highest_rung_it_had(deals: pd.DataFrame) -> None:
    drawn = marks(ladder.figure(bent(deals, stage="collapsed", peak=3), {}, LIGHT))
    assert list(drawn.x) == [3]
    assert drawn.marker.color[0] == LIGHT.stage[LADDER[3]]


def test_a_deal_that_fell_back_shows_how_far_it_had_got(deals: pd.DataFrame) -> None:
    figure = ladder.figure(bent(deals, peak=5), {}, LIGHT)
    dotted = next(one for one in figure.data if one.line.dash)
    assert list(dotted.x) == [2, 5, None]
    assert "had reached signed" in marks(figure).hovertext[0]


def test_an_unknown_stage_is_hatched_and_says_so(deals: pd.DataFrame) -> None:
    figure = ladder.figure(bent(deals, stage=None, peak=-1), {}, LIGHT)
    assert [one.fillpattern.shape for one in figure.data if one.name == "hatched"] == ["/"]
    assert any(note.text == "Stage not known" for note in figure.layout.annotations)
    assert marks(figure).marker.opacity[0] == 0
    assert marks(figure).customdata[0]


def test_a_note_that_does_not_fit_is_shortened_or_dropped(deals: pd.DataFrame) -> None:
    deal = deals["deal"].iloc[0]

    def noted(note: str) -> list[str]:
        figure = ladder.figure(bent(deals, stage="advanced", peak=3), {deal: note}, LIGHT)
        return [one.text for one in figure.layout.annotations if one.bgcolor]

    assert noted("supply; reported once") == ["Supply; reported once"]
    assert noted(f"supply; {'very ' * 20}long") == ["Supply"]
    assert noted("long " * 30) == []


def test_notes_are_text_not_markup(deals: pd.DataFrame) -> None:
    figure = ladder.figure(bent(deals, title="<i>A</i> & B"), {deals["deal"].iloc[0]: "R&D <b>x"}, LIGHT)
    texts = [one.text for one in figure.layout.annotations]
    assert "&lt;i&gt;A&lt;/i&gt; &amp; B" in texts
    assert "R&amp;D &lt;b&gt;x" in texts


def test_a_phone_names_every_other_rung_and_drops_the_notes(deals: pd.DataFrame) -> None:
    figure = ladder.figure(deals, dict.fromkeys(deals["deal"], "a note"), DARK, narrow=True)
    texts = [one.text for one in figure.layout.annotations]
    assert "A note" not in texts
    assert "exploratory" not in texts
    assert {"rumoured", "in talks", "agreed", "operating", "talk", "commitment"} <= set(texts)


def test_no_deals_make_an_empty_figure_and_a_question(deals: pd.DataFrame) -> None:
    figure = ladder.figure(deals.head(0), {}, LIGHT)
    assert not figure.data
    assert ladder.finding(deals.head(0), {}).endswith("?")


def test_sixty_deals_take_sixty_rows(deals: pd.DataFrame) -> None:
    many = pd.concat([deals.head(1).assign(deal=f"d{n}", title=f"Deal {n}", contested=False) for n in range(60)])
    drawn = marks(ladder.figure(many, {}, LIGHT))
    assert len(set(drawn.y)) == 60
    assert min(b - a for a, b in zip(drawn.y, drawn.y[1:], strict=False)) == 34


def test_the_finding_counts_what_is_contested_running_and_agreed(deals: pd.DataFrame) -> None:
    parties = ["ford;xiaomi", "jac;xiaomi", "jac;nio"]
    three = deals.head(3).assign(
        parties=parties, contested=[True, False, False], stage=["in-talks", "in-talks", "operating"]
    )
    three = three.assign(peak=[2, 2, 6])
    tie = "One of three deals is contested and one is running"
    assert ladder.finding(three, NAMES) == tie
    xiaomi = three.assign(parties=["ford;xiaomi", "jac;xiaomi", "nio;gac"])
    assert ladder.finding(xiaomi, NAMES) == (
        "One of three deals is contested, one is running, and none of Xiaomi’s is agreed"
    )
    agreed = xiaomi.assign(peak=[4, 2, 6])
    assert ladder.finding(agreed, NAMES).endswith("and one of Xiaomi’s was agreed")
