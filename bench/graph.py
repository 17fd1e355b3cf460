"""A made network with the shape of the real one: few companies with many lines, many with one, groups that hold two more."""

import numpy as np
import pandas as pd

from bench.made.dice import Draw, zipf
from bench.names import ids, names
from data.vocabulary import LADDER, Sort, Stage, TieType

Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]

GROUP = 12
"""Every twelfth company is a group that holds the two after it."""

STAGES = {**{str(stage): 0.12 for stage in LADDER}, str(Stage.COLLAPSED): 0.1, str(Stage.ENDED): 0.06}
TIES = {
    str(TieType.SUPPLIES): 0.5,
    str(TieType.MANUFACTURES_FOR): 0.2,
    str(TieType.CO_DEVELOPS): 0.2,
    str(TieType.LICENSES_TO): 0.1,
}
SORTS = {str(Sort.AUTOMAKER): 0.4, str(Sort.SUPPLIER): 0.3, str(Sort.TECHNOLOGY): 0.15, str(Sort.BRAND): 0.15}


def made(nodes: int, edges: int, seed: int = 1) -> Frames:
    """(entities, deals, ties) as `network.model` takes them: `edges` lines between as many pairs, no company without one.

    Two lines in five are deals. The same frames for the same seed. `edges` must be at least `nodes`.
    """
    draw = Draw(seed)
    shown = names(nodes)
    entity = ids(shown)
    held = [(n - n % GROUP, n) for n in range(nodes) if n % GROUP in (1, 2)]
    pairs = _pairs(nodes, edges, set(held), draw)
    deals, ties = pairs[: edges * 2 // 5], pairs[edges * 2 // 5 :]
    one, other = (np.array([pair[side] for pair in deals]) for side in (0, 1))
    group = np.arange(nodes) % GROUP == 0
    return (
        pd.DataFrame(
            {
                "entity": entity,
                "name": shown,
                "sort": np.where(group, str(Sort.GROUP), draw.of(SORTS, nodes)),
                "core": np.where(group, str(Sort.AUTOMAKER), None),
            }
        ),
        pd.DataFrame(
            {
                "deal": [f"deal-{n}" for n in range(len(deals))],
                "title": shown[one] + " and " + shown[other],
                "parties": entity[one] + ";" + entity[other],
                "stage": (stage := draw.of(STAGES, len(deals))),
                "peak_stage": stage,
                "contested": (contested := draw.chance(len(deals), 0.08)),
                "denied_by": np.where(contested, shown[one], ""),
                "label": "",
                "claims": [f"article-{n}.1;article-{n}.2" for n in range(len(deals))],
                "first": "2022",
                "last": "2024",
            }
        ),
        pd.DataFrame(
            {
                "claim_id": [f"tie-{n}.1" for n in range(len(ties) + len(held))],
                "from": [*entity[[pair[0] for pair in held]], *entity[[pair[0] for pair in ties]]],
                "to": [*entity[[pair[1] for pair in held]], *entity[[pair[1] for pair in ties]]],
                "type": [str(TieType.OWNS)] * len(held) + draw.of(TIES, len(ties)).tolist(),
                "scope": "",
                "stance": "asserts",
                "claims": [f"tie-{n}.1" for n in range(len(ties) + len(held))],
            }
        ),
    )


def _pairs(nodes: int, edges: int, taken: set[tuple[int, int]], draw: Draw) -> list[tuple[int, int]]:
    """Distinct pairs beside those `taken`, `edges` in all with them: one for each company, then among the busy."""
    weights = zipf(nodes, 0.8)
    found: dict[tuple[int, int], None] = {}
    firsts = iter(np.arange(nodes))
    while len(found) + len(taken) < edges:
        one, other = int(next(firsts, draw.busy(1, weights)[0])), int(draw.busy(1, weights)[0])
        pair = min(one, other), max(one, other)
        if one != other and pair not in taken:
            found[pair] = None
    pairs = list(found)
    return [pairs[k] for k in draw.rng.permutation(len(pairs))]
