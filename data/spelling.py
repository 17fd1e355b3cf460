"""Words: how a text is cut into them for search, and which recorded ones a single slip turns into a typed one."""

import re
import unicodedata
from collections.abc import Mapping
from typing import cast

import tantivy

LEAST, LONGEST = 4, 32
"""Letters of a recorded word that may be met in another spelling. Words with a digit are met as written only."""

SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
"""Chinese, Japanese and Korean signs, as a range for a regular expression: written without spaces between words."""

_WORD = re.compile(rf"[{SIGNS}]+|[^\W_{SIGNS}]+")
_PIECE = re.compile(rf"[{SIGNS}]|\d+|[^\W\d_{SIGNS}]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_QUOTES = str.maketrans("‘’ʼ`", "''''")
_POSSESSIVE = re.compile(r"'s\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def folded(text: str) -> str:
    """Text without case, accents, width, possessive endings and commas between thousands, for comparing."""
    text = text.casefold().translate(_QUOTES)
    if not text.isascii():
        parted = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
        whole = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", parted))
        text = "".join(letter for letter in whole if not unicodedata.category(letter).startswith("M"))
    return _THOUSANDS.sub("", _POSSESSIVE.sub("", text))


def words(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and digits, and runs of Chinese, Japanese or Korean signs."""
    return _WORD.findall(folded(text))


def pieces(word: str) -> list[str]:
    """A folded word with its letters, its digits and each sign apart: "su7" is su, 7 and "小米" is 小, 米.

    So "su 7" meets "SU7", and two signs meet any longer name that holds them in a row.
    """
    return _PIECE.findall(word)


def spellable(word: str, least: int = LEAST) -> bool:
    """Whether a folded word may be met in another spelling: letters or signs only, and neither short nor endless."""
    return least <= len(word) <= LONGEST and word.isalpha()


class Spellings:
    """The words on record, each with the number of claims that hold it; never changed once built."""

    def __init__(self, claims: Mapping[str, int]) -> None:
        """Take in words with the number of claims that hold each; those too short or with a digit are left out."""
        self._known = [(word, many) for word, many in claims.items() if spellable(word)]
        self._schema = (
            tantivy.SchemaBuilder()
            .add_text_field("word", tokenizer_name="raw", index_option="basic")
            .add_unsigned_field("number", fast=True)
            .build()
        )
        index = tantivy.Index(self._schema)
        writer = index.writer(num_threads=1)
        for number, (word, _) in enumerate(self._known):
            document = tantivy.Document(word=word)
            document.add_unsigned("number", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def near(self, word: str) -> list[str]:
        """Recorded words that a wrong, missing, added or swapped letter makes of a folded word, the commonest first."""
        if not self._known or not spellable(word, LEAST - 1):
            return []
        slip = tantivy.Query.fuzzy_term_query(self._schema, "word", word, distance=1, transposition_cost_one=True)
        hits = self._searcher.search(slip, limit=len(self._known), count=False).hits
        numbers = cast(list[int], self._searcher.fast_field_values("number", [place for _, place in hits]))
        met = [self._known[number] for number in numbers]
        return [read for read, _ in sorted(met, key=lambda found: (-found[1], found[0])) if read != word]
