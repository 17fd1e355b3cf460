"""Due: which targets, plans, forecasts and expectations have come due, what came of them, and how the numbers moved."""

import pandas as pd
import streamlit as st

from components import due as shown
from components import filters, number_history, page, words
from components.chart import chart
from components.drawn import drawn
from components.reader_theme import palette
from components.table import table
from data import frames
from data.due import TOLD, State
from data.goals import goals
from data.views import where

MOST = 8
STEPS = "From zero, over the day of publication: a square is a statement, a step a revision; dots run to the last day; a disc is the actual"

chosen, names = filters.chosen(), frames.names()
known_on = chosen.known_on or frames.newest(chosen)


def under(choice) -> set[str]:
    """The ids of the claims that look ahead under a choice of filters."""
    return set(goals(frames.claims(choice))["claim_id"])


with page.body():
    wanted, stands = under(chosen), frames.standing(chosen)
    rows, told, record = shown.holding(stands.due, wanted), stands.outcomes, stands.claims
    page.heading(
        "Due and overdue",
        page.among(shown.finding(rows), chosen),
        f"Targets, plans, forecasts and expectations by the last day of their time, as of {words.day(known_on)}. An outcome is an actual"
        " figure of the same company, place, segment and period, or a claim that answers; what only nearly fits is to compare.",
    )
    if rows.empty:
        page.empty("no target, plan, forecast or expectation", lambda choice: bool(under(choice)))
        st.stop()

    def section(title: str, under_title: str, part: pd.DataFrame, columns, nothing: str) -> None:
        """One table under its title, or a sentence where it has no rows."""
        page.title(title, page.of_drawn(under_title, chosen))
        if part.empty:
            st.write(nothing)
            return
        table(shown.rows(part, told, record, names), columns, key=f"due.{title}", alt=title, limit=12, narrow_limit=4,
              on_click=filters.open_claims)  # fmt: skip

    section("Overdue", "The last day has passed and nothing on record says what came of it; the latest first",
            shown.part(rows, State.OVERDUE), shown.OVERDUE_COLUMNS, "Nothing is overdue under these filters.")  # fmt: skip
    section("Outcome on record", "Each with its source and, where there is one, the condition under which it holds",
            shown.part(rows, *TOLD), shown.TOLD_COLUMNS, "No outcome is on record under these filters.")  # fmt: skip
    section("Due next", "Within twelve months first, then later",
            shown.part(rows, State.NEXT, State.LATER), shown.NEXT_COLUMNS, "Nothing falls due later under these filters.")  # fmt: skip

    numbers = stands.histories
    numbers = where(numbers, "history", shown.holding(numbers, wanted)["history"].tolist())
    worth = number_history.moved(numbers, told)
    page.title("How the numbers moved", STEPS)
    if worth.empty:
        st.write("No number has a second statement or an outcome on record under these filters.")
    else:
        newest = where(worth, "history", worth["history"].unique()[-MOST:].tolist())
        args = (newest, told, record, names, palette(), pd.Timestamp(known_on))
        of_chart = page.claims_of(
            [*newest["claim_id"], *where(told, "claim_id", newest["claim_id"].tolist())["other"]], record
        )
        chart(
            drawn(number_history.figure, *args),
            narrow=drawn(number_history.figure, *args, narrow=True),
            key="due.moves",
            alt=f"How {words.count(newest['history'].nunique(), 'number')} moved over publication days; the table has every value.",
            download=page.picture(
                "entente-number-history", "How the numbers moved", STEPS, f"Sources: {page.sources(of_chart, names)}."
            ),
            on_click=filters.open_claims,
        )
        page.source_line(of_chart, names, "An actual is never joined to what was aimed at.")
    page.twin(number_history.rows(numbers, told, record, names), number_history.COLUMNS, key="due.numbers",
              name="Table of all targets, plans and forecasts", alt="Targets, plans and forecasts by publication")  # fmt: skip
    undated = shown.part(rows, State.OPEN, State.UNDATED)
    page.twin(shown.rows(undated, told, record, names), shown.UNDATED_COLUMNS, key="due.undated",
              name="Without a last day", alt="Goals that give no time, or none that ends")  # fmt: skip
