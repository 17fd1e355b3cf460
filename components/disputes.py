"""Where claims stand against each other, as rows of tables and as one axis for a figure that several sources give."""

from collections.abc import Mapping
from math import isfinite, isnan
from typing import Any

import pandas as pd

from components import words
from components.columns import Column
from components.compared import Names, compared_title, known_words, named, source
from components.series import Row, records
from components.series.wording import called, decimals, figure_words, ids
from components.theme import Palette, mark_svg
from data.disputes import Disputes, State, standing
from data.kept import kept
from data.percentages import Verdict
from data.vocabulary import Kind, Scope, Stage, Stance, Unit

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


def _in(frame: pd.DataFrame, *columns: str) -> list[Any]:
    return [cell for column in columns for cell in frame[column]]


@kept()
def denial_rows(denials: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a denial of `data.disputes.denials`, in its order; `claim` opens the reported claim and the denial."""
    known = named(on_record, _in(denials, "denial", "reported", "confirmed_by", "not_ruled_out"))
    rows = []
    for pair in records(denials):
        denial, reported = known[pair["denial"]], known.get(pair["reported"])
        state, tone = _stands(pair, known, names)
        rows.append(
            {
                "mark": [_mark(reported, palette)] if reported else [],
                "reported": reported["statement"] if reported else f"Not on record here: {pair['reported']}",
                "source": f"{source(reported, names)}, {known_words(reported)}" if reported else "",
                "reported_day": reported["published_lower"] if reported else None,
                "mark_beside": [_mark(denial, palette)], "denial": denial["statement"],
                "who": f"{source(denial, names)}, {known_words(denial)}", "known_day": pair["known_day"],
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
        return f"confirmed since, {source(by, names)}, {words.when(by['published'])}", "muted"
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
            "said": [source(row, names) for row in claims],
            "known": [known_words(row) for row in claims],
            "known_day": [row["published_lower"] for row in claims],
            "claim": [row["claim_id"] for row in claims],
        }
    )


@kept()
def state_rows(states: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a claim that leaves open or does not comment; `claim` opens it with what it is read beside."""
    known = named(on_record, _in(states, "claim_id", "beside"))
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


@kept()
def unprompted_rows(claims: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a claim that denies what nobody on record had said; `claim` opens it."""
    return _lines(records(claims), names, palette)


@kept()
def percentage_rows(percentages: pd.DataFrame, on_record: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a published percentage with its arithmetic in words; `claim` opens it and its two numbers."""
    known, rows = named(on_record, _in(percentages, "claim_id", "later", "earlier")), []
    for checked in records(percentages):
        row = known[checked["claim_id"]]
        ends = [known[claim] for claim in (checked["later"], checked["earlier"]) if claim in known]
        verdict, of = Verdict(checked["verdict"]), called(row["of"], names)
        rows.append(
            {
                "statement": row["statement"] if of in row["statement"] else f"{of}: {row['statement']}", "sum": arithmetic(checked, row, ends), "ours": "muted" if verdict == Verdict.UNTESTED else "derived",
                "verdict": str(verdict), "tone": {Verdict.APART: "disputed"}.get(verdict, "muted"),
                "said": f"{source(row, names)}, {known_words(row)}", "claim": ids([row, *ends]),
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


@kept()
def linked_rows(linked: pd.DataFrame, on_record: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a curator's link: its first claim, the others, the reason; figures with value and time. `claim` opens all."""
    known, rows = named(on_record, linked["claim"]), []
    for link in records(linked):
        claims = [known[claim] for claim in str(link["claim"]).split(";")]
        said = [_said(row) for row in claims]
        sources = dict.fromkeys(source(row, names) for row in claims)
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
