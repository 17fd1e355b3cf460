"""The editor's schema is that of the models, and the embedded files name it."""

import json
from pathlib import Path

from data import model
from data.seeds import EMBEDDED, REGISTERS


def test_the_committed_schema_is_the_generated_one() -> None:
    for name, kind in {"article": model.Article, **REGISTERS}.items():
        stored = json.loads((EMBEDDED / "schema" / f"{name}.json").read_text("utf-8"))
        assert stored == json.loads(json.dumps(model.schema(kind))), f"{name}: run `make schema`"


def test_every_seed_file_names_its_schema() -> None:
    files = [*EMBEDDED.glob("*.yaml"), *EMBEDDED.glob("articles/*.yaml")]
    assert len(files) > 10
    for file in files:
        first = file.read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / Path(first.partition("=")[2])).is_file()
