"""The facts as frozen types: what a seed file may say. Parsed at the border, trusted inside.

The JSON Schema in `seeds/schema/` is generated from these models (`make schema`), so that an editor
completes seed files.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from data.dates import span
from data.vocabulary import (
    Attribution,
    Basis,
    Form,
    How,
    Kind,
    Linked,
    Metric,
    Part,
    Scope,
    Sort,
    Stage,
    Stance,
    TextRead,
    TieType,
    Topic,
    Unit,
    Verdict,
    When,
)


def _edtf(text: str) -> str:
    span(text)
    return text


Edtf = Annotated[str, AfterValidator(_edtf)]
"""An EDTF date or interval, kept as written."""
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ClaimId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[1-9][0-9]*$")]
Text = Annotated[str, Field(min_length=1)]
Credibility = Annotated[int, Field(ge=1, le=6)]


class Fact(BaseModel):
    """Frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Fact):
    """One side of a talk: an entity, the role the text gives it, and the word used where it differs."""

    entity: Id
    role: Text | None = None
    as_named: Text | None = None


class Answer(Fact):
    """That this claim answers another."""

    claim: ClaimId
    how: How
    scope: Scope = Scope.WHOLE
    note: Text | None = None


class Derived(Fact):
    """How *we* computed a value: arithmetic over input claims.

    In `formula` an input's name stands for its exact value, `name_low` and `name_high` for its ends.
    `formula_high` gives the upper end where the result is an interval.
    """

    formula: Text
    formula_high: Text | None = None
    inputs: dict[str, ClaimId] = Field(min_length=1)
    assumptions: tuple[Text, ...] = ()


class Claim(Fact):
    """What every claim has, whatever its kind."""

    id: ClaimId
    kind: Kind
    statement: Text
    paragraph: Annotated[int, Field(ge=1)] | None = None
    anchor: Text | None = None
    context: tuple[Annotated[int, Field(ge=1)], ...] = ()
    part: Part = Part.BODY
    stance: Stance = Stance.ASSERTS
    origin: Id
    via: tuple[Id, ...] = ()
    speaker: Id | None = None
    answers: tuple[Answer, ...] = ()
    when: Edtf | None = None
    when_is: When | None = None
    when_phrase: Text | None = None
    credibility: Credibility | None = None
    derived: Derived | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.derived is None and (self.paragraph is None or self.anchor is None):
            raise ValueError("give `paragraph` and `anchor`, or `derived` where we computed it")
        if self.anchor is not None and not 2 <= len(self.anchor.split()) <= 7 and self.anchor.isascii():
            raise ValueError(f"anchor {self.anchor!r} has {len(self.anchor.split())} words: 2 to 7 are wanted")
        if self.when_is is not None and self.when is None:
            raise ValueError("`when_is` without `when`: give the date or drop it")
        return self


class Talk(Claim):
    """A claim about a deal: who negotiates what, and how far it is."""

    kind: Literal[Kind.TALK]
    deal: Id
    parties: tuple[Party, ...] = Field(min_length=1)
    form: tuple[Form, ...] = Field(min_length=1)
    stage: Stage


class Tie(Claim):
    """A standing relation, read `from` -> `to`."""

    kind: Literal[Kind.TIE]
    from_: Id = Field(alias="from")
    to: Id
    type: TieType
    scope: Text | None = None
    valid: Edtf | None = None


class Figure(Claim):
    """A number with what makes it comparable. `low` and `high` are in base units."""

    kind: Literal[Kind.FIGURE]
    of: Id
    market: Id | None = None
    metric: Metric
    what: Text | None = None
    basis: Basis
    by: Id | None = None
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    approx: bool = False
    unit: Unit
    value_phrase: Text | None = None
    period: Edtf | None = None
    period_is: When | None = None
    geography: Text | None = None
    segment: Text | None = None
    measure: Text | None = None
    counted_by: Id | None = None
    change_of: ClaimId | None = None
    against: ClaimId | None = None
    conversion_of: ClaimId | None = None

    @model_validator(mode="after")
    def _valued(self) -> Self:
        if self.low is None and self.high is None and self.stance is not Stance.UNKNOWN:
            raise ValueError("a figure needs `low` or `high` (both, and equal, for an exact value)")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}: swap them")
        if self.derived is None and self.value_phrase is None and self.stance is not Stance.UNKNOWN:
            raise ValueError("give `value_phrase`, the value as printed")
        if self.when is not None:
            raise ValueError("a figure carries `period` and `period_is`, not `when`")
        if self.metric in NAMED_METRICS and not self.what:
            raise ValueError(f"metric {self.metric} needs `what`: what is counted or specified")
        if (self.change_of is None) != (self.against is None):
            raise ValueError("`change_of` and `against` go together")
        return self


NAMED_METRICS = (Metric.OTHER, Metric.COUNT, Metric.SPECIFICATION, Metric.DURATION)


class Milestone(Claim):
    """Something that happened, or will."""

    kind: Literal[Kind.MILESTONE]
    what: Text
    entities: tuple[Id, ...] = Field(min_length=1)
    place: Text | None = None


class Position(Claim):
    """A motive, worry, refusal, capability, requirement, opinion or background."""

    kind: Literal[Kind.POSITION]
    topic: Topic
    entities: tuple[Id, ...] = Field(min_length=1)


AnyClaim = Annotated[Talk | Tie | Figure | Milestone | Position, Field(discriminator="kind")]


class PassedOver(Fact):
    """Words of an article that carry no claim of their own, and why."""

    paragraph: Annotated[int, Field(ge=1)]
    words: Text
    reason: Text

    @model_validator(mode="after")
    def _short(self) -> Self:
        if len(self.words.split()) > 7:
            raise ValueError(f"passed-over words {self.words!r}: quote at most 7")
        return self


class Checked(Fact):
    """One reading of the article against its claims."""

    day: Edtf
    read: TextRead
    text_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class Article(Fact):
    """One article: a header and its claims, in our own words."""

    id: Id
    publisher: Id
    title: Text | None = None
    title_basis: Text | None = None
    author: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://")]
    url_note: Text | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]
    published: Edtf
    published_evidence: Text | None = None
    accessed: Edtf
    text_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    text_read: TextRead
    checked: tuple[Checked, ...] = ()
    claims: tuple[AnyClaim, ...]
    passed_over: tuple[PassedOver, ...] = ()


class Name(Fact):
    """A name in some script, and the years in which it was in use."""

    name: Text
    valid: Edtf | None = None
    language: Text | None = None


class SameAs(Fact):
    """A judgement on another entity: one and the same, or not."""

    entity: Id
    verdict: Verdict
    by: Text
    day: Edtf
    reason: Text


class Entity(Fact):
    """Somebody or something that claims are about."""

    id: Id
    name: Text
    sort: Sort
    core: Sort | None = None
    part_of: Id | None = None
    legal_name: Text | None = None
    names: tuple[Name, ...] = ()
    tickers: tuple[Text, ...] = ()
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    same_as: tuple[SameAs, ...] = ()
    note: Text | None = None


class Role(Fact):
    """What an article calls a person, with the place where it stands."""

    entity: Id
    title: Text
    article: Id
    paragraph: Annotated[int, Field(ge=1)]
    anchor: Text


class Person(Fact):
    """A person on record."""

    id: Id
    name: Text
    names: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None


class Deal(Fact):
    """One set of parties negotiating one thing."""

    id: Id
    title: Text
    parties: tuple[Id, ...] = Field(min_length=2)
    subject: Text
    follows: Id | None = None
    note: Text | None = None


class Origin(Fact):
    """Who said a thing first: five sites repeating one report are one origin."""

    id: Id
    said_by: Id
    published: Edtf | None = None
    attribution: Attribution
    sources: Annotated[int, Field(ge=1)] | None = None
    sources_are: Text | None = None
    credibility: Credibility | None = None
    note: Text | None = None


class Link(Fact):
    """Claims that only belong together, with the curator's reason."""

    type: Linked
    claims: tuple[ClaimId, ...] = Field(min_length=2)
    reason: Text
    day: Edtf


class Entities(Fact):
    entities: tuple[Entity, ...]


class People(Fact):
    people: tuple[Person, ...]


class Deals(Fact):
    deals: tuple[Deal, ...]


class Origins(Fact):
    origins: tuple[Origin, ...]


class Links(Fact):
    links: tuple[Link, ...]


def schema(model: type[Fact]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one seed file's model."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
