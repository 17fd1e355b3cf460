"""Checks claims against the texts they cite, where somebody has them: words, names, values, dates, and nothing unaccounted for."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from data.faults import Fault
from data.mentions import named
from data.model import Article, Claim, Figure, Talk
from data.names import register
from data.phrases import BadPhrase, agrees
from data.seeds import Seeds
from data.text import Extent, numbers, occurrences, paragraphs, sentences, shared_run
from data.time_phrases import may_mean
from data.vocabulary import Sort

COPY = "Copy it to the letter, or add its paragraph to context"


def texts(folder: Path) -> dict[str, list[str]]:
    """Folded paragraphs of every .txt file in `folder`, by the sha256 of its bytes."""
    files = sorted(folder.rglob("*.txt"))
    return {hashlib.sha256(f.read_bytes()).hexdigest(): paragraphs(f.read_text(encoding="utf-8")) for f in files}


class Evidence:
    """Checks one article's claims against its paragraphs, and remembers which words are accounted for."""

    def __init__(self, article: Article, text: list[str], seeds: Seeds) -> None:
        self.article, self.text, self.seeds = article, text, seeds
        self.file = f"articles/{article.id}.yaml"
        self.document = seeds.documents[self.file]
        self.names = register(seeds)
        self.unnamed = {entity.id for entity in seeds.entities if entity.sort is Sort.MARKET}
        figures = (claim for claim in article.claims if isinstance(claim, Figure))
        self.opens = {claim.id: (claim.low_open, claim.high_open) for claim in figures}
        self.covered: dict[int, list[Extent]] = {number: [] for number in range(1, len(text) + 1)}

    def faults(self) -> Iterator[Fault]:
        """Every claim whose words are not there, then every sentence and number that nothing accounts for."""
        for index, claim in enumerate(self.article.claims):
            line = self.document.line(("claims", index))
            if claim.paragraph is not None:
                for wrong, mend in self._claim(claim, claim.paragraph):
                    yield Fault(self.file, line, claim.id, wrong, mend)
        for index, passed in enumerate(self.article.passed_over):
            if not self._cover(passed.words, [passed.paragraph]):
                line = self.document.line(("passed_over", index))
                wrong = f"passed-over words {passed.words!r} are not in paragraph {passed.paragraph}"
                yield Fault(self.file, line, self.article.id, wrong, "Copy them to the letter")
        for person in self.seeds.people:
            for role in person.roles:
                if role.article == self.article.id and not self._cover(role.anchor, [role.paragraph]):
                    wrong = f"role anchor {role.anchor!r} is not in paragraph {role.paragraph} of {self.article.id}"
                    yield Fault("people.yaml", 0, person.id, wrong, "Copy it to the letter")
        yield from self._unaccounted()

    def _cover(self, phrase: str, places: list[int], near: Extent | None = None) -> bool:
        """Mark a phrase as accounted for in the first of `places` that holds it: nearest to the anchor, where it stands twice."""
        for place in places:
            found = occurrences(phrase, self.text[place - 1]) if 1 <= place <= len(self.text) else []
            if near is not None and place == places[0]:
                middle = sum(near)
                found = sorted(found, key=lambda extent: abs(sum(extent) - middle))[:1]
            if found:
                self.covered[place].extend(found)
                return True
        return False

    def _claim(self, claim: Claim, paragraph: int) -> Iterator[tuple[str, str]]:
        places = [paragraph, *claim.context]
        beyond = [place for place in places if place > len(self.text)]
        if beyond:
            yield f"cites paragraph {beyond[0]} of {len(self.text)}", "Count the non-empty lines from 1"
            return
        assert claim.anchor is not None
        found = occurrences(claim.anchor, self.text[paragraph - 1])
        if len(found) != 1:
            times = f"{len(found)} times" if found else "not"
            yield (
                f"anchor {claim.anchor!r} stands {times} in paragraph {paragraph}",
                "Choose 2 to 7 words that stand there once",
            )
        self.covered[paragraph].extend(found)
        near = found[0] if found else None
        if claim.when_phrase:
            if not self._cover(claim.when_phrase, places, near):
                yield f"date phrase {claim.when_phrase!r} is not in paragraphs {places}", COPY
            about = claim.period if isinstance(claim, Figure) else claim.when
            if about and not may_mean(claim.when_phrase, about):
                yield (
                    f"date phrase {claim.when_phrase!r} names a year or month outside {about}",
                    "Correct the phrase or the date",
                )
        if isinstance(claim, Figure) and claim.value_phrase:
            yield from self._value(claim, places, near)
        yield from self._parties(claim, places)
        for words in (claim.statement, claim.note or "", *(answer.note or "" for answer in claim.answers)):
            run = shared_run(words, self.text)
            if run:
                yield f"shares the words «{run}» with the article", "Say it in your own words"

    def _value(self, claim: Figure, places: list[int], near: Extent | None) -> Iterator[tuple[str, str]]:
        assert claim.value_phrase is not None
        if not self._cover(claim.value_phrase, places, near):
            yield f"value {claim.value_phrase!r} is not in paragraphs {places}", COPY
        opens = (claim.low_open, claim.high_open)
        if claim.conversion_of is not None and claim.conversion_of in self.opens:
            opens = (False, False) if opens == self.opens[claim.conversion_of] else opens
        low, high = claim.low, claim.high
        if claim.conversion_of is not None:
            low, high = (high if low is None else low), (low if high is None else high)
        try:
            same = agrees(claim.value_phrase, low, high, opens, claim.approx)
        except BadPhrase as error:
            yield str(error), "Copy the value with its unit, and nothing else"
            return
        if not same:
            stored = (
                f"low {claim.low}, high {claim.high}, open {claim.low_open, claim.high_open}, approx {claim.approx}"
            )
            yield f"value {claim.value_phrase!r} does not say {stored}", "Correct the phrase or the value"

    def _parties(self, claim: Claim, places: list[int]) -> Iterator[tuple[str, str]]:
        words = (
            {party.entity: party.as_named for party in claim.parties if party.as_named}
            if isinstance(claim, Talk)
            else {}
        )
        for name, role in dict.fromkeys(named(claim)):
            if name in self.unnamed:
                continue
            known = [*self.names.get(name, ()), *([words[name]] if name in words else [])]
            if not any(occurrences(alias, self.text[place - 1]) for alias in known for place in places):
                mend = "Add the alias to its names, or the paragraph that names it to context"
                yield f"{name!r} ({role}) is not named in paragraphs {places}", mend

    def _unaccounted(self) -> Iterator[Fault]:
        for number, paragraph in enumerate(self.text, 1):
            covered = self.covered[number]
            for start, end in sentences(paragraph):
                if not any(a < end and b > start for a, b in covered):
                    words = " ".join(paragraph[start:end].split()[:5])
                    wrong = f"paragraph {number}, sentence «{words} …» is not accounted for"
                    yield Fault(self.file, 0, self.article.id, wrong, "Add a claim, or pass it over with a reason")
            for start, end in numbers(paragraph):
                if not any(a <= start and end <= b for a, b in covered):
                    near = paragraph[max(0, start - 18) : end + 18]
                    wrong = f"paragraph {number}, number {paragraph[start:end]!r} in «…{near}…» is not accounted for"
                    yield Fault(self.file, 0, self.article.id, wrong, "Add a figure, or pass it over with a reason")


def check(seeds: Seeds, folder: Path) -> tuple[list[Fault], int]:
    """Faults of all articles whose text is in `folder`, and how many articles were read there."""
    available = texts(folder)
    faults: list[Fault] = []
    read = 0
    for article in seeds.articles:
        text = available.get(article.text_sha256 or "")
        if text is not None:
            read += 1
            faults.extend(Evidence(article, text, seeds).faults())
    return faults, read
