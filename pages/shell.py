"""The shell of every page: page config, navigation, filters, facts. It runs the page that was asked for."""

from pathlib import Path

import streamlit as st

from components import page, words
from components.copy_link import copy_link
from components.filters import clear, sidebar
from components.reader_theme import follow_theme
from components.reconnect import introduce
from data import frames
from data.faults import BrokenSeeds

HERE = Path(__file__).parent
PAGES = {
    "explore/overview.py": "Overview",
    "explore/talks.py": "Talks",
    "explore/market_share.py": "Market share",
    "explore/capacity.py": "Capacity",
    "explore/network.py": "Network",
    "explore/company.py": "Company",
    "audit/claims.py": "Claims",
    "audit/disputes.py": "Disputes",
    "audit/due.py": "Due",
    "audit/quality.py": "Quality",
}

st.set_page_config(page_title="Entente", layout="wide", initial_sidebar_state="auto")
page.style()
follow_theme()
introduce()
shown = st.navigation(
    [st.Page(HERE / path, title=title, default=not n) for n, (path, title) in enumerate(PAGES.items())],
    position="top",
)
try:
    frames.ledger()
except BrokenSeeds as broken:
    st.title("The facts can’t be read")
    stored = "Nothing is shown until `LEDGER_URL` leads to a ledger: an address like `duckdb:///path/to/file` or `postgresql://...`."
    seeds = "Nothing is shown until these faults in the seed files are mended; `make verify` lists them too."
    st.write(stored if frames.stored() else seeds)
    st.code("\n".join(str(fault) for fault in broken.faults), language=None, wrap_lines=True)
    st.stop()

with st.sidebar:
    st.header("Entente", anchor=False)
    counted = st.container()
    chosen = sidebar()
    counts = frames.counts(chosen)
    everything = counts.known + counts.possibly_known + counts.hidden
    seen = counts.known + counts.possibly_known
    of_all = f"{seen:,} of {words.count(everything, 'claim')}" if counts.hidden else words.count(seen, "claim")
    counted.caption(f"{words.count(counts.articles, 'article')}, {of_all}")
    left, right = st.columns(2)
    with left:
        copy_link(key="shell.link")
    right.button("Clear", on_click=clear, width="stretch", key="shell.clear")
shown.run()
