"""Quality: what the facts lack, and what a curator may take up next."""

import streamlit as st

from components import filters, page
from components import quality as shown
from components.table import table
from data import frames

chosen, names = filters.chosen(), frames.names()

with page.body():
    if frames.claims(chosen).empty:
        page.heading("Quality", "How well do the facts stand?")
        page.empty("no claim", lambda choice: len(frames.claims(choice)) > 0)
        st.stop()
    now = frames.quality(chosen)
    page.heading(
        "Quality",
        page.among(shown.finding(now), chosen),
        "Nothing here is wrong: each row is something that could stand better, and that a curator may take up. A row opens"
        " the claims that it rests on.",
    )
    many = shown.counts(now)
    page.jumps({f"quality-{name}": (shown.BRIEF[name], many[name]) for name in shown.COLUMNS})
    titles = shown.titles(frames.register("deals"))
    for name, columns in shown.COLUMNS.items():
        page.title(shown.TITLES[name], page.of_drawn(shown.note(name, now), chosen), place=f"quality-{name}")
        rows = shown.rows(name, getattr(now, name), names, titles)
        if rows.empty:
            st.write(shown.NOTHING[name])
            continue
        beside = [column for column in columns if not column.hide_narrow] if filters.opened() else columns
        table(rows, beside, key=f"quality.{name}", alt=shown.TITLES[name], limit=10, narrow_limit=4,
              selected=";".join(filters.opened()), on_click=filters.open_claims)  # fmt: skip
        page.download(rows, key=f"quality-{name}")
