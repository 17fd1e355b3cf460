"""The page of `network_desk.py`."""

import streamlit as st

from bench.peers.network import given
from components.network.component import drawn, network
from components.theme import LIGHT

st.set_page_config(layout="wide")
frames, positions = given()
network(drawn(*frames, LIGHT, centre=None, positions=positions), key="network", alt="A made network")
