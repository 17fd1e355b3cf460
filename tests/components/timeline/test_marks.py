"""The marks of the talks chart: one a claim, folded and stacked where they are many."""

from datetime import date
from typing import Any

import pandas as pd

from components.theme import LANE, LIGHT, SYMBOLS
from components.timeline import claims as timeline_claims
from components.timeline import marks as timeline_marks
from data.vocabulary import Stance
from tests.components.timeline.drawn import KNOWN, one_deal, points, said, trace


def test_every_claim_is_drawn_once_or_counted_in_a_fold(draw: Any, talks: pd.DataFrame) -> None:
    figure = draw()
    shown = list(points(figure))
    folded = [claim for cell in trace(figure, "folds").customdata for claim in cell.split(";")]
    assert sorted(shown + folded) == sorted(talks["claim_id"])


def test_a_fold_says_how_many_claims_it_holds(draw: Any) -> None:
    folds = trace(draw(), "folds")
    assert [f"+{len(cell.split(';'))}" for cell in folds.customdata] == list(folds.text)


def test_each_stance_has_its_shape(draw: Any, talks: pd.DataFrame) -> None:
    stances = dict(zip(talks["claim_id"], talks["stance"], strict=True))
    for claim, mark in points(draw()).items():
        expected = "square" if mark["opacity"] == 0 else SYMBOLS[Stance(stances[claim])]
        assert mark["symbol"] == expected


def test_a_denial_is_seen_without_colour_and_threaded_to_what_it_denies(draw: Any) -> None:
    figure = draw()
    marks, thread = points(figure), trace(figure, "thread")
    denial, denied = marks["cnevpost-2021-jac-huawei.3"], marks["cnevpost-2021-jac-huawei.1"]
    assert (denial["symbol"], denied["symbol"]) == ("x", "circle")
    ends = {(pd.Timestamp(x), y) for x, y in zip(thread.x, thread.y, strict=True) if x is not None}
    assert {(denial["x"], denial["y"]), (denied["x"], denied["y"])} <= ends
    assert thread.line.color == LIGHT.disputed


def test_a_denial_of_what_nobody_said_has_no_thread(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "autounited-2026-ford-xiaomi.3")
    lone = claims[claims["claim_id"] == "autounited-2026-ford-xiaomi.3"]
    figure = draw(lane, lone)
    assert points(figure)["autounited-2026-ford-xiaomi.3"]["symbol"] == "x"
    assert not [one for one in figure.data if one.name == "thread"]


def test_claims_of_one_day_are_stacked_and_keep_their_date(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")
    marks = points(draw(lane, claims)).values()
    assert {mark["x"] for mark in marks} == {pd.Timestamp("2021-12-28 12:00")}
    heights = [mark["y"] for mark in marks]
    assert len(set(heights)) == len(heights) == timeline_marks.ROWS


def test_a_mark_stands_in_the_middle_of_its_days_and_never_after_it_was_said(draw: Any, talks: pd.DataFrame) -> None:
    rows = talks.set_index("claim_id")
    for claim, mark in points(draw()).items():
        row = rows.loc[claim]
        assert row["about_lower"] <= mark["x"] <= row["about_upper"] + timeline_claims.DAY
        if row["stance"] == Stance.ASSERTS:
            assert mark["x"] <= row["published_upper"] + timeline_claims.DAY


def test_a_claim_outside_the_dates_is_not_moved_into_them(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")
    figure = draw(lane, claims, start=date(2025, 1, 1), end=KNOWN)
    assert not points(figure)
    assert any("contested" in text for text in said(figure))


def test_one_claim_of_every_stance_comes_before_a_second_denial(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    marks = points(draw(*one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")))
    assert [mark["symbol"] for mark in sorted(marks.values(), key=lambda one: one["y"])] == [
        "circle",
        "x",
        "circle-open",
    ]


def test_forty_claims_of_a_week_stay_in_their_lane(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")
    many = pd.concat([claims.assign(claim_id=claims["claim_id"] + f"-{n}") for n in range(7)], ignore_index=True)
    figure = draw(lane, many)
    heights = [mark["y"] for mark in points(figure).values()]
    assert len(heights) <= timeline_marks.ROWS
    assert max(heights) - min(heights) + 2 * 6.5 <= LANE
    folded = [cell.split(";") for cell in trace(figure, "folds").customdata]
    assert sum(map(len, folded)) + len(heights) == len(many)


def test_a_year_of_weekly_claims_is_not_folded_to_three(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "cnevpost-2021-jac-huawei.1")
    dates = ["about_lower", "about_upper", "published_lower", "published_upper"]
    weeks = []
    for n in range(52):
        one = claims.head(1).assign(claim_id=f"weekly.{n}")
        one[dates] = one[dates] + pd.Timedelta(days=7 * n)
        weeks.append(one)
    marks = points(
        draw(lane, pd.concat(weeks, ignore_index=True), start=date(2021, 12, 1), known_on=date(2022, 12, 31))
    )
    assert len(marks) == 52
