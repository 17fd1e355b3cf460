"""Search over claims: an index in memory on an engine for full text, tantivy, built once and never changed.

Every word asked for must be met, in the statement, in a name of somebody mentioned, or in what goes with the claim.
The engine is handed queries made of single words; nothing that a reader types is read as a query language.
Why this engine: docs/decisions/0007-search.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import cast

import pandas as pd
import tantivy
from tantivy import Occur, Query

from data.spelling import LONGEST, Spellings, pieces, words

ALONGSIDE = (
    "publisher_name", "title", "what", "scope", "measure", "segment", "place", "geography", "topic", "form", "value_phrase",
    "claim_id",
)  # fmt: skip
"""Columns of a claim searched beside its statement, its names and the name of who said it first."""

FIELDS = {"statement": 4.0, "names": 3.0, "alongside": 1.0}
"""What a word weighs in the statement, in a name of somebody mentioned, in what goes with the claim."""

BEGUN = 0.01
"""What a word weighs where only its beginning was asked for: less than any word as written."""

MOST_WORDS = 32
"""Words of a query that are looked for; those behind them are passed over."""

MOST_READINGS = 12
"""Spellings of one query that are tried before it is given up."""

MOST_REMEMBERED = 20_000
"""Texts beside the statements that are cut once for all claims while an index is built."""

APART = "\ue000"
"""Stands between names, so that no words are met in a row across two of them; no word holds it."""

Row = tuple[str, str, str, str]
"""Claim id, statement, names of those mentioned, what goes with the claim; names and the last are joined by `;`."""


@dataclass(frozen=True, slots=True)
class Found:
    """Claim ids, the best first; `instead` pairs each word met in another spelling only with the words met."""

    claim_ids: list[str]
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Index:
    """An index over claims that never changes, so several threads may ask at once."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Index the rows; among those that match alike the earlier comes first."""
        self._ids: list[str] = []
        schema = tantivy.SchemaBuilder().add_unsigned_field("number", fast=True)
        for field in FIELDS:
            schema.add_text_field(field, tokenizer_name="cut")
        self._schema = schema.build()
        index = tantivy.Index(self._schema)
        index.register_tokenizer("cut", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(num_threads=1)
        claims: Counter[str] = Counter()
        for number, texts in enumerate(self._taken(rows, claims)):
            document = tantivy.Document(**dict(zip(FIELDS, texts, strict=True)))
            document.add_unsigned("number", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._spellings = Spellings(claims)

    def _taken(self, rows: Iterable[Row], claims: Counter[str]) -> Iterator[list[str]]:
        """The texts of each row as the engine takes them; counts in how many rows each word stands."""
        cut = lru_cache(MOST_REMEMBERED)(_cut)  # names, titles and places come again and again
        for claim_id, statement, *beside in rows:
            self._ids.append(claim_id)
            fields = [[_cut(statement)], *([cut(part) for part in text.split(";")] for text in beside)]
            claims.update({word for field in fields for _, found in field for word in found})
            yield [f" {APART} ".join(whole for whole, _ in field) for field in fields]

    @classmethod
    def build(
        cls, claims: pd.DataFrame, mentions: pd.DataFrame, entities: pd.DataFrame, people: pd.DataFrame
    ) -> "Index":
        """Index a frame of claims, each with every alias and ticker of whom it mentions.

        The registers are as `views.register` gives them. Claims that match alike come in the frame's order.
        """
        return cls(rows(claims, mentions, entities, people))

    def find(self, query: str, limit: int | None = None) -> list[str]:
        """Ids of the claims that hold every word of `query`, the best first, at most `limit`; see `found`."""
        return self.found(query, limit).claim_ids

    def found(self, query: str, limit: int | None = None) -> Found:
        """The claims that hold every word of `query` as written or begun; where none does, in the nearest spelling.

        Ranked by BM25 over statement, names and what goes with the claim. Other spellings are one slip away, with as
        few words replaced as will do, the commonest first. A query without a word finds nothing.
        """
        asked = list(dict.fromkeys(words(query)))[:MOST_WORDS]
        if not asked or not self._ids:
            return Found([])
        ids = self._matching(asked, limit)
        if ids:
            return Found(ids)
        for readings in self._readings(asked):
            respelled = self._respelled(asked, readings, limit)
            if respelled.claim_ids:
                return respelled
        return Found([])

    def _matching(self, reading: Sequence[str], limit: int | None) -> list[str]:
        must = [(Occur.Must, self._met(word)) for word in reading]
        in_a_row = [part for word in reading for part in pieces(word)]
        more = [(Occur.Should, self._in_a_row(field, in_a_row)) for field in FIELDS] if len(reading) > 1 else []
        hits = self._searcher.search(Query.boolean_query([*must, *more]), limit or len(self._ids), count=False).hits
        # Equal scores come in the order of their place, which is the rows' order: one thread writes one segment.
        numbers = cast(list[int], self._searcher.fast_field_values("number", [place for _, place in hits]))
        return [self._ids[number] for number in numbers]

    def _in_a_row(self, field: str, parts: Sequence[str]) -> Query:
        return Query.boost_query(Query.phrase_query(self._schema, field, list(parts)), FIELDS[field])

    def _met(self, word: str) -> Query:
        """A word as written, or only begun, wherever it counts most."""
        parts, ways = pieces(word), []
        for field, weight in FIELDS.items():
            if len(parts) > 1:
                ways.append(self._in_a_row(field, parts))
                continue
            ways.append(Query.boost_query(Query.term_query(self._schema, field, word, "freq"), weight))
            if 2 < len(word) <= LONGEST and word.isalpha():
                begun = Query.fuzzy_term_query(self._schema, field, word, distance=0, prefix=True)
                ways.append(Query.boost_query(begun, weight * BEGUN))
        return Query.disjunction_max_query(ways, tie_breaker=0.3)

    def _known(self, word: str) -> bool:
        return bool(self._searcher.search(self._met(word), 1, count=False).hits)

    def _readings(self, asked: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
        """Other spellings of words found nowhere together: those on no claim replaced; then one further word too."""
        near = {word: self._spellings.near(word) for word in asked}
        unknown = [word for word in asked if not self._known(word)]
        if not all(near[word] for word in unknown):
            return
        if unknown:
            yield _replaced(asked, {word: near[word] for word in unknown}, MOST_READINGS)
        further = [word for word in asked if word not in unknown and near[word]][:MOST_READINGS]
        each = MOST_READINGS // max(len(further), 1)
        yield [
            reading
            for word in further
            for reading in _replaced(asked, {other: near[other] for other in (*unknown, word)}, each)
        ]

    def _respelled(self, asked: Sequence[str], readings: Iterable[Sequence[str]], limit: int | None) -> Found:
        ranked: dict[str, None] = {}
        instead: dict[str, dict[str, None]] = {}
        for reading in readings:
            ids = self._matching(reading, limit)
            ranked |= dict.fromkeys(ids)
            for word, read in zip(asked, reading, strict=True):
                if ids and word != read:
                    instead.setdefault(word, {})[read] = None
        return Found(list(islice(ranked, limit)), tuple((word, tuple(reads)) for word, reads in instead.items()))


def rows(claims: pd.DataFrame, mentions: pd.DataFrame, entities: pd.DataFrame, people: pd.DataFrame) -> Iterator[Row]:
    """What an index takes of each claim."""
    shown = dict(zip(people["person"], people["name"], strict=True))
    shown |= dict(zip(entities["entity"], entities["name"], strict=True))
    names = dict(zip(people["person"], people["aliases"], strict=True))
    tickers = ";" + entities["tickers"].fillna("")
    names |= dict(zip(entities["entity"], entities["aliases"].fillna("") + tickers, strict=True))
    mentioned: dict[str, dict[str, None]] = {}
    for claim_id, who in zip(mentions["claim_id"], mentions["entity"], strict=True):
        mentioned.setdefault(claim_id, {})[who] = None
    columns = [claims[name] for name in ALONGSIDE if name in claims]
    columns += [claims["said_by"].map(shown)] if "said_by" in claims else []
    for claim_id, statement, *beside in zip(claims["claim_id"], claims["statement"], *columns, strict=True):
        whom = (names.get(who) or "" for who in mentioned.get(claim_id, ()))
        yield claim_id, statement, ";".join(whom), ";".join(text for text in beside if isinstance(text, str))


def _cut(text: str) -> tuple[str, list[str]]:
    """A text as the engine takes it, and its words."""
    found = words(text)
    return " ".join(part for word in found for part in pieces(word)), found


def _replaced(asked: Sequence[str], options: dict[str, list[str]], most: int) -> list[tuple[str, ...]]:
    """The words with some replaced, in up to `most` ways, the likeliest first."""
    each = max(int(most ** (1 / len(options))), 1)
    places = [range(min(each, len(spellings))) for spellings in options.values()]
    ways = islice(sorted(product(*places), key=sum), most)
    reads = [{word: options[word][n] for word, n in zip(options, way, strict=True)} for way in ways]
    return [tuple(read.get(word, word) for word in asked) for read in reads]
