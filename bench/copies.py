"""The embedded facts several times over, each copy under invented names: `python -m bench.copies OUT [TIMES]`.

For looking at pages at a size the desk has not yet: same stages, dates, figures and denials, no company twice.
The copies have no record, so their claims are drafts.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from data.seeds import EMBEDDED

REGISTERS = ("entities", "people", "deals", "origins", "links")
KEPT = frozenset({"publisher", "market", "data provider", "regulator"})
"""Sorts that every copy shares: who wrote, who counted, and of which market."""

WORDS = frozenset({"statement", "title", "note", "subject", "what", "measure", "scope", "reason", "legal_name"})
"""Fields in which a company's name may stand."""

STARTS = [
    "Al",
    "Bre",
    "Cor",
    "Dan",
    "El",
    "Fen",
    "Gar",
    "Hol",
    "Is",
    "Jen",
    "Kal",
    "Lor",
    "Mar",
    "Nov",
    "Or",
    "Pel",
    "Quin",
    "Ros",
    "Sel",
    "Tor",
    "Ul",
    "Ver",
    "Wes",
    "Xan",
    "Yar",
    "Zen",
]
ENDS = [
    "ada",
    "avo",
    "ben",
    "dor",
    "ella",
    "field",
    "gard",
    "holm",
    "ika",
    "land",
    "mont",
    "nova",
    "ora",
    "port",
    "quist",
    "ridge",
    "stad",
    "tine",
    "una",
    "vale",
    "wick",
    "yra",
]


def invented(number: int) -> str:
    """The name of the nth invented company or person; no two are alike."""
    start, rest = number % len(STARTS), number // len(STARTS)
    middle = rest // len(ENDS)
    return STARTS[start] + (STARTS[middle % len(STARTS)].lower() if middle else "") + ENDS[rest % len(ENDS)]


class _Copy:
    """One copy: how ids and names of the originals are said in it."""

    def __init__(self, suffix: str, ids: frozenset[str], articles: frozenset[str], names: Mapping[str, str]) -> None:
        self._suffix, self._ids, self._articles, self._names = suffix, ids, articles, names
        longest = sorted(names, key=len, reverse=True)
        self._named = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    def of(self, value: Any, field: str = "") -> Any:
        """A part of a seed file, as it stands in this copy."""
        if isinstance(value, dict):
            return {
                key: self.of(part, str(key))
                for key, part in value.items()
                if key not in ("names", "tickers", "wikidata", "same_as")
            }
        if isinstance(value, list):
            return [self.of(part, field) for part in value]
        if not isinstance(value, str) or field in ("formula", "formula_high"):
            return value
        if field == "name" or field in WORDS:
            return self._named.sub(lambda found: self._names[found[0]], value)
        article, dot, number = value.rpartition(".")
        if dot and article in self._articles:
            return f"{article}{self._suffix}.{number}"
        return value + self._suffix if value in self._ids else value


def write(out: Path, times: int = 5, folder: Path = EMBEDDED) -> None:
    """Write `times` the seeds of `folder` to `out`, the first as they are."""
    yaml = YAML(typ="safe", pure=True)
    plain = YAML()
    plain.width = 4000
    registers = {name: yaml.load(folder / f"{name}.yaml")[name] for name in REGISTERS}
    articles = [yaml.load(path) for path in sorted((folder / "articles").glob("*.yaml"))]
    renamed = [item for item in registers["entities"] if item["sort"] not in KEPT] + registers["people"]
    ids = frozenset(item["id"] for name in ("deals", "origins") for item in registers[name])
    ids |= {item["id"] for item in renamed} | {article["id"] for article in articles}
    order = np.random.default_rng(5).permutation(len(renamed) * (times - 1))
    (out / "articles").mkdir(parents=True, exist_ok=True)
    wholes = {name: list(items) for name, items in registers.items()}
    every = list(articles)
    for number in range(1, times):
        at = order[(number - 1) * len(renamed) : number * len(renamed)]
        names = {
            name: invented(int(place))
            for item, place in zip(renamed, at, strict=True)
            for name in (item["name"], *(other["name"] for other in item.get("names", [])))
        }
        copy = _Copy(f"-x{number}", ids, frozenset(article["id"] for article in articles), names)
        shared = {item["id"] for item in registers["entities"] if item["sort"] in KEPT}
        for name, items in registers.items():
            wholes[name] += [copy.of(item) for item in items if name != "entities" or item["id"] not in shared]
        every += [copy.of(article) for article in articles]
    for name, items in wholes.items():
        plain.dump({name: items}, out / f"{name}.yaml")
    for article in every:
        plain.dump(article, out / "articles" / f"{article['id']}.yaml")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
