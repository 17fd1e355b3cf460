"""The page of `desk.py`."""

import streamlit as st

from bench.peers.charts import choices, four
from components.chart import chart

name = st.radio("Company", list(choices()))
for n in range(4):
    chart(lambda n=n: four(name)[n], key=f"chart{n}", alt=f"Chart {n} of {name}", shows=name)
