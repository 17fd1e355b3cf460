"""Words on the talks chart: hover, notes, finding, key."""

from datetime import date
from typing import Any

import pandas as pd

from components import letters, timeline
from components.theme import DARK, LIGHT
from components.timeline import claims as timeline_claims
from components.timeline.scale import WIDE, scale
from data.vocabulary import Stance
from tests.components.timeline.drawn import KNOWN, as_date, one_deal, points, said


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
