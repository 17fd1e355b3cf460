"""A figure as the JSON that the browser draws: built when it is asked for, once for what it shows."""

from collections.abc import Callable
from functools import partial
from typing import Any

import plotly.graph_objects as go

from data.kept import kept

Drawn = Callable[[], str]


def drawn(figure: Callable[..., go.Figure], *shown: Any, **more: Any) -> Drawn:
    """What `components.chart` draws of `figure(*shown, **more)`: a pure builder, the frames it shows, names, a palette."""
    return partial(_json, figure, *shown, **more)


@kept(1024)
def _json(figure: Callable[..., go.Figure], *shown: Any, **more: Any) -> str:
    return str(figure(*shown, **more).to_json())
