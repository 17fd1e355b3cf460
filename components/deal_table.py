"""Deals as a table: the twin of every chart that draws deals."""

from typing import Any

import pandas as pd

from components import words
from components.columns import Column
from components.theme import Palette, stage_svg
from data.kept import kept
from data.vocabulary import LADDER, Stage

COLUMNS = (
    Column("title", "Deal", kind="strong"),
    Column("form", "Form", hide_narrow=True),
    Column("stage_shown", "Stage now", sort_field="rung"),
    Column("contested_shown", "", kind="disputed"),
    Column("support", "Support", kind="muted", hide_narrow=True),
    Column("first", "From", hide_narrow=True),
    Column("last", "Last heard of"),
)


@kept()
def rows(lanes: pd.DataFrame, palette: Palette) -> pd.DataFrame:
    """`timeline.lanes` with what the table shows, and all claims of a deal in `claim`; in the lanes' order."""
    stages: list[Stage | None] = [Stage(stage) if words.present(stage) else None for stage in lanes["stage"]]
    shown: list[Any] = [
        [stage_svg(stage, palette), words.stage(stage)] if stage else words.stage(None) for stage in stages
    ]
    return lanes.assign(
        stage_shown=shown,
        rung=[LADDER.index(stage) if stage in LADDER else -1 for stage in stages],
        contested_shown=["contested" if contested else "" for contested in lanes["contested"]],
        claim=lanes["claim_ids"],
    )
