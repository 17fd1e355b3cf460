"""What is wrong with a seed file, said so that it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file, its line (from 1; 0 is the whole file), what is concerned, what is wrong, what to do."""

    file: str
    line: int
    subject: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.subject}: {self.wrong}. {self.mend}."


class BrokenSeeds(Exception):
    """The seed files can't be read as facts; `faults` lists every reason found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
