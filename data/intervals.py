"""The values that a printed figure allows: its ends, its open ends, and what its digits round."""

import math
from dataclasses import dataclass

from data.claim_rows import Row, given
from data.phrases import NUMBER, SCALES
from data.text import fold
from data.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure allows, in its base unit; an open end is excluded."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


def _last_digit(value: float) -> float:
    """The place of the last digit that is not zero: 100,000 for 300,000; 0.1 for 27.9."""
    digits = f"{abs(value):.6f}".rstrip("0")
    if not digits.endswith("."):
        return 10.0 ** -len(digits.partition(".")[2])
    whole = digits[:-1]
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 0.0


def rounding(row: Row) -> float:
    """Half of a figure's last printed digit, in its base unit: 0.05 for "27.9 percent", 50,000 for "1.2 million".

    Where it says "about", or gives the number in a word, the last digit that is not zero. None is printed of our own
    arithmetic, a rank or a count in words: 0.
    """
    value = row["high"] if given(row["high"]) else row["low"]
    if not given(value):
        return 0.0
    printed = list(NUMBER.finditer(fold(str(row["value_phrase"])).lower())) if given(row["value_phrase"]) else []
    if printed and printed[-1]["digits"] and not (given(row["approx"]) and row["approx"]):
        decimals = len(printed[-1]["digits"].partition(".")[2])
        return 0.5 * 10.0**-decimals * SCALES.get(printed[-1]["scale"] or "", 1.0)
    exact = row["unit"] in (str(Unit.RANK), str(Unit.COUNT)) or not (
        printed or (given(row["approx"]) and row["approx"])
    )
    return 0.0 if exact else 0.5 * _last_digit(float(value))


def interval(row: Row) -> Interval | None:
    """What a figure allows: a closed value all that rounds to its printed digits. None where it gives no value."""
    low, high = (float(row[end]) if given(row[end]) else None for end in ("low", "high"))
    if low is None and high is None:
        return None
    low_open, high_open = (bool(given(row[end]) and row[end]) for end in ("low_open", "high_open"))
    if low is None or high is None:  # "over 411,000" is a bound, and a bound is not rounded
        return Interval(-math.inf if low is None else low, math.inf if high is None else high, low_open, high_open)
    half = rounding(row)
    return Interval(
        low if low_open else low - half, high if high_open else high + half, low_open, high_open or half > 0
    )


def meet(one: Interval, other: Interval) -> bool:
    """Whether two figures have a value in common. Their order does not matter."""
    first, second = sorted((one, other), key=lambda each: (each.low, each.low_open))
    near = 1e-9 * max(1.0, abs(second.low))
    if abs(first.high - second.low) <= near:
        return not (first.high_open or second.low_open)
    return first.high > second.low
