"""Market share: what each source published, series by series, and what a rank implies."""

import streamlit as st

from components import filters, market_size, page, profile, series, shares
from components.chart import chart
from components.columns import Column
from components.drawn import drawn
from components.profile import FIGURE_COLUMNS
from components.reader_theme import palette
from components.table import table
from data import frames
from data.views import of_kind, where
from data.vocabulary import Kind, Metric

APART = (
    Column("figure", "Figure", kind="strong"), Column("why", "Why it stands apart"),
    Column("source", "Source", kind="muted", hide_narrow=True),
)  # fmt: skip
ASKED = {Metric.MARKET_SHARE, Metric.MARKET_RANK, Metric.MARKET_SIZE}

chosen, names = filters.chosen(), frames.names()
figures = of_kind(frames.claims(chosen), Kind.FIGURE)
share_sets, size_sets = shares.sets(figures), market_size.sets(figures)

with page.body():
    top = st.container()
    by_label = {f"{shares.title(one, names)}: {shares.caption(one, names)}": one for one in share_sets}
    first = list(by_label)[:1]
    chosen_sets = st.multiselect("Series", list(by_label), default=first, key="series", bind="query-params")
    picked = [by_label[label] for label in chosen_sets]
    with top:
        lead = shares.lead(picked[0], names) if picked else ""
        page.heading("Market share", page.among(shares.finding(picked[0] if picked else None, names), chosen), lead)
    if len(picked) > 1:
        apart = [series.why_apart(shares.any_row(picked[0]), shares.any_row(one), names) for one in picked[1:]]
        st.warning(f"These series may not be compared, and are drawn apart. {' '.join(dict.fromkeys(apart))}")
    placed = {claim for one in (*share_sets, *size_sets) for claim in one.claim_ids}
    for n, one in enumerate(picked):
        title, unit = shares.title(one, names), shares.caption(one, names)
        page.title(title, unit)
        of_set = page.claims_of(one.claim_ids, figures)
        chart(
            drawn(shares.figure, one, names, palette()),
            narrow=drawn(shares.figure, one, names, palette(), narrow=True),
            key=f"shares.{n}",
            alt=f"{shares.finding(one, names)}. {title}, {unit}; the table has every value.",
            download=page.picture("entente-market-share", title, unit, f"Sources: {page.sources(of_set, names)}."),
            on_click=filters.open_claims,
        )
        page.source_line(of_set, names, "Only one series stands in a chart; nothing is averaged.")
        rows = profile.figures(of_set, names)
        page.twin(rows, FIGURE_COLUMNS, key=f"shares.{n}", name="Table of these shares", alt=title)
    if not share_sets and not size_sets:
        page.empty("no market share", lambda choice: bool(shares.sets(of_kind(frames.claims(choice), Kind.FIGURE))))

    lines = shares.lines(figures)
    if any(len(line) > 1 for line in lines):
        page.title("Shares over time", "Per cent by period; a line joins one series of one company, and nothing else")
        chart(
            drawn(shares.history, figures, names, palette()),
            narrow=drawn(shares.history, figures, names, palette(), narrow=True),
            key="shares.history",
            alt="Published shares by period, one line a company and series.",
            download=page.picture(
                "entente-share-history", "Shares over time", "Per cent by period", "One line a series"
            ),
            on_click=filters.open_claims,
        )
        joined = page.claims_of([row["claim_id"] for line in lines for row in line], figures)
        page.source_line(joined, names)
        page.twin(
            profile.figures(joined, names), FIGURE_COLUMNS, key="history", name="Table of these shares", alt="Shares"
        )

    left, right = page.halves()
    with left:
        for n, one in enumerate(filter(market_size.is_path, size_sets)):
            title, unit = market_size.title(one, names), market_size.caption(one, names)
            page.title(market_size.finding(one, names), f"{title}; {unit}")
            of_set = page.claims_of(one.claim_ids, figures)
            chart(
                drawn(market_size.figure, one, names, palette()),
                narrow=drawn(market_size.figure, one, names, palette(), narrow=True),
                narrow_below=480,
                key=f"size.{n}",
                alt=f"{market_size.finding(one, names)}. {title}, {unit}.",
                download=page.picture("entente-market-size", title, unit, f"Sources: {page.sources(of_set, names)}."),
                on_click=filters.open_claims,
            )
            page.source_line(of_set, names)
            page.twin(
                profile.figures(of_set, names),
                FIGURE_COLUMNS,
                key=f"size.{n}",
                name="Table of these sizes",
                alt=title,
            )
        once = [claim for one in size_sets if not market_size.is_path(one) for claim in one.claim_ids]
        if once:
            note = "Each its own series: no two of them may be set side by side"
            page.title("Sizes told for one time only", page.of_drawn(note, chosen))
            table(profile.figures(page.claims_of(once, figures), names), FIGURE_COLUMNS, key="sizes.once", alt="Market sizes",
                  limit=8, narrow_limit=4, on_click=filters.open_claims)  # fmt: skip
    with right:
        asked = where(figures, "metric", [str(metric) for metric in ASKED])
        apart = market_size.not_drawn(asked, placed, names)
        if len(apart):
            page.title("Not drawn with it", "Figures that lack what a comparison needs, or belong to another series")
            table(apart, APART, key="shares.apart", alt="Figures not drawn", claim="claim_id", limit=8, narrow_limit=4,
                  on_click=filters.open_claims)  # fmt: skip
