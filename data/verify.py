"""The gate: everything that a machine can refuse, in one run, and what it asks a curator to judge."""

from dataclasses import dataclass, field
from pathlib import Path

from data import duplicates, evidence, recorded
from data.faults import BrokenSeeds, Fault
from data.references import References
from data.seeds import load


@dataclass(frozen=True)
class Report:
    """What `verify` found. `texts_read` counts the articles whose claims were held against their text.

    `notices` are no faults: likely duplicates of entities, which a judgement settles.
    """

    faults: list[Fault]
    articles: int = 0
    claims: int = 0
    drafts: int = 0
    texts_read: int = 0
    notices: list[Fault] = field(default_factory=list)


def verify(folder: Path, texts: Path | None = None) -> Report:
    """Check schema, references, dates and the record of a seed folder, and with `texts` every word cited."""
    try:
        seeds = load(folder)
    except BrokenSeeds as broken:
        return Report(broken.faults)
    faults = References(seeds).faults()
    records: dict[str, recorded.Record] = {}
    try:
        records = recorded.read(folder)
        faults += recorded.check(seeds, records)
    except BrokenSeeds as broken:
        faults += broken.faults
    texts_read = 0
    if texts is not None:
        wording, texts_read = evidence.check(seeds, texts)
        faults += wording
    claims = [claim for _, claim in seeds.claims()]
    drafts = sum(claim.id not in records for claim in claims)
    return Report(sorted(set(faults)), len(seeds.articles), len(claims), drafts, texts_read, duplicates.notices(seeds))
