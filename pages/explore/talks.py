"""Talks: one lane a deal, each mark a claim."""

import streamlit as st

from components import deal_table, filters, page, timeline, words
from components.bounded import bounded
from components.chart import chart
from components.drawn import drawn
from components.reader_theme import palette
from data import frames
from data.views import of_kind, where
from data.vocabulary import Kind

chosen, names = filters.chosen(), frames.names()
claims, deals = frames.claims(chosen), frames.deals(chosen)
talks, counts = of_kind(claims, Kind.TALK), frames.counts(chosen)
latest = frames.newest(chosen)
known_on = chosen.known_on or latest

with page.body():
    answers = frames.touching("answers", talks)
    lanes = timeline.lanes(deals, talks, names, answers)
    found = timeline.finding(lanes, names, known_on, known_on >= latest)
    page.heading(
        "Talks",
        page.among(found, chosen, deals=True),
        "Each lane is a deal, each mark a claim. A bar runs from the first to the last time the deal is said to be "
        "alive; it fades where the date is vague. A dotted line means that nobody has reported on it since.",
    )
    if lanes.empty:
        page.empty("no talks to draw", lambda choice: len(of_kind(frames.claims(choice), Kind.TALK)) > 0)
        st.stop()
    page.key_lines(timeline.key(palette()))
    days = frames.publication_days()
    if len(days) > 1:
        st.session_state["talks.step"] = max((day for day in days if day <= known_on), default=days[0])
        st.select_slider(
            "Step through the days of publication", days, key="talks.step", format_func=words.day,
            on_change=filters.step_known, args=("talks.step",),
        )  # fmt: skip

    shown = where(lanes, "deal", bounded(deals)["deal"].tolist())

    note = f"Sources: {page.sources(talks, names)}."
    told = {
        "answers": answers, "names": names, "known_on": known_on, "hidden": (counts.hidden, counts.hidden_articles),
        "start": chosen.start, "end": chosen.end, "palette": palette(),
    }  # fmt: skip
    contested = int(deals["contested"].sum())
    chart(
        drawn(timeline.figure, shown, talks, **told),
        narrow=drawn(timeline.figure, shown, talks, **told, narrow=True),
        narrow_below=820,
        key="talks.timeline",
        alt=f"{found}. {words.count(len(shown), 'deal')} on lanes over time, {contested} contested; the table below has them all.",
        download=page.picture("entente-talks", found, "Deals over time, each mark a claim", note),
        on_click=filters.open_claims,
    )
    page.source_line(talks, names, "Stages are as reported, never voted on; a denial does not remove what it denies.")
    page.twin(
        deal_table.rows(lanes, palette()),
        deal_table.COLUMNS,
        key="talks",
        name="Table of these deals",
        alt="Deals, as in the chart",
    )
