"""The candidates on SQLite's FTS5: over words with two ways to find slips, and over trigrams of the text."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from data.search import FIELDS, Index, Row
from data.spelling import LEAST, folded, pieces, spellable, words

WEIGHTS = f"bm25{tuple(FIELDS.values())}"


def shortened(word: str) -> set[str]:
    """The word, and the word less any one letter. Two words one slip apart have one of these in common."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def one_slip_apart(one: str, other: str) -> bool:
    """Whether a single wrong, missing, added or swapped letter makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one != other and (swapped or one[at + 1 :] == other[at + 1 :])


class Shortened:
    """Words on record under each of their shortened forms, in a table: finds every word one slip away."""

    def __init__(self, engine: sqlite3.Connection, claims: Mapping[str, int]) -> None:
        self._engine = engine
        known = {word: many for word, many in claims.items() if spellable(word)}
        engine.execute("CREATE TABLE spelling (word TEXT PRIMARY KEY, claims INTEGER NOT NULL) WITHOUT ROWID")
        engine.executemany("INSERT INTO spelling VALUES (?, ?)", known.items())
        self._keep(known)

    def _keep(self, known: Iterable[str]) -> None:
        self._engine.execute("CREATE TABLE near (short TEXT, word TEXT, PRIMARY KEY (short, word)) WITHOUT ROWID")
        pairs = sorted((short, word) for word in known for short in shortened(word))
        self._engine.executemany("INSERT INTO near VALUES (?, ?)", pairs)

    def _candidates(self, word: str) -> list[tuple[str, int]]:
        shorts = sorted(shortened(word))
        asked = f"SELECT DISTINCT word, claims FROM near JOIN spelling USING (word) WHERE short IN ({', '.join('?' * len(shorts))})"
        return self._engine.execute(asked, shorts).fetchall()

    def near(self, word: str) -> list[str]:
        """As `Spellings.near`."""
        if not spellable(word, LEAST - 1):
            return []
        near = [(-claims, read) for read, claims in self._candidates(word) if one_slip_apart(word, read)]
        return [read for _, read in sorted(near)]


class SharedTrigrams(Shortened):
    """Words on record in a trigram index: finds those one slip away that share three letters in a row."""

    def _keep(self, known: Iterable[str]) -> None:
        self._engine.execute("CREATE VIRTUAL TABLE term USING fts5 (word, tokenize='trigram')")
        self._engine.executemany("INSERT INTO term VALUES (?)", ((word,) for word in known))

    def _candidates(self, word: str) -> list[tuple[str, int]]:
        parts = " OR ".join(f'"{word[n : n + 3]}"' for n in range(len(word) - 2))
        asked = "SELECT word, claims FROM term JOIN spelling USING (word) WHERE term MATCH ?"
        return self._engine.execute(asked, (parts,)).fetchall()


class Words(Index):
    """The same cut words and the same readings as the desk's index, on FTS5; threads take turns."""

    spellings = Shortened

    def __init__(self, rows: Iterable[Row]) -> None:
        self._engine = sqlite3.connect(":memory:", check_same_thread=False)
        self._turn = Lock()
        self._ids: list[str] = []
        claims: Counter[str] = Counter()
        self._engine.execute(
            "CREATE VIRTUAL TABLE claim USING fts5 (statement, names, alongside, content='', tokenize='ascii')"
        )
        taken = ((number, *texts) for number, texts in enumerate(self._taken(rows, claims)))
        self._engine.executemany("INSERT INTO claim (rowid, statement, names, alongside) VALUES (?, ?, ?, ?)", taken)
        self._engine.execute("INSERT INTO claim (claim) VALUES ('optimize')")
        self._engine.execute("INSERT INTO claim (claim, rank) VALUES ('rank', ?)", (WEIGHTS,))
        self._spellings = self.spellings(self._engine, claims)  # type: ignore[assignment]

    def _phrase(self, word: str) -> str:
        exact = f'"{" ".join(pieces(word))}"'
        return f"({exact} OR {exact} *)" if len(word) > 2 and word.isalpha() else exact

    def _matching(self, reading: Sequence[str], limit: int | None) -> list[str]:
        every = " AND ".join(map(self._phrase, reading))
        in_a_row = " ".join(part for word in reading for part in pieces(word))
        asked = f'({every}) OR "{in_a_row}"' if len(reading) > 1 else every
        select = "SELECT rowid FROM claim WHERE claim MATCH ? ORDER BY rank, rowid LIMIT ?"
        with self._turn:
            found = self._engine.execute(select, (asked, -1 if limit is None else limit)).fetchall()
        return [self._ids[number] for (number,) in found]

    def _known(self, word: str) -> bool:
        select = "SELECT 1 FROM claim WHERE claim MATCH ? LIMIT 1"
        return self._engine.execute(select, (self._phrase(word),)).fetchone() is not None


class WordsByTrigrams(Words):
    """The same, with the other step for slips."""

    spellings = SharedTrigrams


class Trigrams(Index):
    """Trigrams of the text itself; words of two signs by a scan, slips by the most trigrams shared."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._engine = sqlite3.connect(":memory:")
        self._ids = []
        self._engine.execute("CREATE VIRTUAL TABLE claim USING fts5 (statement, names, alongside, tokenize='trigram')")
        self._engine.executemany(
            "INSERT INTO claim (rowid, statement, names, alongside) VALUES (?, ?, ?, ?)", self._plain(rows)
        )
        self._engine.execute("INSERT INTO claim (claim) VALUES ('optimize')")
        self._engine.execute("INSERT INTO claim (claim, rank) VALUES ('rank', ?)", (WEIGHTS,))

    def _plain(self, rows: Iterable[Row]) -> Iterable[tuple[object, ...]]:
        for number, (claim_id, *texts) in enumerate(rows):
            self._ids.append(claim_id)
            yield number, *map(folded, texts)

    def find(self, query: str, limit: int | None = None) -> list[str]:
        asked, most = words(query), -1 if limit is None else limit
        long = [f'"{word}"' for word in asked if len(word) > 2]
        likes = [f"%{word}%" for word in asked if len(word) <= 2 for _ in FIELDS]
        scan = " AND (statement LIKE ? OR names LIKE ? OR alongside LIKE ?)" * (len(likes) // len(FIELDS))
        if long:
            select = f"SELECT rowid FROM claim WHERE claim MATCH ? {scan} ORDER BY rank LIMIT ?"
            found = self._engine.execute(select, (" AND ".join(long), *likes, most)).fetchall()
            if not found:
                parts = [f'"{word[n : n + 3]}"' for word in asked for n in range(len(word) - 2)]
                found = self._engine.execute(select, (" OR ".join(parts), *likes, most)).fetchall()
        else:
            found = self._engine.execute(f"SELECT rowid FROM claim WHERE 1 {scan} LIMIT ?", (*likes, most)).fetchall()
        return [self._ids[number] for (number,) in found]
