"""Vague dates in bulk: EDTF strings with the days that they cover, by arithmetic on arrays instead of a parser."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.names import Words

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Times:
    """Arrays of one length: EDTF (None where nothing is stated), first and last day (NaT: open), approximate or not."""

    edtf: Words
    lower: Days
    upper: Days
    vague: Flags

    def at(self, where: npt.NDArray[np.int64]) -> "Times":
        """The times at these places."""
        return Times(self.edtf[where], self.lower[where], self.upper[where], self.vague[where])


def _days(start: str, end: str) -> Days:
    return np.arange(start, end, dtype="datetime64[D]")


def _of(text: npt.NDArray[np.str_], lower: Days, upper: Days, vague: bool = False) -> Times:
    return Times(text.astype(object), lower, upper, np.full(len(text), vague))


def _joined(parts: list[Times]) -> Times:
    return Times(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("edtf", "lower", "upper", "vague"))
    )


def publications(start: str = "2019-01-01", end: str = "2026-11-01") -> list[Times]:
    """How articles are dated, a table of every day each: the day itself, "about" that day, its month, that week."""
    days = _days(start, end)
    iso = np.datetime_as_string(days)
    months = days.astype("datetime64[M]")
    last = (months + 1).astype("datetime64[D]") - 1
    return [
        _of(iso, days, days),
        _of(np.char.add(iso, "~"), days, days, vague=True),
        _of(np.datetime_as_string(months), months.astype("datetime64[D]"), last),
        _of(np.char.add(np.char.add(iso, "/"), np.datetime_as_string(days + 6)), days, days + 6),
    ]


def periods(first: int = 2019, last: int = 2030) -> Times:
    """The periods of figures: every month, quarter, half and year."""
    months = np.arange(f"{first}-01", f"{last + 1}-01", dtype="datetime64[M]")
    found = []
    for length, step in ((1, 1), (3, 3), (6, 6), (12, 12)):
        starts = months[::step]
        ends = starts + length - 1
        text = np.char.add(np.char.add(np.datetime_as_string(starts), "/"), np.datetime_as_string(ends))
        if length in (1, 12):
            text = np.datetime_as_string(starts, unit="M" if length == 1 else "Y")
        found.append(_of(text, starts.astype("datetime64[D]"), (ends + 1).astype("datetime64[D]") - 1))
    return _joined(found)


def vague(first: int = 2019, last: int = 2027) -> Times:
    """What talks and milestones are about: days, thirds of a month, months, years, about a year, "since" a year."""
    days = _days(f"{first}-01-01", f"{last + 1}-01-01")
    years = np.arange(str(first), str(last + 1), dtype="datetime64[Y]")
    starts, ends = years.astype("datetime64[D]"), (years + 1).astype("datetime64[D]") - 1
    thirds = days[np.char.endswith(np.datetime_as_string(days), "-21")]
    month_ends = (thirds.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    text = np.char.add(np.char.add(np.datetime_as_string(thirds), "/"), np.datetime_as_string(month_ends))
    year = np.datetime_as_string(years)
    return _joined(
        [
            _of(np.datetime_as_string(days[::9]), days[::9], days[::9]),
            _of(text, thirds, month_ends),
            periods(first, last),
            _of(np.char.add(year, "~"), starts, ends, vague=True),
            _of(np.char.add(year, "/.."), starts, np.full(len(years), "NaT", dtype="datetime64[D]")),
        ]
    )
