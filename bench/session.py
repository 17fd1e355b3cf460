"""One browser tab over a real socket, in Streamlit's own protocol, as the server sees it."""

import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


class SessionError(RuntimeError):
    """A page showed an exception, or holds no such filter."""


@dataclass
class Session:
    """One browser tab, as the server sees it."""

    socket: ClientConnection
    page: str
    label: str
    page_hash: str = ""
    widget: str = ""
    many: bool = False  # the filter takes several values
    kept: dict[str, int] = field(default_factory=dict)  # hashes of large messages: age in runs, as browsers keep them
    received: int = 0  # bytes

    async def run(self, name: str | None) -> float:
        """Send a change (or the first request) and wait until the script has finished; ms."""
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.page_name = self.page_hash, "" if self.page_hash else self.page
        state.cached_message_hashes.extend(self.kept)
        if name is not None:
            widget = state.widget_states.widgets.add(id=self.widget)
            if self.many:
                widget.string_array_value.data.append(name)
            else:
                widget.string_value = name
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self._finished(await self.socket.recv()):
            pass
        took = (time.perf_counter() - start) * 1000
        self.kept = {key: age + 1 for key, age in self.kept.items() if age < 2}
        if not self.widget:
            raise SessionError(f"no filter {self.label} on the page {self.page or 'at the root'}")
        return took

    def _finished(self, data: bytes | str) -> bool:
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            return bool(message.script_finished == FINISHED)
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        if kind == "ref_hash":
            self.kept[message.ref_hash] = 0
        elif message.metadata.cacheable:
            self.kept[message.hash] = 0
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta.new_element)
        return False

    def _element(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise SessionError(element.exception.message)
        if kind in ("radio", "multiselect") and getattr(element, kind).label == self.label:
            self.widget, self.many = getattr(element, kind).id, kind == "multiselect"
