"""The floor: a Streamlit page with the choice and a line, and no chart."""

import streamlit as st

from bench.peers.charts import choices

name = st.radio("Company", list(choices()))
st.write(f"shown: {name}.")
