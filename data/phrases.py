"""Values as printed: "nearly $4.5 billion", "50,000 to 60,000 units", "third-largest", "below 300,000"."""

import re
from dataclasses import dataclass

from data.text import fold

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "千": 1e3, "万亿": 1e12,
}  # fmt: skip
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
WORDS = {word: float(value) for value, word in enumerate(ONES.split())}
WORDS |= {
    w: 10.0 * v for v, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
ORDINALS = {
    w: float(v)
    for v, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
MULTIPLES = {
    "double": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "twice": 2.0,
    "tripled": 3.0,
    "triple": 3.0,
    "half": 0.5,
    "both": 2.0,
}
SCALE_WORD = r"(?:万亿|trillion|billion|million|thousand|hundred|bn|mn|tn|k|m|万|萬|亿|億|千)(?![a-z])"
NUMBER = re.compile(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[\s-]*(?P<scale>{SCALE_WORD}))?"
    rf"|\b(?P<word>{'|'.join([*WORDS, *ORDINALS, *MULTIPLES])})(?:-(?P<unit>one|two|three|four|five|six|seven|eight|nine))?\b"
    rf"(?:[\s-]+(?P<wscale>{SCALE_WORD}))?",
)
APPROXIMATE = re.compile(
    r"\b(nearly|almost|about|around|some|roughly|approx\w*|circa|close to|or so|estimated at)\b|~|约|近"
)
BELOW = re.compile(r"\b(below|under|less than|fewer than|short of|lower than)\b|不足|低于")
ABOVE = re.compile(r"\b(over|above|more than|exceed\w*|beyond|surpass\w*|upwards of|topp\w*|higher than)\b|超过|逾")
AT_LEAST = re.compile(r"\b(at least|no less than|a minimum of|not less than)\b|\bor more\b|以上")
AT_MOST = re.compile(
    r"\b(up to|as much as|as many as|at most|no more than|not more than|a maximum of|maximum of)\b|最多"
)
RANGE = re.compile(
    r"^\s*(?:%|percent|per cent|units|vehicles|cars|yuan|dollars)?\s*(?:to|and|or|-|至|到)\s*(?:us\$|[$€£¥]|rmb)?\s*$"
)
FALL = re.compile(
    r"\b(loss\w*|lost|f[ae]ll\w*|down|drop\w*|declin\w*|decreas\w*|slid\w*|shrank|lower by|plung\w*|plummet\w*|tumbl\w*|slump\w*|s[aiu]nk\w*|shed)\b|(?<![\d\w])[-−](?=\d)"
)
SUPERLATIVE = re.compile(r"\b(largest|biggest|top|leading|leads|led|leader|most|best-selling)\b")


class BadPhrase(ValueError):
    """A value phrase that can't be read as one value or range."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase says. `ceiling` marks "up to", which may be a bound or, for a past move, the exact value."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    approx: bool = False
    ceiling: bool = False


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        number = float(match["digits"].replace(",", ""))
        return number * SCALES.get(match["scale"] or "", 1.0)
    word = match["word"]
    number = WORDS.get(word, ORDINALS.get(word, MULTIPLES.get(word, 0.0)))
    if match["unit"]:
        number += WORDS[match["unit"]]
    return number * SCALES.get(match["wscale"] or "", 1.0)


def parse(phrase: str) -> Value:
    """Read a value as printed. Unit: as printed, with scale words multiplied out. Raises `BadPhrase`."""
    text = fold(phrase).lower()
    found = list(NUMBER.finditer(text))
    approx = bool(APPROXIMATE.search(text))
    if not found:
        if SUPERLATIVE.search(text):
            return Value(1.0, 1.0)
        raise BadPhrase(f"{phrase!r} holds no number")
    values = [_value(match) for match in found]
    if len(found) == 2 and RANGE.match(text[found[0].end() : found[1].start()]):
        low, high = values
        scale = found[1]["scale"]
        if scale and not found[0]["scale"] and low < high:
            low *= SCALES[scale]
        return Value(min(low, high), max(low, high), approx=approx)
    if len(found) > 1:
        raise BadPhrase(f"{phrase!r} holds {len(found)} numbers that are no range: shorten it to one value")
    value = values[0]
    if AT_LEAST.search(text):  # before "above" and "below": "no less than", "no more than"
        return Value(value, None, approx=approx)
    if AT_MOST.search(text):
        return Value(value, value, approx=approx, ceiling=True)
    if BELOW.search(text):
        return Value(None, value, high_open=True, approx=approx)
    if ABOVE.search(text):
        return Value(value, None, low_open=True, approx=approx)
    return Value(value, value, approx=approx)


def _near(a: float | None, b: float | None, factor: float) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a * factor - b) <= 1e-9 * max(1.0, abs(b))


def agrees(phrase: str, low: float | None, high: float | None, opens: tuple[bool, bool], approx: bool) -> bool:
    """Whether a phrase says just this value: ends, open ends and approximation. Raises `BadPhrase`.

    A fraction in words ("half") may be stored as percent, "doubled" as growth of 100 percent, and a loss or fall is
    stored with its sign.
    """
    said = parse(phrase)
    text = fold(phrase).lower()
    fallen = bool(FALL.search(text)) and any(end is not None and end < 0 for end in (low, high))
    if fallen:  # "down more than 60 percent" lies below minus 60
        low, high, opens = None if high is None else -high, None if low is None else -low, (opens[1], opens[0])
    factors = [1.0]
    if re.search(r"\bhalf\b", text):
        factors.append(100.0)
    if re.search(r"\bdoubl", text) and low == high == 100.0:
        return True
    ends = [(said.low, said.high)]
    if said.ceiling:
        ends += [(None, said.high), (0.0, said.high)]
    same_value = any(_near(a, low, f) and _near(b, high, f) for a, b in ends for f in factors)
    return same_value and (said.low_open, said.high_open) == opens and said.approx == approx
