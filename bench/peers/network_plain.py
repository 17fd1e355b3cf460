"""Plain pyvis on a Streamlit page: its HTML in a frame."""

import streamlit as st

from bench.peers.network import plain

st.set_page_config(layout="wide")
st.iframe(plain(), height=580)
