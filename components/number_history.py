"""How numbers moved: a target's or forecast's statements over publication days, and the actual when it came."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.columns import Column
from components.due import by, fact
from components.due import figure as figure_said
from components.series import Row, records
from components.series.draw import FAINT, blank
from components.series.wording import wrapped
from components.theme import AXIS, LABEL, Palette
from components.words import as_day, days, plain, present, text, unit, value, when
from data.number_history import Move
from data.verdicts import Came
from data.vocabulary import Known

Names = Mapping[str, str]

COLUMNS = (
    Column("goal", "Number", kind="strong"), Column("known", "Published", sort_field="day"),
    Column("value", "Value", kind="number", sort_field="sort"), Column("unit", "Unit", hide_narrow=True),
    Column("period", "For", hide_narrow=True), Column("move", "Move"),
    Column("outcome", "Outcome", hide_narrow=True), Column("said", "Said by", kind="muted", hide_narrow=True),
)  # fmt: skip
SAID = {
    Move.FIRST: "first on record", Move.CHANGED: "changed", Move.BESIDE: "beside it, order not told",
}  # fmt: skip
HEAD, PANEL, FOOT, LEFT, RIGHT = 44, 96, 26, 12, 150


def title(row: Row, names: Names) -> str:
    """What a history is of: "Xiaomi: deliveries, target for 2025"."""
    what = text(row["what"]) or plain(row["metric"])
    details = [text(row[name]) for name in ("segment", "measure", "geography") if present(row[name])]
    small = f" ({'; '.join(details)})" if details else ""
    about = when(row["period"], row["period_is"])
    about = about if about.startswith("by ") or not about else f"for {about}"
    return f"{names.get(text(row['of']), text(row['of']))}: {what}{small}, {row['ahead']} {about}".rstrip()


def _actuals(steps: list[Row], outcomes: pd.DataFrame, by_id: Mapping[str, Row]) -> list[tuple[Row, Row]]:
    """(outcome, claim) pairs of figures that answer any step of a history, each claim once."""
    mine = outcomes[outcomes["claim_id"].isin([row["claim_id"] for row in steps]) & (outcomes["came"] != Came.COMPARE)]
    found: dict[str, tuple[Row, Row]] = {}
    for row in records(mine):
        other = by_id.get(row["other"])
        if other is not None and (present(other["low"]) or present(other["high"])):
            found[row["other"]] = (row, other)
    return list(found.values())


def _verdict(step: Row, outcomes: pd.DataFrame, by_id: Mapping[str, Row], names: Names) -> str:
    mine = outcomes[(outcomes["claim_id"] == step["claim_id"]) & (outcomes["came"] != Came.COMPARE)]
    told = []
    for row in records(mine):
        other = by_id.get(row["other"])
        if other is None:
            continue
        metric = (
            f", if {plain(other['metric'])} count as {plain(step['metric'])}"
            if "metric" in text(row["condition"])
            else ""
        )
        told.append(f"{row['came']}{metric}: {fact(other, names)}")
    return "; ".join(told)


def rows(histories: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a statement, history by history, oldest first: goal, known, day, value, sort, unit, period, move, outcome,
    said, claim. The goal stands on its history's first row; `claim` opens the statement and its outcomes.
    """
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    found: list[dict[str, Any]] = []
    for row in records(histories):
        mine = outcomes[(outcomes["claim_id"] == row["claim_id"]) & (outcomes["came"] != Came.COMPARE)]
        found.append(
            {
                "goal": title(row, names) if not found or found[-1]["history"] != row["history"] else "",
                "history": row["history"], "known": when(row["published"]), "day": row["published_lower"],
                "value": value(row), "sort": row["low"] if present(row["low"]) else row["high"],
                "unit": unit(row["unit"]), "period": when(row["period"], row["period_is"]) or "not stated",
                "move": SAID.get(row["move"], str(row["move"])), "outcome": _verdict(row, outcomes, by_id, names),
                "said": by(row, names), "claim": ";".join([row["claim_id"], *mine["other"]]),
            }
        )  # fmt: skip
    return pd.DataFrame(found, columns=["goal", "history", "known", "day", "value", "sort", "unit", "period", "move",
                                        "outcome", "said", "claim"])  # fmt: skip


def moved(histories: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The histories worth a picture: more than one statement, or an outcome on record."""
    told = set(outcomes[outcomes["came"] != Came.COMPARE]["claim_id"])
    worth = [
        name for name, steps in histories.groupby("history", sort=False)
        if len(steps) > 1 or bool(set(steps["claim_id"]) & told)
    ]  # fmt: skip
    return histories[histories["history"].isin(worth)].reset_index(drop=True)


def figure(
    histories: pd.DataFrame, outcomes: pd.DataFrame, claims: pd.DataFrame, names: Names, palette: Palette,
    known_on: pd.Timestamp, narrow: bool = False,
) -> go.Figure:  # fmt: skip
    """One panel a history: value from zero over the day it was published, a step at each revision.

    Dots run on to the last day (or the known-on day) where nothing newer is on record. The actual is a mark of its
    own, never joined. Every mark's customdata is its claim id. `histories` as from `data.number_history`.
    """
    if histories.empty:
        return blank(palette)
    by_id: dict[str, Row] = {row["claim_id"]: row for row in records(claims)}
    chart = _Chart(palette, narrow, names, known_on)
    for _, steps in histories.groupby("history", sort=False):
        steps_ = records(steps)
        chart.panel(steps_, _actuals(steps_, outcomes, by_id))
    return chart.drawn()


def _level(row: Row) -> float:
    """The end of a figure that its mark stands at: its low end, else its high one."""
    return float(row["low"] if present(row["low"]) else row["high"])


class _Chart:
    def __init__(self, palette: Palette, narrow: bool, names: Names, known_on: pd.Timestamp) -> None:
        self.p, self.narrow, self.names, self.on = palette, narrow, names, known_on
        self.traces: list[go.Scatter] = []
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.y = 0.0
        self.days: list[pd.Timestamp] = [known_on]

    def panel(self, steps: list[Row], actuals: list[tuple[Row, Row]]) -> None:
        """Draw one history under what is drawn already."""
        drawn = [row for row in steps if present(row["low"]) or present(row["high"])]
        ends = [float(row[name]) for row in [*drawn, *(other for _, other in actuals)] for name in ("low", "high")
                if present(row[name])]  # fmt: skip
        most = max([end for end in ends if end > 0], default=1.0)
        base = self.y + HEAD + PANEL
        self.note(title(steps[-1], self.names), None, self.y + 14, size=LABEL, weight=600)
        self.line(None, base, None, base, self.p.rule)

        def at(number: float) -> float:
            return base - max(number, 0) / most * (PANEL - 14)

        for n, row in enumerate(drawn):
            start, y = row["published_upper"], at(_level(row))
            after = drawn[n + 1] if n + 1 < len(drawn) else None
            if after is not None:
                self.line(start, y, after["published_upper"], y, self.p.fact, 2)
                self.line(after["published_upper"], y, after["published_upper"], at(_level(after)), self.p.fact, 2)
            else:
                last = min(row["due"], self.on) if present(row["due"]) else self.on
                if last > start:
                    self.line(start, y, last, y, self.p.hatch, 2, "dot")
                    self.days.append(last)
            self.mark(row, y, "square-open", self.said(row), at)
        for told, other in actuals:
            self.mark(
                other,
                at(_level(other)),
                "circle",
                f"{figure_said(other)}, {plain(other['metric'])}: {told['came']}",
                at,
            )
        self.y = base + FOOT

    def said(self, row: Row) -> str:
        move = SAID.get(row["move"], str(row["move"]))
        return f"{value(row)}{'' if row['move'] == Move.FIRST else f', {move}'}"

    def mark(self, row: Row, y: float, symbol: str, words: str, at: Any) -> None:
        """A statement's mark at the day it was surely known, a bar over its vague publication, and its words."""
        first, last = row["published_lower"], row["published_upper"]
        self.days += [first, last]
        faint = FAINT if row["known"] == Known.POSSIBLY else 1
        if first < last:
            self.line(first, y, last, y, self.p.hatch, 1.2)
        low, high = (float(row[name]) if present(row[name]) else None for name in ("low", "high"))
        if low is not None and high is not None and low < high:
            self.line(last, at(low), last, at(high), self.p.fact, 2)
        elif low is None or high is None:
            self.line(last, y, last, y - 12 if high is None else y + 12, self.p.hatch, 2, "dot")
        known = days(as_day(first), as_day(last))
        hover = theme.hover(text(row["statement"]), words, by(row, self.names), f"known {known}")
        self.traces.append(
            go.Scatter(
                x=[last], y=[y], mode="markers", customdata=[row["claim_id"]], hovertext=[hover], hoverinfo="text",
                cliponaxis=False, name=symbol, opacity=faint,
                marker={"symbol": symbol, "size": 12, "color": self.p.fact,
                        "line": {"width": 2 if symbol.endswith("open") else 0, "color": self.p.fact}},
            )
        )  # fmt: skip
        self.note(words, last, y, size=AXIS)

    def note(self, words: str, x: Any, y: float, size: float, weight: int = 400) -> None:
        place = {"xref": "paper", "x": 0} if x is None else {"x": x, "xshift": 11}
        if x is None:
            words = wrapped(words, 350 if self.narrow else 760, size, 1)[0]
        self.notes.append(
            {"text": words, "y": y, "xanchor": "left", "yanchor": "middle", "showarrow": False, "borderpad": 1,
             "bgcolor": self.p.page, "font": {"size": size, "color": self.p.ink, "weight": weight}, **place}
        )  # fmt: skip

    def line(self, x0: Any, y0: float, x1: Any, y1: float, colour: str, wide: float = 1, dash: str = "solid") -> None:
        across = {"xref": "paper", "x0": 0, "x1": 1} if x0 is None else {"x0": x0, "x1": x1}
        self.shapes.append(
            {"type": "line", "y0": y0, "y1": y1, "layer": "below", **across,
             "line": {"color": colour, "width": wide, "dash": dash}}
        )  # fmt: skip

    def drawn(self) -> go.Figure:
        first, last = min(self.days), max(self.days)
        pad = max((last - first) * 0.03, pd.Timedelta(days=20))
        return go.Figure(
            self.traces,
            theme.layout(
                self.p, grid="x", height=int(self.y + 24), shapes=self.shapes, annotations=self.notes,
                margin={"l": LEFT, "r": 16 if self.narrow else RIGHT, "t": 4, "b": 24},
                xaxis={"type": "date", "range": [first - pad, last + pad], "nticks": 4 if self.narrow else 8},
                yaxis={"range": [self.y, 0], "showticklabels": False},
            ),
        )  # fmt: skip
