"""Whether the words of a date can mean an EDTF date: a gate against a wrong year or month, no parser of phrases."""

import re
from datetime import date

from data.dates import span
from data.text import fold

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = re.compile(r"\b(" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + r")\b\.?", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _months(first: date, last: date) -> set[int]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return {(first.month - 1 + step) % 12 + 1 for step in range(min(count, 12))}


def may_mean(phrase: str, edtf: str) -> bool:
    """Whether every year and month that `phrase` names lies in the days of `edtf`. "may" counts with a capital only."""
    about = span(edtf)
    first, last = about.lower or about.upper, about.upper or about.lower
    assert first is not None
    assert last is not None
    words = fold(phrase)
    years = {int(year) for year in YEAR.findall(words)}
    named = [match.group(1) for match in MONTH.finditer(words) if match.group(1) != "may"]
    months = {next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower())) for word in named}
    open_ended = about.lower is None or about.upper is None
    in_years = all(first.year <= year <= last.year or open_ended for year in years)
    return in_years and (open_ended or months <= _months(first, last))
