"""Capacity against target: the rows, the chart, the months, and what they find."""

from collections.abc import Collection, Mapping

import pandas as pd

from components.capacity.chart import figure
from components.capacity.monthly import monthly, pairs
from components.capacity.ratios import FLOWS
from components.capacity.rows import UNITS, part_of_year, rows, usable
from components.series import is_derived, records
from components.series.wording import figure_words, source
from components.words import present, sentence, text
from data.kept import kept
from data.vocabulary import Metric

__all__ = ["charts", "figure", "finding", "monthly", "not_drawn", "pairs", "question", "rows"]

question = "How much can they build, and how much do they aim for?"
"""The heading where nothing can be computed."""

FARTHEST = 6
"""Companies whose largest figures differ by more than this factor do not share an axis."""

TIMES = ((5, "five times"), (4, "four times"), (3, "three times"), (2, "twice"))


@kept()
def charts(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows in batches that may share an axis, the largest companies first; a company is never split."""
    if rows.empty:
        return []
    largest = rows[["low", "high", "carried"]].apply(pd.to_numeric).max(axis=1).groupby(rows["group"]).max()
    batches: list[list[str]] = []
    top = 0.0
    for group, most in largest.fillna(0).sort_values(ascending=False, kind="stable").items():
        if not batches or most * FARTHEST < top:
            batches.append([])
            top = float(most)
        batches[-1].append(str(group))
    return [rows[rows["group"].isin(batch)].reset_index(drop=True) for batch in batches]


@kept()
def finding(rows: pd.DataFrame) -> str:
    """ "Xiaomi’s 2025 target is more than twice its only capacity on record"; a question where none is computed."""
    aims = [
        row for row in records(rows) if row["kind"] == "target" and present(row["ratio_value"]) and not row["faint"]
    ]
    if not aims:
        return question
    row = max(aims, key=lambda row: (float(row["ratio_value"]), text(row["label"])))
    ratio = float(row["ratio_value"])
    installed = rows[rows["group"].eq(row["group"]) & rows["kind"].eq("installed")]
    which = "its only capacity on record" if len(installed) == 1 else "the capacity on record"
    size = next((f"more than {word}" if ratio > times else word for times, word in TIMES if ratio >= times), "")
    size = size or ("above" if ratio > 1 else f"{ratio * 100:.0f}% of" if ratio < 1 else "just")
    return f"{row['heading']}’s {row['label']} target is {size} {which}"


@kept()
def not_drawn(
    figures: pd.DataFrame,
    rows: pd.DataFrame,
    also: Collection[str],
    names: Mapping[str, str],
    unit: str = "vehicles",
) -> pd.DataFrame:
    """Published capacity and output figures that are no row, with the reason; `also`: claims drawn elsewhere.

    Columns: figure, why, source, claim_id.
    """
    drawn = {claim for ids in rows["claim_id"] if present(ids) for claim in str(ids).split(";")} | set(also)
    fit = set(usable(figures, unit)["claim_id"])
    found = []
    for row in records(figures):
        if row["metric"] not in (str(Metric.CAPACITY), *FLOWS) or row["claim_id"] in drawn or is_derived(row):
            continue
        if present(row["conversion_of"]):
            why = "a conversion, not a second value"
        elif row["unit"] not in UNITS[unit]:
            why = f"counted in {row['unit']}"
        elif row["claim_id"] not in fit:
            why = part_of_year(row)
        else:
            why = "no capacity, target or forecast of this company to set it against"
        found.append(
            {
                "figure": figure_words(row), "why": f"{row['statement']} {sentence(why)}.", "source": source(row, names),
                "claim_id": row["claim_id"],
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=["figure", "why", "source", "claim_id"])
