"""A run on the server that a browser has fled to: it knows nothing of the page until its script has run there."""

from pathlib import Path

import streamlit as st

_COMPONENT = st.components.v2.component(
    "entente.reconnect",
    html="<span hidden></span>",
    js=(Path(__file__).parent / "reconnect.js").read_text("utf-8"),
)


def introduce() -> None:
    """Mount once, in the shell: the browser asks for one run when it is connected again."""
    _COMPONENT(key="reconnect", height="content", on_back_change=lambda: None)
