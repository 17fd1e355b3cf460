"""An invented industry of any size in the shape of the real facts: heavy-tailed names, some in Chinese; no real company."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

STARTS, MIDDLES, ENDS = map(
    str.split,
    (
        "ba be bi bo bra bre ca ce cha che co da de do dra fa fe fi ga ge gla go ha he ho ja jo ka ke ko la le lo lu ma me mi mo "
        "na ne no pa pe po qua ra re ro sa se sha so sta ta te to tra va ve vo wa we xi ya yo za ze zo",
        "la le lo ra re ri ro na ne ni no ma me mi mo va ve vi ta te ti to ka ke sa se si da de di ga",
        "n r s l x m ra na ri on ix ar en is um or el an us eo ya",
    ),
)
SUFFIXES = ["Auto", "Motors", "Group", "EV", "Energy", "Technology", "Automotive", "Cells", "", ""]
LEGAL = ["Co. Ltd.", "Corporation", "Holdings Limited", "AG", "Inc."]
SIGNS = "长城江海天华东方北南新星云龙虎金银山水火木土红蓝白黑光明永安泰和顺达通远航科创智电车能源动力汽"
PLACES = [
    "Lowmark",
    "Tessport",
    "Garnhill",
    "Ostvale",
    "Quenby",
    "Merrowfield",
    "Istra Bay",
    "Dunholt",
    "Vellin",
    "Parrock",
]
SUBJECTS, VERBS, FILLERS = map(
    str.split,
    (
        "capacity plant output sales deliveries price stake venture supply licence platform battery factory target forecast "
        "market share talks agreement memorandum technology software assets production launch orders exports growth revenue",
        "says denies expects plans wants builds sells buys weighs halts starts doubles cuts raises confirms reports considers",
        "the a its new first second electric car cars year next last half quarter about nearly over under from with for by in of "
        "to and that may will could still then also yet line yearly joint own two four million percent people report early later",
    ),
)


@dataclass(frozen=True)
class World:
    """Frames as `data.search.Index.build` takes them; `order` has the entities from the most to the least mentioned."""

    claims: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    people: pd.DataFrame
    order: list[str]


def _name(rng: np.random.Generator) -> str:
    middle = [str(rng.choice(MIDDLES)) for _ in range(rng.integers(0, 3))]
    return "".join([str(rng.choice(STARTS)), *middle, str(rng.choice(ENDS))]).capitalize()


def _signs(rng: np.random.Generator, many: int) -> str:
    return "".join(rng.choice(list(SIGNS), many))


def _names(rng: np.random.Generator, many: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < many:
        names[_name(rng)] = None
    return list(names)


def _entities(rng: np.random.Generator, companies: int, products: int) -> pd.DataFrame:
    rows = []
    for n, name in enumerate(_names(rng, companies)):
        shown = f"{name} {rng.choice(SUFFIXES)}".strip()
        aliases = [shown, name] if shown != name else [shown]
        if rng.random() < 0.5:
            aliases.append(f"{shown} {rng.choice(LEGAL)}")
        if rng.random() < 0.3:
            own = _signs(rng, int(rng.choice([2, 2, 2, 3])))
            aliases += [own, f"{own}{rng.choice(['汽车', '集团', '科技'])}"]
        ticker = f"XX:{1000 + n}" if rng.random() < 0.2 else None
        rows.append((f"c{n}", shown, ";".join(aliases), ticker))
    for n in range(products):
        name = f"{rows[int(rng.integers(companies))][1].split()[0]} {_name(rng)[:2].upper()}{rng.integers(1, 10)}"
        rows.append((f"p{n}", name, ";".join([name, name.split()[1]]), None))
    return pd.DataFrame(rows, columns=["entity", "name", "aliases", "tickers"])


def _people(rng: np.random.Generator, many: int) -> pd.DataFrame:
    rows = []
    for n, name in enumerate(_names(rng, many)):
        whole = f"{_name(rng)} {name}"
        chinese = rng.random() < 0.3
        rows.append((f"h{n}", whole, ";".join([whole, _signs(rng, 3)] if chinese else [whole])))
    return pd.DataFrame(rows, columns=["person", "name", "aliases"])


def world(
    claims: int = 100_000, *, companies: int = 3_000, products: int = 1_500, people: int = 1_000, seed: int = 7
) -> World:
    """The same world for the same numbers. Who is mentioned follows Zipf's law, as in the real facts."""
    rng = np.random.default_rng(seed)
    entities, persons = _entities(rng, companies, products), _people(rng, people)
    ids = [*entities["entity"], *persons["person"]]
    shown = [*entities["name"], *persons["name"]]
    order = rng.permutation(len(ids))
    chance = 1 / np.arange(1, len(ids) + 1)
    many = rng.choice([1, 2, 3], claims, p=[0.4, 0.4, 0.2])
    drawn = order[rng.choice(len(ids), int(many.sum()), p=chance / chance.sum())]
    ends = np.cumsum(many)
    rare = _names(rng, 8_000)
    titles = [" ".join(rng.choice([*SUBJECTS, *VERBS, *FILLERS], 9)).capitalize() for _ in range(claims // 30 + 1)]
    publishers = [f"{name} News" for name in _names(rng, 200)]
    rows, mentions = [], []
    for n in range(claims):
        whom = list(dict.fromkeys(drawn[ends[n] - many[n] : ends[n]].tolist()))
        words = [str(word) for word in rng.choice(FILLERS, int(rng.integers(4, 10)))]
        words[1:1] = [str(rng.choice(VERBS)), str(rng.choice(SUBJECTS))]
        words.append(f"{rng.integers(2, 900) * 1000:,}" if rng.random() < 0.3 else str(rng.choice(SUBJECTS)))
        if rng.random() < 0.2:
            words.append(rare[int(min(rng.zipf(1.3), len(rare)) - 1)].lower())
        for who in whom[: 1 + (rng.random() < 0.6)]:
            words.insert(int(rng.integers(0, 3)), shown[who])
        article = n // 30
        place = str(rng.choice(PLACES)) if rng.random() < 0.2 else None
        rows.append((f"a{article}.{n % 30}", " ".join(words) + ".", titles[article], publishers[article % 200], place))
        mentions += [(rows[-1][0], ids[who]) for who in whom]
    frame = pd.DataFrame(rows, columns=["claim_id", "statement", "title", "publisher_name", "place"])
    return World(
        frame, pd.DataFrame(mentions, columns=["claim_id", "entity"]), entities, persons, [ids[n] for n in order]
    )
