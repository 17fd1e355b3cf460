"""The append-only record: every claim once, with its revision, day and the digest of its meaning."""

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.dates import BadDate, span
from data.faults import BrokenSeeds, Fault
from data.model import Claim
from data.seeds import Seeds

FILE = "recorded.csv"
HEADER = ["id", "revision", "day", "digest"]
WORDING = {"statement", "anchor", "value_phrase", "when_phrase", "note"}
"""Fields that are words about a meaning, not the meaning; they may be mended."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the record. `revision` counts from 1; `day` is when the claim entered the ledger."""

    claim: str
    revision: int
    day: date
    digest: str


def digest(claim: Claim) -> str:
    """The meaning of a claim, all but its wording, as 16 hex digits of a sha256."""
    meaning = claim.model_dump(mode="json", by_alias=True, exclude=WORDING, exclude_defaults=True)
    canonical = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def read(folder: Path) -> dict[str, Record]:
    """The record of a seed folder by claim id; empty where there is none yet. Raises `BrokenSeeds`."""
    path = folder / FILE
    if not path.exists():
        return {}
    records: dict[str, Record] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    faults = (
        [Fault(FILE, 1, "header", f"is not {','.join(HEADER)}", "Restore the file")] if rows[:1] != [HEADER] else []
    )
    for number, row in enumerate(rows[1:], 2):
        try:
            claim, revision, day, known_digest = row
            lower = span(day).lower
            assert lower is not None
            record = Record(claim, int(revision), lower, known_digest)
        except (ValueError, BadDate):
            faults.append(Fault(FILE, number, ",".join(row), "is no record", "Restore the line from history"))
            continue
        if claim in records:
            faults.append(Fault(FILE, number, claim, "is recorded twice", "Remove the later line"))
        records[claim] = record
    if faults:
        raise BrokenSeeds(faults)
    return records


def check(seeds: Seeds, records: dict[str, Record]) -> list[Fault]:
    """Recorded claims that vanished or changed their meaning. Claims not recorded yet are drafts, and no fault."""
    claims = {claim.id: (article, claim) for article, claim in seeds.claims()}
    faults = []
    for record in records.values():
        if record.claim not in claims:
            mend = "Restore it, and add a claim that `corrects` it"
            faults.append(Fault(FILE, 0, record.claim, "was recorded, but is in no article any more", mend))
            continue
        article, claim = claims[record.claim]
        if digest(claim) != record.digest:
            file = f"articles/{article.id}.yaml"
            line = seeds.documents[file].line(("claims", article.claims.index(claim))) if file in seeds.documents else 0
            wrong = f"was recorded in revision {record.revision} with another meaning"
            mend = "Restore it, and add a new claim that `answers` it with how: corrects"
            faults.append(Fault(file, line, record.claim, wrong, mend))
    return faults


def append(seeds: Seeds, day: date) -> int:
    """Record every draft under the next revision and return how many there were. Writes whole or not at all."""
    records = read(seeds.folder)
    drafts = [claim for _, claim in seeds.claims() if claim.id not in records]
    if not drafts:
        return 0
    revision = max((record.revision for record in records.values()), default=0) + 1
    path = seeds.folder / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ",".join(HEADER) + "\n"
    lines = [f"{claim.id},{revision},{day.isoformat()},{digest(claim)}\n" for claim in drafts]
    fresh = path.with_suffix(".new")
    fresh.write_text(before + "".join(lines), encoding="utf-8")
    fresh.replace(path)
    return len(drafts)
