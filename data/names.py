"""Every name an entity or a person goes by."""

from data.model import Entity, Person
from data.seeds import Seeds


def aliases(thing: Entity | Person) -> tuple[str, ...]:
    """All names of one entity or person, the shown one first, each once."""
    names = [thing.name, *(name.name for name in thing.names)]
    if isinstance(thing, Entity) and thing.legal_name:
        names.append(thing.legal_name)
    return tuple(dict.fromkeys(names))


def register(seeds: Seeds) -> dict[str, tuple[str, ...]]:
    """Names by id, of entities and people; they share one space of ids."""
    things: list[Entity | Person] = [*seeds.entities, *seeds.people]
    return {thing.id: aliases(thing) for thing in things}
