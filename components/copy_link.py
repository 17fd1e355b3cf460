"""A button that puts the view's address, or a text such as a citation, on the clipboard."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_HTML = """
<button type="button"></button>
<input type="text" readonly hidden aria-label="Copy this text">
<span role="status"></span>
"""
_COMPONENT = st.components.v2.component(
    "entente.copy_link",
    html=_HTML,
    css=(_HERE / "copy_link.css").read_text("utf-8"),
    js=(_HERE / "copy_link.js").read_text("utf-8"),
)


def copy_link(label: str = "Copy link", *, key: str, text: str | None = None) -> None:
    """Copy the page's address as it is when the button is pressed, or `text` where that is given.

    Causes no rerun. Where the browser gives no clipboard (plain http) the text is shown, selected.
    """
    _COMPONENT(key=key, data={"label": label, "text": text})
