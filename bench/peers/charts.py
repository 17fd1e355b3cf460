"""The four charts that every peer draws, from the same facts by the same builders: ladder, talks, capacity, shares.

Each figure carries what is chosen as its title, so that a browser can tell when it shows the new choice. Frames are kept
by choice in every peer; figures are built anew, but in the desk's own way, which keeps them too.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from components import capacity, ladder, shares, timeline
from components.theme import LIGHT, Figure
from data import views
from data.ledger import Ledger, address, open_ledger, open_stored, stored_at
from data.queries import Chosen
from data.vocabulary import Kind

IN_TURN = 3
"""Choices that are made over and over; those after them are made once."""

ONCE = 12


@cache
def ledger() -> Ledger:
    """The ledger of `LEDGER_URL`, else that of the seeds."""
    url = address()
    return open_stored(stored_at(url)) if url else open_ledger()


@cache
def choices() -> dict[str, str]:
    """The busiest companies: id by name; the first few to be taken in turn, the others once each."""
    names = _names()
    busy, companies = views.register(ledger(), "busy"), views.register(ledger(), "entities")
    companies = set(companies[companies["is_company"].astype(bool)]["entity"])
    return {names[who]: who for who in [who for who in busy["entity"] if who in companies][: IN_TURN + ONCE]}


@cache
def _names() -> dict[str, str]:
    frames = (views.register(ledger(), name) for name in ("entities", "people"))
    return {row[0]: row[1] for frame in frames for row in frame.iloc[:, :2].itertuples(index=False)}


@cache
def _frames(name: str) -> dict[str, Any]:
    chosen = Chosen(companies=(choices()[name],), known_on=ledger().last)
    shown = views.shown(ledger(), chosen)
    talks = views.of_kind(shown.claims, Kind.TALK)
    answers = views.touching(ledger(), "answers", talks["claim_id"])
    lanes = timeline.lanes(shown.deals, talks, _names(), answers)
    return {"deals": shown.deals, "claims": shown.claims, "talks": talks, "answers": answers, "lanes": lanes}


def four(name: str) -> list[go.Figure]:
    """The four figures of what is said about a company, by its name."""
    frames, names = _frames(name), _names()
    figures = views.of_kind(frames["claims"], Kind.FIGURE)
    lanes = frames["lanes"]
    deals = frames["deals"].assign(claim_ids=frames["deals"]["deal"].map(lanes.set_index("deal")["claim_ids"]))
    rows = capacity.charts(capacity.rows(figures, names, views.register(ledger(), "belongs")))
    sets = shares.sets(figures)
    found = [
        ladder.figure(deals, lanes.set_index("deal")["brief"].to_dict(), LIGHT),
        timeline.figure(
            lanes, frames["talks"], answers=frames["answers"], names=names, known_on=ledger().last, palette=LIGHT
        ),
        capacity.figure(rows[0], LIGHT) if rows else Figure([], {}),
        shares.figure(sets[0], names, LIGHT) if sets else Figure([], {}),
    ]
    # Numbered, as plain Streamlit takes two empty ones for the same chart and refuses them.
    plotlys = [go.Figure(figure.data, figure.layout, _validate=False) for figure in found]
    return [figure.update_layout(title={"text": f"shown: {name}."}, meta=n) for n, figure in enumerate(plotlys)]


SERVE = Path(__file__).parent
PORT = int(os.environ.get("PORT", "8701"))
