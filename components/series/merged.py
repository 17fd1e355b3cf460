"""Marks that look alike as one trace: a browser pays for every trace, and hardly for a mark."""

import json
from collections.abc import Sequence
from typing import Any

from components.theme import Trace

OF_A_MARK = ("x", "y", "base", "width", "customdata", "hovertext")
NEAR = 32  # px down within which marks may lie on each other


def merged(traces: Sequence[Trace]) -> list[Trace]:
    """The same marks in fewer traces. No mark goes under one that it was drawn over, so the picture stays as it is."""
    whole: list[tuple[dict[str, Any], dict[str, list[Any]]]] = []
    latest: dict[str, int] = {}
    for trace in traces:
        look = dict(trace)
        marks = {name: list(look.pop(name)) for name in OF_A_MARK if name in look}
        name = json.dumps(look, sort_keys=True)
        at = latest.get(name, -1)
        if at < 0 or any(_near(marks["y"], over["y"]) for _, over in whole[at + 1 :]):
            latest[name] = len(whole)
            whole.append((look, marks))
        else:
            for part, values in marks.items():
                whole[at][1][part] += values
    return [{**look, **marks} for look, marks in whole]


def _near(one: list[float], other: list[float]) -> bool:
    return any(abs(a - b) < NEAR for a in one for b in other)
