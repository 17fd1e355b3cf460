"""The deals of a made ledger, and the talks about them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.made.dice import Draw, Numbers
from bench.made.whom import World
from bench.names import names
from data.vocabulary import LADDER, Form, Stage

FORMS = {
    Form.UNDISCLOSED: 0.5, Form.CONTRACT_MANUFACTURING: 0.16, Form.JOINT_VENTURE: 0.14, Form.SUPPLY: 0.08,
    Form.TECHNOLOGY: 0.07, Form.LICENCE: 0.05,
}  # fmt: skip
THINGS = ("a second plant", "a shared platform", "battery supply", "an export line", "a test fleet", "a new brand")


def deals(claims: int, world: World, draw: Draw, mark: str = "") -> pd.DataFrame:
    """The deals, `mark` in their ids: two parties each (the busy ones far more often), every sixth follows another of the same parties."""
    count = max(6, claims // 30)
    first, second = draw.busy(count, world.weights), draw.busy(count, world.weights)
    second = np.where(first == second, (second + 1) % len(world.companies), second)
    follows = np.arange(count) % 6 == 5
    first[follows], second[follows] = first[np.flatnonzero(follows) - 1], second[np.flatnonzero(follows) - 1]
    shown = names(len(world.companies))
    deal = np.array([f"deal-{mark}{n}" for n in range(count)], dtype=object)
    one, other = world.companies[first], world.companies[second]
    return pd.DataFrame(
        {
            "deal": deal, "title": shown[first] + " and " + shown[second], "parties": one + ";" + other,
            "subject": np.array(THINGS, dtype=object)[draw.place(count, len(THINGS))],
            "follows": np.where(follows, np.roll(deal, 1), None), "one": one, "other": other, "first": first, "second": second,
        }
    )  # fmt: skip


def add_talks(frame: pd.DataFrame, talk: npt.NDArray[np.bool_], deals: pd.DataFrame, deal: Numbers, draw: Draw) -> None:
    """Deal, form and stage: a deal climbs from a stage of its own, and a few end."""
    count = len(frame)
    form, start = draw.of(FORMS, len(deals)), draw.place(len(deals), 3)
    stage = np.array([str(stage) for stage in LADDER], dtype=object)[
        (start[deal] + draw.place(count, 3) + draw.place(count, 3)).clip(0, len(LADDER) - 1)
    ]
    over = draw.chance(count, 0.06)
    stage = np.where(over, draw.of({Stage.COLLAPSED: 0.7, Stage.ENDED: 0.2, Stage.PAUSED: 0.1}, count), stage)
    frame["deal"] = np.where(talk, deals["deal"].to_numpy()[deal], None)
    frame["form"] = np.where(talk, form[deal], None)
    frame["stage"] = np.where(talk, stage, None)
