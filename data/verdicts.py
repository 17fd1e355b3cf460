"""Whether a figure meets a goal: by intervals and their open ends, never by a guess at what was meant."""

from enum import StrEnum

from data.goals import Ahead, Row, end, flag, given
from data.vocabulary import Metric

MORE = (
    Metric.SALES,
    Metric.DELIVERIES,
    Metric.SHIPMENTS,
    Metric.PRODUCTION,
    Metric.ORDERS,
    Metric.CAPACITY,
    Metric.REVENUE,
    Metric.MARKET_SHARE,
    Metric.MARKET_SIZE,
)
"""Metrics of which more than the target meets it."""

NEAR = 0.05
"""Below this share of the goal a gap decides nothing where either source says "about"."""


class Came(StrEnum):
    """What a claim tells of a goal's outcome."""

    MET = "met"
    MISSED = "missed"
    SLIPPED = "slipped"
    DENIED = "denied"
    ANSWERED = "answered"
    COMPARE = "compare"


def _over(low: float | None, low_open: bool, high: float | None, high_open: bool) -> bool:
    """Whether everything from `low` up lies over everything up to `high`."""
    if low is None or high is None:
        return False
    return low > high or (low == high and (low_open or high_open))


def side(goal: Row, fact: Row) -> str:
    """Where a figure lies: "above", "below" or "within" the goal's interval; "" where that can't be told."""
    low, high, least, most = end(fact, "low"), end(fact, "high"), end(goal, "low"), end(goal, "high")
    if _over(low, flag(fact, "low_open"), most, flag(goal, "high_open")):
        found, gap = "above", (low or 0) - (most or 0)
    elif _over(least, flag(goal, "low_open"), high, flag(fact, "high_open")):
        found, gap = "below", (least or 0) - (high or 0)
    else:
        over = least is None or (
            low is not None
            and (low > least or (low == least and (flag(fact, "low_open") or not flag(goal, "low_open"))))
        )
        under = most is None or (
            high is not None
            and (high < most or (high == most and (flag(fact, "high_open") or not flag(goal, "high_open"))))
        )
        return "within" if over and under else ""
    about = flag(goal, "approx") or flag(fact, "approx")
    return "" if about and gap < NEAR * abs((most if found == "above" else least) or 0) else found


def judged(goal: Row, fact: Row) -> tuple[Came, str]:
    """Whether a figure meets a goal, and on which side of it the figure lies.

    A forecast is met by what lies within it; one single number can only be passed or fallen short of. A target is met
    by more where more is meant (`MORE`, or "at least"), by less for a rank or "below"; otherwise by the value itself.
    """
    where, exact = side(goal, fact), goal["low"] == goal["high"]
    if goal["ahead"] == Ahead.FORECAST:
        verdict = Came.MET if where == "within" else Came.MISSED if where and not exact else Came.ANSWERED
        return verdict, where
    if not given(goal["low"]) or goal["metric"] == Metric.MARKET_RANK:
        good, bad = {"within", "below"}, {"above"}
    elif goal["metric"] in MORE or not given(goal["high"]):
        good, bad = {"within", "above"}, {"below"}
        low, least = end(fact, "low"), end(goal, "low")
        if where == "" and low is not None and least is not None and low >= least and not flag(goal, "low_open"):
            return Came.MET, ""
    else:
        good, bad = {"within"}, set()
    return (Came.MET if where in good else Came.MISSED if where in bad else Came.ANSWERED), where
