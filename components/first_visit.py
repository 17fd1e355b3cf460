"""Visits every page once while the server starts, so that nobody who comes waits for what only the first would.

A visit is a session of Streamlit's own runtime with nobody at the other end: it imports, compiles, asks the ledger, lays out
and builds figures just as a reader's does, and fills the caches that all sessions share.
"""

import asyncio
import logging
from collections.abc import Iterable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, SessionClient

PATIENCE = 120  # seconds for one page


class _Nobody(SessionClient):
    """Drops what it is sent, but notices the end of the script."""

    def __init__(self) -> None:
        self.finished = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "script_finished":
            self.finished.set()


async def visit(pages: Iterable[str]) -> None:
    """Run the pages of these addresses one after the other; wants a started runtime and its event loop."""
    runtime = Runtime.instance()
    for page in pages:
        nobody = _Nobody()
        session = runtime.connect_session(nobody, user_info={})
        asked = BackMsg()
        asked.rerun_script.page_name = page
        runtime.handle_backmsg(session, asked)
        try:
            await asyncio.wait_for(nobody.finished.wait(), PATIENCE)
        except TimeoutError:
            logging.getLogger("entente").warning(
                "Page %s was not ready in %d s: its first reader waits", page, PATIENCE
            )
        runtime.close_session(session)
