"""Disputes: what is denied, which figures do not meet, what does not follow, what overlaps, what is in tension."""

import streamlit as st

from components import disputes, filters, page
from components.chart import chart
from components.reader_theme import palette
from components.table import table
from data import frames
from data.disputes import found

chosen, names, ink = filters.chosen(), frames.names(), palette()


def disputed(choice):
    """Everything that stands against something else, under a choice."""
    answers, links = frames.register("answers"), frames.register("links")
    return found(frames.claims(choice), frames.on_record(choice), answers, links)


def section(title, note, rows, columns, key, plain) -> None:
    """One table under its title, each row opening its claims, with its download; left out where it has no rows."""
    if len(rows):
        page.title(title, note)
        table(rows, columns, key=f"disputes.{key}", alt=title, limit=12, narrow_limit=4, on_click=filters.open_claims)
        page.download(plain, key=f"disputes-{key}")


with page.body():
    now, on_record = disputed(chosen), frames.on_record(chosen)
    if not now:
        page.heading("Disputes", "Does anything on record stand against anything else?")
        page.empty("nothing is disputed", lambda choice: bool(disputed(choice)))
        st.stop()
    page.heading(
        "Disputes",
        disputes.finding(now),
        "Both sides stay on record: nothing here is weighed, averaged or settled. A row opens its claims side by side.",
    )
    section(
        "Denied",
        disputes.denied(now.denials),
        disputes.denial_rows(now.denials, on_record, names, ink),
        disputes.DENIALS,
        "denials",
        now.denials,
    )
    section(
        "Left open, or not spoken of",
        "Neither a yes nor a no; beside each stands the claim that it is best read with",
        disputes.state_rows(now.states, on_record, names, ink),
        disputes.STATES,
        "states",
        now.states,
    )
    page.twin(
        disputes.unprompted_rows(now.unprompted, names, ink),
        disputes.UNPROMPTED,
        key="disputes.unprompted",
        name="Denials of what no claim on record had said",
        alt="Denials of what no claim on record had said",
    )

    apart = [one for one in now.figures if one.pairs]
    page.title("Figures that dispute" if apart else "No figures dispute", disputes.compared_line(now.figures))
    for n, one in enumerate(apart):
        title, unit = disputes.title(one, names), disputes.caption(one)
        page.title(title, unit)
        chart(
            disputes.figure(one, names, ink),
            narrow=disputes.figure(one, names, ink, narrow=True),
            key=f"disputes.figure.{n}",
            alt=f"{title}: {disputes.said(one, names)}.",
            download=page.picture(f"entente-dispute-{n}", title, unit, f"Sources: {page.sources(one.figures, names)}."),
            on_click=filters.open_claims,
        )
        page.source_line(one.figures, names)
    page.twin(
        disputes.pair_rows(now.figures, names),
        disputes.PAIRS,
        key="disputes.figures",
        name="Table of figures with several sources",
        alt="Figures with several sources",
    )
    section(
        "Percentages against their own numbers",
        disputes.checked_line(now.percentages),
        disputes.percentage_rows(now.percentages, on_record, names),
        disputes.PERCENTAGES,
        "percentages",
        now.percentages,
    )
    section(
        "Figures that overlap: not to be added",
        "One counts, or may count, what the other counts; linked by a curator, with the reason",
        disputes.linked_rows(now.overlaps, on_record, names, ink),
        disputes.LINKED,
        "overlaps",
        now.overlaps,
    )
    section(
        "In tension",
        "Claims that sit ill together, mostly without one denying the other; linked by a curator, with the reason",
        disputes.linked_rows(now.tensions, on_record, names, ink),
        disputes.LINKED,
        "tensions",
        now.tensions,
    )
