"""Where claims stand against each other, as rows of tables and as one axis for a figure that several sources give."""

from collections.abc import Iterable, Mapping
from math import isfinite, isnan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components import theme, words
from components.columns import Column
from components.series import Row, records
from components.series.draw import Sheet, steps
from components.series.wording import called, decimals, doubtful, figure_words, hover, ids, width
from components.theme import AXIS, LABEL, SOURCE, Palette, mark_svg
from data.disputes import Compared, Disputes, State, Verdict, standing
from data.vocabulary import Kind, Known, Metric, Scope, Stage, Stance, Unit

Names = Mapping[str, str]

KNOWN = Column("known", "Known", kind="muted", sort_field="known_day", hide_narrow=True)
SAID = Column("said", "Said by", kind="muted", hide_narrow=True)
DENIALS = (
    Column("mark", "", kind="mark", hide_narrow=True), Column("reported", "Reported"),
    Column("source", "By", kind="muted", sort_field="reported_day", hide_narrow=True),
    Column("mark_beside", "", kind="mark", hide_narrow=True), Column("denial", "Denied"),
    Column("who", "By", kind="muted", sort_field="known_day"),
    Column("open", "What it leaves open", hide_narrow=True), Column("state", "", kind_field="tone"),
)  # fmt: skip
STATES = (
    Column("state", "State", kind="strong"), Column("mark", "", kind="mark", hide_narrow=True),
    Column("statement", "Claim"), SAID, KNOWN, Column("mark_beside", "", kind="mark", hide_narrow=True),
    Column("beside", "Read beside it"),
)  # fmt: skip
UNPROMPTED = (
    Column("mark", "", kind="mark"), Column("statement", "Denial"), Column("said", "Said by", kind="muted"), KNOWN,
)  # fmt: skip
PAIRS = (
    Column("figure", "Figure", kind="strong"), Column("one", "One source"), Column("other", "The other"),
    Column("verdict", "", kind_field="tone"),
)  # fmt: skip
PERCENTAGES = (
    Column("statement", "Percentage"), Column("sum", "From its own numbers", kind_field="ours"),
    Column("verdict", "", kind_field="tone"), SAID,
)  # fmt: skip
LINKED = (
    Column("mark", "", kind="mark", hide_narrow=True), Column("one", "One claim"),
    Column("mark_beside", "", kind="mark", hide_narrow=True), Column("other", "Beside it"),
    Column("reason", "Why they are linked"), SAID,
)  # fmt: skip

COVERS = {
    Scope.WHOLE: "Nothing: it covers the whole.", Scope.PART: "What it does not name: it covers a part.",
    Scope.UNCLEAR: "Which part it covers: that is not clear.",
}  # fmt: skip


def finding(now: Disputes) -> str:
    """ "Six denials stand against what was reported; no figures dispute": denials counted by origin, not by article."""
    stand = int(standing(now.denials)["origin"].nunique())
    flagged = int(now.percentages["verdict"].eq(Verdict.APART).sum())
    said = f"{words.worded(stand)} {'denial stands' if stand < 2 else 'denials stand'} against what was reported"
    parts = [said, compared_title(now.figures).lower()]
    if flagged:
        parts.append(checked_title(now.percentages).lower())
    return words.sentence("; ".join(parts))


def denied(denials: pd.DataFrame) -> str:
    """ "9 pairs of a claim and its denial; the denials come from 6 origins": what the rows of denials are."""
    said = (
        f"{words.count(len(denials), 'pair')} of a claim and its denial; the denials come from "
        f"{words.count(int(denials['origin'].nunique()), 'origin')}, however often they are told"
    )
    confirmed = int(denials["confirmed_by"].notna().sum())
    return f"{said}. {words.sentence(words.worded(confirmed))} since confirmed on record" if confirmed else said


def _mark(row: Row, palette: Palette) -> str:
    stage = Stage(row["stage"]) if words.present(row["stage"]) else None
    return mark_svg(Stance(row["stance"]), stage, palette)


def _source(row: Row, names: Names) -> str:
    """ "Ford, in AutoUnited": who said it, and where it was read."""
    said = called(row["speaker"] if words.present(row["speaker"]) else row["said_by"], names)
    where = str(row["publisher_name"])
    return where if where == said else f"{said}, in {where}"


def _known(row: Row) -> str:
    sure = "" if row["known"] == str(Known.KNOWN) else "possibly, "
    return sure + words.when(row["published"])


def _by_id(claims: pd.DataFrame, wanted: Iterable[Any]) -> dict[str, Row]:
    """The claims named in cells that hold one id, several joined by `;`, or none."""
    names = {part for cell in wanted for part in words.text(cell).split(";")}
    return {str(row["claim_id"]): row for row in records(claims[claims["claim_id"].isin(names)])}


def _in(frame: pd.DataFrame, *columns: str) -> list[Any]:
    return [cell for column in columns for cell in frame[column]]


def denial_rows(denials: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a denial of `data.disputes.denials`, in its order; `claim` opens the reported claim and the denial."""
    known = _by_id(on_record, _in(denials, "denial", "reported", "confirmed_by", "not_ruled_out"))
    rows = []
    for pair in records(denials):
        denial, reported = known[pair["denial"]], known.get(pair["reported"])
        state, tone = _stands(pair, known, names)
        rows.append(
            {
                "mark": [_mark(reported, palette)] if reported else [],
                "reported": reported["statement"] if reported else f"Not on record here: {pair['reported']}",
                "source": f"{_source(reported, names)}, {_known(reported)}" if reported else "",
                "reported_day": reported["published_lower"] if reported else None,
                "mark_beside": [_mark(denial, palette)], "denial": denial["statement"],
                "who": f"{_source(denial, names)}, {_known(denial)}", "known_day": pair["known_day"],
                "open": _open(pair, known), "state": state, "tone": tone,
                "claim": f"{pair['reported']};{pair['denial']}",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _open(pair: Row, known: Mapping[str, Row]) -> str:
    """What a denial leaves open, in words: its scope, what its own voice does not rule out, the curator's note."""
    later = [str(known[claim]["statement"]) for claim in words.text(pair["not_ruled_out"]).split(";") if claim in known]
    parts = [COVERS[Scope(pair["scope"])]] if words.present(pair["scope"]) else []
    parts += [f"Not ruled out: {statement}" for statement in later]
    return " ".join([*parts, words.text(pair["note"])]).strip()


def _stands(pair: Row, known: Mapping[str, Row], names: Names) -> tuple[str, str]:
    if words.present(pair["confirmed_by"]):
        by = known[pair["confirmed_by"]]
        return f"confirmed since, {_source(by, names)}, {words.when(by['published'])}", "muted"
    if pair["gone"]:
        return "its claim is not on record", "muted"
    if pair["mutual"]:
        return "each denies the other", "disputed"
    return ("stands", "disputed") if pair["sure"] else ("possibly known", "muted")


def _lines(claims: list[Row], names: Names, palette: Palette) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "mark": [[_mark(row, palette)] for row in claims],
            "statement": [row["statement"] for row in claims],
            "said": [_source(row, names) for row in claims],
            "known": [_known(row) for row in claims],
            "known_day": [row["published_lower"] for row in claims],
            "claim": [row["claim_id"] for row in claims],
        }
    )


def state_rows(states: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a claim that leaves open or does not comment; `claim` opens it with what it is read beside."""
    known = _by_id(on_record, _in(states, "claim_id", "beside"))
    told = [row for row in records(states) if row["claim_id"] in known]
    beside = [known.get(words.text(row["beside"])) for row in told]
    rows = _lines([known[row["claim_id"]] for row in told], names, palette)
    opened = [
        f"{other['claim_id']};{row['claim_id']}" if other else row["claim_id"]
        for row, other in zip(told, beside, strict=True)
    ]
    return rows.assign(
        state=[str(State(row["state"])) for row in told],
        mark_beside=pd.Series([[_mark(other, palette)] if other else [] for other in beside], dtype=object),
        beside=[other["statement"] if other else "" for other in beside],
        claim=opened,
    )


def unprompted_rows(claims: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a claim that denies what nobody on record had said; `claim` opens it."""
    return _lines(records(claims), names, palette)


def title(one: Compared, names: Names) -> str:
    """ "Xiaomi: deliveries, 2025": whose figure of what, and when."""
    row = records(one.figures)[0]
    what = words.text(row["what"]) or words.plain(row["metric"])
    of = called(row["market"] if row["metric"] == str(Metric.MARKET_SIZE) else row["of"], names)
    details = [words.text(row[name]) for name in ("geography", "segment", "measure") if words.present(row[name])]
    counted = [f"counted by {called(row['counted_by'], names)}"] if words.present(row["counted_by"]) else []
    when = words.when(row["period"], row["period_is"])
    return f"{of}: {', '.join([what, *details, *counted, when])}"


def pair_rows(figures: list[Compared], names: Names) -> pd.DataFrame:
    """A row two values of one figure that no number fits both, and a row a figure whose values all meet."""
    rows = []
    for one in figures:
        known = _by_id(one.figures, one.figures["claim_id"])
        current = [row for row in known.values() if not row["revised"]]
        for pair in one.pairs or ((str(current[0]["claim_id"]), str(current[-1]["claim_id"])),):
            said = [
                f"{figure_words(known[claim])}, {_source(known[claim], names)}, {_known(known[claim])}"
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


def said(one: Compared, names: Names) -> str:
    """ "350,000 by Lei Jun, in CnEVPost, 19 Mar 2025; 300,000 by ...": every value of a chart in words."""
    return "; ".join(
        f"{words.value(row)} by {_source(row, names)}, {_known(row)}{', revised since' if row['revised'] else ''}"
        for row in records(one.figures)
    )


def percentage_rows(percentages: pd.DataFrame, on_record: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a published percentage with its arithmetic in words; `claim` opens it and its two numbers."""
    known, rows = _by_id(on_record, _in(percentages, "claim_id", "later", "earlier")), []
    for checked in records(percentages):
        row = known[checked["claim_id"]]
        ends = [known[claim] for claim in (checked["later"], checked["earlier"]) if claim in known]
        verdict, of = Verdict(checked["verdict"]), called(row["of"], names)
        rows.append(
            {
                "statement": row["statement"] if of in row["statement"] else f"{of}: {row['statement']}", "sum": arithmetic(checked, row, ends), "ours": "muted" if verdict == Verdict.UNTESTED else "derived",
                "verdict": str(verdict), "tone": {Verdict.APART: "disputed"}.get(verdict, "muted"),
                "said": f"{_source(row, names)}, {_known(row)}", "claim": ids([row, *ends]),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["statement", "sum", "ours", "verdict", "tone", "said", "claim"])


def arithmetic(checked: Row, row: Row, ends: list[Row]) -> str:
    """ "16,155 ÷ 5,820 − 1 = 177.6%; printed: 178 percent"; why it can't be checked, where it can't."""
    digits = 1 + decimals(float(row[end]) for end in ("low", "high") if words.present(row[end]))
    printed = f"printed: {words.text(row['value_phrase']) or figure_words(row)}"
    if words.present(checked["why"]):
        return f"{words.sentence(str(checked['why']))}; {printed}"
    later, earlier = (words.value(end).replace("–", " to ") for end in ends)
    if row["unit"] == str(Unit.PERCENTAGE_POINTS):
        return f"{later} − {earlier} = {_span(checked['low'], checked['high'], ' points', digits)}; {printed}"
    ratio = f"{later} ÷ {earlier}"
    if not isnan(checked["years"]):
        ratio = f"({ratio}) to the power 1/{words.number(float(checked['years']))}"
    said = f"{ratio} − 1 = {_span(checked['low'], checked['high'], '%', digits)}; {printed}"
    if checked["verdict"] == Verdict.APART and (checked["least"], checked["most"]) != (checked["low"], checked["high"]):
        said += f"; with the rounding of both numbers {_span(checked['least'], checked['most'], '%', digits)}"
    return said


def _span(low: float, high: float, unit: str, digits: int) -> str:
    """177.6%; 49.9% to 50.3%; at least 12.0%: with so many decimals, or as many more as keep the ends apart."""
    if not isfinite(low) or not isfinite(high):
        return f"at least {low:,.{digits}f}{unit}" if isfinite(low) else f"at most {high:,.{digits}f}{unit}"
    digits = next((n for n in range(digits, digits + 3) if round(low, n) != round(high, n)), digits)
    ends = [f"{end:,.{digits}f}".replace("-", "−") for end in dict.fromkeys((round(low, digits), round(high, digits)))]
    return f"{' to '.join(ends)}{unit}"


def checked_title(percentages: pd.DataFrame) -> str:
    """ "Two percentages do not follow from their own numbers": the finding over the percentages."""
    apart = int(percentages["verdict"].eq(Verdict.APART).sum())
    if apart:
        follow = "percentage does not follow from its" if apart == 1 else "percentages do not follow from their"
        return words.sentence(f"{words.worded(apart)} {follow} own numbers")
    tested = percentages["verdict"].eq(Verdict.FOLLOWS).any()
    return "Every percentage that can be checked follows" if tested else "No percentage can be checked"


def checked_line(percentages: pd.DataFrame) -> str:
    """ "6 of 8 published percentages can be checked against their own two numbers; all follow"."""
    tested = percentages[percentages["verdict"].ne(Verdict.UNTESTED)]
    apart = int(tested["verdict"].eq(Verdict.APART).sum())
    if percentages.empty:
        return "No percentage under these filters names the two numbers that it is made of"
    all_ = words.count(len(percentages), "published percentage")
    verdict = "all of them follow" if not apart else f"{apart} do{'es' if apart == 1 else ''} not follow"
    verdict = verdict if len(tested) else "none can be tested"
    return f"{len(tested)} of {all_} can be checked against {'its' if len(percentages) == 1 else 'their'} own two numbers, within the rounding of the digits printed; {verdict}"


def linked_rows(linked: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a curator's link: its first claim, the others, the reason; figures with value and time. `claim` opens all."""
    known, rows = _by_id(on_record, linked["claim"]), []
    for link in records(linked):
        claims = [known[claim] for claim in str(link["claim"]).split(";")]
        said = [_said(row) for row in claims]
        sources = dict.fromkeys(_source(row, names) for row in claims)
        rows.append(
            {
                "mark": [_mark(claims[0], palette)], "one": said[0],
                "mark_beside": list(dict.fromkeys(_mark(row, palette) for row in claims[1:])),
                "other": " ".join(said[1:]), "reason": link["reason"], "said": words.listed(sources),
                "claim": link["claim"],
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["mark", "one", "mark_beside", "other", "reason", "said", "claim"])


def _said(row: Row) -> str:
    if row["kind"] != str(Kind.FIGURE):
        return str(row["statement"])
    when = words.when(row["period"], row["period_is"]) or "time not stated"
    return f"{row['statement']} ({figure_words(row)}, {words.text(row['basis'])}; {when})"


ROW, NARROW_ROW, BAR = 46, 58, 9


def figure(one: Compared, names: Names, palette: Palette, narrow: bool = False) -> go.Figure:
    """Each source's value of one figure on one axis, oldest publication first; the unit is the figures' own.

    A ring is an excluded end, hatching runs on where there is none; a value revised since is pale and hollow. Crimson
    threads lead from value to value that no number fits both. A mark opens its claim with those that it disputes.
    """
    rows = records(one.figures)
    labels = [(_source(row, names), _known(row) + (", revised since" if row["revised"] else "")) for row in rows]
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
    drawn = sheet.drawn(height, axis[1], step, bottom=44, unit=words.unit(rows[0]["unit"]))
    return drawn.update_xaxes(range=list(axis))


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
