"""The desk's way: every chart through `components.chart`, updated in place, figures kept by what they show."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components import assets
from components.early import EarlyPlotly
from components.frontend import CompressedFrontend

app = st.App(
    Path(__file__).parent / "desk_page.py",
    routes=assets.routes(),
    middleware=[Middleware(CompressedFrontend), Middleware(EarlyPlotly)],
)
