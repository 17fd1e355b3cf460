"""Vague dates: EDTF (ISO 8601-2) strings in, bounds in days out.

`python-edtf` parses; its open intervals raise and its fuzzy bounds widen by a year, so only its strict
bounds of single dates are used, and intervals are split here. It takes milliseconds a date, and a page of a large
ledger holds thousands: a plain year, month or day is read here.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from data.vocabulary import Known, Within

OPEN = ("", "..")
PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?[~?%]?", re.ASCII)


class BadDate(ValueError):
    """A string that is not an EDTF date or interval; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `lower` to `upper`, both included; None is an open end. Unit: calendar days."""

    lower: date | None
    upper: date | None
    approximate: bool = False
    uncertain: bool = False


def _day(parts: object) -> date:
    year, month, day = list(parts)[:3]  # type: ignore[call-overload]
    return date(year, month, day)


def _plain(text: str) -> tuple[date, date] | None:
    """The days of a year, a month or a day; None for anything else, and for what is on no calendar."""
    found = PLAIN.fullmatch(text)
    if not found or found[1] == "0000":
        return None
    year, first, last = int(found[1]), int(found[2] or 1), int(found[2] or 12)
    days = monthrange(year, last)[1]
    if int(found[3] or 1) > days:
        return None
    return date(year, first, int(found[3] or 1)), date(year, last, int(found[3] or days))


def _single(text: str, whole: str) -> tuple[date, date]:
    if plain := _plain(text):
        return plain
    try:
        parsed = parse_edtf(text)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BadDate(
            f"{whole!r} is not an EDTF date: write 2023, 2023-08, 2023-08-21, 2023~, "
            "or an interval such as 2024-01/2024-06"
        ) from error


@lru_cache(maxsize=65_536)
def span(edtf: str) -> Span:
    """The days that an EDTF string covers.

    Parameters: `edtf`, a date or a two-ended interval; an end may be `..` (open). `~` and `?` are kept as
    flags and do not widen the days. Raises `BadDate`. Source: ISO 8601-2, strict bounds by python-edtf.
    """
    text = edtf.strip()
    ends = text.split("/")
    if not text or len(ends) > 2 or all(end in OPEN for end in ends):
        raise BadDate(f"{edtf!r} is not an EDTF date: give at least one end, as in 2024-01/2024-06")
    lower = None if ends[0] in OPEN else _single(ends[0], edtf)[0]
    upper = None if ends[-1] in OPEN else _single(ends[-1], edtf)[1]
    if lower and upper and lower > upper:
        raise BadDate(f"{edtf!r} ends before it begins: write the earlier date first")
    return Span(lower, upper, any(m in text for m in "~%"), any(m in text for m in "?%"))


def within(claim: Span, start: date | None, end: date | None) -> Within:
    """Whether `claim` lies in the filter from `start` to `end` (both included, None is open)."""
    if (start and claim.upper and claim.upper < start) or (end and claim.lower and claim.lower > end):
        return Within.OUTSIDE
    starts_inside = start is None or (claim.lower is not None and claim.lower >= start)
    ends_inside = end is None or (claim.upper is not None and claim.upper <= end)
    if starts_inside and ends_inside and not (claim.approximate or claim.uncertain):
        return Within.DEFINITELY
    return Within.POSSIBLY


def known(published: Span, day: date) -> Known:
    """Whether something published in `published` was known on `day`.

    Published wholly by `day` is known, begun by `day` is possibly known, the rest is hidden.
    """
    if published.upper is not None and published.upper <= day:
        return Known.KNOWN
    if published.lower is None or published.lower <= day:
        return Known.POSSIBLY
    return Known.HIDDEN
