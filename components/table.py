"""An editorial table: rules, no boxes; sortable by its heads; rows that open the claim they rest on."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import assets
from components.columns import Column
from data.kept import kept

_HTML = """
<div class="frame" role="region">
  <table><caption></caption><thead></thead><tbody></tbody></table>
</div>
<button type="button" class="all" hidden></button>
"""
_COMPONENT = st.components.v2.component(
    "entente.table",
    html=_HTML,
    css=assets.style("table.css"),
    js=assets.script("table.js"),
)

Cell = str | list[str]


def table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    alt: str,
    limit: int | None = 30,
    narrow_limit: int | None = None,
    claim: str = "claim",
    selected: str | None = None,
    on_click: Callable[[str], None] | None = None,
) -> str | None:
    """Draw the frame's rows in their order; return the claims of the row chosen in this run.

    Rows are clickable where the frame's column `claim` holds a claim id (or several joined by `;`);
    that string is returned, and given to `on_click` before the run starts. `selected` shades its
    row. Rows beyond `limit` (phone: `narrow_limit`) wait behind "Show all". `alt` is the caption.
    Raises `KeyError` when a column names a field that the frame lacks.
    """

    def clicked() -> None:
        chosen = st.session_state[key]["clicked"]
        if on_click is not None and chosen:
            on_click(chosen)

    chosen = _COMPONENT(
        key=key, data=_written(frame, columns, alt, limit, narrow_limit, claim, selected), on_clicked_change=clicked
    ).clicked
    return chosen if isinstance(chosen, str) else None


@kept(1024)
def _written(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    alt: str,
    limit: int | None,
    narrow_limit: int | None,
    claim: str,
    selected: str | None,
) -> bytes:
    """The table as JSON for the browser."""
    ids = [_words(value) for value in frame[claim]] if claim in frame else [""] * len(frame)
    data = {
        "alt": alt,
        "limit": limit,
        "narrowLimit": narrow_limit,
        "claims": ids,
        "selected": selected,
        "columns": [_column(frame, column) for column in columns],
    }
    return json.dumps(data).encode()


def _column(frame: pd.DataFrame, column: Column) -> dict[str, Any]:
    kinds = frame[column.kind_field].tolist() if column.kind_field else [column.kind] * len(frame)
    return {
        "title": column.title,
        "align": "right" if column.kind == "number" else column.align,
        "hideNarrow": column.hide_narrow,
        "cells": [_cell(value) for value in frame[column.field].tolist()],
        "kinds": [_words(kind) or column.kind for kind in kinds],
        "ranks": ranks(frame[column.sort_field or column.field].tolist()),
    }


def ranks(values: Sequence[Any]) -> list[int | None]:
    """Where each value stands when sorted, equal ones alike; `None` for what is missing.

    Words sort without case, lists by their words, numbers and dates by size; a mixture as words.
    """
    keys = [_sort_key(value) for value in values]
    present = {key for key in keys if key is not None}
    try:
        ordered = sorted(present)
    except TypeError:
        ordered = sorted(present, key=str)
    place = {key: index for index, key in enumerate(ordered)}
    return [None if key is None else place[key] for key in keys]


def _sort_key(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return None if pd.isna(value) else value.isoformat()
    if isinstance(value, int | float):
        return None if pd.isna(value) else value
    if isinstance(value, dt.date):
        return value.isoformat()
    cell = _cell(value)
    words = cell if isinstance(cell, str) else " ".join(part for part in cell if not part.startswith("data:"))
    return words.casefold() or None


def _cell(value: Any) -> Cell:
    if isinstance(value, list | tuple):
        return [_words(part) for part in value]
    return _words(value)


def _words(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value is pd.NaT:
        return ""
    if isinstance(value, dt.date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:,.1f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
