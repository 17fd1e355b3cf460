"""One figure that several sources give: each value on one axis, in words, and as rows of a table."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from components import theme, words
from components.columns import Column
from components.series import Row, records
from components.series.draw import Sheet, steps
from components.series.wording import called, doubtful, figure_words, hover, ids, width
from components.theme import AXIS, LABEL, SOURCE, Figure, Palette
from data.comparing import Compared
from data.kept import kept
from data.vocabulary import Known, Metric, Stance

Names = Mapping[str, str]

PAIRS = (
    Column("figure", "Figure", kind="strong"), Column("one", "One source"), Column("other", "The other"),
    Column("verdict", "", kind_field="tone"),
)  # fmt: skip


def source(row: Row, names: Names) -> str:
    """ "Ford, in AutoUnited": who said it, and where it was read."""
    said = called(row["speaker"] if words.present(row["speaker"]) else row["said_by"], names)
    where = str(row["publisher_name"])
    return where if where == said else f"{said}, in {where}"


def known_words(row: Row) -> str:
    """The publication in words, with \"possibly\" where it is not sure for the day that is set."""
    sure = "" if row["known"] == str(Known.KNOWN) else "possibly, "
    return sure + words.when(row["published"])


def named(claims: pd.DataFrame, wanted: Iterable[Any]) -> dict[str, Row]:
    """The claims named in cells that hold one id, several joined by `;`, or none."""
    names = {part for cell in wanted for part in words.text(cell).split(";")}
    return {str(row["claim_id"]): row for row in records(claims[claims["claim_id"].isin(names)])}


@kept()
def title(one: Compared, names: Names) -> str:
    """ "Xiaomi: deliveries, 2025": whose figure of what, and when."""
    row = records(one.figures)[0]
    what = words.text(row["what"]) or words.plain(row["metric"])
    of = called(row["market"] if row["metric"] == str(Metric.MARKET_SIZE) else row["of"], names)
    details = [words.text(row[name]) for name in ("geography", "segment", "measure") if words.present(row[name])]
    counted = [f"counted by {called(row['counted_by'], names)}"] if words.present(row["counted_by"]) else []
    when = words.when(row["period"], row["period_is"])
    return f"{of}: {', '.join([what, *details, *counted, when])}"


@kept()
def pair_rows(figures: list[Compared], names: Names) -> pd.DataFrame:
    """A row two values of one figure that no number fits both, and a row a figure whose values all meet."""
    rows = []
    for one in figures:
        known = named(one.figures, one.figures["claim_id"])
        current = [row for row in known.values() if not row["revised"]]
        for pair in one.pairs or ((str(current[0]["claim_id"]), str(current[-1]["claim_id"])),):
            said = [
                f"{figure_words(known[claim])}, {source(known[claim], names)}, {known_words(known[claim])}"
                for claim in pair
            ]
            verdict, tone = ("in dispute", "disputed") if one.pairs else ("they meet", "muted")
            opened = ";".join(pair) if one.pairs else ids(current)
            rows.append(
                {"figure": title(one, names), "one": said[0], "other": said[1], "verdict": verdict, "tone": tone,
                 "claim": opened}
            )  # fmt: skip
    return pd.DataFrame(rows, columns=["figure", "one", "other", "verdict", "tone", "claim"])


def compared_title(figures: list[Compared]) -> str:
    """ "One figure is in dispute"; "No figures dispute": the finding over the charts."""
    apart = sum(bool(one.pairs) for one in figures)
    if not apart:
        return "No figures dispute"
    return words.sentence(f"{words.worded(apart)} {'figure is' if apart == 1 else 'figures are'} in dispute")


def compared_line(figures: list[Compared]) -> str:
    """ "3 figures of one period have two sources or more; in 2 of them no number fits both"."""
    if not figures:
        return "No figure of one series and period has two sources on record"
    apart = sum(bool(one.pairs) for one in figures)
    has = "has" if len(figures) == 1 else "have"
    if len(figures) == 1:
        verdict = "no number fits them all" if apart else "their values meet"
    else:
        verdict = f"in {apart} of them no number fits all" if apart else "the values of each meet"
    return f"{words.count(len(figures), 'figure')} of one series and period {has} two sources or more; {verdict}"


def caption(one: Compared) -> str:
    """ "Vehicles; each source's value with the day it became known, never averaged"."""
    unit = words.sentence(words.unit(one.figures["unit"].iloc[0]))
    return "; ".join(
        part for part in (unit, "each source’s value with the day it became known, never averaged") if part
    )


@kept()
def said(one: Compared, names: Names) -> str:
    """ "350,000 by Lei Jun, in CnEVPost, 19 Mar 2025; 300,000 by ...": every value of a chart in words."""
    return "; ".join(
        f"{words.value(row)} by {source(row, names)}, {known_words(row)}{', revised since' if row['revised'] else ''}"
        for row in records(one.figures)
    )


ROW, NARROW_ROW, BAR = 46, 58, 9


def figure(one: Compared, names: Names, palette: Palette, narrow: bool = False) -> Figure:
    """Each source's value of one figure on one axis, oldest publication first; the unit is the figures' own.

    A ring is an excluded end, hatching runs on where there is none; a value revised since is pale and hollow. Crimson
    threads lead from value to value that no number fits both. A mark opens its claim with those that it disputes.
    """
    rows = records(one.figures)
    labels = [(source(row, names), known_words(row) + (", revised since" if row["revised"] else "")) for row in rows]
    left = 8.0 if narrow else max(max(width(who), width(when, SOURCE)) for who, when in labels) + 20
    sheet = Sheet(palette, left=left, right=8)
    axis = _axis(rows, plot=320 if narrow else 620)
    centre = {
        row["claim_id"]: n * (NARROW_ROW if narrow else ROW) + (38 if narrow else 24) for n, row in enumerate(rows)
    }
    for pair in one.pairs:
        _thread(sheet, [next(row for row in rows if row["claim_id"] == claim) for claim in pair], centre, axis)
    for row, (who, when) in zip(rows, labels, strict=True):
        y = float(centre[row["claim_id"]])
        if narrow:
            sheet.text(f"{who}, {when}", 0, y - 22, size=SOURCE, colour=palette.ink2, ground=True)
        else:
            sheet.text(who, 0, y - 8, size=LABEL, weight=500)
            sheet.text(when, 0, y + 10, size=SOURCE, colour=palette.ink3)
        rivals = [other for pair in one.pairs if row["claim_id"] in pair for other in pair if other != row["claim_id"]]
        _draw(sheet, row, ";".join([str(row["claim_id"]), *rivals]), hover(row, names), y, axis)
    height = len(rows) * (NARROW_ROW if narrow else ROW) + 6
    step = steps(axis[1] - axis[0], 3 if narrow else 5)
    return sheet.drawn(height, axis[1], step, bottom=44, unit=words.unit(rows[0]["unit"]), least=axis[0])


def _ends(row: Row) -> tuple[float | None, float | None]:
    low, high = (float(row[end]) if words.present(row[end]) else None for end in ("low", "high"))
    return low, high


def _axis(rows: list[Row], plot: float) -> tuple[float, float]:
    """The values at both ends of the axis: from zero where that costs little, with room for words after each mark."""
    values = [end for row in rows for end in _ends(row) if end is not None]
    least, most = min(values), max(values)
    spread = (most - least) or abs(most) or 1.0
    start = 0.0 if 0 <= least <= 2 * spread else least - 0.25 * spread
    room = max(width(words.value(row)) for row in rows) + 40
    return start, most + (most - start) * room / max(plot - room, 80)


def _near(row: Row, axis: tuple[float, float]) -> tuple[float, float]:
    low, high = _ends(row)
    return (axis[0] if low is None else low), (axis[1] if high is None else high)


def _thread(sheet: Sheet, pair: list[Row], centre: Mapping[Any, float], axis: tuple[float, float]) -> None:
    """From the nearest end of one value to the nearest of the other."""
    one, other = (_near(row, axis) for row in pair)
    x0, x1 = (one[1], other[0]) if one[1] <= other[0] else (one[0], other[1])
    y0, y1 = (float(centre[row["claim_id"]]) for row in pair)
    sheet.line(x0, y0, x1, y1, sheet.palette.disputed, 1.4, layer="below")


def _draw(sheet: Sheet, row: Row, claim: str, said: str, y: float, axis: tuple[float, float]) -> None:
    p, (low, high), faint = sheet.palette, _ends(row), doubtful(row) or bool(row["revised"])
    first, last = _near(row, axis)
    if low is None or high is None:
        sheet.bar(first, last, y, BAR, "unknown", claim, said, faint=faint)
    elif low != high:
        sheet.bar(low, high, y, BAR, "fact", claim, said, faint=faint)
    hollow = {"symbol": "circle", "color": p.page, "line": {"color": p.fact, "width": 2}}
    solid = {
        "symbol": theme.SYMBOLS[Stance(row["stance"])],
        "color": p.fact,
        "line": {"color": p.outline, "width": theme.OUTLINE},
    }
    shown = {end: is_open for end, is_open in ((low, row["low_open"]), (high, row["high_open"])) if end is not None}
    for end, is_open in shown.items():
        ring = bool(row["revised"]) or (words.present(is_open) and bool(is_open))
        sheet.marks([end], [y], claim, said, faint=faint, **(hollow if ring else solid))
    at = low if high is None else high
    assert at is not None
    sheet.value(f'<span style="font-weight:500">{words.value(row)}</span>', at, y, shift=13, size=LABEL)
    sheet.notes[-1]["font"]["size"] = LABEL if not faint else AXIS
