"""Reading an article's text: paragraphs, folding, sentences, phrases and numbers. Nothing of it is stored."""

import re
import unicodedata

QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
ABBREVIATIONS = {
    "no",
    "co",
    "ltd",
    "corp",
    "inc",
    "mr",
    "mrs",
    "ms",
    "dr",
    "st",
    "vs",
    "u.s",
    "u.k",
    "e.g",
    "i.e",
    "approx",
}
END = re.compile(r"([.!?]+[\"')\]]*)(\s+)(?=[\"'(\[]?[A-Z0-9$€£¥\u4e00-\u9fff])|([。！？]+[」』”\"]*)")
DIGITS = r"(?<![A-Za-z0-9.,])\d+(?:,\d{3})*(?:\.\d+)?"
NUMBER_WORDS = [
    "zero",
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
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
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
    "half",
    "halves",
    "twice",
    "double",
    "doubled",
    "doubling",
    "doubles",
    "triple",
    "tripled",
    "both",
    "quarter",
    "quarters",
]
NUMBER = re.compile(DIGITS + r"|\b(?:" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)

Extent = tuple[int, int]
"""Character offsets in a folded paragraph: from the first, to behind the last."""


def fold(text: str) -> str:
    """Unicode, quotes, dashes and white space made equal; case is kept."""
    text = unicodedata.normalize("NFKC", text).translate(QUOTES).translate(DASHES)
    return re.sub(r"\s+", " ", text).strip()


def paragraphs(text: str) -> list[str]:
    """The non-empty lines, folded; paragraph 1 is index 0."""
    return [fold(line) for line in text.splitlines() if line.strip()]


def occurrences(phrase: str, paragraph: str) -> list[Extent]:
    """Where a phrase stands as whole words in a folded paragraph, whatever its case."""
    wanted = fold(phrase)
    if not wanted:
        return []
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", wanted) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", wanted) else ""
    return [match.span() for match in re.finditer(before + re.escape(wanted) + after, paragraph, re.IGNORECASE)]


def _ends_sentence(paragraph: str, stop: int) -> bool:
    word = re.search(r"(\S+)$", paragraph[:stop])
    last = word.group(1).strip("\"'([").lower() if word else ""
    is_initial = len(last) == 1 and last.isalpha()
    is_list_number = last.isdigit() and word is not None and word.start() == 0
    return not (last in ABBREVIATIONS or is_initial or is_list_number)


def sentences(paragraph: str) -> list[Extent]:
    """The extents of the sentences of a folded paragraph; No., Co., Ltd., initials and list numbers do not end one."""
    extents, start = [], 0
    for match in END.finditer(paragraph):
        if match.group(3) or _ends_sentence(paragraph, match.start()):
            extents.append((start, match.end(1) if match.group(1) else match.end()))
            start = match.end()
    if paragraph[start:].strip():
        extents.append((start, len(paragraph)))
    return extents


def numbers(paragraph: str) -> list[Extent]:
    """The extents of every number, in digits or words. Digits inside a name (SU7) are not numbers."""
    return [match.span() for match in NUMBER.finditer(paragraph)]


def shared_run(words: str, texts: list[str], length: int = 9) -> str | None:
    """The first run of `length` words that `words` shares with one of the paragraphs, or None."""
    own = re.findall(r"\w+", fold(words).lower())
    runs = {tuple(own[i : i + length]) for i in range(len(own) - length + 1)}
    for text in texts if runs else ():
        theirs = re.findall(r"\w+", text.lower())
        for i in range(len(theirs) - length + 1):
            if tuple(theirs[i : i + length]) in runs:
                return " ".join(theirs[i : i + length])
    return None
