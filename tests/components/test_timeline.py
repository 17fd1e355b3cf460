"""The talks chart, on the real claims and on frames bent from them."""

import itertools
from datetime import date
from typing import Any

import pandas as pd
import pytest

from components import letters, timeline
from components.theme import DARK, LANE, LIGHT, SYMBOLS
from components.timeline import claims as timeline_claims
from components.timeline import marks as timeline_marks
from components.timeline.scale import WIDE, scale, spans
from data import views
from data.ledger import open_ledger
from data.queries import Chosen
from data.vocabulary import Kind, Known, Stance, Within

KNOWN = date(2026, 4, 30)


@pytest.fixture(scope="module")
def ledger() -> Any:
    return open_ledger()


@pytest.fixture(scope="module")
def answers(ledger: Any) -> pd.DataFrame:
    return views.register(ledger, "answers")


@pytest.fixture(scope="module")
def names(ledger: Any) -> dict[str, str]:
    entities, people = views.register(ledger, "entities"), views.register(ledger, "people")
    return dict(zip(entities["entity"], entities["name"], strict=True)) | dict(
        zip(people["person"], people["name"], strict=True)
    )


@pytest.fixture(scope="module")
def talks(ledger: Any) -> pd.DataFrame:
    return views.of_kind(views.claims(ledger, Chosen(revision=1)), Kind.TALK)


@pytest.fixture(scope="module")
def deals(ledger: Any) -> pd.DataFrame:
    return views.deals(ledger, Chosen(revision=1))


@pytest.fixture(scope="module")
def lanes(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str], answers: pd.DataFrame) -> pd.DataFrame:
    return timeline.lanes(deals, talks, names, answers)


@pytest.fixture
def draw(lanes: pd.DataFrame, talks: pd.DataFrame, answers: pd.DataFrame, names: dict[str, str]) -> Any:
    def _draw(lanes: pd.DataFrame = lanes, talks: pd.DataFrame = talks, **more: Any) -> Any:
        given = {"answers": answers, "names": names, "known_on": KNOWN, "palette": LIGHT} | more
        return timeline.figure(lanes, talks, **given)

    return _draw


def trace(figure: Any, name: str) -> Any:
    return next(one for one in figure.data if one.name == name)


def points(figure: Any) -> dict[str, dict[str, Any]]:
    """What is drawn for each claim that has a mark of its own."""
    drawn = trace(figure, "claims")
    return {
        claim: {
            "symbol": drawn.marker.symbol[n],
            "color": drawn.marker.color[n],
            "opacity": drawn.marker.opacity[n],
            "x": pd.Timestamp(drawn.x[n]),
            "y": drawn.y[n],
            "hover": drawn.hovertext[n],
        }
        for n, claim in enumerate(drawn.customdata)
    }


def said(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def one_deal(lanes: pd.DataFrame, talks: pd.DataFrame, claim: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lane and the claims of the deal that a claim belongs to."""
    deal = talks.set_index("claim_id").at[claim, "deal"]
    return lanes[lanes["deal"] == deal], talks[talks["deal"] == deal]


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


def test_what_is_undated_fades_in_and_what_is_dated_does_not(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    lane, claims = one_deal(lanes, talks, "autounited-2026-ford-xiaomi.24")
    soft = trace(draw(lane, claims), "bar")
    assert soft.fillgradient.colorscale[0][1].endswith(",0)")
    days = claims.assign(dated=True, about_lower=pd.Timestamp("2025-01-05"), about_upper=pd.Timestamp("2025-01-05"))
    later = days.assign(claim_id=days["claim_id"] + "b", about_lower=pd.Timestamp("2025-06-05"))
    later["about_upper"] = later["about_lower"]
    hard = trace(draw(lane, pd.concat([days, later], ignore_index=True)), "bar")
    assert not hard.fillgradient.colorscale[0][1].endswith(",0)")
    assert pd.Timestamp(hard.x[0]) == pd.Timestamp("2025-01-05")


def test_earlier_talks_without_a_date_fade_longer_than_talks_under_way(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    def faded(claim: str) -> pd.Timedelta:
        bar = trace(draw(*one_deal(lanes, talks, claim), start=date(2021, 1, 1), end=KNOWN), "bar")
        return pd.Timestamp(bar.x[1]) - pd.Timestamp(bar.x[0])

    assert faded("autounited-2026-ford-xiaomi.24") > 3 * faded("opoyi-2022-xiaomi-baic.2")


def test_only_asserted_claims_make_a_bar(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")
    possible = claims[claims["stance"] == str(Stance.SAYS_POSSIBLE)]
    assert len(possible)
    assert not [one for one in draw(lane, possible).data if one.name == "bar"]


def test_collapsed_has_two_bars_and_a_claim_to_click(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    figure = draw(*one_deal(lanes, talks, "pandaily-2023-xiaomi-suv.4"))
    upright = [shape for shape in figure.layout.shapes if shape.xsizemode == "pixel" and shape.x0 == shape.x1]
    assert len(upright) == 2
    assert "pandaily-2023-xiaomi-suv.4" in points(figure)


def test_silence_is_dotted_up_to_the_known_on_line(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    dots = next(one for one in draw(*one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")).data if one.line.dash)
    ends = [pd.Timestamp(x) for x in dots.x if x is not None]
    assert ends[0] > pd.Timestamp("2022-08-27")
    assert ends[1] == pd.Timestamp(KNOWN) + timeline_claims.DAY


def test_the_veil_says_what_is_left_out(draw: Any) -> None:
    assert any("33 claims" in text and "two articles" in text for text in said(draw(hidden=(33, 2))))
    assert any("33 claims left out" in text for text in said(draw(hidden=(33, 2), narrow=True)))
    assert not any("left out" in text for text in said(draw()))


def test_what_is_only_possibly_so_is_drawn_lighter_with_its_bar(
    draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame
) -> None:
    for column, value in (("known", Known.POSSIBLY), ("within", Within.POSSIBLY)):
        figure = draw(lanes, talks.assign(**{column: str(value)}))
        assert {mark["opacity"] for mark in points(figure).values()} <= {0, 0.45}
        assert trace(figure, "bar")


def test_a_vague_claim_keeps_a_band_over_its_days(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "opoyi-2022-xiaomi-baic.2")
    vague = claims.head(1).assign(
        dated=True,
        about_lower=pd.Timestamp("2022-01-01"),
        about_upper=pd.Timestamp("2022-06-30"),
        within="possibly",
    )
    band = trace(draw(lane, vague), "band")
    assert [pd.Timestamp(x) for x in band.x[:2]] == [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-07-01")]


def test_the_hover_is_plain_text_and_says_who_and_when(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    lane, claims = one_deal(lanes, talks, "autounited-2026-ford-xiaomi.28")
    bent = claims.assign(statement="<b>R&D</b> " + claims["statement"])
    hover = points(draw(lane, bent))["autounited-2026-ford-xiaomi.28"]["hover"]
    assert "&lt;b&gt;R&amp;D" in hover
    assert "Denies; exploratory" in hover
    assert "Ford, in AutoUnited" in hover.replace("<br>", " ")
    assert "Known: 31 Jan–3 Feb 2026" in hover


def test_the_word_contested_is_written_and_crimson(draw: Any, lanes: pd.DataFrame) -> None:
    texts = [text for text in said(draw()) if "contested" in text]
    assert len(texts) == int(lanes["contested"].sum()) > 0
    assert all(LIGHT.disputed in text for text in texts)
    assert all(DARK.disputed in text for text in said(draw(palette=DARK)) if "contested" in text)


def test_each_deal_stands_once_and_what_follows_stands_below(lanes: pd.DataFrame, deals: pd.DataFrame) -> None:
    assert sorted(lanes["deal"]) == sorted(deals["deal"])
    order = list(lanes["deal"])
    follows = lanes.set_index("deal")["follows"].dropna()
    assert len(follows)
    below = lanes.set_index("deal")["below"]
    for deal, before in follows.items():
        assert bool(below[deal]) is (before in order)
        if before in order:
            between = order[order.index(before) + 1 : order.index(deal) + 1]
            assert between
            assert below[between].all()


def test_groups_stand_together_the_busiest_first(lanes: pd.DataFrame) -> None:
    runs = [
        group for group, above in zip(lanes["group_id"], [None, *lanes["group_id"]], strict=False) if group != above
    ]
    assert len(runs) == len(set(runs))
    busy = {group: sum(group in parties.split(";") for parties in lanes["parties"]) for group in runs}
    assert list(busy.values()) == sorted(busy.values(), reverse=True)


def test_a_circle_of_followers_loses_no_deal(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str]) -> None:
    two = deals.head(2).assign(parties="ford;xiaomi", follows=list(reversed(list(deals.head(2)["deal"]))))
    assert sorted(timeline.lanes(two, talks, names)["deal"]) == sorted(two["deal"])


def test_support_counts_origins_people_and_quiet_months(lanes: pd.DataFrame, deals: pd.DataFrame) -> None:
    by_deal = lanes.set_index("deal")["support"]
    for deal in deals.itertuples():
        assert by_deal[deal.deal].startswith(f"{deal.origins} origin")
        assert ("quiet" in by_deal[deal.deal]) == (deal.quiet_months >= 2 and deal.stage not in ("collapsed", "ended"))


def test_notes_take_two_lines_and_stay_on_their_side_of_the_known_on_line(draw: Any, lanes: pd.DataFrame) -> None:
    figure = draw()
    axis = scale(pd.DataFrame({"about_lower": [], "about_upper": []}), *map(as_date, figure.layout.xaxis.range), KNOWN,
                 WIDE, veil=False)  # fmt: skip
    notes = [note for note in figure.layout.annotations if note.bgcolor]
    assert notes
    for note in notes:
        lines = note.text.split("<br>")
        assert len(lines) <= 2
        wide = max(letters.width(line, 13) for line in lines)
        at = axis.at(pd.Timestamp(note.x)) + note.xshift
        left, right = (at, at + wide) if note.xanchor == "left" else (at - wide, at)
        line = axis.at(pd.Timestamp(KNOWN) + timeline_claims.DAY)
        assert left >= -1
        assert right <= line


def as_date(value: Any) -> date:
    return pd.Timestamp(value).date()


def test_the_axis_has_years_or_months_and_no_label_that_does_not_fit(talks: pd.DataFrame) -> None:
    years = spans(scale(talks, date(2021, 1, 1), date(2026, 1, 10), KNOWN, WIDE, veil=False))
    assert [label for *_, label in years] == ["2021", "2022", "2023", "2024", "2025", ""]
    months = spans(scale(talks, date(2025, 1, 1), date(2025, 6, 30), KNOWN, WIDE, veil=False))
    assert [label.split("<br>")[0] for *_, label in months] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    assert months[0][2].endswith("2025")
    assert spans(scale(talks, date(2025, 1, 1), date(2025, 1, 1), KNOWN, WIDE, veil=False))


def test_no_lanes_make_an_empty_figure(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    figure = draw(lanes.head(0), talks.head(0))
    assert not figure.data
    assert not figure.layout.xaxis.visible


def test_no_deals_make_no_lanes(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str]) -> None:
    empty = timeline.lanes(deals.head(0), talks.head(0), names)
    assert empty.empty
    assert timeline.finding(empty, names, KNOWN, True).endswith("?")


@pytest.mark.parametrize("narrow", [False, True])
def test_height_grows_by_a_lane_a_deal(draw: Any, lanes: pd.DataFrame, narrow: bool) -> None:
    group = lanes[lanes["group_id"] == lanes["group_id"].iloc[0]]
    heights = [draw(group.head(n), narrow=narrow).layout.height for n in (1, 2, 3)]
    steps = {later - before for before, later in itertools.pairwise(heights)}
    assert steps == {LANE} if not narrow else all(step >= 60 for step in steps)


def test_a_phone_has_no_notes_and_no_columns(draw: Any) -> None:
    figure = draw(narrow=True)
    assert not [note for note in figure.layout.annotations if note.bgcolor]
    assert (figure.layout.margin.l, figure.layout.margin.r) == (0, 0)


def few(lanes: pd.DataFrame, parties: list[str], stages: list[str]) -> pd.DataFrame:
    bent = lanes.head(len(parties)).assign(parties=parties, stage=stages, peak_stage=stages)
    return bent.assign(first=pd.Timestamp("2022-05-01"), last=pd.Timestamp("2023-05-01"), contested=False)


def test_the_finding_counts_names_and_agreements(lanes: pd.DataFrame, names: dict[str, str]) -> None:
    parties = ["ford;xiaomi", "jac;xiaomi", "nio;jac"]
    talk = few(lanes, parties[:2], ["in-talks", "rumoured"])
    assert (
        timeline.finding(talk, names, KNOWN, True)
        == "Two names linked to Xiaomi since 2022, and no agreement on record"
    )
    old = timeline.finding(talk, names, date(2023, 12, 31), False)
    assert old == "As known at the end of 2023: two names linked to Xiaomi since 2022, and no agreement on record"
    tie = few(lanes, parties, ["in-talks", "signed", "operating"])
    assert timeline.finding(tie, names, KNOWN, True) == (
        "Three deals between four companies since 2022, two agreed on record, one running"
    )


def test_what_ran_and_stopped_was_agreed_once(lanes: pd.DataFrame, names: dict[str, str]) -> None:
    ended = few(lanes, ["ford;xiaomi", "jac;xiaomi"], ["in-talks", "ended"])
    assert "no agreement" not in timeline.finding(ended, names, KNOWN, True)


def test_the_key_names_every_stance_beside_an_image_without_alt() -> None:
    html = timeline.key(LIGHT)
    assert html.count("<img ") == html.count('alt=""') == len(Stance) + 9
    for word in (
        "asserts",
        "denies",
        "says possible",
        "does not rule out",
        "expects",
        "no comment",
        "not known",
    ):
        assert f">{word}<" in html
