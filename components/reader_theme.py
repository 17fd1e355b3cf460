"""The palette of the reader's theme, and a redraw when he changes it; figure builders are handed the palette."""

from pathlib import Path

import streamlit as st

from components.theme import DARK, LIGHT, Palette

_COMPONENT = st.components.v2.component(
    "entente.reader_theme",
    html="<span hidden></span>",
    js=(Path(__file__).parent / "reader_theme.js").read_text("utf-8"),
)


def palette() -> Palette:
    """The palette of the reader's theme; light where the browser has not said."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def follow_theme() -> None:
    """Mount once, in the shell: the browser asks for one run when its theme is not the one drawn."""
    _COMPONENT(key="theme.follow", data={"drawn": palette().name}, height="content", on_theme_change=lambda: None)
