"""Under whose name a capacity figure stands: a company's own, or that of the company its plant or car belongs to."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from components.series.wording import joined
from components.words import present


def companies_named(figures: pd.DataFrame) -> set[str]:
    """Ids that the figures' own column `companies` calls companies."""
    if "companies" not in figures:
        return set()
    return {company for row in figures["companies"] if present(row) for company in str(row).split(";")}


def groups_of(entities: Iterable[str], belongs: pd.DataFrame, companies: Collection[str]) -> dict[str, str]:
    """The id that each entity's figures stand under: companies stand apart, a plant or car under its nearest owner.

    Several nearest owners come joined by `;`. `belongs`: owner, member, through any number of steps.
    """
    pairs = set(zip(belongs["owner"], belongs["member"], strict=True))
    owners: dict[str, set[str]] = {}
    for owner, member in pairs:
        owners.setdefault(member, set()).add(owner)

    def group(entity: str) -> str:
        mine = owners.get(entity, set())
        nearest = [owner for owner in mine if not any((owner, other) in pairs for other in mine - {owner})]
        return entity if entity in companies else ";".join(sorted(nearest)) or entity

    return {entity: group(entity) for entity in dict.fromkeys(entities)}


def heading(group: str, names: Mapping[str, str]) -> str:
    """The name over a group's rows: "JAC and Nio" for a plant of two."""
    return joined(names, group.split(";"))


def short(name: str, head: str) -> str:
    """A name without the heading that it stands under: "Phase 1 plant", "SU7"."""
    rest = name.removeprefix(f"{head} ")
    return rest if rest != name and rest else name
