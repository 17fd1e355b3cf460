"""The page of `desk.py`."""

from functools import partial

import streamlit as st

from bench.peers.charts import choices, four
from components.chart import chart


@st.cache_resource
def figures(name: str) -> list[str]:
    """What the browser draws, kept by name as the desk keeps it by what it shows."""
    return [str(figure.to_json()) for figure in four(name)]


name = st.radio("Company", list(choices()))
for n, figure in enumerate(figures(name)):
    chart(partial(str, figure), key=f"chart{n}", alt=f"Chart {n} of {name}")
