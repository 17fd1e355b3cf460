"""A PostgreSQL of its own: the system's programs, or Debian's package, in a folder that goes with it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hosting.packages import free_port, packages

PROGRAMS = ("initdb", "pg_ctl", "createdb")
HOMES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt/postgresql")


def binaries() -> Path | None:
    """The folder with all programs that are needed, of the newest PostgreSQL here, or None."""
    folders = [
        path.parent for home in HOMES for path in sorted(Path(home).parent.glob(f"{Path(home).name}*/**/bin/initdb"))
    ]
    on_path = shutil.which("initdb")
    whole = [
        folder
        for folder in [*([Path(on_path).parent] if on_path else []), *folders]
        if all((folder / name).exists() for name in PROGRAMS)
    ]
    return whole[-1] if whole else None


def install() -> Path | None:
    """Install Debian's package where there is apt and the right to use it."""
    packages("postgresql")
    return binaries()


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh, empty server, stopped and removed afterwards. Raises where none can be started."""
    home = binaries()
    if home is None:
        raise RuntimeError("No PostgreSQL here: install Debian's package `postgresql`, or run `make engines`.")
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to run as root
    with TemporaryDirectory(prefix="entente-pg-", ignore_cleanup_errors=True) as folder:
        if as_user:
            shutil.chown(folder, "postgres", "postgres")
        port, data = free_port(), f"{folder}/data"
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

        def run(command: str, *arguments: str) -> None:
            subprocess.run(
                [*as_user, str(home / command), *arguments],
                check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True,
            )  # fmt: skip

        run("initdb", "-D", data, "-U", "entente", "--auth=trust", "-E", "UTF8", "--locale=C")
        run("pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "entente", "entente")
            yield f"postgresql://entente@127.0.0.1:{port}/entente"
        finally:
            run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
