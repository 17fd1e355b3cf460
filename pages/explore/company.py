"""Company: everything about one, on one page that can be linked (`subject=`)."""

from dataclasses import replace

import streamlit as st

from components import filters, page, profile
from components.columns import Column
from components.profile import FIGURE_COLUMNS
from components.reader_theme import palette
from components.table import table
from data import frames
from data.views import of_kind, where, without
from data.vocabulary import Kind

MOTIVES = ("motive", "worry", "requirement", "refusal in principle")
KNOWN = Column("known", "Known", kind="muted", sort_field="day", hide_narrow=True)
SAID = Column("said", "Said by", kind="muted", hide_narrow=True)
DEALS = (
    Column("with", "With", kind="strong"), Column("form", "Form", hide_narrow=True),
    Column("stage", "Stage now", sort_field="rung"), Column("stances", "Stances on record", kind="mark"),
    Column("contested", "", kind="disputed"), Column("support", "Support", kind="muted", hide_narrow=True), KNOWN,
)  # fmt: skip
LINES = (
    Column("mark", "", kind="mark"),
    Column("statement", "Statement"),
    Column("topic", "Topic", kind="muted", hide_narrow=True),
    SAID,
    KNOWN,
)
EVENTS = (
    Column("mark", "", kind="mark"),
    Column("statement", "Milestone"),
    Column("when", "When", sort_field="about"),
    SAID,
)
PEOPLE = (Column("person", "Person", kind="strong"), Column("title", "Post"), Column("entity", "At"))
TIES = (Column("relation", "Tie"), Column("other", "With", kind="strong"), Column("scope", "Scope"), SAID)

names, chosen = frames.names(), filters.chosen()
choices = filters.options().companies
names_of = {entity: name for name, entity in choices.items()}
busiest = next((names_of[entity] for entity in frames.register("busy")["entity"] if entity in names_of), None)

with page.body():
    if not choices:
        page.heading("Company", "Which companies are spoken of?")
        page.empty("no company", lambda choice: False)
        st.stop()
    top = st.container()
    picked = st.selectbox(
        "Company", list(choices), index=list(choices).index(busiest) if busiest else None, key="subject",
        bind="query-params", width=320,
    )  # fmt: skip
    subject = choices.get(picked or "", "")
    mine = replace(chosen, companies=(subject,))
    claims, belongs = frames.claims(mine), frames.register("belongs")
    entity = where(frames.register("entities"), "entity", [subject]).iloc[0].to_dict()
    with top:
        page.heading("Company", names[subject], profile.described(entity, belongs, names), of=mine)

    def section(title: str, rows, columns, note: str = "", limit: int = 12) -> None:
        """One table under its title; left out where it has no rows."""
        if len(rows):
            page.title(title, note)
            table(rows, columns, key=f"company.{title}", alt=f"{title} of {names[subject]}", limit=limit,
                  narrow_limit=4, on_click=filters.open_claims)  # fmt: skip

    kinds = {kind: of_kind(claims, kind) for kind in Kind}
    deals = frames.deals(mine)
    section("Deals", profile.deals(deals, kinds[Kind.TALK], subject, names, palette()), DEALS)
    positions = kinds[Kind.POSITION]
    motives = where(positions, "topic", MOTIVES)
    section(
        "Why, and why not",
        profile.lines(motives, names, palette()),
        LINES,
        "Motives, worries, requirements and refusals, as reported",
    )
    section(
        "Figures",
        profile.figures(kinds[Kind.FIGURE], names),
        FIGURE_COLUMNS,
        "Each value as its source gives it; kinds are never averaged",
    )
    section(
        "Milestones",
        profile.lines(profile.latest(kinds[Kind.MILESTONE]), names, palette()),
        EVENTS,
    )
    members = {subject, *belongs[belongs["owner"] == subject]["member"]} if chosen.include_owned else {subject}
    people = profile.people(frames.register("roles"), frames.mentions(claims), members, names)
    section("Ties", profile.ties(kinds[Kind.TIE], subject, names), TIES)
    section("People", people, PEOPLE)
    rest = without(positions, "topic", MOTIVES)
    section(
        "What else is said",
        profile.lines(rest, names, palette()),
        LINES,
        "Capabilities, opinions, background",
        limit=6,
    )
    if len(claims):
        page.source_line(claims, names)
        page.download(claims, key="company")
    else:
        page.empty(
            f"nothing on {names[subject]}",
            lambda choice: len(frames.claims(replace(choice, companies=(subject,)))) > 0,
        )
