"""An invented world for goals: articles written in a line, opened as a ledger, read as the pages read it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data import views
from data.due import standing
from data.goals import goals
from data.ledger import Ledger, open_ledger
from data.queries import Chosen

HEADER = "id: {id}\npublisher: daily\nurl: https://example.org/{id}\nlanguage: en\npublished: '{published}'\naccessed: '2030-01-01'\ntext_read: full\nclaims:\n"
TARGET = {
    "of": "arrow", "metric": "deliveries", "basis": "target", "by": "arrow", "low": 1000, "high": 1000,
    "unit": "vehicles", "value_phrase": "1000", "period": "2025", "period_is": "during", "when_phrase": "in 2025",
}  # fmt: skip
"""Arrow wants to deliver 1,000 cars in 2025."""

Claim = Mapping[str, Any]
Articles = Mapping[str, list[Claim]]


def figure(**cells: Any) -> dict[str, Any]:
    """A figure like `TARGET`, with other cells; None takes one away."""
    return {"kind": "figure", **TARGET, **cells}


def actual(**cells: Any) -> dict[str, Any]:
    """What Arrow delivered in 2025."""
    return figure(**{"basis": "actual", "by": None, **cells})


def expected(**cells: Any) -> dict[str, Any]:
    """A start of production that Arrow expects for 2025."""
    return {
        "kind": "milestone", "stance": "expects", "what": "start of production", "entities": ["arrow"],
        "when": "2025", "when_is": "by", "when_phrase": "by 2025", **cells,
    }  # fmt: skip


def files(articles: Articles) -> dict[str, str]:
    """Seed files of articles by their publication; their claims are numbered `a<n>.<m>`, both from 1."""
    found = {}
    for n, (published, claims) in enumerate(articles.items(), 1):
        name = f"a{n}"
        text = HEADER.format(id=name, published=published)
        for m, claim in enumerate(claims, 1):
            base = {
                "id": f"{name}.{m}",
                "statement": f"Statement {n}.{m}.",
                "paragraph": m,
                "anchor": "two words",
                "origin": "arrow-1",
            }
            cells = {key: cell for key, cell in {**base, **claim}.items() if cell is not None}
            text += "  - " + repr(cells).replace("True", "true").replace("False", "false") + "\n"
        found[f"articles/{name}.yaml"] = text
    return found | {"articles/daily-2024.yaml": ""}


class World:
    """The frames that a day's pages are made of."""

    def __init__(self, folder: Path, known_on: date) -> None:
        ledger: Ledger = open_ledger(folder)
        self.claims = views.on_record(ledger, Chosen(known_on=known_on))
        self.answers, self.mentions, self.belongs = (
            views.register(ledger, name) for name in ("answers", "mentions", "belongs")
        )
        self.goals = goals(self.claims)
        now = standing(self.claims, self.answers, self.mentions, self.belongs, known_on)
        self.due, self.outcomes, self.histories = now.due, now.outcomes, now.histories

    def row(self, claim: str) -> pd.Series:
        """The row of `due` that a claim leads."""
        return self.due[self.due["lead"] == claim].iloc[0]

    def state(self, claim: str) -> str:
        """The state of the goal that a claim leads."""
        return str(self.row(claim)["state"])

    def moves(self) -> list[list[str]]:
        """The moves of each history, oldest first."""
        return [[str(move) for move in steps["move"]] for _, steps in self.histories.groupby("history")]


Open = Callable[..., World]


def opened(write: Callable[..., Path], articles: Articles, known_on: str = "2026-06-30", **more: str) -> World:
    """The world of these articles as known on a day."""
    written = files(articles)
    folder = write(**written, **{"people.yaml": "people: []\n"}, **more)
    (folder / "articles" / "daily-2024.yaml").unlink()
    return World(folder, date.fromisoformat(known_on))
