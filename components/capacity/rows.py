"""The rows of the capacity chart: a row a company, year and kind, with what is carried forward and derived."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from components.capacity.groups import companies_named, groups_of, heading, short
from components.capacity.ratios import FLOWS, STATED, Ratio, exact, month, of_capacity, of_target, since_day
from components.series import Row, inputs, is_derived, period, records
from components.series.wording import but, called, doubtful, formula, hover, ids, interval, repeats
from components.words import as_day, days, present, sentence, text
from data.kept import kept
from data.vocabulary import Basis, Metric

UNITS: Mapping[str, tuple[str, ...]] = {
    "vehicles": ("vehicles", "vehicles a year"),
    "GWh": ("GWh", "GWh a year"),
}
"""What one axis may hold, by its name."""

COLUMNS = (
    "group", "heading", "kind", "label", "note", "detail", "of", "metric", "basis", "year", "low", "high", "low_open", "high_open",
    "derived", "stance", "value", "more", "claim_id", "faint", "hover", "carried", "carried_claim", "carried_hover",
    "before", "before_claim", "before_hover", "ratio", "ratio_formula", "ratio_condition", "ratio_value", "ratio_claim",
    "sentence",
)  # fmt: skip
"""One row a bar, tick, bracket or hatching. kind: installed, planned, target, forecast, actual, unknown."""

NUMBERS = ("year", "low", "high", "carried", "before", "ratio_value")
"""Columns of `COLUMNS` that are floats; the others are words, ids or flags, None where there is nothing."""

SOLD = {"sales": "sold", "deliveries": "delivered", "shipments": "shipped", "production": "built"}
AIMS = (str(Basis.TARGET), str(Basis.PLAN))
YEAR = (300, 400)


def part_of_year(row: Row) -> str:
    """Why a flow is not of one year: "covers a part of a year"; "" where it covers one, or states no period."""
    about = period(row)
    if about is None or about.lower is None or about.upper is None:
        return ""
    length = (about.upper - about.lower).days + 1
    return "covers a part of a year" if length < YEAR[0] else "covers several years" if length > YEAR[1] else ""


def usable(figures: pd.DataFrame, unit: str = "vehicles") -> pd.DataFrame:
    """Figures that can be rows: capacity and output of a year in the axis's unit; no growth, no conversion."""
    metrics = (str(Metric.CAPACITY), *FLOWS)
    kept = [
        row["metric"] in metrics and row["unit"] in UNITS[unit] and not present(row["conversion_of"])
        and (row["metric"] == str(Metric.CAPACITY) or not part_of_year(row))
        for row in records(figures)
    ]  # fmt: skip
    return figures[pd.Series(kept, index=figures.index, dtype=bool)]


@kept()
def rows(
    figures: pd.DataFrame, names: Mapping[str, str], belongs: pd.DataFrame, plants: Collection[str] = (),
    unit: str = "vehicles",
) -> pd.DataFrame:  # fmt: skip
    """Rows of the capacity chart, a company's together, with the columns `COLUMNS`; figures in vehicles (a year).

    `figures`: claims of kind figure; `belongs`: owner, member; `plants`: ids of plants, so that one named without
    a capacity is drawn as unknown. A company with neither capacity nor target, plan or forecast has no rows.
    """
    fit = usable(figures, unit)
    companies = companies_named(figures) | set(belongs["owner"])
    under = groups_of([*fit["of"], *plants], belongs, companies)
    own_of: dict[str, list[Row]] = {}
    for group, row in zip(fit["of"].map(under), records(fit), strict=True):
        own_of.setdefault(group, []).append(row)
    every, known_plants = records(figures), set(plants)
    plants_of: dict[str, list[Row]] = {}
    for row in every:
        if row["of"] in known_plants:
            plants_of.setdefault(under[text(row["of"])], []).append(row)
    ours = [(row, set(inputs(row).values())) for row in every if is_derived(row)]
    numbers = {text(row["claim_id"]): float(row["low"]) for row in every if present(row["low"])}
    found: list[dict[str, Any]] = []
    for group, own in own_of.items():
        aims = any(row["basis"] in (*AIMS, str(Basis.FORECAST)) for row in own)
        if not aims and not any(row["metric"] == str(Metric.CAPACITY) for row in own):
            continue
        told = {row["claim_id"] for row in own}
        derived = [row for row, inputs_of in ours if inputs_of & told]
        found += _Group(group, own, derived, plants_of.get(group, []), names, numbers).rows()
    cells = {name: [row[name] for row in found] for name in COLUMNS}
    return pd.DataFrame(
        {
            name: pd.Series(column, dtype="float64")
            if name in NUMBERS
            else pd.Series([None if cell != cell else cell for cell in column], dtype=object)
            for name, column in cells.items()
        }
    )


class _Group:
    def __init__(
        self, group: str, own: list[Row], derived: list[Row], plants: list[Row], names: Mapping[str, str],
        numbers: Mapping[str, float],
    ) -> None:  # fmt: skip
        """`derived`: what is computed from its figures; `plants`: every figure of its plants; `numbers` by claim."""
        self.group, self.plants, self.names, self.numbers = group, plants, names, numbers
        self.own, self.derived = own, derived
        self.name = heading(group, names)
        same = ["of", "metric", "basis", "low", "high", "low_open", "high_open", "period", "measure", "segment",
                "geography", "counted_by", "stance", "by", "formula"]  # fmt: skip
        self.repeats = repeats(own, same)
        self.first = [each[0] for each in self.repeats]

    def rows(self) -> list[dict[str, Any]]:
        """Capacity first, then what is not known of it, then a year after the other."""
        capacity, flows, before = [], [], self._before()
        for row, same in zip(self.first, self.repeats, strict=True):
            if row["claim_id"] in {text(each["claim_id"]) for each in before.values()}:
                continue
            if row["metric"] == str(Metric.CAPACITY):
                capacity.append((self._rank(row), self._capacity(row, same, before.get(text(row["claim_id"])))))
            else:
                flows.append((self._rank(row), self._flow(row, same)))
        unknown = self._unknown(bool(capacity), bool(flows))
        ordered = [row for _, row in sorted(capacity, key=lambda pair: pair[0])]
        later = [row for _, row in sorted(flows, key=lambda pair: pair[0])]
        missing = [row for row in unknown if row["label"] != NO_FLOW]
        return [*ordered, *missing, *later, *(row for row in unknown if row["label"] == NO_FLOW)]

    def _rank(self, row: Row) -> tuple[Any, ...]:
        about = period(row)
        upper = about.upper if about is not None else as_day(row["published_lower"])
        kinds = ["installed", "planned", "forecast", "target", "actual"]
        planned = row["metric"] == str(Metric.CAPACITY) and row["basis"] != str(Basis.ACTUAL)
        return planned, str(upper or "9999"), kinds.index(self._kind(row)), text(row["published"])

    @staticmethod
    def _kind(row: Row) -> str:
        if row["metric"] == str(Metric.CAPACITY):
            return "installed" if row["basis"] in (str(Basis.ACTUAL), str(Basis.ESTIMATE)) else "planned"
        if row["basis"] in AIMS:
            return "target"
        return "forecast" if row["basis"] == str(Basis.FORECAST) else "actual"

    def _before(self) -> dict[str, Row]:
        """Claim id of a planned capacity -> the derived capacity before it."""
        planned = {row["claim_id"] for row in self.first if self._kind(row) == "planned"}
        found: dict[str, Row] = {}
        for row in self.first:
            if is_derived(row) and self._kind(row) == "installed":
                found |= {claim: row for claim in inputs(row).values() if claim in planned}
        return found

    def _base(self, row: Row, same: list[Row]) -> dict[str, Any]:
        return dict.fromkeys(COLUMNS) | {
            "group": self.group, "heading": self.name, "kind": self._kind(row), "of": row["of"],
            "metric": row["metric"], "basis": row["basis"], "low": row["low"], "high": row["high"],
            "low_open": bool(row["low_open"]), "high_open": bool(row["high_open"]), "derived": is_derived(row),
            "stance": row["stance"], "value": interval(row, 0), "claim_id": ids(same),
            "faint": all(map(doubtful, same)), "hover": hover(row, self.names),
        }  # fmt: skip

    def _name(self, row: Row) -> str:
        """Whose figure it is, where that is not the heading."""
        name = called(row["of"], self.names)
        return "" if name == self.name else short(name, self.name)

    def _extra(self, row: Row, *words: str) -> str:
        """The words behind a value: what it is, who set or made it, and if it is denied or derived."""
        by = called(row["by"], self.names)
        said = [*words, by if by != self.name else "", but(row, self.names)]
        if row["basis"] == str(Basis.ESTIMATE):
            said.append("estimate")
        if is_derived(row):
            said.append("derived")
        return ", ".join(word for word in said if word)

    def _capacity(self, row: Row, same: list[Row], before: Row | None) -> dict[str, Any]:
        about, name = period(row), self._name(row)
        told = as_day(row["published_upper"])
        undated = f"undated, told {month(told)}" if told is not None else "undated"
        time = days(about.lower, about.upper) if about is not None else undated
        note = ", ".join(part for part in (name, text(row["measure"]), text(row["geography"]), time) if part)
        found = self._base(row, same) | {
            "label": "Installed" if self._kind(row) == "installed" else "Planned",
            "note": note, "detail": note, "more": self._extra(row, "a year"),
        }  # fmt: skip
        if before is not None:
            of = formula(before, self.numbers, 0)
            found |= {
                "before": exact(before), "before_claim": before["claim_id"], "before_hover": hover(before, self.names),
                "ratio": f"{interval(before, 0)} before", "ratio_formula": of, "ratio_claim": before["claim_id"],
                "claim_id": f"{found['claim_id']};{before['claim_id']}",
            }  # fmt: skip
        return found

    def _flow(self, row: Row, same: list[Row]) -> dict[str, Any]:
        about, kind, metric = period(row), self._kind(row), text(row["metric"])
        measure = text(row["measure"])
        label = days(about.lower, about.upper) if about else sentence(measure) or "No year stated"
        said = {"target": text(row["basis"]), "forecast": "forecast"}.get(kind, "")
        stated = "dates not stated" if about is None and measure else measure
        detail = [stated, text(row["geography"]), text(row["segment"])]
        more = f"{metric} {said}" if said else SOLD[metric]
        if row["period_is"] == "by":
            more += f", by {label}"
        capacity = self._standing(row) if about is not None else None
        found = self._base(row, same) | {
            "label": label, "note": ", ".join(part for part in (self._name(row), metric, *detail) if part),
            "detail": ", ".join(part for part in (self._name(row), *detail) if part), "more": self._extra(row, more),
            "year": about.upper.year if about and about.upper else None,
        }  # fmt: skip
        if capacity is not None:
            found |= {
                "carried": exact(capacity), "carried_claim": capacity["claim_id"],
                "carried_hover": hover(capacity, self.names, "carried forward: no later capacity is on record"),
            }  # fmt: skip
        ratio = self._ratio(row, capacity)
        return found | _ratio_columns(ratio, found["claim_id"]) if ratio is not None else found

    def _ratio(self, row: Row, capacity: Row | None) -> Ratio | None:
        if is_derived(row):
            return None
        if self._kind(row) == "actual":
            return of_target(row, [*self.own, *self.derived], self.names, self.name) or of_capacity(
                row, capacity, self.derived, self.names, self.name
            )
        return of_capacity(row, capacity, self.derived, self.names, self.name)

    def _standing(self, row: Row) -> Row | None:
        """The capacity on record by the end of a figure's year, if one only stands: several plants are not summed."""
        about = period(row)
        if about is None or about.upper is None:
            return None
        known = [
            (since, each) for each in self.first
            if self._kind(each) == "installed" and each["stance"] in STATED and not is_derived(each)
            and exact(each) is not None and (since := since_day(each)) is not None
            and since <= pd.Timestamp(about.upper)
        ]  # fmt: skip
        whole = [pair for pair in known if pair[1]["of"] == self.group]
        if not whole and len({each["of"] for _, each in known}) != 1:
            return None
        return max(whole or known, key=lambda pair: pair[0])[1]

    def _unknown(self, capacity: bool, flows: bool) -> list[dict[str, Any]]:
        """Rows for what is named and has no figure: a plant, all capacity, all output of a year."""
        found = []
        told = {row["of"] for row in self.first if row["metric"] == str(Metric.CAPACITY)}
        for about in repeats(self.plants, ["of"]):
            if (plant := text(about[0]["of"])) not in told:
                words = "\n".join(text(row["statement"]) for row in about)
                name = short(called(plant, self.names), self.name)
                found.append(self._gap("Capacity", name, "no capacity reported", ids(about), words) | {"of": plant})
        if not capacity and not found:
            found.append(self._gap("Capacity", "any plant", "no capacity reported", None, ""))
        if not flows:
            found.append(self._gap(NO_FLOW, "whole year", "nothing reported for a year", None, ""))
        return found

    def _gap(self, label: str, note: str, words: str, claim: str | None, said: str) -> dict[str, Any]:
        return dict.fromkeys(COLUMNS) | {
            "group": self.group, "heading": self.name, "kind": "unknown", "label": label, "note": note, "detail": note,
            "claim_id": claim, "faint": False, "derived": False, "low_open": False, "high_open": False,
            "hover": said or words, "sentence": words,
        }  # fmt: skip


NO_FLOW = "Target, actual"


def _ratio_columns(ratio: Ratio, claims: str) -> dict[str, Any]:
    return {
        "ratio": ratio.words, "ratio_formula": ratio.formula, "ratio_condition": ratio.condition,
        "ratio_value": ratio.value, "ratio_claim": ratio.claim or None,
        "claim_id": f"{claims};{ratio.claim}" if ratio.claim else claims,
    }  # fmt: skip
