"""Whether this reader's browser draws charts in their narrow form: then, and only then, that form is built and sent too."""

import streamlit as st

_KEY = "reader.narrow"


def narrow() -> bool:
    """Whether a chart's narrow form is wanted: on a phone, and once a chart found its column too narrow."""
    return bool(st.session_state.get(_KEY)) or "Mobi" in (st.context.headers.get("User-Agent") or "")


def found_narrow() -> None:
    """Remember, for this session, that a chart's column is too narrow for its wide form."""
    st.session_state[_KEY] = True
