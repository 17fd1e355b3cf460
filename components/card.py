"""The claim card: one claim as a sentence, who said it by which chain, when, where it stands, and what answers it."""

import html
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from components import filters, words
from components.columns import Column
from components.copy_link import copy_link
from components.grades import CREDIBLE, RELIABLE, rule
from components.reader_theme import palette
from components.table import table
from components.theme import Palette, mark_svg, stage_svg
from data import frames
from data.claim_rows import dicts
from data.kept import kept
from data.text import occurrences
from data.vocabulary import Kind, Stage, Stance

Row = pd.Series
Line = tuple[str, str]


def mark(row: Row) -> str:
    """A claim's mark as a data URI: its stance as shape, its stage as colour."""
    return _mark(row, palette())


def _mark(row: Row | Mapping[Any, Any], palette: Palette) -> str:
    stage = Stage(row["stage"]) if words.present(row["stage"]) else None
    return mark_svg(Stance(row["stance"]), stage, palette)


def listing(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims as rows of a list: mark, statement, who said it, when it was known, kind, what time it is about."""
    return _listing(claims, frames.names(), palette())


@kept()
def _listing(claims: pd.DataFrame, names: Mapping[str, str], palette: Palette) -> pd.DataFrame:
    rows = dicts(claims)
    return pd.DataFrame(
        {
            "claim": claims["claim_id"].tolist(),
            "mark": [[_mark(row, palette)] for row in rows],
            "statement": claims["statement"].tolist(),
            "said": [_chain(row, names) for row in rows],
            "known": [words.when(published) for published in claims["published"]],
            "known_day": claims["published_lower"].tolist(),
            "kind": claims["kind"].tolist(),
            "about": [words.when(row["when"], row["when_is"], row["when_phrase"]) or "not dated" for row in rows],
            "about_day": claims["about_lower"].tolist(),
        }
    )


LIST = (
    Column("mark", "", kind="mark"),
    Column("statement", "Claim"),
    Column("said", "Said by", kind="muted"),
    Column("known", "Known", kind="muted", sort_field="known_day", hide_narrow=True),
)


def chain(row: Row) -> str:
    """Origin, go-betweens and publisher, the first to say it first: "Bloomberg, then Opoyi"."""
    return _chain(row, frames.names())


def _chain(row: Row | Mapping[Any, Any], names: Mapping[str, str]) -> str:
    steps = [names.get(row["said_by"], str(row["said_by"]))]
    steps += [names.get(step, step) for step in words.text(row["via"]).split(";") if step]
    steps.append(row["publisher_name"])
    return ", then ".join(dict.fromkeys(steps)) if not words.present(row["formula"]) else "Entente, computed"


def draw(row: Row, everything: pd.DataFrame) -> None:
    """Draw the card of one claim of the record `everything`, with what answers it and what it belongs with."""
    lines = "".join(f"<dt>{html.escape(name)}</dt><dd>{value}</dd>" for name, value in facts(row, everything))
    st.html(f'<div class="e-card"><h3>{html.escape(row["statement"])}</h3>{stance_line(row)}<dl>{lines}</dl></div>')
    answers = frames.touching("answers", everything)
    _related("What it answers", answers[answers["claim_id"] == row["claim_id"]], "answers", everything)
    _related("What answers it", answers[answers["answers"] == row["claim_id"]], "claim_id", everything)
    if words.present(row["inputs"]):
        inputs = [part.partition("=")[2] for part in row["inputs"].split(";")]
        _list("Computed from", everything[everything["claim_id"].isin(inputs)], "card.inputs")
    links = frames.touching("links", everything)
    for link in links[links["claim_id"] == row["claim_id"]].itertuples(index=False):
        others = links[(links["link"] == link.link) & (links["claim_id"] != row["claim_id"])]["claim_id"]
        name = "Overlaps with" if link.type == "overlap" else "In tension with"
        _list(name, everything[everything["claim_id"].isin(others)], f"card.link.{link.link}", link.reason)
    with st.container(horizontal=True):
        with st.container(width=150):
            copy_link("Copy citation", key="card.cite", text=citation(row))
        st.popover("How grades are given", type="tertiary", key="card.rule").markdown(rule())
        if row["kind"] == Kind.TALK:
            of_deal = everything[everything["deal"] == row["deal"]]["claim_id"]
            st.button("All of this deal", on_click=filters.open_claims, args=(";".join(of_deal),), key="card.deal")


def stance_line(row: Row) -> str:
    """The stance with its mark, and what kind of claim it is, as HTML."""
    stance = Stance(row["stance"])
    image = f'<img src="{mark(row)}" alt=""><b>{words.plain(stance)}</b>'
    if row["kind"] == Kind.TALK:
        swatch = f'<img src="{stage_svg(Stage(row["stage"]), palette())}" alt="">'
        return f'<p class="e-stance">{image} a deal at the stage {swatch}{words.stage(row["stage"])}</p>'
    kind = {
        Kind.FIGURE: f"{words.plain(row['metric'])}, {words.text(row['basis'])}",
        Kind.TIE: words.text(row["type"]), Kind.MILESTONE: words.text(row["what"]),
        Kind.POSITION: words.text(row["topic"]),
    }.get(row["kind"], "")  # fmt: skip
    return f'<p class="e-stance">{image}: {html.escape(row["kind"])}, {html.escape(kind)}</p>'


def facts(row: Row, everything: pd.DataFrame) -> Iterator[Line]:
    """The card's lines: name, and value as HTML with everything foreign escaped."""
    names, say = frames.names(), html.escape
    if row["kind"] == Kind.FIGURE:
        yield "Value", _value(row)
        details = [row[name] for name in ("what", "segment", "measure", "geography") if words.present(row[name])]
        counted = [f"counted by {names.get(row['counted_by'], '')}"] if words.present(row["counted_by"]) else []
        setter = [f"by {names.get(row['by'], row['by'])}"] if words.present(row["by"]) else []
        if details or counted or setter:
            yield "Which is", say("; ".join([*details, *counted, *setter]))
    if row["kind"] == Kind.TIE:
        scope = f"<small>{say(row['scope'])}</small>" if words.present(row["scope"]) else ""
        yield "Tie", f"{say(names[row['from']])} {say(row['type'])} {say(names[row['to']])}{scope}"
    if words.present(row["formula"]):
        assumed = words.text(row["assumptions"]).replace(";", "; ")
        small = f"<small>assumed: {say(assumed)}</small>" if assumed else ""
        yield "Formula", f'<span class="e-derived">{say(row["formula"])}</span>{small}'
    if words.present(row["formula"]):
        yield "Said by", "nobody: computed by Entente"
    else:
        yield from _said(row, everything)
    yield from _time_and_place(row)


def _said(row: Row, everything: pd.DataFrame) -> Iterator[Line]:
    names, say = frames.names(), html.escape
    speaker = names.get(row["speaker"], "") if words.present(row["speaker"]) else ""
    behind = words.text(row["sources_are"])
    many = f"{int(row['sources'])} " if words.present(row["sources"]) else ""
    anonymous = f"{many}{behind}" if behind else row["attribution"]
    yield "Said by", f"{say(speaker)}, on record" if speaker else say(f"nobody by name: {anonymous}")
    same = everything[everything["origin"] == row["origin"]]
    reports = words.count(same["article_id"].nunique(), "report")
    yield "Came by", f"{say(chain(row))}<small>1 origin, {reports}</small>"
    grade, trust = words.text(row["reliability"], "F"), int(row["credibility"])
    yield (
        "Grades",
        (
            f"publisher {grade}, {RELIABLE[grade]}<small>claim {trust}, {CREDIBLE[trust]}: {say(row['attribution'])}</small>"
        ),
    )


def _time_and_place(row: Row) -> Iterator[Line]:
    say = html.escape
    about = words.when(row["when"], row["when_is"], row["when_phrase"])
    yield "About", say(about) or "not dated; on or before publication"
    sure = "" if row["known"] == "known" else "<small>possibly known on the day that is set</small>"
    yield "Known", say(words.when(row["published"])) + sure
    recorded = words.as_day(row["recorded"])
    yield (
        "Recorded",
        f"revision {int(row['revision'])}, {words.day(recorded)}" if recorded else "draft, not recorded yet",
    )
    if words.present(row["anchor"]):
        part = "" if row["part"] == "body" else f", {words.plain(row['part'])}"
        place = f"paragraph {int(row['paragraph'])}{part}, “{say(row['anchor'])}”"
        link = f"{row['url']}#:~:text={quote(row['anchor'], safe='').replace('-', '%2D')}"
        yield (
            "Stands in",
            f'{place}<br><a href="{say(link)}" target="_blank" rel="noopener">Open the article at these words</a>',
        )
        text = frames.paragraph(row["text_sha256"], int(row["paragraph"]))
        if text is not None:
            yield "In full", marked(text, row["anchor"])
    if words.present(row["note"]):
        yield "Curator", say(row["note"])


def marked(paragraph: str, anchor: str) -> str:
    """A paragraph as HTML with its anchor marked; everything escaped."""
    found = occurrences(anchor, paragraph)
    if not found:
        return html.escape(paragraph)
    start, end = found[0]
    before, at, after = (html.escape(part) for part in (paragraph[:start], paragraph[start:end], paragraph[end:]))
    return f"<q>{before}<mark>{at}</mark>{after}</q>"


def _value(row: Row) -> str:
    said = f"{words.value(row)} {words.unit(row['unit'])}".strip()
    printed = (
        f"<small>printed as “{html.escape(row['value_phrase'])}”</small>" if words.present(row["value_phrase"]) else ""
    )
    css = ' class="e-derived"' if words.present(row["formula"]) else ""
    return f"<b{css}>{html.escape(said)}</b>{printed}"


def _list(name: str, claims: pd.DataFrame, key: str, note: str = "") -> None:
    if len(claims):
        under = f"<p>{html.escape(note)}</p>" if note else ""
        st.html(f'<div class="e-card"><h4>{html.escape(name)}</h4>{under}</div>')
        table(listing(claims), LIST[:3], key=key, alt=name, on_click=filters.open_claims)


def _related(name: str, answers: pd.DataFrame, column: str, everything: pd.DataFrame) -> None:
    related = everything[everything["claim_id"].isin(answers[column])]
    if not len(related):
        if name == "What answers it":
            st.html(f'<div class="e-card"><h4>{name}</h4><p>Nothing on record.</p></div>')
        return
    notes = [
        f"{a.how}, {a.scope}: {a.note}" if words.present(a.note) else f"{a.how}, {a.scope}"
        for a in answers.itertuples()
    ]
    _list(name, related, f"card.{column}", " ".join(dict.fromkeys(words.sentence(note) for note in notes)))


def citation(row: Row) -> str:
    """A claim as a line for a slide or footnote: statement, chain, date, place, address, id."""
    known = words.when(row["published"])
    place = f", paragraph {int(row['paragraph'])}" if words.present(row["paragraph"]) else ""
    return f"{row['statement']} ({chain(row)}, {known}{place}; {row['url']}; Entente {row['claim_id']})"
