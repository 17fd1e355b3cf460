"""Reads the seed files into frozen facts. Parsed here, trusted everywhere else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from data import model
from data.faults import BrokenSeeds, Fault
from data.yaml_lines import Document, Where, read

EMBEDDED = Path(__file__).resolve().parent.parent / "seeds"
"""The facts that come with the desk."""

REGISTERS: dict[str, type[model.Fact]] = {
    "entities": model.Entities,
    "people": model.People,
    "deals": model.Deals,
    "origins": model.Origins,
    "links": model.Links,
}


@dataclass(frozen=True)
class Seeds:
    """All facts of one folder, in file order, and the lines they stand on."""

    folder: Path
    articles: tuple[model.Article, ...]
    entities: tuple[model.Entity, ...]
    people: tuple[model.Person, ...]
    deals: tuple[model.Deal, ...]
    origins: tuple[model.Origin, ...]
    links: tuple[model.Link, ...]
    documents: dict[str, Document] = field(repr=False)

    def claims(
        self,
    ) -> Iterator[tuple[model.Article, model.Talk | model.Tie | model.Figure | model.Milestone | model.Position]]:
        """Every claim with its article."""
        for article in self.articles:
            for claim in article.claims:
                yield article, claim


def _subject(document: Document, where: Where) -> str:
    """What a path is about, for people: the id of the thing, then the field."""
    value = document.value
    name = ""
    for step in where:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            name = value["id"]
    fields = [str(step) for step in where if isinstance(step, str) and step not in REGISTERS and step != "claims"]
    kinds = {"talk", "tie", "figure", "milestone", "position"}
    fields = [step for step in fields if step not in kinds]
    return " ".join(part for part in (name, f"field {fields[-1]}" if fields else "") if part) or "file"


def _mend(kind: str, context: dict[str, object]) -> str:
    if kind == "missing":
        return "Add this field"
    if kind == "extra_forbidden":
        return "Remove it, or check its spelling"
    if kind in ("enum", "literal_error"):
        return f"Choose one of {context.get('expected')}"
    return "Correct the value"


def _parse(document: Document, kind: type[model.Fact]) -> model.Fact:
    try:
        return kind.model_validate(document.value)
    except ValidationError as error:
        faults = []
        for item in error.errors(include_url=False):
            where: Where = tuple(step for step in item["loc"] if step != "function-after")
            kinds = {"talk", "tie", "figure", "milestone", "position"}
            real = tuple(step for step in where if step not in kinds)
            wrong = item["msg"].removeprefix("Value error, ").rstrip(".")
            if item["type"] not in ("missing", "value_error") and not isinstance(item["input"], dict | list):
                wrong = f"{item['input']!r}: {wrong[0].lower()}{wrong[1:]}"
            mend = _mend(item["type"], dict(item.get("ctx", {})))
            faults.append(Fault(document.file, document.line(real), _subject(document, real), wrong, mend))
        raise BrokenSeeds(faults) from error


def load(folder: Path = EMBEDDED) -> Seeds:
    """Read a folder of seed files. Raises `BrokenSeeds` with every fault of every file."""
    faults: list[Fault] = []
    documents: dict[str, Document] = {}
    parsed: dict[str, model.Fact] = {}
    paths = {f"{name}.yaml": folder / f"{name}.yaml" for name in REGISTERS}
    paths |= {f"articles/{path.name}": path for path in sorted((folder / "articles").glob("*.yaml"))}
    for file, path in paths.items():
        try:
            documents[file] = read(path, file)
            parsed[file] = _parse(
                documents[file], REGISTERS.get(path.stem, model.Article) if "/" not in file else model.Article
            )
        except BrokenSeeds as broken:
            faults.extend(broken.faults)
    if faults:
        raise BrokenSeeds(faults)
    articles = tuple(value for value in parsed.values() if isinstance(value, model.Article))
    registers = {name: getattr(parsed[f"{name}.yaml"], name) for name in REGISTERS}
    return Seeds(folder=folder, articles=articles, documents=documents, **registers)
