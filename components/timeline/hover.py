"""What a mark says on hover: statement; stance and stage; who said it; about and known."""

from collections.abc import Iterable, Mapping
from typing import Any

from components import words
from components.theme import hover
from data.vocabulary import How, Known, Part, Scope, Within

MOST = 4
"""Claims of a fold that its hover tells."""


def claim(row: Any, names: Mapping[str, str], answered: Iterable[tuple[str, str, str]] = ()) -> str:
    """Return the hover of a claim; `answered` holds (how, scope, statement) of the claims that it answers."""
    lines = [
        row.statement,
        words.sentence(f"{words.plain(row.stance)}; {words.stage(row.stage)}"),
        *(_answer(how, scope, statement) for how, scope, statement in answered),
        said_by(row, names),
        f"About: {words.when(row.when, row.when_is, row.when_phrase) or 'no date given'}",
        f"Known: {words.when(row.published)}",
    ]
    if row.known == Known.POSSIBLY:
        lines.append("Possibly not yet published on the day set.")
    if row.within == Within.POSSIBLY:
        lines.append("Possibly inside the dates set.")
    return hover(*lines)


def fold(rows: Iterable[Any]) -> str:
    """Return the hover of several claims that found no room of their own."""
    several = list(rows)
    lines = [f"{words.count(len(several), 'more claim')}:"]
    lines += [f"{words.sentence(words.plain(row.stance))}: {row.statement}" for row in several[:MOST]]
    if len(several) > MOST:
        lines.append(f"and {words.count(len(several) - MOST, 'other')}")
    return hover(*lines)


def said_by(row: Any, names: Mapping[str, str]) -> str:
    """Return who said it first and who published it: "Ford, in AutoUnited", "AutoUnited citing Financial Times"."""
    publisher = words.text(row.publisher_name) or names.get(row.publisher, words.text(row.publisher))
    part = {Part.HEADLINE: " (headline)", Part.RELATED_HEADLINE: " (headline of another article)"}
    publisher += part.get(row.part, "")
    speaker, origin = words.text(row.speaker), words.text(row.said_by)
    people = words.text(row.sources_are)
    if words.present(row.sources) and int(row.sources) > 1:
        people = f"{words.worded(int(row.sources))} {people or 'sources'}"
    if speaker:
        return f"{names.get(speaker, speaker)}, in {publisher}"
    citing = f" citing {names.get(origin, origin)}" if origin and origin != row.publisher else ""
    return f"{publisher}{citing}{f'; {people}' if people else ''}"


def _answer(how: str, scope: str, statement: str) -> str:
    verb = words.sentence(how)
    extent = {Scope.UNCLEAR: " (how much of it is unclear)", Scope.PART: " (in part)"}.get(Scope(scope), "")
    return f"{verb}{extent}: {statement}" if how in tuple(How) else statement
