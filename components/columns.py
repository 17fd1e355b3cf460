"""How a table shows a frame's column: declared beside the rows, drawn by `components.table`."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "mark", "muted", "strong", "derived", "disputed"]


@dataclass(frozen=True)
class Column:
    """A column of the table, showing the frame's column `field`.

    A cell may hold a list: its data URIs are drawn as marks, its words stand beside them. Integers
    get commas, floats one decimal, dates "3 Feb 2026"; give a string to say it otherwise. Missing
    stays empty and sorts last. `sort_field` names the frame's column to sort by (dates, plain
    numbers, ranks), `kind_field` one that holds the kind row by row. `kind="number"` aligns right.
    """

    field: str
    title: str
    align: Literal["left", "right"] = "left"
    kind: Kind = "text"
    sort_field: str | None = None
    kind_field: str | None = None
    hide_narrow: bool = False
