"""What stands between made claims: answers, mentions of the same companies, and the links of a curator."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.made.dice import Draw, Numbers
from bench.made.whom import World
from bench.names import Words
from data.vocabulary import Kind, Stance


def answers(frame: pd.DataFrame, talk: npt.NDArray[np.bool_], deal: Numbers, world: World, draw: Draw) -> pd.DataFrame:
    """Denials of talks answer the claim of the deal that was published before; half of them by a party's person."""
    talks = pd.DataFrame({"row": np.flatnonzero(talk), "deal": deal[talk]})
    talks["day"] = frame["published_upper"].to_numpy()[talks["row"]]
    talks = talks.sort_values(["deal", "day", "row"], kind="stable")
    talks["before"] = talks.groupby("deal")["row"].shift()
    stance = frame["stance"].to_numpy()
    denied = talks[talks["before"].notna() & (stance[talks["row"]] == str(Stance.DENIES))]
    rows, before = denied["row"].to_numpy(), denied["before"].to_numpy(dtype=np.int64)
    voice = np.where(draw.chance(len(rows), 0.5), frame["one"].to_numpy()[rows], frame["other"].to_numpy()[rows])
    spoken = draw.chance(len(rows), 0.7)
    frame.loc[frame.index[rows[spoken]], "speaker"] = world.companies[voice[spoken]]
    frame.loc[frame.index[rows[spoken]], "attribution"] = "on record"
    claims = frame["claim_id"].to_numpy()
    some = talks[talks["before"].notna() & (stance[talks["row"]] == str(Stance.ASSERTS))]
    some = some[draw.chance(len(some), 0.05)]
    confirming = draw.of({"confirms": 0.5, "updates": 0.5}, len(some))
    return pd.DataFrame(
        {
            "claim_id": np.concatenate([claims[rows], claims[some["row"].to_numpy()]]),
            "answers": np.concatenate([claims[before], claims[some["before"].to_numpy(dtype=np.int64)]]),
            "how": np.concatenate([np.full(len(rows), "denies", dtype=object), confirming]),
            "scope": draw.of({"whole": 0.5, "unclear": 0.4, "part": 0.1}, len(rows) + len(some)),
        }
    )


def mentions(claims: pd.DataFrame, world: World) -> pd.DataFrame:
    """(claim, entity, role): both companies of a claim, what a figure names, and who speaks."""
    claim, kind = claims["claim_id"].to_numpy(), claims["kind"].to_numpy()
    one, other = world.companies[claims["one"].to_numpy()], world.companies[claims["other"].to_numpy()]
    talk, tie, figure = kind == Kind.TALK, kind == Kind.TIE, kind == Kind.FIGURE
    rest = ~(talk | tie | figure)
    told: list[tuple[npt.NDArray[np.bool_], Words, str]] = [
        (talk, one, "party"), (talk, other, "party"), (talk, one, "deal party"), (talk, other, "deal party"),
        (tie, one, "from"), (tie, other, "to"), (rest, one, "concerned"), (rest, other, "concerned"),
        *((claims[name].notna().to_numpy(), claims[name].to_numpy(), name.replace("_", " ")) for name in ("of", "market", "by", "counted_by", "speaker")),
    ]  # fmt: skip
    parts = [pd.DataFrame({"claim_id": claim[here], "entity": who[here], "role": role}) for here, who, role in told]
    return pd.concat(parts, ignore_index=True)


def links(claims: pd.DataFrame, draw: Draw) -> pd.DataFrame:
    """A curator's links: one pair of figures for a hundred claims, the one and its next."""
    figures = np.flatnonzero(claims["kind"].eq(Kind.FIGURE).to_numpy())
    first = np.sort(draw.rng.choice(len(figures) - 1, max(1, len(claims) // 100), replace=False))
    pairs = figures[np.stack([first, first + 1], axis=1)]
    kind = draw.of({"overlap": 0.5, "tension": 0.5}, len(pairs))
    return pd.DataFrame(
        {
            "link": np.repeat(np.arange(1, len(pairs) + 1), 2), "type": np.repeat(kind, 2),
            "claim_id": claims["claim_id"].to_numpy()[pairs.ravel()], "reason": "made to belong together", "day": "2026-11-01",
        }
    )  # fmt: skip
