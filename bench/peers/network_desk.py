"""The desk's way: the network as a component, its places computed beforehand."""

from pathlib import Path

import streamlit as st

from components import assets

app = st.App(Path(__file__).parent / "network_page.py", routes=assets.routes())
