"""A figure as the JSON that the browser draws, built once for what it shows."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from data.kept import kept


@kept(1024)
def drawn(figure: Callable[..., go.Figure], *shown: Any, **more: Any) -> str:
    """What `components.chart` draws of `figure(*shown, **more)`: a pure builder, the frames it shows, names, a palette."""
    return str(figure(*shown, **more).to_json())
