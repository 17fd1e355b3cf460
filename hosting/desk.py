"""One desk server: a process that is started, waited for, and started again when it dies."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (
    sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true", "--server.address=127.0.0.1",
    "--server.fileWatcherType=none", "--logger.level=warning",
)  # fmt: skip
PATIENCE = 180  # s until it must answer


def answers(port: int) -> bool:
    """Whether the server on this port is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return True
    except OSError:
        return False


class Desk:
    """A desk server on a port of this machine, reading the ledger at an address."""

    def __init__(self, number: int, port: int, ledger: str) -> None:
        """Start it."""
        self.number, self.port, self._ledger = number, port, ledger
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"LEDGER_URL": self._ledger, "PYTHONPATH": str(ROOT)}
        # In a session of its own: Ctrl-C ends the floor, which then stops its servers.
        return subprocess.Popen(
            [*COMMAND, f"--server.port={self.port}"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        """Wait until it answers. Raises where it does not."""
        until = time.monotonic() + PATIENCE
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Desk server {self.number} does not answer: its last words stand above.")
            time.sleep(0.2)

    def revived(self) -> bool:
        """Start it again if it has died; whether it had."""
        if self.process.poll() is None:
            return False
        self.process = self._started()
        return True

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
