"""What servers use of the machine: memory and processor time, with all that they started."""

import os
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    return [pid, *(below for child in children for below in tree(child))]


def rss(pids: tuple[int, ...]) -> float:
    """Resident memory of servers, MB."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for pid in pids for one in tree(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(pids: tuple[int, ...]) -> float:
    """Processor time that servers have used, s."""
    every = [one for pid in pids for one in tree(pid)]
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in every]
    return sum(int(part[11]) + int(part[12]) for part in stats) / os.sysconf("SC_CLK_TCK")
