"""The page of `network_desk.py`."""

import streamlit as st

from bench.peers.network import ours
from components.network.component import network

st.set_page_config(layout="wide")
network(ours, key="network", alt="A made network", shows="made")
