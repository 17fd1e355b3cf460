"""Reads YAML so that every value knows its line, dates stay strings, and a key given twice is a fault."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from data.faults import BrokenSeeds, Fault

Where = tuple[str | int, ...]
SCALARS: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "null": lambda _: None}


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values, with the line (from 1) of every path in it."""

    file: str
    value: Any
    lines: dict[Where, int] = field(repr=False)

    def line(self, where: Where) -> int:
        """The line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 0)


def _plain(node: Node, where: Where, lines: dict[Where, int], file: str) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        plain: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in plain:
                raise BrokenSeeds(
                    [Fault(file, key.start_mark.line + 1, key.value, "is given twice", "Keep one of the two")]
                )
            plain[key.value] = _plain(value, (*where, key.value), lines, file)
        return plain
    if isinstance(node, SequenceNode):
        return [_plain(item, (*where, index), lines, file) for index, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    sort = str(node.tag).rsplit(":", 1)[-1]
    if sort == "bool":
        return node.value.lower() == "true"
    return SCALARS[sort](node.value.replace("_", "")) if sort in SCALARS else node.value


def read(path: Path, file: str) -> Document:
    """Read one YAML file, called `file` in messages. Raises `BrokenSeeds` with line and mend."""
    try:
        root = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BrokenSeeds([Fault(file, 0, "file", "is missing", "Restore it; an empty list will do")]) from error
    except UnicodeDecodeError as error:
        raise BrokenSeeds([Fault(file, 0, "file", "is not UTF-8", "Save it as UTF-8")]) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        wrong = f"is not YAML: {error.problem or error.context}"
        raise BrokenSeeds([Fault(file, line, "syntax", wrong, "Check indentation, colons and quotes here")]) from error
    except YAMLError as error:
        raise BrokenSeeds([Fault(file, 0, "syntax", f"is not YAML: {error}", "Check the file's characters")]) from error
    if root is None:
        raise BrokenSeeds([Fault(file, 0, "file", "is empty", "Write its header, or remove it")])
    lines: dict[Where, int] = {}
    return Document(file, _plain(root, (), lines, file), lines)
