"""The lanes of the talks chart: which, in which order, how high."""

import itertools
from typing import Any

import pandas as pd
import pytest

from components import timeline
from components.theme import LANE
from tests.components.timeline.drawn import KNOWN


def test_each_deal_stands_once_and_what_follows_stands_below(lanes: pd.DataFrame, deals: pd.DataFrame) -> None:
    assert sorted(lanes["deal"]) == sorted(deals["deal"])
    order = list(lanes["deal"])
    follows = lanes.set_index("deal")["follows"].dropna()
    assert len(follows)
    below = lanes.set_index("deal")["below"]
    for deal, before in follows.items():
        assert bool(below[deal]) is (before in order)
        if before in order:
            between = order[order.index(before) + 1 : order.index(deal) + 1]
            assert between
            assert below[between].all()


def test_groups_stand_together_the_busiest_first(lanes: pd.DataFrame) -> None:
    runs = [
        group for group, above in zip(lanes["group_id"], [None, *lanes["group_id"]], strict=False) if group != above
    ]
    assert len(runs) == len(set(runs))
    busy = {group: sum(group in parties.split(";") for parties in lanes["parties"]) for group in runs}
    assert list(busy.values()) == sorted(busy.values(), reverse=True)


def test_a_circle_of_followers_loses_no_deal(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str]) -> None:
    two = deals.head(2).assign(parties="ford;xiaomi", follows=list(reversed(list(deals.head(2)["deal"]))))
    assert sorted(timeline.lanes(two, talks, names)["deal"]) == sorted(two["deal"])


def test_support_counts_origins_people_and_quiet_months(lanes: pd.DataFrame, deals: pd.DataFrame) -> None:
    by_deal = lanes.set_index("deal")["support"]
    for deal in deals.itertuples():
        assert by_deal[deal.deal].startswith(f"{deal.origins} origin")
        assert ("quiet" in by_deal[deal.deal]) == (deal.quiet_months >= 2 and deal.stage not in ("collapsed", "ended"))


def test_no_lanes_make_an_empty_figure(draw: Any, lanes: pd.DataFrame, talks: pd.DataFrame) -> None:
    figure = draw(lanes.head(0), talks.head(0))
    assert not figure.data
    assert not figure.layout.xaxis.visible


def test_no_deals_make_no_lanes(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str]) -> None:
    empty = timeline.lanes(deals.head(0), talks.head(0), names)
    assert empty.empty
    assert timeline.finding(empty, names, KNOWN, True).endswith("?")


@pytest.mark.parametrize("narrow", [False, True])
def test_height_grows_by_a_lane_a_deal(draw: Any, lanes: pd.DataFrame, narrow: bool) -> None:
    group = lanes[lanes["group_id"] == lanes["group_id"].iloc[0]]
    heights = [draw(group.head(n), narrow=narrow).layout.height for n in (1, 2, 3)]
    steps = {later - before for before, later in itertools.pairwise(heights)}
    assert steps == {LANE} if not narrow else all(step >= 60 for step in steps)
