"""Overview: how far each deal got, what is new, the key figures, and who was read."""

import streamlit as st

from components import deal_table, filters, ladder, overview, page, timeline, words
from components.bounded import bounded
from components.chart import chart
from components.columns import Column
from components.drawn import drawn
from components.profile import FIGURE_COLUMNS
from components.reader_theme import palette
from components.table import table
from data import frames
from data.views import of_kind
from data.vocabulary import Kind

NEWEST = (
    Column("known", "Known", kind="muted", hide_narrow=True),
    Column("mark", "", kind="mark"),
    Column("statement", "Claim"),
    Column("said", "Said by", kind="muted"),
)
chosen, names = filters.chosen(), frames.names()
claims, deals, counts = frames.claims(chosen), frames.deals(chosen), frames.counts(chosen)
talks = of_kind(claims, Kind.TALK)

with page.body():
    lanes = timeline.lanes(deals, talks, names, frames.touching("answers", talks))
    totals = frames.totals(chosen)
    found = ladder.finding(deals, names, totals)
    page.heading("Overview", found)
    if claims.empty:
        page.empty("nothing to show", lambda choice: len(frames.claims(choice)) > 0)
        st.stop()
    metrics = {
        "Claims": totals.claims, "Articles": totals.articles, "Deals": totals.deals,
        "Contested": totals.contested, "Running": totals.running, "Hidden by known-on": counts.hidden,
    }  # fmt: skip
    page.metrics(metrics, loud="Contested")
    left, right = page.halves()

    with left:
        page.title("How far each deal got", "Newest stage on record; contested deals first")
        if deals.empty:
            st.write("No deal under these filters.")
        else:
            shown = ladder.with_claims(bounded(deals), lanes)
            notes = ladder.briefs(lanes)
            chart(
                drawn(ladder.figure, shown, notes, palette()),
                narrow=drawn(ladder.figure, shown, notes, palette(), narrow=True),
                narrow_below=520,
                key="overview.ladder",
                alt=f"{found}. {words.count(len(shown), 'deal')} on rungs from rumoured to operating; the table has them all.",
                download=page.picture(
                    "entente-deals", "How far each deal got", "Newest stage on record", page.sources(talks, names)
                ),
                on_click=filters.open_claims,
            )
            page.source_line(talks, names)
            twin = deal_table.rows(lanes, palette())
            page.twin(twin, deal_table.COLUMNS, key="overview", name="Table of these deals", alt="Deals by stage")
        figures = overview.key_figures(claims, names, most=40)
        if len(figures):
            page.title(
                "Key figures, with their spread",
                "Each value as its source gives it; kinds are never averaged",
            )
            table(
                figures,
                FIGURE_COLUMNS,
                key="overview.figures",
                alt="Key figures",
                limit=10,
                narrow_limit=4,
                on_click=filters.open_claims,
            )

    with right:
        page.title("Newest claims", "By the day they became known")
        since = st.date_input("New since", value=None, key="since", format="YYYY-MM-DD", bind="query-params", width=200)
        fresh = overview.since(claims, since) if since else claims
        if since:
            st.caption(
                f"{words.sentence(words.count(len(fresh), 'claim'))} {page.of_drawn(f'published since {words.day(since)}', chosen)}."
            )
        table(
            overview.newest(fresh, names, palette(), most=40),
            NEWEST,
            key="overview.newest",
            alt="Newest claims",
            limit=9,
            narrow_limit=4,
            on_click=filters.open_claims,
        )
        rows, years = overview.coverage(claims)
        page.title("Coverage", page.of_drawn("Claims by publisher and year of publication", chosen))
        columns = (
            Column("publisher", "Publisher"),
            *(Column(str(year), f"’{year % 100:02}", align="right") for year in years),
        )
        table(
            rows,
            columns,
            key="overview.coverage",
            alt="Coverage",
            limit=12,
            narrow_limit=4,
            on_click=filters.open_claims,
        )
        gaps = [str(year) for year in years if not (rows[str(year)] != "·").any()]
        if gaps:
            st.caption(page.of_drawn(f"Nothing on the desk was published in {words.listed(gaps)}", chosen) + ".")
