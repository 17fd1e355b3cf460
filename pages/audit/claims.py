"""Claims: every claim as a row, with facets and text search."""

import streamlit as st

from components import filters, page, words
from components.card import LIST, listing
from components.columns import Column
from components.search import instead, listed
from components.table import table
from data import frames
from data.vocabulary import Kind

chosen = filters.chosen()
claims, names = frames.claims(chosen), frames.names()

with page.body():
    heading = st.container()
    search, kinds = st.columns([38, 62], vertical_alignment="bottom")
    query = search.text_input(
        "Search", key="q", bind="query-params", placeholder="Words, a company in any script, a product"
    )
    kind = kinds.pills("Kind", [str(k) for k in Kind], selection_mode="multi", key="kind", bind="query-params")
    with st.container(horizontal=True):
        origins = st.toggle("Only on record", key="onrecord", bind="query-params")
        drafts = st.toggle("Only drafts", key="drafts", bind="query-params")

    those = listed(chosen, kind, query or "", on_record=origins, drafts=drafts)
    found = those.claims
    with heading:
        page.heading(
            "Claims",
            f"{words.sentence(words.count(those.total, 'claim'))} from {words.count(those.articles, 'article')}"
            if len(found)
            else "Is anything said about this?",
            instead(query)
            or "Everything on the desk is one of these: said by someone, in an article, on a date, about a time.",
            part=frames.whole(),
        )
    order = "best match" if query.strip() and frames.whole() else "newest publication"
    if len(found):
        mark, statement, said, known = LIST
        columns = (
            mark,
            statement,
            Column("kind", "Kind", hide_narrow=True),
            Column("about", "About", sort_field="about_day", hide_narrow=True),
            said,
            known,
        )
        opened = filters.opened()
        table(
            listing(found), columns, key="claims.table", alt=f"Claims, {order} first", limit=50, narrow_limit=20,
            selected=opened[0] if opened else None, on_click=filters.open_claims,
        )  # fmt: skip
        page.source_line(found, names, f"{words.sentence(order)} first; a row opens its card.{those.left_out}")
        page.download(found, key="claims")
    elif len(claims):
        st.write("No claim under these filters holds these words and facets.")
    else:
        page.empty("no claim passes", lambda choice: len(frames.claims(choice)) > 0)
