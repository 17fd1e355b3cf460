"""nginx in front of the servers: its configuration, and the process."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hosting.packages import packages

TEMPLATE = Path(__file__).with_name("nginx.conf")
AGAIN = 2  # s for which a server that refused is passed over


def program() -> str | None:
    """The path of nginx on this machine, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def install() -> str | None:
    """Install Debian's package where there is apt and the right to use it."""
    packages("nginx-light")
    return program()


def configured(port: int, servers: Iterable[int], folder: Path) -> str:
    """The configuration for these ports, with everything that nginx writes in one folder."""
    lines = [f"server 127.0.0.1:{server} max_fails=1 fail_timeout={AGAIN}s;" for server in servers]
    filled = TEMPLATE.read_text(encoding="utf-8")
    for name, value in {"port": str(port), "folder": str(folder), "servers": "\n        ".join(lines)}.items():
        filled = filled.replace(f"@{name}@", value)
    return filled


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def startable(port: int) -> str:
    """The path of nginx, if it could start on this port. Raises `RuntimeError` with what to do."""
    nginx = program()
    if nginx is None:
        raise RuntimeError("No nginx here: install Debian's package `nginx-light`.")
    if _listens(port):
        raise RuntimeError(f"Port {port} is taken: give another, as PORT=8600.")
    return nginx


@contextmanager
def running(port: int, servers: Iterable[int]) -> Iterator[subprocess.Popen[bytes]]:
    """nginx on a port, passing on to servers on theirs; stopped on leaving. Raises where it can't be started."""
    nginx = startable(port)
    with TemporaryDirectory(prefix="entente-nginx-") as folder:
        Path(folder).chmod(0o755)  # started by root, its workers are somebody else
        path = Path(folder, "nginx.conf")
        path.write_text(configured(port, servers, Path(folder)), encoding="utf-8")
        command = [nginx, "-p", folder, "-c", str(path), "-e", "stderr"]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if tested.returncode:
            raise RuntimeError(f"nginx refuses its configuration: {tested.stderr.strip()}")
        # In a session of its own: Ctrl-C ends the floor, which then stops nginx.
        process = subprocess.Popen([*command, "-g", "daemon off; error_log stderr crit;"], start_new_session=True)
        try:
            while not _listens(port):
                if process.poll() is not None:
                    raise RuntimeError(f"nginx does not start on port {port}: its last words stand above.")
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait(20)
