"""What a frame must be before a page sees it: columns, types, closed vocabularies. Checked by pandera."""

import pandas as pd
import pandera.pandas as pa

from data.tables import COLUMNS
from data.vocabulary import Basis, Kind, Known, Metric, Stage, Stance, TieType, Unit, Within

WORDS = {
    "kind": Kind, "stance": Stance, "stage": Stage, "type": TieType, "metric": Metric, "basis": Basis, "unit": Unit,
    "known": Known, "within": Within,
}  # fmt: skip
ALWAYS = (
    "claim_id",
    "article_id",
    "kind",
    "stance",
    "statement",
    "origin",
    "published",
    "known",
    "publisher_name",
    "url",
    "said_by",
)
DATES = (
    "about_lower",
    "about_upper",
    "published_lower",
    "published_upper",
    "recorded",
    "first",
    "last",
    "last_published",
)


def _column(name: str) -> pa.Column:
    checks = [pa.Check.isin([str(word) for word in WORDS[name]])] if name in WORDS else []
    if name == "credibility":
        checks = [pa.Check.in_range(1, 6)]
    if name in DATES:
        return pa.Column("datetime64[ns]", nullable=True)
    return pa.Column(None, checks, nullable=name not in ALWAYS)


PRESENT = (*COLUMNS["claims"], "nth", "known", "within")

CLAIMS = pa.DataFrameSchema(
    {name: _column(name) for name in PRESENT if name in {*WORDS, *ALWAYS, *DATES, "credibility"}},
    checks=pa.Check(lambda frame: set(PRESENT) <= set(frame.columns), error=f"has all of {', '.join(PRESENT)}"),
    unique=["claim_id"],
    strict=False,
)
"""Pandera takes a millisecond a column: those without a rule of their own are only counted."""
DEALS = pa.DataFrameSchema(
    {
        "deal": pa.Column(None, unique=True),
        "title": pa.Column(None),
        "parties": pa.Column(None),
        "stage": pa.Column(None, pa.Check.isin([str(stage) for stage in Stage]), nullable=True),
        "contested": pa.Column(bool),
        "quiet": pa.Column(bool),
        "peak": pa.Column(int, pa.Check.in_range(-1, 6)),
        "origins": pa.Column(int, pa.Check.ge(0)),
        "reports": pa.Column(int, pa.Check.ge(1)),
    },
    strict=False,
)


def checked(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """The frame, if it keeps the contract. Raises pandera's `SchemaErrors` with every breach."""
    valid: pd.DataFrame = schema.validate(frame, lazy=True)
    return valid
