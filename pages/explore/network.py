"""Network: who is joined to whom, by deals and by standing ties."""

import streamlit as st

from components import deal_table, filters, page, profile, timeline, words
from components.bounded import MAP_STEPS, bounded
from components.columns import Column
from components.network import frames as network_frames
from components.network.component import Clicked, drawn, network
from components.network.neighbourhood import DEALS, core, neighbourhood
from components.reader_theme import palette
from data import frames
from data.views import of_kind, where
from data.vocabulary import Kind, TieType

TIES = (
    Column("relation", "Tie"), Column("other", "With", kind="strong"), Column("scope", "Scope"),
    Column("said", "Said by", kind="muted", hide_narrow=True),
)  # fmt: skip


def opened(clicked: Clicked) -> None:
    """A company becomes the page's centre, a line opens its claims."""
    if clicked.node and clicked.node in shown_names:
        st.session_state["centre"] = shown_names[clicked.node]
    elif clicked.claims:
        filters.open_claims(";".join(clicked.claims))


chosen, names = filters.chosen(), frames.names()
claims, deals = frames.claims(chosen), frames.deals(chosen)
talks, ties = of_kind(claims, Kind.TALK), of_kind(claims, Kind.TIE)
lanes = timeline.lanes(deals, talks, names, frames.touching("answers", talks))
companies = filters.options().companies
shown_names = {entity: name for name, entity in companies.items()}
on_record = set(network_frames.whole()[2]["type"])
LINES = [DEALS, *(str(tie) for tie in TieType if tie in on_record)]
SHOWN = [line for line in LINES if line != TieType.COMPETES_WITH]

with page.body():
    top = st.container()
    depth_box, lines_box, centre_box = st.columns([18, 56, 26])
    depth = depth_box.segmented_control(
        "Depth", ["1", "2", "all"], default="all", required=True, key="depth", bind="query-params"
    )
    lines = lines_box.pills("Lines", LINES, selection_mode="multi", default=SHOWN, key="lines", bind="query-params")
    busiest = network_frames.busiest(deals)
    centre_name = centre_box.selectbox(
        "Centre on", list(companies), index=list(companies).index(shown_names[busiest]) if busiest in shown_names else None,
        key="centre", bind="query-params",
    )  # fmt: skip
    centre = companies.get(centre_name or "")
    near = neighbourhood(
        *network_frames.drawn(frames.register("entities"), deals, lanes, ties, names), centre,
        None if depth == "all" else int(depth), lines, chosen.least_stage,
    )  # fmt: skip
    whole = near
    found = network_frames.finding(near, centre, names)
    with top:
        page.heading(
            "Network",
            page.among(found, chosen, deals=True),
            "Thick lines are deals, labelled with their stage; thin lines are standing ties. A cross on a line is a "
            "denial by a party, a double bar an end without agreement.",
        )
        page.key_lines(network_frames.key(palette()))
    if near.deals.empty and near.ties.empty:
        page.empty("no deal or tie to draw", lambda choice: len(frames.deals(choice)) > 0)
        st.stop()
    standing = network_frames.standing(near, names)
    near = core(near, set(bounded(near.deals, ", their companies with them", MAP_STEPS)["deal"]), centre)
    network(
        drawn(
            *near,
            palette(),
            centre=centre,
            positions=network_frames.places(near),
            standing=network_frames.standing_words(standing),
        ),
        key="network.graph",
        alt=f"{found}. {words.count(len(near.deals), 'deal')} and {words.count(len(near.ties), 'tie')}; the tables below have them all.",
        download=page.picture(
            "entente-network", found, "Deals and standing ties", f"Sources: {page.sources(claims, names)}."
        ),
        on_click=opened,
    )
    said = where(ties, "claim_id", ";".join(whole.ties["claims"]).split(";"))
    told = where(talks, "deal", list(near.deals["deal"]))
    shown = page.claims_of([*told["claim_id"], *said["claim_id"]], claims)
    page.source_line(shown, names, "Shaded: a group and what belongs to it. A capability is never drawn as a tie.")
    shown_lanes = where(lanes, "deal", list(whole.deals["deal"]))
    page.twin(
        deal_table.rows(shown_lanes, palette()),
        deal_table.COLUMNS,
        key="network.deals",
        name="Table of deals",
        alt="Deals of the network",
    )
    page.twin(profile.ties(said, "", names), TIES, key="network.ties", name="Table of ties", alt="Ties of the network")
    page.twin(
        standing,
        network_frames.STANDING,
        key="network.standing",
        name="Table of companies, and where they stand",
        alt="Companies of the network, by how much they lie between others",
        rule=network_frames.STANDING_RULE,
    )
