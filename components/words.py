"""How facts read: dates, values, stages and lists in plain words."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.dates import span
from data.vocabulary import MONEY, Stage, Unit

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
COUNTS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
UNITS = {
    Unit.USD: "dollars", Unit.CNY: "yuan", Unit.EUR: "euros", Unit.KRW: "won", Unit.JPY: "yen", Unit.GBP: "pounds", Unit.INR: "rupees", Unit.PERCENT: "per cent", Unit.PERCENTAGE_POINTS: "percentage points",
    Unit.COUNT: "", Unit.RANK: "in rank",
}  # fmt: skip


def present(value: Any) -> bool:
    """Whether a cell holds something: neither None nor NaN nor an empty string."""
    return value is not None and value == value and value != ""


def text(value: Any, otherwise: str = "") -> str:
    """A cell as a string, or `otherwise` where it holds nothing."""
    return str(value) if present(value) else otherwise


def as_day(value: Any) -> date | None:
    """A cell as a day; None for missing and NaT."""
    if not isinstance(value, date) or value is pd.NaT:
        return None
    return value.date() if isinstance(value, datetime) else value


def day(value: date) -> str:
    """3 Feb 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(lower: date | None, upper: date | None) -> str:
    """Days from `lower` to `upper`, as short as they can be said: 2024; Jan–May 2022; 31 Jan–3 Feb 2026."""
    if lower is None or upper is None:
        known = lower or upper
        return "" if known is None else f"{'from' if upper is None else 'until'} {day(known)}"
    if lower == upper:
        return day(lower)
    last_of_month = (pd.Timestamp(upper) + pd.Timedelta(days=1)).day == 1
    if lower.day == 1 and last_of_month:
        if (lower.month, upper.month) == (1, 12):
            return str(lower.year) if lower.year == upper.year else f"{lower.year}–{upper.year}"
        first, last = MONTHS[lower.month - 1], MONTHS[upper.month - 1]
        if (lower.year, lower.month) == (upper.year, upper.month):
            return f"{last} {upper.year}"
        return (
            f"{first}–{last} {upper.year}" if lower.year == upper.year else f"{first} {lower.year}–{last} {upper.year}"
        )
    if (lower.year, lower.month) == (upper.year, upper.month):
        return f"{lower.day}–{day(upper)}"
    start = f"{lower.day} {MONTHS[lower.month - 1]}" if lower.year == upper.year else day(lower)
    return f"{start}–{day(upper)}"


def when(edtf: Any, when_is: Any = None, phrase: Any = None) -> str:
    """An EDTF time in words, "by" before a deadline, the source's own words behind a vague one; "" where undated."""
    if not present(edtf):
        return ""
    about = span(str(edtf))
    said = days(about.lower, about.upper)
    if about.approximate:
        said = f"about {said}"
    if when_is == "by":
        return f"by {said}"
    vague = about.lower != about.upper and present(phrase) and "/" in str(edtf)
    return f"{said} (“{phrase}”)" if vague else said


def number(value: float) -> str:
    """150,000; 27.9; -0.7: commas for thousands, no digit that was not there."""
    if float(value).is_integer():
        return f"{int(value):,}".replace("-", "−")
    return f"{value:,.10f}".rstrip("0").replace("-", "−")


def _scaled(value: float, money: bool) -> tuple[float, str]:
    for size, word in ((1e9, "bn"), (1e6, "m")):
        if money and abs(value) >= size:
            return round(value / size, 6), f" {word}"
    return value, ""


def value(row: Any) -> str:
    """A figure's value without its unit: 50,000–60,000; below 300,000; about 60; 4.5 bn. `row` has low, high and flags."""
    money = row["unit"] in MONEY
    about = "about " if row["approx"] is True or row["approx"] == 1 else ""
    ends = [_scaled(float(end), money) if present(end) else None for end in (row["low"], row["high"])]
    low, high = ends
    if low and high:
        if low == high:
            return f"{about}{number(low[0])}{low[1]}"
        if row["low_open"] and row["high_open"]:
            return f"between {number(low[0])}{low[1]} and {number(high[0])}{high[1]}"
        return f"{about}{number(low[0])}{low[1] if low[1] != high[1] else ''}–{number(high[0])}{high[1]}"
    if high:
        return f"{'below' if row['high_open'] else 'at most'} {about}{number(high[0])}{high[1]}"
    if low:
        return f"{'over' if row['low_open'] else 'at least'} {about}{number(low[0])}{low[1]}"
    return "not known"


def unit(name: Any) -> str:
    """A unit in words: dollars, per cent, vehicles a year; "" for a plain count."""
    return UNITS.get(Unit(name), str(name)) if present(name) else ""


def plain(word: Any) -> str:
    """A vocabulary word as it is read: in-talks is "in talks", market_share "market share"."""
    return text(word).replace("-", " ").replace("_", " ") if word != "joint-venture parent" else "joint-venture parent"


def stage(name: Any) -> str:
    """A stage as it is read; "stage not known" where nothing sure is on record."""
    return plain(Stage(name)) if present(name) else "stage not known"


def count(many: int, one: str, several: str = "") -> str:
    """1 claim; 3 claims; 12 companies."""
    return f"{many:,} {one if many == 1 else several or one + 's'}"


def worded(many: int) -> str:
    """A small number in words (three), a large one in digits."""
    return COUNTS[many] if 0 <= many < len(COUNTS) else f"{many:,}"


def listed(names: Sequence[str] | Iterable[str], most: int = 0) -> str:
    """A, B and C; with `most`, "A, B and 5 more"."""
    items = list(names)
    if most and len(items) > most:
        items = [*items[:most], f"{len(items) - most} more"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def sentence(words: str) -> str:
    """The same words with a capital at the start."""
    return words[:1].upper() + words[1:]
