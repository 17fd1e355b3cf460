"""Invented names and ids for made ledgers: pronounceable, distinct, of nobody."""

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.object_]

_STARTS = [
    "Bal",
    "Cor",
    "Dav",
    "Elm",
    "Fen",
    "Gal",
    "Hov",
    "Ist",
    "Jor",
    "Kel",
    "Lun",
    "Mar",
    "Nol",
    "Orv",
    "Pel",
    "Quo",
    "Ros",
    "Sel",
    "Tarn",
    "Ulm",
    "Ver",
    "Wex",
    "Yol",
    "Zan",
]
_MIDDLES = ["a", "e", "i", "o", "u", "ae", "ia", "or", "en", "ul", "ist", "ond"]
_ENDS = [
    "dan",
    "ric",
    "tova",
    "mel",
    "quen",
    "via",
    "lor",
    "shi",
    "nara",
    "bek",
    "tin",
    "sola",
    "veq",
    "mir",
    "zhou",
    "gart",
]


def names(count: int, suffix: str = "") -> Words:
    """`count` distinct names, the same at every call: "Baldan", "Corric", ... with a suffix behind."""
    numbers = np.arange(count)
    starts, middles, ends = (np.array(part, dtype=object) for part in (_STARTS, _MIDDLES, _ENDS))
    first = numbers % len(starts)
    second = (numbers // len(starts) + numbers) % len(middles)
    third = (numbers // (len(starts) * len(middles)) + numbers) % len(ends)
    found = starts[first] + middles[second] + ends[third]
    again = numbers // (len(starts) * len(middles) * len(ends))
    found = found + np.where(
        again > 0, np.array([f" {n + 1}" for n in range(int(again.max(initial=0)) + 1)], dtype=object)[again], ""
    )
    return found + (f" {suffix}" if suffix else "")


def ids(shown: Words) -> Words:
    """Ids of names: lower case, hyphens for blanks."""
    return np.array([name.lower().replace(" ", "-") for name in shown], dtype=object)
