"""How figures read on charts: values, ordinals, formulas with their numbers, hovers, sources, widths."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from components import letters, theme
from components.series import Row, inputs, is_derived
from components.words import as_day, days, listed, number, plain, present, text, unit
from components.words import value as value_words
from components.words import when as when_words
from data.vocabulary import MONEY, Attribution, Known, Stance, Unit, Within

ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
BUT = {
    Stance.DENIES: "denied",
    Stance.SAYS_POSSIBLE: "said to be possible",
    Stance.DOES_NOT_RULE_OUT: "not ruled out",
    Stance.DECLINES_TO_COMMENT: "no comment",
    Stance.UNKNOWN: "not known",
}
"""What a mark says where its source does not simply state the figure."""


def ordinal(rank: float) -> str:
    """third; 13th; 21st."""
    whole = int(rank)
    if 0 <= whole < len(ORDINALS):
        return ORDINALS[whole]
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{whole}{'th' if whole % 100 in (11, 12, 13) else ends.get(whole % 10, 'th')}"


def decimals(values: Iterable[float]) -> int:
    """The most decimals that any of the values carries, at most 2: same kind, same decimals."""
    printed = (f"{value:.2f}".rstrip("0").partition(".")[2] for value in values if value == value)
    return max((len(digits) for digits in printed), default=0)


def fixed(value: float, digits: int) -> str:
    """4.90; −0.7; 150,000: commas for thousands and just so many decimals."""
    return f"{value:,.{digits}f}".replace("-", "−")


def interval(row: Row, digits: int, scale: float = 1) -> str:
    """A figure's value in words, divided by `scale`: 27.9; 42.8 to 48.0; over 10.0; about 60."""
    about = "about " if present(row.get("approx")) and bool(row["approx"]) else ""
    low, high = (float(row[end]) / scale if present(row.get(end)) else None for end in ("low", "high"))
    if low is None and high is None:
        return "no figure"
    if low is None:
        assert high is not None
        return f"{'below' if row.get('high_open') else 'at most'} {about}{fixed(high, digits)}"
    if high is None:
        return f"{'over' if row.get('low_open') else 'at least'} {about}{fixed(low, digits)}"
    return about + (fixed(low, digits) if low == high else f"{fixed(low, digits)} to {fixed(high, digits)}")


def called(entity: Any, names: Mapping[str, str]) -> str:
    """An entity's name, its id where it has none, "" where there is none."""
    return names.get(text(entity), text(entity))


def formula(row: Row, values: Mapping[str, float], digits: int | None = None) -> str:
    """A derived figure's formula with numbers for names: "100,000 ÷ 150,000 × 100".

    A name without a value stays. `values` maps claim ids to numbers in the unit to show. Powers come as `<sup>`.
    """
    said = text(row.get("formula"))
    for name, claim in sorted(inputs(row).items(), key=lambda pair: -len(pair[0])):
        if claim in values:
            figure = number(values[claim]) if digits is None else fixed(values[claim], digits)
            said = re.sub(rf"\b{re.escape(name)}\b", figure, said)
    said = re.sub(r"\s*\*\*\s*\(([^()]*)\)", lambda power: f"<sup>{power[1].replace(' ', '')}</sup>", said)
    said = re.sub(r"\s*\*\*\s*([\w.]+)", r"<sup>\1</sup>", said)
    for sign, shown in ((" * ", " × "), (" / ", " ÷ "), (" - ", " − ")):
        said = said.replace(sign, shown)
    return said


def untagged(words: str) -> str:
    """The same words without markup, a power as ^."""
    return re.sub(r"<[^>]*>", "", words.replace("<sup>", "^"))


def who(row: Row, names: Mapping[str, str]) -> str:
    """Who said a figure, and where: "EV Volumes, published data, in Opoyi"."""
    said = called(row.get("speaker"), names) or called(row.get("said_by"), names)
    where = text(row.get("publisher_name"))
    if is_derived(row):
        return f"computed by us from {where}" if where else "computed by us"
    kind = text(row.get("attribution"))
    parts = [said, kind if kind != str(Attribution.UNSTATED) else "source unstated"]
    return ", ".join(part for part in parts if part) + (f", in {where}" if where and where != said else "")


def hover(row: Row, names: Mapping[str, str], *more: str) -> str:
    """The hover of a figure's mark: statement; value, basis and stance; who; about and known; then `more`."""
    about = when_words(row.get("period"), row.get("period_is"), row.get("when_phrase")) or "time not stated"
    known = days(as_day(row.get("published_lower")), as_day(row.get("published_upper")))
    unsure = "possibly " if row.get("known") == str(Known.POSSIBLY) else ""
    fuzzy = "; possibly inside the dates" if row.get("within") == str(Within.POSSIBLY) else ""
    figure = f"{value_words(row)} {unit(row.get('unit'))}".strip()
    lines = [
        text(row.get("statement")),
        f"{figure}; {'derived' if is_derived(row) else text(row.get('basis'))}, {plain(row.get('stance'))}",
        who(row, names),
        f"about {about}; {unsure}known {known}{fuzzy}",
    ]
    if is_derived(row):
        lines.append(f"formula: {text(row.get('formula'))}")
        lines += [f"assumes: {assumed}" for assumed in text(row.get("assumptions")).split(";") if assumed]
    return theme.hover(*lines, *more)


def source(row: Row, names: Mapping[str, str]) -> str:
    """A short source: "Opoyi, 26 Aug 2022, citing World Economic Forum"."""
    known = days(as_day(row.get("published_lower")), as_day(row.get("published_upper")))
    publisher, said = text(row.get("publisher_name")), called(row.get("said_by"), names)
    citing = f"citing {said}" if said and said != publisher else ""
    return ", ".join(part for part in (publisher, known, citing) if part)


def figure_words(row: Row) -> str:
    """A figure as a table prints it: "800 bn dollars", "largest" for a rank, "four" for a count."""
    if row.get("unit") in (Unit.RANK, Unit.COUNT) and present(row.get("value_phrase")):
        return str(row["value_phrase"]).lower()
    return f"{value_words(row)} {unit(row.get('unit'))}".strip()


def doubtful(row: Row) -> bool:
    """Whether a row is only possibly known or possibly inside the dates: its mark goes to 45 %."""
    return row.get("known") == str(Known.POSSIBLY) or row.get("within") == str(Within.POSSIBLY)


def but(row: Row, names: Mapping[str, str]) -> str:
    """ "denied by Ford" where the source does not simply state the figure; "" where it does."""
    stance = text(row.get("stance"))
    if stance not in tuple(BUT):
        return ""
    speaker = called(row.get("speaker"), names) or called(row.get("said_by"), names)
    return f"{BUT[Stance(stance)]}{f' by {speaker}' if speaker and stance == str(Stance.DENIES) else ''}"


def ids(rows: Iterable[Row]) -> str:
    """Claim ids joined by `;`, as a mark carries them."""
    return ";".join(dict.fromkeys(text(row["claim_id"]) for row in rows))


def repeats(rows: Iterable[Row], columns: Iterable[str]) -> list[list[Row]]:
    """Rows that agree in `columns`, together, in order of first appearance; missing equals missing."""
    wanted, found = tuple(columns), dict[tuple[Any, ...], list[Row]]()
    for row in rows:
        found.setdefault(tuple(row[name] if present(row[name]) else None for name in wanted), []).append(row)
    return list(found.values())


def width(words: str, size: float = theme.LABEL) -> float:
    """About how wide a line is in px, markup left out, set a little heavy."""
    return letters.width(untagged(words), size, bold=True)


def wrapped(words: str, most: float, size: float = theme.LABEL, lines: int = 2) -> list[str]:
    """Words broken into at most `lines` lines of about `most` px; what does not fit ends in …"""
    found = [""]
    for word in words.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size) <= most or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1]} …"]
    while width(found[-1], size) > most and len(found[-1]) > 2:
        found[-1] = found[-1].removesuffix("…").rstrip()[:-1] + "…"
    return found


def joined(names: Mapping[str, str], entities: Iterable[Any]) -> str:
    """Names of entities as a list in words."""
    return listed(dict.fromkeys(called(entity, names) for entity in entities))


def scaled(values: Iterable[float], of_unit: str) -> tuple[float, str]:
    """What to divide values by so that they read well, and the word for it: (1e9, "billion")."""
    most = max((abs(value) for value in values), default=0)
    money = of_unit in MONEY
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if most >= (size if money else 2 * size):
            return size, word
    return 1.0, ""
