"""Published percentages held against their own two numbers, within the rounding of the digits printed."""

import math
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import pandas as pd

from data.claim_rows import Row, by_id, given, newest
from data.comparing import FIRM, days_of, is_derived
from data.intervals import interval
from data.vocabulary import Metric, Unit


class Verdict(StrEnum):
    """Whether a percentage follows from its two numbers."""

    APART = "does not follow"
    FOLLOWS = "follows"
    UNTESTED = "can’t be checked"


PERCENTAGES = ("claim_id", "later", "earlier", "verdict", "low", "high", "least", "most", "years", "why")


def percentages(claims: pd.DataFrame, on_record: pd.DataFrame) -> pd.DataFrame:
    """A row a published growth, those that do not follow from their own two numbers first.

    Columns: claim_id, later, earlier (claim ids), verdict, low and high (what the two numbers give as they stand, in
    percent or points), least and most (with the rounding of their printed digits), years (over which a compound
    growth runs, else NaN), why (it can't be checked). It is flagged only beyond its own printed digits as well.
    """
    meant = claims["metric"].eq(str(Metric.GROWTH)) | (claims["change_of"].notna() & claims["against"].notna())
    asked = by_id(claims, meant)
    ends_of = {row[end] for row in asked.values() for end in ("change_of", "against")}
    known, found = by_id(on_record, on_record["claim_id"].isin(ends_of)), []
    for row in asked.values():
        if row["stance"] in FIRM and not is_derived(row):
            ends = (known.get(str(row["change_of"])), known.get(str(row["against"])))
            told = {"claim_id": row["claim_id"], "later": row["change_of"], "earlier": row["against"]}
            found.append((newest(row), told | _checked(row, *ends)))
    order = list(Verdict)
    found.sort(key=lambda each: (order.index(each[1]["verdict"]), each[0]))
    return pd.DataFrame([row for _, row in found], columns=list(PERCENTAGES))


def _checked(row: Row, later: Row | None, earlier: Row | None) -> dict[str, Any]:
    said = interval(row)
    why, years = _untestable(row, later, earlier), _years(row, later, earlier)
    if why or said is None or later is None or earlier is None:
        return {"verdict": Verdict.UNTESTED, "years": math.nan, "why": why or "it gives no value"}
    raw = _change(row, _stated(later), _stated(earlier), years)
    wide = _change(row, _ends(later), _ends(earlier), years)
    slack = 1e-9 * max(1.0, abs(said.low), abs(said.high)) if math.isfinite(said.low + said.high) else 1e-6
    apart = said.high < wide[0] - slack or said.low > wide[1] + slack
    return {
        "verdict": Verdict.APART if apart else Verdict.FOLLOWS, "low": raw[0], "high": raw[1], "least": wide[0],
        "most": wide[1], "years": years, "why": None,
    }  # fmt: skip


def _untestable(row: Row, later: Row | None, earlier: Row | None) -> str | None:
    if later is None or earlier is None:
        return "its two numbers are not both on record"
    ends = (later, earlier)
    if any(interval(end) is None for end in ends):
        return "one of its two numbers has no value"
    if later["unit"] != earlier["unit"]:
        return f"its two numbers have different units, {later['unit']} and {earlier['unit']}"
    if row["unit"] not in (str(Unit.PERCENT), str(Unit.PERCENTAGE_POINTS)):
        return f"it is given in {row['unit'] or 'no unit'}"
    if row["unit"] == str(Unit.PERCENT) and _ends(earlier)[0] <= 0:
        return "the number before is not above zero"
    if any(str(row["claim_id"]) in _inputs(end) for end in ends):
        return "one of its two numbers is itself computed from it"
    if _is_compound(row) and math.isnan(_years(row, later, earlier)):
        return "it is compound, and the years between its two numbers are not stated"
    return None


def _inputs(row: Row) -> Iterable[str]:
    return [part.partition("=")[2] for part in str(row["inputs"]).split(";")] if given(row["inputs"]) else []


def _stated(row: Row) -> tuple[float, float]:
    return (
        float(row["low"]) if given(row["low"]) else -math.inf,
        float(row["high"]) if given(row["high"]) else math.inf,
    )


def _ends(row: Row) -> tuple[float, float]:
    allowed = interval(row)
    return (allowed.low, allowed.high) if allowed else (-math.inf, math.inf)


def _is_compound(row: Row) -> bool:
    measure = str(row["measure"]).lower() if given(row["measure"]) else ""
    return "compound" in measure or "cagr" in measure


def _years(row: Row, later: Row | None, earlier: Row | None) -> float:
    """Years from the end of the earlier number's period to that of the later; NaN where growth is not compound."""
    until, since = days_of(later), days_of(earlier)
    ends = (until[1] if until else None, since[1] if since else None)
    if not _is_compound(row) or ends[0] is None or ends[1] is None or ends[0] <= ends[1]:
        return math.nan
    return round((ends[0] - ends[1]).days / 365.25, 2)


def _change(row: Row, later: tuple[float, float], earlier: tuple[float, float], years: float) -> tuple[float, float]:
    """The least and most change, in the growth's own unit."""
    if row["unit"] == str(Unit.PERCENTAGE_POINTS):
        return later[0] - earlier[1], later[1] - earlier[0]
    under = (earlier[1] if later[0] >= 0 else earlier[0], earlier[0] if later[1] >= 0 else earlier[1])
    ratios = (later[0] / under[0], later[1] / under[1])
    if not math.isnan(years):
        ratios = (max(ratios[0], 0.0) ** (1 / years), max(ratios[1], 0.0) ** (1 / years))
    return (ratios[0] - 1) * 100, (ratios[1] - 1) * 100
