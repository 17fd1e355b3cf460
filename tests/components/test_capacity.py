"""Capacity: bar, tick and bracket stay apart, what is carried or unknown looks so, ratios say what they assume."""

import pandas as pd
import pytest

from components import capacity
from components.theme import DARK, LIGHT
from data import views
from tests.components.figures_on_record import changed, claim_ids, figures, lanes, ledger, like, marks, names, words

PHASE_1, TARGET_24, FORECAST, SHARE = (f"pandaily-2023-xiaomi-suv.{n}" for n in (15, 26, 43, 48))
FIRST_YEAR, TARGET_25 = "giznewsdaily-2025-samsung-xiaomi.10", "giznewsdaily-2025-samsung-xiaomi.13"
PLANNED, BEFORE = "cnevpost-2021-jac-huawei.52", "cnevpost-2021-jac-huawei.53"
PLANTS = ("xiaomi-plant-1", "xiaomi-plant-2", "jac-nio-hefei")


def belongs() -> pd.DataFrame:
    return views.register(ledger(), "belongs")


def rows(frame: pd.DataFrame | None = None) -> pd.DataFrame:
    return capacity.rows(figures() if frame is None else frame, names(), belongs(), PLANTS)


def row(frame: pd.DataFrame, claim: str) -> pd.Series:
    (found,) = [each for _, each in frame.iterrows() if each["claim_id"] and claim in each["claim_id"].split(";")]
    return found


def styles(figure, claim: str) -> set[str]:
    return {trace.name or trace.marker.symbol for trace in marks(figure, claim)}


def test_plants_and_cars_stand_under_their_company() -> None:
    frame = rows()
    assert row(frame, PHASE_1)["heading"] == "Xiaomi"
    assert row(frame, FIRST_YEAR)["heading"] == "Xiaomi"
    assert row(frame, PLANNED)["heading"] == "JAC-Nio Hefei plant", "an ownerless plant stands under its own name"
    owners = views.register(ledger(), "owners")
    assert row(capacity.rows(figures(), names(), owners, PLANTS), PLANNED)["heading"] == "JAC and Nio"


def test_every_kind_has_its_own_mark() -> None:
    figure = capacity.figure(rows(), LIGHT)
    assert "capacity" in styles(figure, PHASE_1)
    assert styles(figure, FIRST_YEAR) == {"fact"}
    assert styles(figure, TARGET_24) == {"line-ns"}
    (bracket,) = marks(figure, FORECAST)
    assert list(bracket.x) == [50_000, 60_000]
    assert bracket.marker.size < marks(figure, TARGET_24)[0].marker.size


def test_marks_of_different_kinds_are_never_joined() -> None:
    figure = capacity.figure(rows(), LIGHT)
    assert not [trace for trace in figure.data if trace.type == "scatter" and trace.mode != "markers"]
    places = {trace.y[0] for claim in (TARGET_24, FORECAST, FIRST_YEAR, TARGET_25) for trace in marks(figure, claim)}
    assert len(places) == 4


def test_capacity_is_carried_forward_into_later_years_only_and_looks_it() -> None:
    frame = rows()
    assert row(frame, TARGET_24)["carried"] == 150_000
    assert pd.isna(row(frame, FORECAST)["carried"]), "no year, nothing to carry into"
    figure = capacity.figure(frame, LIGHT)
    carried = [trace for trace in figure.data if trace.name == "carried"]
    assert {trace.customdata[0] for trace in carried} == {PHASE_1}
    assert [
        shape
        for shape in figure.layout.shapes
        if shape.type == "rect" and shape.line.dash == "dot" and shape.x1 == 150_000
    ]
    earlier = changed(figures(), TARGET_24, period="2022")
    assert pd.isna(row(rows(earlier), TARGET_24)["carried"])


def test_several_plants_are_not_summed() -> None:
    frame = figures()
    other = like(frame, PHASE_1, claim_id="x.1", of="xiaomi-plant-2")
    found = row(rows(pd.concat([frame, other])), TARGET_24)
    assert pd.isna(found["carried"])
    assert pd.isna(found["ratio"])


def test_a_derived_claim_gives_its_ratio_and_its_id() -> None:
    found = row(rows(), TARGET_24)
    assert (found["ratio"], found["ratio_formula"]) == ("66.7% of Phase 1 plant", "100,000 ÷ 150,000 × 100")
    assert SHARE in found["claim_id"].split(";")
    without = figures()
    found = row(rows(without[without["claim_id"].ne(SHARE)]), TARGET_24)
    assert (found["ratio"], found["ratio_condition"]) == (
        "67% of Phase 1 plant",
        "if unchanged since Oct 2023",
    )
    assert found["ratio_claim"] is None or pd.isna(found["ratio_claim"])


def test_attainment_says_what_the_texts_leave_open() -> None:
    found = row(rows(), FIRST_YEAR)
    assert (found["ratio"], found["ratio_formula"]) == ("137% of the 2024 target", "137,000 ÷ 100,000")
    assert found["ratio_condition"] == "if “first year on sale” is 2024, counting SU7 alone"
    stated = changed(figures(), FIRST_YEAR, period="2024", measure=None, of="xiaomi")
    assert row(rows(stated), FIRST_YEAR)["ratio_condition"] == ""


@pytest.mark.parametrize(
    "cells",
    [{"geography": "China"}, {"segment": "BEV"}, {"period": "2023"}, {"stance": "denies"}, {"unit": "GWh"}],
)
def test_an_actual_answers_no_target_of_another_place_segment_year_or_unit(cells: dict[str, str]) -> None:
    found = rows(changed(figures(), FIRST_YEAR, **cells))
    assert "÷ 100,000" not in "".join(
        str(each["ratio_formula"]) for _, each in found.iterrows() if FIRST_YEAR in str(each["claim_id"])
    )


def test_sales_are_no_utilisation_but_production_is() -> None:
    made = {"period": "2023", "of": "xiaomi", "measure": None}
    found = row(rows(changed(figures(), FIRST_YEAR, **made)), FIRST_YEAR)
    assert found["carried"] == 150_000
    assert pd.isna(found["ratio"])
    found = row(rows(changed(figures(), FIRST_YEAR, **made, metric="production")), FIRST_YEAR)
    assert found["ratio"] == "91% of Phase 1 plant"


def test_unknown_is_hatched_with_a_sentence() -> None:
    frame = rows()
    gaps = frame[frame["kind"].eq("unknown")]
    assert set(gaps["sentence"]) == {"no capacity reported", "nothing reported for a year"}
    figure = capacity.figure(frame, LIGHT)
    hatched = [trace for trace in lanes(figure) if trace.name == "unknown"]
    assert len(hatched) == len(gaps)
    assert all(trace.marker.pattern.shape == "/" for trace in hatched)
    assert "pandaily-2023-xiaomi-suv.28" in claim_ids(figure), "the hatching leads to what is known of the plant"


def test_the_capacity_before_is_inside_the_plan_and_no_row_of_its_own() -> None:
    frame = rows()
    found = row(frame, PLANNED)
    assert (found["kind"], found["before"], found["ratio_formula"]) == (
        "planned",
        120_000,
        "240,000 ÷ (1 + 100 ÷ 100)",
    )
    assert row(frame, BEFORE)["kind"] == "planned"
    figure = capacity.figure(frame, LIGHT)
    (box,) = [shape for shape in figure.layout.shapes if shape.type == "rect" and shape.line.color == LIGHT.derived]
    assert (box.x1, box.line.dash) == (120_000, "dash")


def test_growth_conversions_and_months_are_no_rows() -> None:
    told = {claim for ids in rows()["claim_id"].dropna() for claim in ids.split(";")}
    assert not {f"cnevpost-2021-jac-huawei.{n}" for n in (37, 38, 40, 44, 46, 51)} & told


def test_a_denied_figure_reads_without_colour() -> None:
    figure = capacity.figure(rows(changed(figures(), FIRST_YEAR, stance="denies", speaker="ford")), LIGHT)
    assert styles(figure, FIRST_YEAR) == {"hollow", "x"}
    assert "denied by Ford" in words(figure)


def test_possible_rows_are_paler() -> None:
    figure = capacity.figure(rows(changed(figures(), TARGET_25, known="possibly")), DARK)
    (tick,) = marks(figure, TARGET_25)
    assert tick.marker.opacity == 0.45


def test_repeats_share_a_row() -> None:
    frame = figures()
    again = like(frame, TARGET_25, claim_id="x.1")
    found = rows(pd.concat([frame, again]))
    assert row(found, "x.1")["claim_id"] == f"{TARGET_25};x.1"


def test_small_companies_get_an_axis_of_their_own() -> None:
    frame = figures()
    giant = like(frame, TARGET_25, claim_id="x.1", of="byd", low=5e6, high=5e6)
    batches = capacity.charts(rows(pd.concat([frame, giant])))
    assert [set(batch["heading"]) for batch in batches] == [{"BYD"}, {"Xiaomi", "JAC-Nio Hefei plant"}]


def test_none_one_and_phone() -> None:
    frame = figures()
    none = rows(frame.iloc[:0])
    assert none.empty
    assert not capacity.figure(none, LIGHT).data
    assert capacity.charts(none) == []
    assert capacity.finding(none) == capacity.question
    one = rows(frame[frame["claim_id"].eq(TARGET_25)])
    assert claim_ids(capacity.figure(one, LIGHT, narrow=True)) == {TARGET_25}
    assert "derived: 2.33 times Phase 1 plant" in words(capacity.figure(rows(), LIGHT, narrow=True))


def test_the_finding_is_the_farthest_target() -> None:
    assert capacity.finding(rows()) == "Xiaomi’s 2025 target is more than twice its only capacity on record"
    assert capacity.finding(rows(changed(figures(), TARGET_25, low=120_000.0, high=120_000.0))).endswith(
        "2025 target is 80% of its only capacity on record"
    )


def monthly(frame: pd.DataFrame) -> pd.DataFrame:
    return capacity.pairs(frame, views.register(ledger(), "links"), names())


def test_linked_months_hold_the_contained_inside_the_containing() -> None:
    table = monthly(figures())
    assert list(table["when"]) == ["Nov 2020", "Oct 2021", "Nov 2021"]
    assert list(table["rest"]) == [529, 7_434, 5_277]
    assert set(table["outer_of"]) == {"JAC"}
    figure = capacity.monthly(figures(), views.register(ledger(), "links"), names(), LIGHT)
    outer, inner = marks(figure, "cnevpost-2021-jac-huawei.37"), marks(figure, "cnevpost-2021-jac-huawei.44")
    assert (outer[0].name, inner[0].name) == ("capacity", "fact")
    assert outer[0].y == inner[0].y
    assert outer[0].width[0] > inner[0].width[0]
    assert "not to be summed" in words(figure)
    assert "JAC without Nio, derived" in words(figure)
    assert "27,033" not in words(figure)


@pytest.mark.parametrize(
    "cells",
    [
        {"period": None},
        {"period": "2021-10"},
        {"unit": "USD"},
        {"stance": "denies"},
        {"low_open": True, "high": float("nan")},
    ],
)
def test_a_link_of_unlike_figures_is_not_drawn(cells: dict[str, object]) -> None:
    assert "Nov 2021" not in set(monthly(changed(figures(), "cnevpost-2021-jac-huawei.44", **cells))["when"])


def test_no_links_no_months() -> None:
    none = views.register(ledger(), "links").iloc[:0]
    assert capacity.pairs(figures(), none, names()).empty
    assert not capacity.monthly(figures(), none, names(), LIGHT).data


def test_what_is_no_row_is_listed_with_the_reason() -> None:
    table = capacity.not_drawn(figures(), rows(), set(), names()).set_index("claim_id")
    assert table.loc["cnevpost-2021-jac-huawei.37", "why"].endswith("Covers a part of a year.")
    assert TARGET_24 not in table.index
