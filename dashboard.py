"""Entente, the ASGI app: `streamlit run dashboard.py`, or any ASGI server with `dashboard:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from components import assets, warmth
from components.frontend import CompressedFrontend


@asynccontextmanager
async def warmed(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Import, read and compute what the first visitor would otherwise wait for."""
    warmth.warm()
    yield {}


app = st.App(
    Path(__file__).parent / "pages" / "shell.py",
    routes=assets.routes(),
    middleware=[Middleware(CompressedFrontend)],
    lifespan=warmed,
)
