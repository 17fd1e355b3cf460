"""Debian's packages, and ports of this machine."""

import os
import shutil
import socket
import subprocess
import sys


def ran(*command: str) -> bool:
    """Whether a command ended well; what it says goes to standard error."""
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def packages(*names: str) -> None:
    """Install Debian's packages of these names, where there is apt and the right to use it."""
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if sudo is not None and ran(*sudo, "apt-get", "update", "-qq"):
            ran(*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *names)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
