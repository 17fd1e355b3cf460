"""The plain way in Streamlit: four `st.plotly_chart` with defaults."""

import streamlit as st

from bench.peers.charts import choices, four

name = st.radio("Company", list(choices()))
for figure in four(name):
    st.plotly_chart(figure)
