"""What must hold between facts: every id leads somewhere, once, and derived values follow from their inputs."""

from collections import Counter
from collections.abc import Iterable, Iterator

from data.arithmetic import BadFormula, evaluate, matches
from data.faults import Fault
from data.mentions import named
from data.model import Article, Claim, Figure, Talk, Tie
from data.seeds import Seeds
from data.vocabulary import Attribution, How, Part, Sort, Stage, Stance, TieType

BELONGING = (TieType.OWNS, TieType.JOINT_VENTURE_PARENT, TieType.BRAND_OF)


def _twice(seeds: Seeds) -> Iterator[Fault]:
    registers: dict[str, Iterable[str]] = {
        "entities.yaml": [e.id for e in seeds.entities] + [p.id for p in seeds.people],
        "deals.yaml": [d.id for d in seeds.deals],
        "origins.yaml": [o.id for o in seeds.origins],
        "articles": [a.id for a in seeds.articles],
    }
    for file, ids in registers.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Fault(file, 0, name, f"is the id of {times} entries", "Give each its own id")


def owners(seeds: Seeds) -> dict[str, set[str]]:
    """Who is joined to whom by ownership, brand, joint venture or the register, in one step either way."""
    joined: dict[str, set[str]] = {}
    ties = [claim for _, claim in seeds.claims() if isinstance(claim, Tie) and claim.type in BELONGING]
    pairs = [(tie.from_, tie.to) for tie in ties] + [(e.part_of, e.id) for e in seeds.entities if e.part_of]
    for one, other in pairs:
        joined.setdefault(one, set()).add(other)
        joined.setdefault(other, set()).add(one)
    return joined


class References:
    """Checks every claim of the seeds against the registers."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.entities = {entity.id: entity for entity in seeds.entities}
        self.people = {person.id for person in seeds.people}
        self.deals = {deal.id: deal for deal in seeds.deals}
        self.origins = {origin.id: origin for origin in seeds.origins}
        self.claims = {claim.id: claim for _, claim in seeds.claims()}
        self.joined = owners(seeds)

    def faults(self) -> list[Fault]:
        """Every broken reference, in one run."""
        found = [*_twice(self.seeds), *self._registers(), *self._circles()]
        for article in self.seeds.articles:
            found.extend(self._article(article))
        return found

    def _known(self, name: str) -> bool:
        return name in self.entities or name in self.people

    def _registers(self) -> Iterator[Fault]:
        for deal in self.seeds.deals:
            for party in deal.parties:
                if party not in self.entities:
                    yield Fault("deals.yaml", 0, deal.id, f"unknown entity {party!r}", "Add it to entities.yaml")
            if deal.follows and deal.follows not in self.deals:
                yield Fault("deals.yaml", 0, deal.id, f"follows the unknown deal {deal.follows!r}", "Correct the id")
        for origin in self.seeds.origins:
            if not self._known(origin.said_by):
                mend = "Add who said it to entities.yaml or people.yaml"
                yield Fault("origins.yaml", 0, origin.id, f"unknown said_by {origin.said_by!r}", mend)
        for person in self.seeds.people:
            for role in person.roles:
                if role.entity not in self.entities:
                    yield Fault(
                        "people.yaml",
                        0,
                        person.id,
                        f"unknown entity {role.entity!r}",
                        "Add it to entities.yaml",
                    )
                if role.article not in {article.id for article in self.seeds.articles}:
                    yield Fault("people.yaml", 0, person.id, f"unknown article {role.article!r}", "Correct the id")
        for entity in self.seeds.entities:
            if entity.part_of and entity.part_of not in self.entities:
                yield Fault(
                    "entities.yaml",
                    0,
                    entity.id,
                    f"part_of the unknown entity {entity.part_of!r}",
                    "Correct the id",
                )
            for judgement in entity.same_as:
                if judgement.entity not in self.entities:
                    wrong = f"same_as the unknown entity {judgement.entity!r}"
                    yield Fault("entities.yaml", 0, entity.id, wrong, "Correct the id")
        for link in self.seeds.links:
            for claim in link.claims:
                if claim not in self.claims:
                    yield Fault("links.yaml", 0, claim, "is linked, but is no claim", "Correct the id")

    def _article(self, article: Article) -> Iterator[Fault]:
        file = f"articles/{article.id}.yaml"
        document = self.seeds.documents.get(file)
        if document is None:
            yield Fault(
                "articles",
                0,
                article.id,
                "does not stand in a file of its name",
                f"Rename the file to {article.id}.yaml",
            )
            return
        publisher = self.entities.get(article.publisher)
        if publisher is None or publisher.sort is not Sort.PUBLISHER:
            wrong = f"unknown publisher {article.publisher!r}"
            yield Fault(
                file,
                document.line(("publisher",)),
                article.id,
                wrong,
                "Add it to entities.yaml with sort: publisher",
            )
        seen: set[str] = set()
        for index, claim in enumerate(article.claims):
            line = document.line(("claims", index))
            if claim.id in seen:
                yield Fault(file, line, claim.id, "is the id of an earlier claim", "Give it the next free number")
            seen.add(claim.id)
            if not claim.id.startswith(f"{article.id}."):
                yield Fault(
                    file,
                    line,
                    claim.id,
                    "does not begin with its article's id",
                    f"Write {article.id}.{index + 1}",
                )
            for wrong, mend in self._claim(claim):
                yield Fault(file, line, claim.id, wrong, mend)

    def _claim(self, claim: Claim) -> Iterator[tuple[str, str]]:
        for name, role in named(claim):
            if not self._known(name):
                yield (
                    f"unknown entity {name!r} ({role})",
                    "Add it to entities.yaml or people.yaml, or correct the id",
                )
        for name in claim.via:
            if name not in self.entities:
                yield f"unknown publisher {name!r} in via", "Add it to entities.yaml, or correct the id"
        origin = self.origins.get(claim.origin)
        if origin is None:
            yield f"unknown origin {claim.origin!r}", "Add it to origins.yaml, or correct the id"
        elif (origin.attribution is Attribution.DERIVED) != (claim.derived is not None):
            yield (
                "derived claims, and only they, come from an origin that is derived by us",
                "Correct origin or derived",
            )
        yield from self._answers(claim)
        if isinstance(claim, Talk):
            yield from self._talk(claim)
        if isinstance(claim, Figure):
            for field in ("change_of", "against", "conversion_of"):
                target = getattr(claim, field)
                if target and target not in self.claims:
                    yield f"{field} names the unknown claim {target!r}", "Correct the id"
        if claim.derived is not None:
            yield from self._derived(claim)

    def _answers(self, claim: Claim) -> Iterator[tuple[str, str]]:
        for answer in claim.answers:
            answered = self.claims.get(answer.claim)
            if answered is None:
                yield (
                    f"answers {answer.claim!r}, which is gone or never was",
                    "Correct the id, or drop the answer",
                )
                continue
            if answer.how is How.DENIES and claim.stance is not Stance.DENIES:
                yield (
                    f"answers {answer.claim} with denies, but its stance is {claim.stance}",
                    "Set stance: denies",
                )
            deals = {talk.deal for talk in (claim, answered) if isinstance(talk, Talk)}
            if answer.how is How.DENIES and len(deals) > 1:
                yield f"denies {answer.claim} of another deal", "Write one denial a deal"

    def _talk(self, claim: Talk) -> Iterator[tuple[str, str]]:
        deal = self.deals.get(claim.deal)
        if deal is None:
            yield f"unknown deal {claim.deal!r}", "Add it to deals.yaml, or correct the id"
            return
        for party in claim.parties:
            near = {party.entity} | self.joined.get(party.entity, set())
            if not near & set(deal.parties):
                wrong = f"party {party.entity!r} is not of deal {deal.id}, nor tied to one of its parties"
                yield wrong, "Correct the party, add the tie, or start a deal of its own"
        if claim.part is Part.RELATED_HEADLINE and claim.stance is Stance.ASSERTS and claim.stage is not Stage.RUMOURED:
            yield "a related headline would set a stage", "Write a milestone or figure instead"

    def _derived(self, claim: Claim) -> Iterator[tuple[str, str]]:
        assert claim.derived is not None
        values: dict[str, float] = {}
        for name, source in claim.derived.inputs.items():
            target = self.claims.get(source)
            if not isinstance(target, Figure):
                yield f"input {name!r} is {source!r}, which is no figure", "Correct the claim id"
                return
            ends = {f"{name}_low": target.low, f"{name}_high": target.high}
            if target.low == target.high:
                ends[name] = target.low
            values |= {key: value for key, value in ends.items() if value is not None}
        if not isinstance(claim, Figure):
            return
        formulas = [(claim.derived.formula, claim.low)]
        upper = claim.derived.formula_high
        formulas = (
            [*formulas, (upper, claim.high)]
            if upper
            else [(claim.derived.formula, claim.low), (claim.derived.formula, claim.high)]
        )
        for formula, stored in formulas:
            try:
                computed = evaluate(formula, values)
            except BadFormula as error:
                yield str(error), "Mend the formula"
                return
            if stored is None or not matches(stored, computed):
                yield (
                    f"{formula} gives {computed:.6g}, stored is {stored}",
                    "Correct the value or the formula",
                )

    def _circles(self) -> Iterator[Fault]:
        answers = {claim.id: [answer.claim for answer in claim.answers] for claim in self.claims.values()}
        done: set[str] = set()
        for start in answers:
            path: list[str] = []
            stack = [(start, 0)]
            while stack:
                name, depth = stack.pop()
                del path[depth:]
                if name in path:
                    circle = " -> ".join([*path[path.index(name) :], name])
                    yield Fault(
                        "answers",
                        0,
                        name,
                        f"answers itself in a circle: {circle}",
                        "Drop the answer that came first",
                    )
                    break
                if name in done:
                    continue
                path.append(name)
                stack.extend((target, len(path)) for target in answers.get(name, ()))
            done.update(path)
