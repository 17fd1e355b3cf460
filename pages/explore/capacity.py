"""Capacity: what plants could build, what was aimed at, expected and made; kinds of figure that are never joined."""

import streamlit as st

from components import capacity, filters, page, profile, words
from components.bounded import bounded_companies
from components.capacity.key import key, overlap_finding
from components.chart import chart
from components.columns import Column
from components.drawn import drawn
from components.profile import FIGURE_COLUMNS
from components.reader_theme import palette
from components.table import table
from data import frames
from data.views import of_kind, where
from data.vocabulary import Kind, Sort

APART = (
    Column("figure", "Figure", kind="strong"), Column("why", "Why it stands apart"),
    Column("source", "Source", kind="muted", hide_narrow=True),
)  # fmt: skip

chosen, names = filters.chosen(), frames.names()
figures = of_kind(frames.claims(chosen), Kind.FIGURE)
links, entities = frames.touching("links", figures), frames.register("entities")
plants = where(entities, "sort", [str(Sort.PLANT)])["entity"].tolist()
owners = frames.register("owners")


def ids(joined) -> list[str]:
    """The claim ids of a column of ids joined by `;`."""
    return [part for cell in joined if words.present(cell) for part in str(cell).split(";")]


with page.body():
    rows = capacity.rows(figures, names, owners, plants)
    page.heading(
        "Capacity against target",
        page.among(capacity.finding(rows), chosen),
        "Capacity, target, forecast and actual are four kinds of figure. They share an axis here, but are never joined or added.",
    )
    if rows.empty:
        page.empty(
            "no capacity, target or output",
            lambda choice: len(capacity.rows(of_kind(frames.claims(choice), Kind.FIGURE), names, owners)) > 0,
        )
        st.stop()
    page.key_lines(key(palette()))
    for n, batch in enumerate(
        capacity.charts(
            bounded_companies(rows, "companies" if frames.totals(chosen).whole else "companies in the claims drawn")
        )
    ):
        of_batch = page.claims_of(ids(batch["claim_id"]), figures)
        title = "Vehicles a year, by kind of figure" if not n else "The same on a smaller axis"
        page.title(
            title,
            f"{words.listed(dict.fromkeys(batch['heading']), most=5)}; capacity is what a plant could build",
        )
        chart(
            drawn(capacity.figure, batch, palette()),
            narrow=drawn(capacity.figure, batch, palette(), narrow=True),
            key=f"capacity.{n}",
            alt=f"{capacity.finding(batch)}. Capacity, targets, forecasts and output of {words.listed(dict.fromkeys(batch['heading']))}.",
            download=page.picture(
                f"entente-capacity-{n}",
                title,
                "Vehicles a year",
                f"Sources: {page.sources(of_batch, names)}.",
            ),
            on_click=filters.open_claims,
        )
        page.source_line(of_batch, names)
        page.twin(
            profile.figures(of_batch, names),
            FIGURE_COLUMNS,
            key=f"capacity.{n}",
            name="Table of these figures",
            alt=title,
        )

    pairs = capacity.pairs(figures, links, names)
    left, right = page.halves() if len(pairs) else (None, st.container())
    inside: list[str] = []
    if left:
        with left:
            inside = ids([*pairs["outer_claim"], *pairs["inner_claim"]])
            page.title(overlap_finding(pairs), "Vehicles in the stated period, and inside them what they contain")
            chart(
                drawn(capacity.monthly, figures, links, names, palette()),
                narrow=drawn(capacity.monthly, figures, links, names, palette(), narrow=True),
                narrow_below=480,
                key="capacity.monthly",
                alt=overlap_finding(pairs),
                download=page.picture("entente-overlap", overlap_finding(pairs), "Vehicles", "Not to be summed."),
                on_click=filters.open_claims,
            )
            overlapping = page.claims_of(inside, figures)
            page.source_line(overlapping, names, "Figures that overlap are not to be summed.")
            twin = profile.figures(overlapping, names)
            page.twin(twin, FIGURE_COLUMNS, key="overlap", name="Table of these figures", alt="Overlapping figures")
    apart = capacity.not_drawn(figures, rows, inside, names)
    if len(apart):
        with right:
            page.title("Not drawn with it", "Figures of capacity and output that fit no row")
            table(apart, APART, key="capacity.apart", alt="Figures not drawn", claim="claim_id", limit=8, narrow_limit=4,
                  on_click=filters.open_claims)  # fmt: skip
