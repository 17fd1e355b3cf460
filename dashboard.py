"""Entente, the ASGI app: `streamlit run dashboard.py`, or any ASGI server with `dashboard:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from components import assets, warmth
from components.early import EarlyPlotly
from components.frontend import CompressedFrontend

PAGES = Path(__file__).parent / "pages"


@asynccontextmanager
async def warmed(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Import, read and compute what the first visitor would otherwise wait for."""
    await warmth.warm(
        sorted(page.stem for page in PAGES.glob("*/[!_]*.py"))
    )  # the default page answers for its name too
    yield {}


app = st.App(
    PAGES / "shell.py",
    routes=assets.routes(),
    middleware=[Middleware(CompressedFrontend), Middleware(EarlyPlotly)],
    lifespan=warmed,
)
