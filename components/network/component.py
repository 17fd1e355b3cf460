"""The partnership network on a page: one vis-network, kept in place; a click comes back to Python."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import assets
from components.chart import Download
from components.network.model import Model, model
from components.theme import DARK, LIGHT
from data.kept import kept

_HTML = """
<div class="figure" role="group" tabindex="0">
  <div class="picture" role="img"></div>
  <div class="tip" hidden></div>
  <div class="said" aria-live="polite"></div>
</div>
<p class="bar">
  <span class="downloads" hidden>Picture: <button type="button" value="png">PNG</button></span>
  <span>
    <button type="button" value="out">smaller</button>
    <button type="button" value="in">larger</button>
    <button type="button" value="fit">whole</button>
    <span class="hint">Ctrl and wheel zoom, dragging moves</span>
  </span>
</p>
"""
_COMPONENT = st.components.v2.component(
    "entente.network",
    html=_HTML,
    css=assets.style("network.css"),
    js=assets.script("network.js"),
)


@dataclass(frozen=True)
class Clicked:
    """What a click opened: a company (`node`), or a deal or tie (`edge`) with the claims it rests on."""

    node: str | None = None
    edge: str | None = None
    claims: tuple[str, ...] = ()


@kept(64)
def drawn(*shown: Any, **more: Any) -> str:
    """What `network` draws of `network_model.model(*shown, **more)`, as JSON."""
    built = model(*shown, **more)
    return json.dumps({"model": built, "swap": _swap(built)}, ensure_ascii=False)


def network(
    built: str,
    *,
    key: str,
    alt: str,
    height: int = 560,
    download: Download | None = None,
    on_click: Callable[[Clicked], None] | None = None,
) -> Clicked | None:
    """Draw a model as `drawn` gives it; return what a click in this run opened, else `None`.

    The same click is given to `on_click` before the run starts. `height` is px on a wide screen; up to 640 px of
    width the tall places are taken and the height follows. `alt` says in one sentence what the network
    shows. With `download`, a link to a PNG that carries title and sources stands under it.
    """
    given = {"alt": alt, "height": height, "download": download, "library": assets.url(assets.VIS_NETWORK)}
    data = f"{json.dumps(given, ensure_ascii=False)[:-1]}, {built[1:]}"

    def clicked() -> None:
        chosen = _clicked(st.session_state[key]["clicked"])
        if on_click is not None and chosen is not None:
            on_click(chosen)

    # Bytes reach the browser as they are; a dict would be dumped twice more, once for its identity.
    return _clicked(_COMPONENT(key=key, data=data.encode(), on_clicked_change=clicked).clicked)


def _swap(model: Model) -> dict[str, str]:
    """Each colour of the model's palette with its twin in the other one, for a theme changed in the browser."""
    this, other = (LIGHT, DARK) if model["look"]["page"] == LIGHT.page else (DARK, LIGHT)
    names = [*model["look"], "fact"]
    twins = {getattr(this, name): getattr(other, name) for name in names}
    twins |= {colour: other.stage[stage] for stage, colour in this.stage.items()}
    return twins | {other.page: other.page}


def _clicked(value: Any) -> Clicked | None:
    """Read what the browser sent; anything else than a known shape is nothing."""
    if not isinstance(value, Mapping):
        return None
    node, edge, claims = (value.get(name) for name in ("node", "edge", "claims"))
    if isinstance(node, str):
        return Clicked(node=node)
    if isinstance(edge, str):
        return Clicked(edge=edge, claims=tuple(filter(None, str(claims or "").split(";"))))
    return None
