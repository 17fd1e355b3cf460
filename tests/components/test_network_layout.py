"""Places: from the whole record, the same whatever the order, apart enough to read."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from bench.graph import made
from components.network.geometry import crossing, distance
from components.network.graph import communities, lines
from components.network.layout import Positions, positions
from components.network.pack import pack

Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
DEAL_COLUMNS = [
    "deal",
    "title",
    "parties",
    "stage",
    "peak_stage",
    "contested",
    "denied_by",
    "label",
    "claims",
]


def record(count: int, seed: int = 1) -> Frames:
    """A made-up record: a growing network with a hub, a group, two components and a deal of three."""
    random = np.random.default_rng(seed)
    names = [f"e{k:03}" for k in range(count)]
    entities = pd.DataFrame({"entity": names, "name": [f"Company {k}" for k in names], "sort": "automaker"})
    parents = [int(random.integers(max(1, k // 2))) for k in range(1, count)]
    pairs = [(names[parent], names[k + 1]) for k, parent in enumerate(parents) if k + 1 < count - 3]
    deals = [(f"d{k}", "", ";".join(pair), "in-talks", "in-talks", False, "", "", "") for k, pair in enumerate(pairs)]
    deals.append(("three", "", ";".join(names[1:4]), "agreed", "agreed", False, "", "", ""))
    ties = [(f"a.{k}", names[-1], name, "owns", "", "asserts", "") for k, name in enumerate(names[-3:-1])]
    return (
        entities,
        pd.DataFrame(deals, columns=DEAL_COLUMNS).assign(first="", last=""),
        pd.DataFrame(ties, columns=["claim_id", "from", "to", "type", "scope", "stance", "claims"]),
    )


@pytest.fixture(scope="module")
def frames() -> Frames:
    return record(24)


@pytest.fixture(scope="module")
def placed(frames: Frames) -> Positions:
    return positions(*frames)


def test_the_order_of_rows_and_of_parties_moves_nothing(frames: Frames, placed: Positions) -> None:
    entities, deals, ties = frames
    turned = deals["parties"].map(lambda parties: ";".join(reversed(parties.split(";"))))
    shuffled = deals.assign(parties=turned).sample(frac=1.0, random_state=3)
    assert positions(entities.iloc[::-1], shuffled, ties.iloc[::-1]) == placed


def test_the_stage_of_a_deal_moves_nothing(frames: Frames, placed: Positions) -> None:
    entities, deals, ties = frames
    assert positions(entities, deals.assign(stage="signed", contested=True), ties) == placed


def test_everything_with_a_line_has_a_place_inside_both_frames(frames: Frames, placed: Positions) -> None:
    graph = lines(*frames)
    assert set(placed.wide) == set(placed.tall) == set(graph.vs["name"])
    assert "deal:three" in placed.wide
    for places, frame in ((placed.wide, placed.wide_frame), (placed.tall, placed.tall_frame)):
        assert all(0 < x < frame[0] and 0 < y < frame[1] for x, y in places.values())


def test_a_company_without_a_line_has_no_place(frames: Frames) -> None:
    entities, deals, ties = frames
    lonely = pd.DataFrame([{"entity": "alone", "name": "Alone", "sort": "automaker"}])
    assert "alone" not in positions(pd.concat([entities, lonely]), deals, ties).wide


def test_names_do_not_lie_over_each_other(placed: Positions) -> None:
    companies = [at for name, at in placed.wide.items() if not name.startswith("deal:")]
    crowded = [(a, b) for a, b in combinations(companies, 2) if abs(a[0] - b[0]) < 60 and abs(a[1] - b[1]) < 30]
    assert crowded == []


def test_a_tree_is_drawn_without_crossings(placed: Positions, frames: Frames) -> None:
    at = {name: complex(*point) for name, point in placed.wide.items()}
    graph = lines(*frames)
    pairs = [tuple(graph.vs[end]["name"] for end in edge) for edge in graph.get_edgelist()]
    crossed = [
        (one, other)
        for one, other in combinations(pairs, 2)
        if not set(one) & set(other) and crossing(*(np.array([at[end]]) for end in (*one, *other)))[0]
    ]
    assert len(crossed) <= 1


def test_strangers_keep_off_a_groups_ground(placed: Positions, frames: Frames) -> None:
    graph = lines(*frames)
    members = [vertex["name"] for vertex in graph.vs if vertex["group"] >= 0]
    strangers = [vertex["name"] for vertex in graph.vs if vertex["group"] < 0]
    assert len(members) == 3
    for a, b in combinations(members, 2):
        for stranger in strangers:
            ends = (np.array([complex(*placed.wide[name])]) for name in (stranger, a, b))
            assert distance(*ends)[0] > 40


def test_separate_components_stand_beside_each_other(placed: Positions, frames: Frames) -> None:
    graph = lines(*frames)
    parts = [[graph.vs[k]["name"] for k in part] for part in graph.connected_components()]
    assert len(parts) == 2
    for one, other in combinations(parts, 2):
        gaps = [abs(complex(*placed.wide[a]) - complex(*placed.wide[b])) for a in one for b in other]
        assert min(gaps) > 50


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_small_records_are_placed_too(count: int) -> None:
    names = [f"e{k}" for k in range(count)]
    entities = pd.DataFrame({"entity": names, "name": names, "sort": "automaker"})
    _, deals, _ = record(8)
    ties = [(f"a.{k}", a, b, "owns", "", "", "") for k, (a, b) in enumerate(pairwise(names))]
    frame = pd.DataFrame(ties, columns=["claim_id", "from", "to", "type", "scope", "stance", "claims"])
    assert len(positions(entities, deals.iloc[:0], frame).wide) == (count if count > 1 else 0)


def test_a_large_record_gets_a_larger_frame() -> None:
    few, many = positions(*record(24)), positions(*record(120))
    assert many.wide_frame[0] > few.wide_frame[0]
    assert len(many.wide) > 100


@pytest.fixture(scope="module")
def districts(frames: Frames) -> Positions:
    """The same record laid out as a large one."""
    return positions(*frames, careful=10)


def test_a_large_record_is_laid_out_the_same_whatever_the_order(frames: Frames, districts: Positions) -> None:
    entities, deals, ties = frames
    turned = deals["parties"].map(lambda parties: ";".join(reversed(parties.split(";"))))
    shuffled = deals.assign(parties=turned).sample(frac=1.0, random_state=3)
    assert positions(entities.iloc[::-1], shuffled, ties.iloc[::-1], careful=10) == districts


def test_a_large_record_has_every_place_inside_both_frames(frames: Frames, districts: Positions) -> None:
    assert set(districts.wide) == set(districts.tall) == set(lines(*frames).vs["name"])
    for places, frame in ((districts.wide, districts.wide_frame), (districts.tall, districts.tall_frame)):
        assert all(0 < x < frame[0] and 0 < y < frame[1] for x, y in places.values())
    assert len(set(districts.wide.values())) == len(districts.wide)


def test_a_community_stands_nearer_to_itself_than_to_others() -> None:
    frames = made(240, 480)
    placed, graph = positions(*frames, careful=10), lines(*frames)
    points = np.array([placed.wide[name] for name in graph.vs["name"]])
    middles = np.array([points[part].mean(axis=0) for part in communities(graph)])
    assert len(middles) > 3
    for k, part in enumerate(communities(graph)):
        apart = np.hypot(*(points[part][:, None] - middles[None]).transpose(2, 0, 1))
        assert (apart.argmin(axis=1) == k).mean() > 0.5


def test_shapes_are_packed_without_overlap() -> None:
    random = np.random.default_rng(2)
    shapes = [random.normal(size=(count, 2)) * 60 for count in (40, 30, 12, 5, 2)]
    placed = pack(shapes, (920.0, 560.0), 60.0)
    for one, other in combinations(placed, 2):
        assert np.hypot(*(one[:, None] - other[None]).transpose(2, 0, 1)).min() > 0
    for shape, moved in zip(shapes, placed, strict=True):
        stretch = np.ptp(moved, axis=0) / np.ptp(shape, axis=0)
        assert stretch == pytest.approx(np.ptp(placed[0], axis=0) / np.ptp(shapes[0], axis=0))
