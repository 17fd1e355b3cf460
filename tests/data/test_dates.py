"""Vague dates against brute force over days."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from data.dates import BadDate, Span, known, span, within
from data.time_phrases import may_mean
from data.vocabulary import Known, Within

DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-08-21/2023-08-31", date(2023, 8, 21), date(2023, 8, 31)),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-34", date(2024, 4, 1), date(2024, 6, 30)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("../2024", None, date(2024, 12, 31)),
        ("2024/..", date(2024, 1, 1), None),
    ],
)
def test_a_vague_date_covers_its_days(edtf: str, lower: date | None, upper: date | None) -> None:
    assert (span(edtf).lower, span(edtf).upper) == (lower, upper)


def test_about_a_year_is_flagged_and_not_widened() -> None:
    assert span("2024~") == Span(date(2024, 1, 1), date(2024, 12, 31), approximate=True)
    assert span("2024-05?").uncertain


@pytest.mark.parametrize(
    "junk", ["", "..", "../..", "2023-13", "2023-02-30", "next year", "2025/2024", "2024/2025/2026"]
)
def test_junk_is_refused_with_an_example(junk: str) -> None:
    with pytest.raises(BadDate, match=r"not an EDTF date|ends before"):
        span(junk)


@given(st.text(max_size=12))
def test_any_text_is_a_span_or_a_bad_date(text: str) -> None:
    try:
        found = span(text)
    except BadDate:
        return
    assert found.lower is None or found.upper is None or found.lower <= found.upper


@given(st.dates(date(1, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"]))
def test_plain_dates_are_read_as_the_parser_reads_them(day: date, length: int, mark: str) -> None:
    text = day.isoformat()[:length] + mark
    parsed = parse_edtf(text)
    bounds = [date(*list(bound)[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict())]
    assert [span(text).lower, span(text).upper] == bounds


@given(DAYS, st.integers(0, 900), DAYS, st.integers(0, 900), st.booleans(), st.booleans())
def test_the_three_answers_agree_with_counting_days(
    day: date, length: int, start: date, width: int, open_start: bool, open_end: bool
) -> None:
    claim = Span(day, day + timedelta(length))
    end = start + timedelta(width)
    first, last = (None if open_start else start), (None if open_end else end)
    inside = [(first is None or d >= first) and (last is None or d <= last) for d in _days(claim)]
    expected = Within.DEFINITELY if all(inside) else Within.POSSIBLY if any(inside) else Within.OUTSIDE
    assert within(claim, first, last) is expected


@given(DAYS, st.integers(0, 40), DAYS)
def test_known_agrees_with_counting_days(day: date, length: int, on: date) -> None:
    published = Span(day, day + timedelta(length))
    past = [d <= on for d in _days(published)]
    expected = Known.KNOWN if all(past) else Known.POSSIBLY if any(past) else Known.HIDDEN
    assert known(published, on) is expected


def _days(claim: Span) -> list[date]:
    assert claim.lower is not None
    assert claim.upper is not None
    return [claim.lower + timedelta(n) for n in range((claim.upper - claim.lower).days + 1)]


def test_what_is_approximate_is_never_definite() -> None:
    assert within(span("2024~"), date(2020, 1, 1), date(2030, 1, 1)) is Within.POSSIBLY


@pytest.mark.parametrize(
    ("phrase", "edtf", "fits"),
    [
        ("by 2025", "2025", True),
        ("for 2024", "2023", False),
        ("end of August", "2023-08-21/2023-08-31", True),
        ("in October", "2023-09", False),
        ("January to May 2022", "2022-01/2022-05", True),
        ("last year", "2021", True),
    ],
)
def test_a_date_phrase_may_not_name_another_year_or_month(phrase: str, edtf: str, fits: bool) -> None:
    assert may_mean(phrase, edtf) is fits
