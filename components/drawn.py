"""A figure as the JSON that the browser draws: built when it is asked for, once for what it shows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from components.theme import Figure
from data.kept import kept

Drawn = Callable[[], str]


def drawn(figure: Callable[..., Figure], *shown: Any, **more: Any) -> Drawn:
    """What `components.chart` draws of `figure(*shown, **more)`: a pure builder, the frames it shows, names, a palette."""
    return partial(_json, figure, *shown, **more)


@kept(1024)
def _json(figure: Callable[..., Figure], *shown: Any, **more: Any) -> str:
    return figure(*shown, **more).to_json()
