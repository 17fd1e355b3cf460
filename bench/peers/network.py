"""What every peer of `bench.network` draws: one made network, its places read from a file."""

import json
import os
from pathlib import Path

import streamlit as st
from pyvis.network import Network

from bench.graph import Frames, made
from components.network.layout import Positions
from components.network.model import Model, model
from components.theme import LIGHT

PLACES = "NETWORK_PLACES"
"""Environment variable: the JSON file that `bench.network` wrote, with the size and the places."""


@st.cache_resource
def given() -> tuple[Frames, Positions]:
    """The made frames and their places."""
    read = json.loads(Path(os.environ[PLACES]).read_text("utf-8"))
    places = read["positions"]
    return made(*read["size"]), Positions(
        places["wide"], places["tall"], tuple(places["wide_frame"]), tuple(places["tall_frame"])
    )


@st.cache_resource
def ours() -> Model:
    """The graph as Entente draws it."""
    frames, positions = given()
    return model(*frames, LIGHT, centre=None, positions=positions)


@st.cache_resource
def plain(smooth: bool = False) -> str:
    """The same graph in plain pyvis, everything in one HTML page: physics off, places, names, hovers, arrows, colours given.

    Lines are straight, which vis draws fastest, or with `smooth` as pyvis has them by default.
    """
    drawn = ours()
    network = Network(height="560px", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    if not smooth:
        network.options.edges.smooth.enabled = False
    for node in drawn["nodes"]:
        network.add_node(
            node["id"], label=node["label"], title=node["title"], x=node["x"], y=node["y"], shape=node["shape"],
            size=node["size"], color=node["color"]["background"],
        )  # fmt: skip
    for edge in drawn["edges"]:
        network.add_edge(
            edge["from"],
            edge["to"],
            title=edge["title"],
            color=edge["color"],
            width=edge["width"],
            arrows=edge["arrows"],
        )
    return str(network.generate_html())
