"""What every page is made of: heading, notes, key, source line, table twin, empty state, and room for the claim card."""

import html
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from components import card, filters, opened, words
from components.chart import Download
from components.columns import Column
from components.reader_theme import palette
from components.table import table
from data import frames
from data.kept import kept
from data.queries import Chosen

_CSS = (Path(__file__).parent / "page.css").read_text("utf-8")


def style() -> None:
    """Put the page's own classes and the palette's colours into the document, once a run."""
    now = palette()
    tokens = {
        "page": now.page, "ink": now.ink, "ink2": now.ink2, "ink3": now.ink3, "rule": now.rule,
        "disputed": now.disputed, "derived": now.derived, "link": now.link,
    }  # fmt: skip
    variables = "".join(f"--e-{name}: {colour};" for name, colour in tokens.items())
    st.html(f"<style>:root {{{variables}}}\n{_CSS}</style>")


def body() -> AbstractContextManager[Any]:
    """The column for the page itself; where the link opens a claim, its card stands beside it."""
    if not filters.opened():
        return st.container()
    main, side = st.columns([62, 38], gap="large")
    with side, st.container(key="card", border=True):
        opened.draw(filters.opened(), filters.chosen())
    return main


def halves() -> tuple[Any, Any]:
    """A wide and a narrow column of the page's body; one under the other where a card takes its room beside them."""
    if filters.opened():
        return st.container(), st.container()
    wide, narrow = st.columns([62, 38], gap="large")
    return wide, narrow


def heading(kicker: str, finding: str, lede: str = "", of: Chosen | None = None, part: bool = True) -> None:
    """The page's name, what is found under the filters now set, and how to read it. All plain text.

    `of` is the choice that the page draws, where it is not the filters' own; `part`, whether it draws what
    `data.selection` chooses: a page that asks the engine itself says itself what it leaves out.
    """
    now = of or filters.chosen()
    dated = f", as known on {words.day(now.known_on)}" if now.known_on and now.known_on != frames.newest(now) else ""
    lines = [
        f'<p class="e-kicker">{html.escape(kicker + dated)}</p>',
        f'<h1 class="e-heading">{html.escape(finding)}</h1>',
        f'<p class="e-lede">{html.escape(lede)}</p>' if lede else "",
        *(f'<p class="e-note" role="status">{html.escape(note)}</p>' for note in filters.notes()),
        known_line(now, part),
    ]
    st.html("".join(lines))
    if now.revision is not None:
        _since_the_pin(now, now.revision)


def _since_the_pin(now: Chosen, revision: int) -> None:
    """Under a pinned view: what was recorded since, with what corrects or updates the facts shown first."""
    newest = frames.claims(replace(now, revision=None))
    later = newest[~(newest["revision"] <= revision)]
    answers = frames.touching("answers", later)
    many = frames.totals(replace(now, revision=None)).claims - frames.totals(now).claims
    answering = answers[answers["claim_id"].isin(later["claim_id"]) & ~answers["answers"].isin(later["claim_id"])]
    changed = set(answering["claim_id"])
    said = f"Pinned to revision {revision}: {words.count(many, 'fact')} recorded since"
    least = "" if frames.totals(replace(now, revision=None)).whole else "at least "
    said += f", {least}{words.worded(len(changed))} of them answering a fact shown" if changed else ""
    with st.expander(said, key="page.pin"):
        if later.empty:
            none = "None of it is among the claims drawn; narrow the filters to see it."
            st.write(none if many else "Nothing was recorded since: this is the newest revision.")
            return
        ordered = pd.concat([later[later["claim_id"].isin(changed)], later[~later["claim_id"].isin(changed)]])
        table(card.listing(ordered), card.LIST, key="page.pin.table", alt=said)


def known_line(now: Chosen, part: bool = True) -> str:
    """How much the day and the dates leave out, and with `part` the bounds of a page, in words, as HTML."""
    counts = frames.counts(now)
    parts = [
        f"{words.count(counts.known, 'claim')} known, {counts.hidden:,} published later and hidden, "
        f"{counts.possibly_known:,} possibly known"
    ]
    if now.start or now.end:
        parts.append(
            f"in the dates {counts.definitely:,} definitely, {counts.possibly:,} possibly (drawn lighter), "
            f"{counts.outside:,} outside"
        )
    parts += left_out(now) if part else []
    return f'<p class="e-known">{html.escape(words.sentence("; ".join(parts)))}.</p>'


def among(finding: str, now: Chosen, deals: bool = False) -> str:
    """A finding from what is drawn, with how much that is of all claims, or of all deals; questions stay as they are."""
    totals = frames.totals(now)
    if totals.whole or finding.endswith("?"):
        return finding
    if deals:
        part = f"the {totals.drawn_deals:,} strongest of {words.count(totals.deals, 'deal')}"
        return finding if totals.drawn_deals == totals.deals else f"{finding}, among {part}"
    return f"{finding}, among {totals.drawn:,} of {words.count(totals.claims, 'claim')}"


def of_drawn(note: str, now: Chosen) -> str:
    """A note on a part of the page, which says so where that speaks of the claims drawn and not of all."""
    return note if frames.totals(now).whole else f"{note}; of the claims drawn"


def left_out(now: Chosen) -> list[str]:
    """What is not drawn of a choice too large to draw whole, in words; nothing where all is."""
    totals = frames.totals(now)
    if totals.whole:
        return []
    return [
        f"drawn are {totals.drawn:,} of the {totals.claims:,} claims that pass, of {totals.drawn_deals:,} of "
        f"{totals.deals:,} deals: the strongest deals, and of everything else the newest; narrow the filters to see others"
    ]


def title(words_: str, unit: str = "", place: str = "") -> None:
    """A chart's title, and under it unit, place and period. `place` is the id that `jumps` lead to."""
    under = f'<p class="e-unit">{html.escape(unit)}</p>' if unit else ""
    name = f' id="{html.escape(place)}"' if place else ""
    st.html(f'<h2 class="e-title"{name}>{html.escape(words_)}</h2>{under}')


def jumps(counted: Mapping[str, tuple[str, int | str]]) -> None:
    """Counts with their names, each a link to its section: place, then name and count; on a phone a small table."""
    cells = [
        f'<a href="#{html.escape(place)}"><span>{html.escape(name)}</span><b>{many if isinstance(many, str) else f"{many:,}"}</b></a>'
        for place, (name, many) in counted.items()
    ]
    st.html(f'<nav class="e-jumps" aria-label="Sections">{"".join(cells)}</nav>')


def metrics(counted: Mapping[str, int], loud: str) -> None:
    """Numbers with their names, in a row; on a phone a small table. `loud` names the one in crimson, if not zero."""

    def cell(name: str, many: int) -> str:
        css = ' class="e-contested"' if name == loud and many else ""
        return f"<div>{html.escape(name)}<b{css}>{many:,}</b></div>"

    st.html(f'<div class="e-metrics">{"".join(cell(name, many) for name, many in counted.items())}</div>')


@kept()
def sources(claims: pd.DataFrame, names: Mapping[str, str], most: int = 6) -> str:
    """Publishers, each with whom it cites, as one phrase: "Opoyi (citing Bloomberg and EV Volumes)"."""
    cited: dict[str, list[str]] = {}
    for publisher, said_by in dict.fromkeys(zip(claims["publisher_name"], claims["said_by"], strict=True)):
        origin = names.get(said_by, said_by)
        who = cited.setdefault(publisher, [])
        if origin not in (publisher, "Entente"):
            who.append(origin)
    said = [f"{name} (citing {words.listed(who, most=3)})" if who else name for name, who in cited.items()]
    return words.listed(said, most=most)


def source_line(claims: pd.DataFrame, names: Mapping[str, str], caveat: str = "") -> str:
    """Draw the line under a chart and return it as plain text for an exported picture."""
    said = f"Sources: {sources(claims, names)}. {caveat}".strip() if len(claims) else caveat
    st.html(f'<p class="e-source">{html.escape(said)}</p>')
    return said


def twin(frame: pd.DataFrame, columns: Sequence[Column], *, key: str, name: str, alt: str, rule: str = "") -> None:
    """The table of what a chart shows, in the chart's order, folded under it, with its download; none without rows.

    `rule` says above it how its figures were computed.
    """
    if frame.empty:
        return
    with st.expander(f"{name} ({len(frame):,})", key=f"{key}.twin"):
        if rule:
            st.caption(rule)
        table(frame, columns, key=f"{key}.table", alt=alt, on_click=filters.open_claims)
        download(frame, key=key)


def csv(frame: pd.DataFrame) -> bytes:
    """The rows as UTF-8 CSV, without their numbers, which mean something in one state of the ledger only."""
    return frame.drop(columns="nth", errors="ignore").to_csv(index=False).encode()


def download(frame: pd.DataFrame, *, key: str) -> None:
    """A link to the rows as UTF-8 CSV, written when it is asked for."""
    st.download_button(
        "Download CSV", data=lambda: csv(frame), file_name=f"entente-{key}.csv",
        mime="text/csv", on_click="ignore", type="tertiary", key=f"{key}.csv",
    )  # fmt: skip


def key_lines(lines: str) -> None:
    """A chart's key: open on a wide screen, folded on a phone."""
    with st.container(key="wide-key"):
        st.html(lines)
    with st.container(key="narrow-key"), st.expander("Key to marks and stages"):
        st.html(lines)


def empty(what: str, anything: Callable[[Chosen], bool]) -> None:
    """Say that nothing is there, which filter does it, and offer to clear just that one.

    `anything(chosen)` tells whether a choice would show something.
    """
    last = frames.newest(filters.chosen())
    causes = [key for key, choice in filters.active(filters.chosen(), last).items() if anything(choice)]
    if causes:
        said = words.listed(f"“{filters.LABELS[key]}”" for key in causes)
        st.write(f"{words.sentence(what)}: the filter {said} leaves nothing.")
        with st.container(horizontal=True):
            for key in causes:
                label = f"Clear {filters.LABELS[key]}"
                st.button(label, on_click=filters.clear, args=(key,), key=f"empty.{key}")
    elif filters.active(filters.chosen(), last):
        st.write(f"{words.sentence(what)} under these filters together.")
        st.button("Clear all filters", on_click=filters.clear, key="empty.all")
    else:
        st.write(f"{words.sentence(what)}: no article on the desk speaks of it.")


def picture(filename: str, title_: str, unit: str, note: str) -> Download:
    """What an exported picture carries: title, unit, sources and the filters that made it."""
    said = filters.described(filters.chosen(), frames.names(), frames.newest(filters.chosen()))
    note = f"{note}\n{'Filters: ' + said if said else 'No filters set'}. Entente."
    return {"filename": filename, "title": title_, "unit": unit, "note": note}


@kept()
def claims_of(ids: Collection[str], claims: pd.DataFrame, column: str = "claim_id") -> pd.DataFrame:
    """The rows of these claims, in the frame's order; with `column`, of other ids that are wanted there."""
    return claims[claims[column].isin(ids)]
