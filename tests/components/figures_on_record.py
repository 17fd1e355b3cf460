"""Real figures for tests of charts: those of the first five articles, whatever else is on record."""

from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.series.merged import OF_A_MARK
from data import views
from data.ledger import Ledger, open_ledger
from data.queries import Chosen
from data.vocabulary import Kind

ARTICLES = (
    "autounited-2026-ford-xiaomi", "cnevpost-2021-jac-huawei", "giznewsdaily-2025-samsung-xiaomi",
    "opoyi-2022-xiaomi-baic", "pandaily-2023-xiaomi-suv",
)  # fmt: skip


@cache
def ledger() -> Ledger:
    return open_ledger()


@cache
def _figures() -> pd.DataFrame:
    figures = views.of_kind(views.claims(ledger(), Chosen()), Kind.FIGURE)
    return figures[figures["article_id"].isin(ARTICLES)].reset_index(drop=True)


def figures() -> pd.DataFrame:
    """A fresh frame, so that a test may write into it."""
    return _figures().copy()


@cache
def names() -> dict[str, str]:
    entities, people = views.register(ledger(), "entities"), views.register(ledger(), "people")
    return {
        **dict(zip(entities["entity"], entities["name"], strict=True)),
        **dict(zip(people["person"], people["name"], strict=True)),
    }


def changed(frame: pd.DataFrame, claim: str, **cells: Any) -> pd.DataFrame:
    """The frame with some cells of one claim replaced."""
    found = frame.copy()
    at = found.index[found["claim_id"].eq(claim)]
    assert len(at) == 1, claim
    for column, value in cells.items():
        found[column] = found[column].astype(object) if isinstance(value, str) else found[column]
        found.loc[at, column] = value
    return found


def like(frame: pd.DataFrame, claim: str, **cells: Any) -> pd.DataFrame:
    """One claim again, with other cells."""
    same = frame[frame["claim_id"].eq(claim)].copy()
    return changed(same, claim, **cells)


def lanes(figure: go.Figure) -> list[Any]:
    """The traces with a lane's marks each: those that look alike are drawn together as one."""
    return [part for trace in figure.data for part in _by_lane(trace)]


def _by_lane(trace: Any) -> list[Any]:
    def of(y: float) -> Any:
        at = [n for n, each in enumerate(trace.y) if each == y]
        return type(trace)(trace.to_plotly_json() | {name: [trace[name][n] for n in at] for name in held})

    held = [name for name in OF_A_MARK if name in trace.to_plotly_json()]
    return [of(y) for y in dict.fromkeys(trace.y)] if "customdata" in held else [trace]


def marks(figure: go.Figure, claim: str) -> list[Any]:
    """What is drawn of a claim, alone or joined by `;`: its marks of a look and a lane each."""
    return [
        trace for trace in lanes(figure)
        if trace.customdata is not None and any(one and claim in one.split(";") for one in trace.customdata)
    ]  # fmt: skip


def words(figure: go.Figure) -> str:
    """Every label and note of a figure, a line each."""
    return "\n".join(note.text for note in figure.layout.annotations)


def claim_ids(figure: go.Figure) -> set[str]:
    """Every id that a mark of the figure carries."""
    carried = (one for trace in figure.data if trace.customdata is not None for one in trace.customdata if one)
    return {claim for one in carried for claim in one.split(";")}
