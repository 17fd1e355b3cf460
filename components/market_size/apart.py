"""Figures about a market that stand in none of its charts, each with the reason in words."""

from collections.abc import Collection, Mapping

import pandas as pd

from components.series import Row, is_derived, records, why_apart
from components.series.wording import figure_words, source
from components.words import listed, plain, present, sentence, text
from data.kept import kept
from data.vocabulary import Attribution, Metric, Unit

SIZED = (str(Metric.MARKET_SIZE), str(Metric.MARKET_SHARE), str(Metric.MARKET_RANK))
NEEDED = {"geography": "place", "period": "year"}


@kept()
def not_drawn(figures: pd.DataFrame, drawn_ids: Collection[str], names: Mapping[str, str]) -> pd.DataFrame:
    """A row a published figure about a market that is not drawn, in the order given.

    `drawn_ids`: claims in the charts beside it. Columns: figure (its value), why (what it says and what keeps it
    out), source, claim_id. Our own arithmetic is left out: it stands with its inputs or nowhere.
    """
    markets = {text(market) for market in figures["market"] if present(market)}
    by_metric: dict[str, list[Row]] = {}
    for row in records(figures[figures["claim_id"].isin(drawn_ids)]):
        if not is_derived(row):
            by_metric.setdefault(text(row["metric"]), []).append(row)
    found = []
    for row in records(figures):
        about = row["metric"] in SIZED or present(row["market"]) or text(row["of"]) in markets
        if row["claim_id"] in drawn_ids or is_derived(row) or not about:
            continue
        found.append(
            {
                "figure": figure_words(row), "why": f"{text(row['statement'])} {sentence(_why(row, by_metric, names))}.",
                "source": source(row, names), "claim_id": text(row["claim_id"]),
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=["figure", "why", "source", "claim_id"])


def _why(row: Row, drawn: Mapping[str, list[Row]], names: Mapping[str, str]) -> str:
    """What keeps a figure out: its kind, what it leaves unstated, or how it differs from the nearest one drawn."""
    if present(row["conversion_of"]):
        return "a conversion of another figure, not a second value"
    kind = _kind(row)
    missing = [f"no {word}" for column, word in NEEDED.items() if not present(row[column])]
    if row["attribution"] == str(Attribution.UNSTATED) and not present(row["counted_by"]):
        missing.append("no origin")
    lacks = listed(missing)
    if kind:
        return f"{kind}; {lacks}" if lacks else kind
    if lacks and "no year" in missing:
        return lacks
    near = drawn.get(text(row["metric"]), [])
    reasons = sorted((why_apart(row, other, names) for other in near), key=lambda why: (why.count(";"), len(why)))
    said = next((reason for reason in reasons if reason), "")
    return said or lacks or "belongs to a series that is not shown here"


def _kind(row: Row) -> str:
    metric = text(row["metric"])
    if metric == str(Metric.MARKET_RANK):
        return "a rank and no figure"
    if metric == str(Metric.GROWTH):
        return "a growth rate, not a level"
    if row["unit"] == str(Unit.COUNT) or metric == str(Metric.COUNT):
        return "a count, not a size or share"
    if metric not in SIZED:
        return f"another kind of figure: {text(row['what']) or plain(metric)}"
    return ""
