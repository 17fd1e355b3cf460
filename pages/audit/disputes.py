"""Disputes: what is denied, which figures do not meet, what does not follow, what overlaps, what is in tension."""

import streamlit as st

from components import compared, disputes, filters, page
from components.chart import chart
from components.drawn import drawn
from components.reader_theme import palette
from components.table import table
from data import frames
from data.percentages import Verdict
from data.views import where

chosen, names, ink = filters.chosen(), frames.names(), palette()


def rows_of(rows, columns, key, alt) -> None:
    """One table whose rows open their claims; beside an open card it keeps only the columns that a phone has."""
    beside = [column for column in columns if not column.hide_narrow] if filters.opened() else columns
    table(rows, beside, key=f"disputes.{key}", alt=alt, limit=12, narrow_limit=4, selected=";".join(filters.opened()),
          on_click=filters.open_claims)  # fmt: skip


def section(title, note, rows, columns, key, plain) -> None:
    """A table under its title, with its download; left out where it has no rows."""
    if len(rows):
        page.title(title, note)
        rows_of(rows, columns, key, title)
        page.download(plain, key=f"disputes-{key}")


with page.body():
    now, on_record = frames.disputes(chosen), frames.on_record(chosen)
    if not now:
        page.heading("Disputes", "Does anything on record stand against anything else?")
        page.empty("nothing is disputed", lambda choice: bool(frames.disputes(choice)))
        st.stop()
    page.heading(
        "Disputes",
        page.among(disputes.finding(now), chosen),
        "Both sides stay on record: nothing here is weighed, averaged or settled. A row opens its claims side by side.",
    )
    section(
        "Denied",
        page.of_drawn(disputes.denied(now.denials), chosen),
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

    page.title(compared.compared_title(now.figures), page.of_drawn(compared.compared_line(now.figures), chosen))
    for n, one in enumerate(one for one in now.figures if one.pairs):
        title, unit = compared.title(one, names), compared.caption(one)
        page.title(title, unit)
        chart(
            drawn(compared.figure, one, names, ink),
            narrow=drawn(compared.figure, one, names, ink, narrow=True),
            key=f"disputes.figure.{n}",
            alt=f"{title}: {compared.said(one, names)}.",
            download=page.picture(f"entente-dispute-{n}", title, unit, f"Sources: {page.sources(one.figures, names)}."),
            on_click=filters.open_claims,
        )
        page.source_line(one.figures, names)
    page.twin(
        compared.pair_rows(now.figures, names),
        compared.PAIRS,
        key="disputes.figures",
        name="Table of figures with several sources",
        alt="Figures with several sources",
    )
    if len(now.percentages):
        page.title(
            disputes.checked_title(now.percentages), page.of_drawn(disputes.checked_line(now.percentages), chosen)
        )
        rows = disputes.percentage_rows(now.percentages, on_record, names)
        flagged = where(rows, "verdict", [str(Verdict.APART)])
        if len(flagged):
            rows_of(flagged, disputes.PERCENTAGES, "flagged", "Percentages that do not follow")
        page.twin(rows, disputes.PERCENTAGES, key="disputes.percentages", name="Table of percentages, with the arithmetic",
                  alt="Percentages against their own numbers")  # fmt: skip
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
