"""Entities that may be one and the same, found by their names. A curator settles each pair by a `same_as` judgement."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, product

from data.faults import Fault
from data.model import Tie
from data.names import aliases
from data.seeds import Seeds
from data.tables import belongings
from data.vocabulary import Sort, Stance

FORMS = frozenset({
    "co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "plc", "ag", "gmbh", "sa", "se",
    "nv", "kg", "spa", "ab", "oyj", "bv", "pte", "pty", "kk", "jsc", "group", "holding", "holdings", "公司", "有限公司",
    "有限责任公司", "股份有限公司", "股份", "集团", "集團", "株式会社",
})  # fmt: skip
"""Words at the end of a name that say its legal form, or that it is a group."""

TRADE = frozenset({"auto", "automobile", "automobiles", "automotive", "motor", "motors", "汽车", "汽車"})
"""Words at the end of a name that say what is made."""

CYRILLIC = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэіґ", "abvgdeziklmnoprstufyeig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ъ": "", "ь": ""}
    | {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
)  # fmt: skip
"""Letters that no normal form takes to plain Latin ones."""

NARROWER = (Sort.MARKET, Sort.PRODUCT)
"""Sorts of which a longer name is a narrower thing: China's car market, a model's variant."""

LEAST, LONG, LONGEST = 5, 10, 24
"""Letters of a name from which one slip, or two, may turn it into another; beyond the last only one is looked for."""


class Why(IntEnum):
    """What makes two entities likely duplicates, the strongest reason first."""

    SAME_NAME = 1
    NEAR = 2
    CONTAINS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as far as its names go: `shown` are its shown and legal names, `names` all of them."""

    id: str
    sorts: frozenset[str]
    shown: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two entities that may be one: the later of the register, the earlier, and the names that make one think so."""

    one: str
    other: str
    why: Why
    name: str
    other_name: str

    @property
    def because(self) -> str:
        """In words, what the two names have in common."""
        if self.why is Why.SAME_NAME:
            same = self.name == self.other_name
            return f"both are called {self.name}" if same else f"{self.name} and {self.other_name} are one name"
        if self.why is Why.NEAR:
            return f"{self.name} and {self.other_name} differ by a letter or two"
        longer, shorter = sorted((self.name, self.other_name), key=lambda name: -len(folded(name, FORMS)))
        return f"{longer} contains the name of {shorter}"


def _plain(text: str) -> str:
    """Text without case, width, accents and non-Latin letters that have a Latin spelling."""
    before = ""
    while text != before:
        before = text
        parted = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in parted if not "\u0300" <= letter <= "\u036f").translate(CYRILLIC)
    return unicodedata.normalize("NFC", text)


def _unmarked(text: str) -> str:
    """Plain text with a blank for every sign that is no letter, digit or vowel mark; dots and apostrophes join."""
    joined = (letter for letter in text if letter not in ".'’ʼ`")
    return "".join(letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in joined)


def _shorter(words: list[str], endings: Collection[str]) -> list[str] | None:
    """The words less one ending, or None where they have none; a name is never only an ending."""
    if len(words) > 1 and words[-1] in endings:
        return words[:-1]
    for ending in endings:
        if not ending.isascii() and words[-1].endswith(ending) and words[-1] != ending:
            return [*words[:-1], words[-1].removesuffix(ending)]
    return None


def folded(name: str, endings: Collection[str] = FORMS | TRADE) -> str:
    """A name as it is compared: "The BYD Auto Co., Ltd." is "byd", "МИИТ" is "miit"; "" where it has no letter.

    `endings` are the words that may be dropped from its end, as often as they stand there.
    """
    words = _unmarked(_plain(name)).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while words and (shorter := _shorter(words, endings)) is not None:
        words = shorter
    return " ".join(words)


def distance(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour to turn one into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, other_letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _slips(key: str) -> int:
    return 0 if len(key) < LEAST else 2 if LONG <= len(key) <= LONGEST else 1


def _less(key: str) -> set[str]:
    """The key with as many letters left out as it may have slips, in every way."""
    found = {key}
    for _ in range(_slips(key)):
        found |= {part[:n] + part[n + 1 :] for part in found for n in range(len(part))}
    return found


def _codes(name: str) -> list[str]:
    """The words of a folded name that hold a digit: a year, a plant's number, a model."""
    return [word for word in name.split() if any(letter.isdigit() for letter in word)]


def near(one: str, other: str) -> bool:
    """Whether a slip or two (for long names) turns one folded name into the other.

    Words with a digit must agree, and a whole word more or less is no slip.
    """
    if contains(one, other) or contains(other, one) or _codes(one) != _codes(other):
        return False
    one, other = one.replace(" ", ""), other.replace(" ", "")
    return 0 < distance(one, other) <= min(_slips(one), _slips(other))


def contains(longer: str, shorter: str) -> bool:
    """Whether one folded name stands in the other as whole words, and is not all of it."""
    return len(shorter) > 2 and longer != shorter and f" {shorter} " in f" {longer} "


def _same(things: Sequence[Named]) -> Iterator[tuple[int, int, Why, str, str]]:
    """Pairs by one folded name, blanks apart, and by names that a slip or two turns into each other."""
    keys: dict[str, dict[int, str]] = {}
    for n, thing in enumerate(things):
        for name in thing.names:
            if key := folded(name).replace(" ", ""):
                keys.setdefault(key, {}).setdefault(n, name)
    for holders in keys.values():
        for (n, name), (m, mate) in combinations(holders.items(), 2):
            yield m, n, Why.SAME_NAME, mate, name
    close: dict[str, list[str]] = {}
    for key in keys:
        for part in _less(key):
            close.setdefault(part, []).append(key)
    for one, other in {pair for mates in close.values() for pair in combinations(mates, 2)}:
        for (n, name), (m, mate) in product(keys[one].items(), keys[other].items()):
            if n != m and near(folded(name), folded(mate)):
                yield n, m, Why.NEAR, name, mate


def _containing(things: Sequence[Named]) -> Iterator[tuple[int, int, Why, str, str]]:
    """Pairs of one sort of which one's shown or legal name stands in the other's."""
    forms = [[(name, folded(name, FORMS)) for name in thing.shown] for thing in things]
    for (n, thing), (m, other) in combinations(enumerate(things), 2):
        if not thing.sorts & other.sorts or thing.sorts & {str(sort) for sort in NARROWER}:
            continue
        for name, form in forms[n]:
            for mate, other_form in forms[m]:
                if contains(form, other_form) or contains(other_form, form):
                    yield m, n, Why.CONTAINS, mate, name


def likely(things: Sequence[Named], apart: Collection[frozenset[str]]) -> list[Likely]:
    """Pairs of entities that may be one, the strongest reason of each, strongest first, then in the register's order.

    Parameters: `things` in the register's order; `apart`, pairs of ids that are judged or tied already.
    """
    found: dict[tuple[int, int], Likely] = {}
    for n, m, why, name, mate in sorted([*_same(things), *_containing(things)], key=lambda hit: (hit[2], *hit[3:])):
        late, early = (n, m) if n > m else (m, n)
        if n == m or (late, early) in found or frozenset((things[n].id, things[m].id)) in apart:
            continue
        own, others = (name, mate) if n > m else (mate, name)
        found[late, early] = Likely(things[late].id, things[early].id, why, own, others)
    return [pair for _, pair in sorted(found.items(), key=lambda item: (item[1].why, item[0]))]


def _sorts(sort: object, core: object) -> frozenset[str]:
    return frozenset(str(one) for one in (sort, core) if isinstance(one, str) and one)


def of_seeds(seeds: Seeds) -> list[Likely]:
    """The likely duplicates of a seed folder that nobody has settled."""
    ties = [claim for _, claim in seeds.claims() if isinstance(claim, Tie) and claim.stance is Stance.ASSERTS]
    apart = {frozenset(pair) for pair in belongings(ties, seeds.entities)}
    apart |= {frozenset((entity.id, judged.entity)) for entity in seeds.entities for judged in entity.same_as}
    things = [
        Named(e.id, _sorts(e.sort, e.core), (e.name, *([e.legal_name] if e.legal_name else [])), aliases(e))
        for e in seeds.entities
    ]
    return likely(things, apart)


def notices(seeds: Seeds) -> list[Fault]:
    """A line for each likely duplicate of a seed folder: where, which two, why, and what to write to settle it."""
    lines: dict[str, int] = {entity.id: n for n, entity in enumerate(seeds.entities)}
    document = seeds.documents["entities.yaml"]
    return [_notice(pair, document.line(("entities", lines[pair.one]))) for pair in of_seeds(seeds)]


def _notice(pair: Likely, line: int) -> Fault:
    judgement = f"same_as: [{{entity: {pair.other}, verdict: same / not-same / unsure, by, day, reason}}]"
    mend = f"Settle it with {judgement} at {pair.one}, or give the tie or part_of that joins them"
    return Fault("entities.yaml", line, pair.one, f"may be {pair.other}: {pair.because}", mend)


def between(pairs: Iterable[Likely], known: Collection[str], wanted: Collection[str]) -> list[Likely]:
    """The pairs of which both are among `known` ids and one is among `wanted`."""
    return [p for p in pairs if p.one in known and p.other in known and (p.one in wanted or p.other in wanted)]
