"""The desk's way: every chart through `components.chart`, updated in place, figures kept by what they show."""

from pathlib import Path

import streamlit as st

from components import assets

app = st.App(Path(__file__).parent / "desk_page.py", routes=assets.routes())
