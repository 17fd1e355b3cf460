"""The network's model: shape, line, mark and word say what colour repeats."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import components
from components.network.layout import Positions, positions
from components.network.lines import deals_of, groups, ties_of
from components.network.model import Model, model
from components.network.neighbourhood import DEALS, core, neighbourhood
from components.theme import DARK, LIGHT
from data.vocabulary import Stage, TieType

ENTITIES = pd.DataFrame(
    [
        ("hub", "Hub", "technology", None),
        ("maker", "Maker", "automaker", None),
        ("far", "Far", "automaker", None),
        ("house", "House", "group", "supplier"),
        ("brand", "Brand", "brand", None),
        ("venture", "Venture", "joint venture", None),
        ("parts", "Parts", "supplier", None),
        ("office", "Office", "regulator", None),
        ("count", "Count", "data provider", None),
        ("paper", "Paper", "publisher", None),
    ],
    columns=["entity", "name", "sort", "core"],
)
ALL_LINES = [DEALS, *TieType]


def deal(name: str, parties: str, stage: str, **more: Any) -> dict[str, Any]:
    base = {"deal": name, "title": f"Deal {name}", "parties": parties, "stage": stage, "peak_stage": stage}
    rest = {
        "contested": False,
        "denied_by": "",
        "label": "",
        "claims": "a.1;a.2",
        "first": "2022",
        "last": "",
    }
    return {**base, **rest, **more}


def tie(name: str, source: str, target: str, kind: str, **more: Any) -> dict[str, Any]:
    base = {"claim_id": name, "from": source, "to": target, "type": kind}
    return {**base, "scope": "", "stance": "asserts", "claims": name, **more}


DEALS_FRAME = pd.DataFrame(
    [
        deal("talks", "hub;maker", "in-talks"),
        deal("denied", "hub;far", "exploratory", contested=True, denied_by="Far", label="scope unclear"),
        deal("over", "hub;house", "collapsed", peak_stage="advanced", label="no agreement"),
        deal("was", "maker;far", "ended", peak_stage="operating"),
        deal("runs", "maker;parts", "operating"),
        deal("three", "office;count;paper", "rumoured"),
    ]
)
TIES_FRAME = pd.DataFrame(
    [
        tie("b.1", "house", "venture", "joint-venture parent"),
        tie("b.2", "maker", "venture", "joint-venture parent"),
        tie("b.3", "brand", "house", "brand of"),
        tie("b.4", "parts", "hub", "supplies", scope="phone parts"),
        tie("b.5", "maker", "parts", "supplies"),
        tie("b.6", "office", "hub", "licenses to"),
    ]
)


@pytest.fixture(scope="module")
def places() -> Positions:
    return positions(ENTITIES, DEALS_FRAME, TIES_FRAME)


@pytest.fixture(scope="module")
def built(places: Positions) -> Model:
    return model(ENTITIES, DEALS_FRAME, TIES_FRAME, LIGHT, centre="hub", positions=places)


def node(built: Model, name: str) -> dict[str, Any]:
    return next(node for node in built["nodes"] if node["id"] == name)


def edge(built: Model, name: str) -> dict[str, Any]:
    return next(edge for edge in built["edges"] if edge["id"] == name)


@pytest.mark.parametrize(
    ("name", "shape", "hollow"),
    [
        ("maker", "dot", False),
        ("hub", "square", False),
        ("parts", "triangle", False),
        ("house", "triangle", False),
        ("brand", "dot", True),
        ("venture", "dot", True),
        ("office", "hexagon", False),
        ("count", "diamond", False),
        ("paper", "triangleDown", False),
    ],
)
def test_the_shape_tells_the_sort(built: Model, name: str, shape: str, hollow: bool) -> None:
    drawn = node(built, name)
    assert (drawn["shape"], drawn["hollow"]) == (shape, hollow)
    assert (drawn["color"]["background"] == LIGHT.page) is hollow


def test_the_centre_is_ink_and_larger(built: Model) -> None:
    assert node(built, "hub")["color"]["background"] == LIGHT.ink
    assert node(built, "hub")["size"] > node(built, "maker")["size"]
    assert node(built, "maker")["color"]["background"] == LIGHT.fact


def test_a_contested_line_carries_a_cross_and_says_who_denies(built: Model) -> None:
    denied = edge(built, "deal:denied")
    assert denied["marks"] == ["cross"]
    assert denied["label"] == "Far denies, scope unclear\nexploratory"
    assert denied["words"][0]["tone"] == "disputed"
    assert denied["words"][0]["short"] == "Far denies"
    assert edge(built, "deal:talks")["marks"] == []


def test_two_bars_for_collapsed_and_one_for_ended_without_a_hue(built: Model) -> None:
    over, was = edge(built, "deal:over"), edge(built, "deal:was")
    assert (over["marks"], was["marks"]) == (["double-bar"], ["bar"])
    assert over["color"] == was["color"] == LIGHT.ink3
    assert over["label"].startswith("collapsed")
    assert was["label"] == "ended"


def test_a_collapsed_and_contested_deal_shows_both_marks(places: Positions) -> None:
    both = pd.DataFrame([deal("d", "hub;maker", "collapsed", contested=True, denied_by="Hub")])
    built = model(ENTITIES, both, TIES_FRAME.iloc[:0], LIGHT, centre=None, positions=places)
    assert edge(built, "deal:d")["marks"] == ["cross", "double-bar"]


def test_talks_are_dashed_and_commitments_solid_in_the_colour_of_their_stage(built: Model) -> None:
    talks, runs = edge(built, "deal:talks"), edge(built, "deal:runs")
    assert (talks["kind"], bool(talks["dashes"]), talks["color"]) == (
        "talks",
        True,
        LIGHT.stage[Stage.IN_TALKS],
    )
    assert (runs["kind"], bool(runs["dashes"]), runs["color"]) == (
        "settled",
        False,
        LIGHT.stage[Stage.OPERATING],
    )
    assert talks["outline"] == LIGHT.outline
    assert talks["width"] > edge(built, "tie:b.4")["width"]


def test_a_tie_points_to_the_receiver_and_belonging_is_dotted(built: Model) -> None:
    supplies, belongs = edge(built, "tie:b.4"), edge(built, "tie:b.3")
    assert (supplies["arrows"], supplies["from"], supplies["to"]) == ("to", "parts", "hub")
    assert (supplies["label"], bool(supplies["dashes"])) == ("phone parts", False)
    assert (belongs["arrows"], bool(belongs["dashes"]), belongs["label"]) == ("", True, "brand of")


def test_every_line_says_in_words_what_it_is(built: Model) -> None:
    wordless = [edge["id"] for edge in built["edges"] if not edge["label"] and "three" not in edge["id"]]
    assert wordless == []
    assert node(built, "deal:three")["words"][0]["text"] == "rumoured"


@pytest.mark.parametrize(
    ("stance", "label"),
    [("says-possible", "possibly supplies"), ("denies", "denied\nsupplies"), ("asserts", "supplies")],
)
def test_a_tie_is_hedged_as_its_source_hedges_it(places: Positions, stance: str, label: str) -> None:
    ties = pd.DataFrame([tie("c.1", "parts", "hub", "supplies", stance=stance)])
    built = model(ENTITIES, DEALS_FRAME.iloc[:0], ties, LIGHT, centre=None, positions=places)
    assert edge(built, "tie:c.1")["label"] == label
    assert edge(built, "tie:c.1")["marks"] == (["cross"] if stance == "denies" else [])


def test_a_deal_of_three_is_a_star_that_opens_the_deal(built: Model) -> None:
    rays = [edge for edge in built["edges"] if edge["opens"] == "three"]
    assert sorted(ray["from"] for ray in rays) == ["count", "office", "paper"]
    assert {ray["to"] for ray in rays} == {"deal:three"}
    assert node(built, "deal:three")["opens"] == "three"
    assert node(built, "deal:three")["label"].strip() == ""


def test_two_lines_between_the_same_two_are_both_kept_and_do_not_coincide(places: Positions) -> None:
    deals = pd.DataFrame([deal("d", "hub;parts", "in-talks")])
    ties = pd.DataFrame([tie("b.4", "parts", "hub", "supplies"), tie("b.9", "hub", "parts", "supplies")])
    built = model(ENTITIES, deals, ties, LIGHT, centre=None, positions=places)
    seen = {edge["bend"] * (1 if edge["from"] == "hub" else -1) for edge in built["edges"]}
    assert len(built["edges"]) == len(seen) == 3
    assert edge(built, "deal:d")["bend"] == 0


def test_a_ground_holds_a_group_with_what_it_owns(built: Model) -> None:
    assert [hull["members"] for hull in built["hulls"]] == [["brand", "house", "venture"]]
    assert built["hulls"][0]["color"] == LIGHT.sidebar


def test_a_joint_venture_of_equals_belongs_to_nobody() -> None:
    ties = [
        tie("b.1", "maker", "venture", "joint-venture parent"),
        tie("b.2", "far", "venture", "joint-venture parent"),
    ]
    assert groups(ties_of(pd.DataFrame(ties)), {"maker": "automaker", "far": "automaker"}) == []


def test_titles_are_plain_text_and_names_stay_as_they_are(places: Positions) -> None:
    named = ENTITIES.assign(name=ENTITIES["name"].replace("Maker", "<b onclick=x>Maker</b>"))
    built = model(named, DEALS_FRAME, TIES_FRAME, LIGHT, centre="hub", positions=places)
    assert node(built, "maker")["title"].splitlines()[0] == "<b onclick=x>Maker</b>"
    titles = [thing["title"] for thing in (*built["nodes"], *built["edges"])]
    assert not any("<br" in title or "&lt;" in title for title in titles)
    assert "contested: Far denies" in edge(built, "deal:denied")["title"]


def test_the_browser_never_reads_words_as_markup() -> None:
    scripts = sorted(Path(components.__path__[0]).glob("network/*.js"))
    assert len(scripts) == 5
    assert not any("innerHTML" in script.read_text("utf-8") for script in scripts)


def test_a_click_knows_the_deal_or_tie_and_its_claims(built: Model) -> None:
    assert (edge(built, "deal:denied")["opens"], edge(built, "deal:denied")["claims"]) == (
        "denied",
        "a.1;a.2",
    )
    assert (edge(built, "tie:b.4")["opens"], edge(built, "tie:b.4")["claims"]) == ("b.4", "b.4")


def test_the_order_of_rows_changes_nothing(built: Model, places: Positions) -> None:
    turned = model(
        ENTITIES.iloc[::-1],
        DEALS_FRAME.iloc[::-1],
        TIES_FRAME.iloc[::-1],
        LIGHT,
        centre="hub",
        positions=places,
    )
    assert turned == built


def test_places_do_not_move_when_lines_are_filtered(built: Model, places: Positions) -> None:
    near = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "hub", 1, ALL_LINES)
    filtered = model(*near, LIGHT, centre="hub", positions=places)
    assert 1 < len(filtered["nodes"]) < len(built["nodes"])
    for drawn in filtered["nodes"]:
        whole = node(built, drawn["id"])
        assert (drawn["x"], drawn["y"], drawn["tall"]) == (whole["x"], whole["y"], whole["tall"])


def test_physics_is_off_and_dark_takes_its_own_colours(built: Model, places: Positions) -> None:
    dark = model(ENTITIES, DEALS_FRAME, TIES_FRAME, DARK, centre="hub", positions=places)
    assert built["options"]["physics"] == {"enabled": False}
    assert node(dark, "maker")["color"]["background"] == DARK.fact
    assert dark["look"]["page"] == DARK.page


def test_an_empty_record_gives_an_empty_network() -> None:
    nobody, nothing, none = ENTITIES.iloc[:0], DEALS_FRAME.iloc[:0], TIES_FRAME.iloc[:0]
    places = positions(nobody, nothing, none)
    built = model(nobody, nothing, none, LIGHT, centre=None, positions=places)
    assert (built["nodes"], built["edges"], built["hulls"]) == ([], [], [])


def around(depth: int | None, lines: list[str] | None = None, least: Stage | None = None) -> list[str]:
    near = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "hub", depth, lines or ALL_LINES, least)
    return sorted(near.entities["entity"])


def test_depth_counts_steps_from_the_centre() -> None:
    assert around(0) == ["hub"]
    assert around(1) == ["far", "house", "hub", "maker", "office", "parts"]
    assert set(around(2)) - set(around(1)) == {"brand", "venture", "count", "paper"}
    assert around(None) == sorted(ENTITIES["entity"])


def test_lines_of_other_types_lead_nowhere() -> None:
    assert around(2, [DEALS]) == ["far", "house", "hub", "maker", "parts"]
    assert around(1, [TieType.SUPPLIES]) == ["hub", "parts"]


def test_the_least_stage_counts_what_a_deal_that_is_over_had_reached() -> None:
    near = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "hub", None, [DEALS], Stage.ADVANCED)
    assert sorted(near.deals["deal"]) == ["over", "runs", "was"]


def test_a_deal_is_kept_only_with_all_its_parties() -> None:
    near = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "hub", 1, ALL_LINES)
    assert "three" not in set(near.deals["deal"])
    assert "was" in set(near.deals["deal"])


def test_an_unknown_or_lonely_centre_is_no_error() -> None:
    alone = neighbourhood(ENTITIES, DEALS_FRAME.iloc[:0], TIES_FRAME.iloc[:0], "hub", 1, ALL_LINES)
    assert list(alone.entities["entity"]) == ["hub"]
    unknown = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "nobody", 1, ALL_LINES)
    assert unknown.entities.empty


def test_absent_cells_read_as_nothing() -> None:
    bare = deals_of(
        pd.DataFrame([deal("d", "hub;maker", "in-talks", peak_stage=None, label=float("nan"), claims=None)])
    )
    assert (bare[0].peak, bare[0].note, bare[0].claims) == (Stage.IN_TALKS, "", ())


def test_the_core_keeps_the_deals_asked_for_with_their_parties_and_the_ties_between_them() -> None:
    near = neighbourhood(ENTITIES, DEALS_FRAME, TIES_FRAME, "hub", None, ALL_LINES)
    inner = core(near, {"talks", "runs"}, "hub")
    assert set(inner.entities["entity"]) == {"hub", "maker", "parts"}
    assert list(inner.deals["deal"]) == ["talks", "runs"]
    assert list(inner.ties["claim_id"]) == ["b.4", "b.5"]
    assert "far" in set(core(near, {"runs"}, "far").entities["entity"]), "the centre always remains"
    assert core(near, set(near.deals["deal"]), "hub") is near
