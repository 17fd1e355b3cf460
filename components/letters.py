"""How wide words stand in IBM Plex Sans Condensed: a figure is built before a browser can measure it."""

import textwrap

_WIDTHS = {
    21: " ", 23: "ij", 25: "l.,‘’'|", 26: ";:", 29: "f", 30: "()", 32: "t", 33: "r", 35: "/", 36: "I-", 42: "z", 43: "“”",
    44: "sv", 45: "cyL", 46: "xJ", 48: "agk", 49: "e", 50: "oF", 51: "hnu", 52: "bdpqSTZ", 53: "EY–", 54: "0123456789+",
    55: "PVX", 56: "C", 57: "K", 58: "AR", 59: "B", 61: "DU", 63: "G&", 64: "HNOQ", 70: "w", 73: "M", 78: "→", 79: "m",
    81: "W", 84: "%",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE, _CJK = 52, 100, 0x2E80


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Px that `words` take at `size` px on one line; weights over 400 run about 5 per cent wider."""
    hundredths = sum(_WIDTH.get(letter, _OTHER if ord(letter) < _CJK else _WIDE) for letter in words)
    return hundredths * size / 100 * (1.05 if bold else 1)


def fitted(words: str, size: float, most: float, *, bold: bool = False) -> str:
    """`words`, or as many whole letters of them as stand in `most` px before an ellipsis."""
    if width(words, size, bold=bold) <= most:
        return words
    while words and width(words + "…", size, bold=bold) > most:
        words = words[:-1]
    return words.rstrip(" ,;") + "…"


def two_lines(words: str, letters: int) -> list[str] | None:
    """`words` on one or two lines of at most `letters` letters, broken after a semicolon where that fits.

    None where they need a third line.
    """
    if len(words) <= letters:
        return [words]
    before, semicolon, after = words.partition("; ")
    if semicolon and len(before) < letters and len(after) <= letters:
        return [before + ";", after]
    for most in range(len(words) // 2, letters + 1):  # as even as they break
        lines = textwrap.wrap(words, most, break_long_words=False)
        if len(lines) <= 2 and all(len(line) <= letters for line in lines):
            return lines
    return None
