"""Figures of builders, held against plotly's schema and against what a reader gets."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from components import theme

SENT = theme.figure


def _said(layout: dict[str, Any]) -> dict[str, Any]:
    """A layout without lists that are empty, which plotly leaves out."""
    return {name: value for name, value in layout.items() if value != []}


@pytest.fixture(autouse=True)
def _figures_are_what_a_reader_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly refuses what it does not know, and what it would mend on the way would be another figure."""

    def held(data: Any, layout: Any) -> go.Figure:
        checked = go.Figure(data, layout)
        sent, seen = json.loads(str(SENT(data, layout).to_json())), json.loads(str(checked.to_json()))
        assert sent["data"] == seen["data"]
        assert _said(sent["layout"]) == _said(seen["layout"])
        return checked

    monkeypatch.setattr(theme, "figure", held)
