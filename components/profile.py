"""Everything about one company, as the tables of its page. Frames in, frames out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from components import words
from components.columns import Column
from components.series import Row
from components.theme import Palette, mark_svg, stage_svg
from data.claim_rows import dicts
from data.kept import kept
from data.vocabulary import Stage, Stance, TieType

Names = Mapping[str, str]

FIGURE_COLUMNS = (
    Column("figure", "Figure"),
    Column("value", "Value", kind="number", sort_field="sort", kind_field="tone"),
    Column("unit", "Unit"),
    Column("period", "Period", sort_field="day", hide_narrow=True),
    Column("kind", "Kind", kind_field="tone"),
    Column("said", "Said by", kind="muted", hide_narrow=True),
)
"""The columns of `figures`, on every page that shows such a table."""


def _mark(row: Row, palette: Palette) -> str:
    stage = Stage(row["stage"]) if words.present(row["stage"]) else None
    return mark_svg(Stance(row["stance"]), stage, palette)


@kept()
def deals(deals: pd.DataFrame, talks: pd.DataFrame, subject: str, names: Names, palette: Palette) -> pd.DataFrame:
    """A row a deal of the company, contested first, then newest: with, form, stage, stances, known, claim."""
    rows = []
    told: dict[str, list[Row]] = {}
    for row in dicts(talks):
        told.setdefault(str(row["deal"]), []).append(row)
    for deal in dicts(deals.sort_values(["contested", "last_published"], ascending=False)):
        of = told.get(deal["deal"], [])
        others = [names.get(party, party) for party in deal["parties"].split(";") if party != subject]
        forms = dict.fromkeys(form for row in of for form in str(row["form"]).split(";"))
        stated = [form for form in forms if form != "undisclosed"]
        stances = list(dict.fromkeys(_mark(row, palette) for row in of))[:6]
        swatch = [stage_svg(Stage(deal["stage"]), palette)] if deal["stage"] else []
        rows.append(
            {
                "with": words.listed(others), "form": words.listed(stated) or "not stated",
                "stage": [*swatch, words.stage(deal["stage"])], "rung": deal["peak"],
                "stances": stances, "contested": "contested" if deal["contested"] else "",
                "support": support(deal), "known": words.days(*_days(of)), "day": deal["last_published"],
                "claim": ";".join(str(row["claim_id"]) for row in of),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def support(deal: Mapping[Any, Any]) -> str:
    """1 origin, 5 reports; with "quiet 27 months" where nobody has written of it."""
    said = f"{words.count(int(str(deal['origins'])), 'origin')}, {words.count(int(str(deal['reports'])), 'report')}"
    return f"{said}, quiet {deal['quiet_months']} months" if deal["quiet"] else said


def _days(claims: list[Row]) -> tuple[date | None, date | None]:
    days = [[row[end] for row in claims if words.present(row[end])] for end in ("published_lower", "published_upper")]
    return words.as_day(min(days[0], default=None)), words.as_day(max(days[1], default=None))


@kept()
def figures(figures: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row a figure: what, value, unit, period, kind, said by, claim; ours marked `derived` in `tone`."""
    rows = []
    for row in dicts(figures):
        measure = row["what"] or words.plain(row["metric"])
        details = [row[name] for name in ("segment", "measure") if words.present(row[name])]
        derived = words.present(row["formula"])
        rows.append(
            {
                "figure": f"{names.get(row['of'], row['of'])}: {measure}" + (f" ({'; '.join(details)})" if details else ""),
                "value": words.value(row), "sort": row["low"] if words.present(row["low"]) else row["high"],
                "unit": words.unit(row["unit"]), "period": words.when(row["period"], row["period_is"]) or "not stated",
                "day": row["about_lower"] if row["dated"] else None,
                "kind": f"derived, {row['formula']}" if derived else row["basis"],
                "tone": "derived" if derived else "", "said": said(row, names), "claim": row["claim_id"],
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def said(row: Row, names: Names) -> str:
    """Who said it and where it was read: "Opoyi, citing Bloomberg"."""
    if words.present(row["formula"]):
        return "Entente"
    origin, publisher = names.get(str(row["said_by"]), ""), str(row["publisher_name"])
    return publisher if origin == publisher else f"{publisher}, citing {origin}"


@kept()
def lines(claims: pd.DataFrame, names: Names, palette: Palette) -> pd.DataFrame:
    """Positions or milestones as rows: known, mark, statement, topic, said by, claim; newest known first."""
    rows = dicts(claims)
    return pd.DataFrame(
        {
            "known": [words.when(value) for value in claims["published"]],
            "day": claims["published_lower"].tolist(),
            "mark": [[_mark(row, palette)] for row in rows],
            "statement": claims["statement"].tolist(),
            "topic": [words.text(row["topic"], words.text(row["what"])) for row in rows],
            "when": [words.when(*about) or "not dated" for about in claims[["when", "when_is", "when_phrase"]].values],
            "about": claims["about_lower"].tolist(),
            "said": [said(row, names) for row in rows],
            "claim": claims["claim_id"].tolist(),
        }
    )


@kept()
def latest(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims in the order of the time they are about, the latest first."""
    return claims.sort_values("about_upper", ascending=False)


PASSIVE = {
    TieType.OWNS: "belongs to", TieType.JOINT_VENTURE_PARENT: "joint venture of", TieType.BRAND_OF: "has the brand",
    TieType.MANUFACTURES_FOR: "is made for by", TieType.SUPPLIES: "buys from",
    TieType.SUPPLIES_TECHNOLOGY_TO: "takes technology from", TieType.LICENSES_TO: "has a licence from",
    TieType.CO_DEVELOPS: "co-develops with", TieType.COMPETES_WITH: "competes with",
}  # fmt: skip


@kept()
def ties(ties: pd.DataFrame, subject: str, names: Names) -> pd.DataFrame:
    """A row a tie as read from the company: relation, other, scope, said by, claim."""
    rows = []
    for row in dicts(ties):
        active = row["from"] == subject or row["to"] != subject
        other = row["to"] if active else row["from"]
        who = "" if subject in (row["from"], row["to"]) else f"{names.get(row['from'], row['from'])} "
        relation = row["type"] if active else PASSIVE[TieType(row["type"])]
        rows.append(
            {"relation": f"{who}{relation}", "other": names.get(other, other), "scope": words.text(row["scope"]),
             "said": said(row, names), "claim": row["claim_id"]}
        )  # fmt: skip
    return pd.DataFrame(rows)


@kept()
def people(roles: pd.DataFrame, mentions: pd.DataFrame, members: set[str], names: Names) -> pd.DataFrame:
    """A row a person with a post in the company or what it owns: person, title, entity, claims that name him."""
    rows = []
    for role in dicts(roles[roles["entity"].isin(members)]):
        named = mentions[mentions["entity"] == role["person"]]["claim_id"].drop_duplicates()
        rows.append(
            {"person": names.get(role["person"], ""), "title": role["title"], "entity": names.get(role["entity"], ""),
             "claim": ";".join(named)}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["person", "title", "entity", "claim"]).drop_duplicates(
        ["person", "title", "entity"]
    )


def described(entity: Mapping[str, object], belongs: pd.DataFrame, names: Names) -> str:
    """One line on what the company is: sort, country, listing, other names, what it belongs to, what it owns."""
    parts = [words.sentence(str(entity["core"] or entity["sort"]))]
    if words.present(entity["tickers"]):
        parts.append("listed as " + str(entity["tickers"]).replace(";", " and "))
    aliases = [name for name in str(entity["aliases"]).split(";") if name != entity["name"]]
    if aliases:
        parts.append(f"also called {words.listed(aliases, most=4)}")
    owners = [names.get(owner, owner) for owner in belongs[belongs["member"] == entity["entity"]]["owner"]]
    if owners:
        parts.append(f"belongs to {words.listed(owners)}")
    members = [names.get(member, member) for member in belongs[belongs["owner"] == entity["entity"]]["member"]]
    if members:
        parts.append(f"with {words.listed(members, most=5)}")
    return "; ".join(parts) + "."
