"""The two axes of the Admiralty code in words, and the written rule for giving them (docs/grades.md)."""

from functools import cache
from pathlib import Path

RULE = Path(__file__).parents[1] / "docs" / "grades.md"

RELIABLE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "can’t be judged",
}
"""How reliable a publisher is."""

CREDIBLE = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "can’t be judged",
}
"""How credible a claim is."""


@cache
def rule() -> str:
    """The written rule, as Markdown without its heading."""
    return RULE.read_text(encoding="utf-8").partition("\n")[2]
