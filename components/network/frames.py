"""What the network page draws: frames for the model, its finding and its key."""

from collections import Counter
from collections.abc import Mapping
from html import escape

import pandas as pd

from components import words
from components.columns import Column
from components.network import graph
from components.network.layout import Positions, positions
from components.network.lines import split
from components.network.neighbourhood import Neighbourhood
from components.theme import Palette, contested_svg, sort_svg, stage_svg
from data import frames
from data.claim_rows import dicts
from data.kept import kept
from data.queries import Chosen
from data.views import of_kind
from data.vocabulary import LADDER, Kind, Sort, Stage

STANDING = (
    Column("company", "Company", kind="strong"),
    Column("partners", "Linked to, companies", kind="number"),
    Column("between", "Rank by lying between others, computed", align="right", kind="derived"),
    Column("around_name", "Community around, computed", kind="derived", hide_narrow=True),
)
STANDING_RULE = (
    "Computed by Entente from the lines shown here, at any stage, denied ties left out; said by no source. The rank is by betweenness: "
    "on how many shortest ways between two other companies one lies. Communities (Leiden) have more lines inside than chance would draw."
)

RUNNING = LADDER[LADDER.index(Stage.AGREED) :]


@kept(256)
def drawn(
    entities: pd.DataFrame, deals: pd.DataFrame, lanes: pd.DataFrame, ties: pd.DataFrame, names: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(entities, deals, ties) as `network_model.model` takes them: names of who denies, a note, claim ids joined by `;`."""
    entities = entities[entities["sort"] != Sort.MARKET][["entity", "name", "sort", "core"]]
    by_deal = lanes.set_index("deal")
    deals = deals.assign(
        denied_by=[names.get(who, "") if words.present(who) else "" for who in deals["denied_by"]],
        label=deals["deal"].map(by_deal["form"]).where(~deals["contested"] & deals["stage"].isin(LADDER), "")
        if len(lanes)
        else "",
        claims=deals["deal"].map(by_deal["claim_ids"]) if len(lanes) else "",
    )
    return entities, deals, _gathered(ties)


def _gathered(ties: pd.DataFrame) -> pd.DataFrame:
    """One line a pair, type and stance, with the claims that say it: three parts supplied are one line, not three."""
    if ties.empty:
        return ties.assign(claims=ties["claim_id"])

    def scopes(said: pd.Series) -> str:
        return words.listed(dict.fromkeys(scope for scope in said if words.present(scope)), most=1)

    grouped = ties.groupby(["from", "to", "type", "stance"], sort=False)
    return grouped.agg(
        claim_id=("claim_id", "first"), claims=("claim_id", ";".join), scope=("scope", scopes)
    ).reset_index()


def whole() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The same of the whole record, nothing filtered: what places are computed from."""
    everything = Chosen(known_on=None)
    ties = of_kind(frames.claims(everything), Kind.TIE)
    empty = pd.DataFrame({"deal": [], "brief": [], "claim_ids": []})
    return drawn(frames.register("entities"), frames.deals(everything), empty, ties, frames.names())


@kept(4)
def _places(state: str) -> Positions:
    return positions(*whole())


@kept(64)
def _places_of(near: Neighbourhood) -> Positions:
    return positions(*near, tidy=False)


def places(near: Neighbourhood | None = None) -> Positions:
    """Where every company of the whole record stands, computed once a state of the facts: filters move nothing.

    Of a large ledger only a part is drawn, so what is `near` is placed by itself, once for each part.
    """
    return _places(frames.state()) if near is None or frames.whole() else _places_of(near)


@kept(256)
def standing(near: Neighbourhood, names: Mapping[str, str]) -> pd.DataFrame:
    """See `graph.standing`; with `company` and `around_name`, names."""
    found = graph.standing(*near)
    named = {
        column: [names.get(who, who) for who in found[of]]
        for column, of in (("company", "entity"), ("around_name", "around"))
    }
    return found.assign(**named)


@kept(256)
def standing_words(standing: pd.DataFrame) -> dict[str, str]:
    """The same as a line a company, by id: "computed: linked to 12 companies, 3 of 115 by lying between others"."""
    of = f" of {len(standing):,} by lying between others"
    return {
        row["entity"]: f"computed: linked to {words.count(row['partners'], 'company', 'companies')}"
        + ("" if pd.isna(row["between"]) else f", {row['between']:,}{of}")
        for row in dicts(standing)
    }


@kept()
def busiest(deals: pd.DataFrame) -> str | None:
    """The company with the most deals, of which most is said among equals."""
    counted: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for row in dicts(deals):
        for party in split(row["parties"]):
            counted[party] += 1
            claims[party] += int(row["claims"])
    return min(counted, key=lambda party: (-counted[party], -claims[party], party), default=None)


def finding(near: Neighbourhood, centre: str | None, names: Mapping[str, str]) -> str:
    """The page's heading: how many of the deals meet at the centre, and where those that run are."""
    deals = near.deals
    if deals.empty:
        return (
            f"{words.sentence(words.count(len(near.ties), 'standing tie'))}, and no deal"
            if len(near.ties)
            else "Who is linked to whom?"
        )
    total = words.worded(len(deals))
    at_centre = [centre in split(parties) for parties in deals["parties"]]
    running = (deals["stage"].isin(RUNNING)).tolist()
    if centre is None or not any(at_centre):
        return words.sentence(
            f"{total} {'deal' if len(deals) == 1 else 'deals'}, {words.worded(sum(running))} agreed or running"
        )
    here = sum(at_centre)
    of = (
        f"{words.worded(here)} of {total} deals meet"
        if here < len(deals)
        else f"all {total} deals meet"
        if here > 1
        else "the one deal meets"
    )
    with_centre = sum(a and r for a, r in zip(at_centre, running, strict=True))
    rest = (
        f"; none that is agreed or runs is there, {words.worded(sum(running))} elsewhere"
        if sum(running) and not with_centre
        else f"; {words.worded(with_centre)} of them agreed or running"
        if with_centre
        else "; none is agreed"
    )
    return words.sentence(f"{of} at {names.get(centre, centre)}{rest}")


def key(palette: Palette) -> str:
    """Two lines of html for `st.html`: shapes of companies, and kinds of line."""
    sorts = {
        "automaker": Sort.AUTOMAKER, "technology": Sort.TECHNOLOGY, "supplier": Sort.SUPPLIER,
        "brand or joint venture": Sort.BRAND, "plant or product": Sort.PLANT,
    }  # fmt: skip
    nodes = "".join(_mark(sort_svg(sort, palette), said) for said, sort in sorts.items())
    lines = "".join(
        [
            _mark(stage_svg(Stage.IN_TALKS, palette), "thick dashes: talks, coloured by stage"),
            _mark(stage_svg(Stage.OPERATING, palette), "thick solid: agreed or running"),
            "<span>→ tie, to the receiver</span><span>⋯ belongs to</span>",
            _mark(contested_svg(palette), "denied"),
            _mark(stage_svg(Stage.COLLAPSED, palette), "no agreement"),
            _mark(stage_svg(Stage.ENDED, palette), "ended"),
        ]
    )
    return f'<div class="e-key"><b>Node</b><div>{nodes}</div><b>Line</b><div>{lines}</div></div>'


def _mark(source: str, said: str) -> str:
    return f'<span><img src="{escape(source)}" alt="">{escape(said)}</span>'
