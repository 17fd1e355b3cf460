"""The frames that pages ask for, kept by what was chosen.

A frame is shared by every session, so pages read it and never write into it. The key of every cache is the state
of the seed files and what was chosen; a changed seed file is seen within two seconds.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from data import due, duplicates, evidence, shared, views
from data.disputes import Disputes
from data.disputes import found as disputes_found
from data.due import Standing
from data.faults import BrokenSeeds
from data.kept import kept
from data.ledger import Ledger, address, open_ledger, open_stored, stored_at
from data.quality import Quality, findings
from data.queries import Chosen
from data.seeds import EMBEDDED
from data.selection import WHOLE, Totals
from data.views import Counts, Listed, Shown
from data.vocabulary import Kind, Stance

MOST_DAYS = 250
"""Days of publication that are stepped through one by one."""

MOST = 256
"""Answers about choices kept at once, two or more a choice; the least recently used goes first. All claims of the seeds are a frame
of 5 MB, so that they stay below a gigabyte, whatever is chosen."""

SEEDS = "ENTENTE_SEEDS"
"""Environment variable with the folder of seed files to read instead of the embedded ones."""


TEXTS = "ARTICLE_TEXTS"
"""Environment variable with a folder of article texts (.txt) that this host may show; matched by sha256."""


LOOK, READ = 2, 600
"""Seconds after which seed files, and texts, are looked at again."""


def _folder() -> Path:
    return Path(os.environ.get(SEEDS) or EMBEDDED)


@kept(4)
def _state(source: str, look: int) -> str:
    """What tells one state of the facts from another: a digest of its files' names, times and sizes."""
    folder = Path(source)
    files = sorted([*folder.glob("*.yaml"), *folder.glob("*.csv"), *folder.glob("articles/*.yaml")])
    if folder.is_file():
        files = [folder]
    stats = [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return hashlib.sha256(repr([source, *stats]).encode()).hexdigest()


@kept(2)
def _opened(state: str) -> Ledger | BrokenSeeds:
    try:
        url = address()
        return open_stored(stored_at(url)) if url else open_ledger(_folder())
    except BrokenSeeds as broken:
        return broken


def stored() -> bool:
    """Whether a stored ledger is asked for, and not the seed files."""
    return address() is not None


def state() -> str:
    """What tells one state of the facts from another: a key for caches that are computed from all of them."""
    url = address()
    if shared.is_shared(url):
        return shared.followed(url).state
    return _state(url.partition("://")[2] if url else str(_folder()), int(time.monotonic() / LOOK))


def ledger() -> Ledger:
    """The open ledger: of `LEDGER_URL` where it is set, else of the seed folder. Raises `BrokenSeeds`."""
    url = address()
    opened = shared.followed(url).opened if shared.is_shared(url) else _opened(state())
    if isinstance(opened, BrokenSeeds):
        raise opened
    return opened


@kept(MOST)
def _view(name: str, chosen: Chosen, state: str) -> Any:
    return getattr(views, name)(ledger(), chosen)


@kept(32)
def _register(name: str, state: str) -> pd.DataFrame:
    return views.register(ledger(), name)


@kept(2)
def _names(state: str) -> Mapping[str, str]:
    known = _register("entities", state), _register("people", state)
    return {row[0]: row[1] for frame in known for row in frame.iloc[:, :2].itertuples(index=False)}


@kept(2)
def _texts(folder: str, look: int) -> Mapping[str, list[str]]:
    return evidence.texts(Path(folder))


def paragraph(text_sha256: str | None, number: int) -> str | None:
    """A paragraph (from 1) of an article, folded, where `ARTICLE_TEXTS` names a folder that holds its text."""
    folder = os.environ.get(TEXTS)
    text = (
        _texts(folder, int(time.monotonic() / READ)).get(text_sha256 or "")
        if folder and Path(folder).is_dir()
        else None
    )
    return text[number - 1] if text and number <= len(text) else None


def _shown(chosen: Chosen) -> Shown:
    found: Shown = _view("shown", chosen, state())
    return found


@kept(2)
def _duplicates(state: str) -> list[duplicates.Likely]:
    seeds = ledger().seeds
    return duplicates.of_seeds(seeds) if seeds else []


@kept(32)
def _quality(chosen: Chosen, state: str) -> Quality:
    return findings(claims(chosen), on_record(chosen), deals(chosen), _about(on_record(chosen)), _duplicates(state))


def claims(chosen: Chosen) -> pd.DataFrame:
    """The claims that pages draw of a choice: see `data.views.shown`; all that pass, where they are not too many."""
    return _shown(chosen).claims


def deals(chosen: Chosen) -> pd.DataFrame:
    """The deals that pages draw of a choice: see `data.views.shown`."""
    return _shown(chosen).deals


def totals(chosen: Chosen) -> Totals:
    """How many pass a choice, drawn or not."""
    return _shown(chosen).totals


def _as_known(chosen: Chosen) -> Chosen:
    return Chosen(known_on=chosen.known_on, revision=chosen.revision)


def whole() -> bool:
    """Whether the ledger is small enough for frames of everything on record."""
    return ledger().claims <= WHOLE


def on_record(chosen: Chosen) -> pd.DataFrame:
    """See `data.views.on_record`; of a large ledger what is drawn, and beside it what that answers or is linked with."""
    if whole():
        return claims(_as_known(chosen))
    found = _shown(chosen)
    return pd.concat([found.claims, found.beside], ignore_index=True) if len(found.beside) else found.claims


@kept(64)
def _around(chosen: Chosen, ids: tuple[str, ...], state: str) -> pd.DataFrame:
    return views.around(ledger(), chosen, ids)


def around(chosen: Chosen, ids: Iterable[str]) -> pd.DataFrame:
    """What is on record of these claims and of what a card shows beside them; all that is, of a small ledger."""
    return on_record(chosen) if whole() else _around(_as_known(chosen), tuple(ids), state())


@kept(64)
def _touching(name: str, ids: tuple[str, ...], state: str) -> pd.DataFrame:
    return views.touching(ledger(), name, ids)


def touching(name: str, claims: pd.DataFrame) -> pd.DataFrame:
    """The rows of the register answers or links that name one of these claims; all, of a small ledger."""
    return register(name) if whole() else _touching(name, tuple(claims["claim_id"]), state())


@kept(64)
def _mentions(ids: tuple[str, ...], numbers: tuple[int, ...], state: str) -> pd.DataFrame:
    return views.mentions(ledger(), dict(zip(ids, numbers, strict=True)))


def mentions(claims: pd.DataFrame) -> pd.DataFrame:
    """(claim_id, entity, role) and more: whom these claims mention; the whole register, of a small ledger."""
    return register("mentions") if whole() else _mentions(tuple(claims["claim_id"]), tuple(claims["nth"]), state())


@kept(64)
def _listed(chosen: Chosen, kinds: tuple[str, ...], query: str, on_record: bool, drafts: bool, state: str) -> Listed:
    return views.listed(ledger(), chosen, kinds, query, on_record, drafts)


def listed(chosen: Chosen, kinds: tuple[str, ...], query: str, on_record: bool, drafts: bool) -> Listed:
    """See `data.views.listed`: for the table of a large ledger."""
    return _listed(chosen, kinds, query, on_record, drafts, state())


def _about(claims: pd.DataFrame) -> Callable[[str], pd.DataFrame]:
    """Registers by name; of a large ledger those of claims only where they name one of these."""

    def named(name: str) -> pd.DataFrame:
        if name == "mentions":
            return mentions(claims)
        return touching(name, claims) if name in ("answers", "links") else register(name)

    return named


def quality(chosen: Chosen) -> Quality:
    """See `data.quality.findings`."""
    found: Quality = _quality(chosen, state())
    return found


def counts(chosen: Chosen) -> Counts:
    """See `data.views.counts`."""
    counted: Counts = _view("counts", chosen, state())
    return counted


@kept(64)
def _disputes(chosen: Chosen, state: str) -> Disputes:
    return disputes_found(
        claims(chosen), on_record(chosen), *(touching(name, on_record(chosen)) for name in ("answers", "links"))
    )


def disputes(chosen: Chosen) -> Disputes:
    """See `data.disputes.found`: what stands against something else, of the claims that pass."""
    return _disputes(chosen, state())


@kept(32)
def _standing(chosen: Chosen, known_on: date, state: str) -> Standing:
    record = on_record(chosen)
    told = record[(record["kind"] == Kind.MILESTONE) | (record["stance"] == Stance.EXPECTS)]
    return due.standing(record, touching("answers", record), mentions(told), register("belongs"), known_on)


def standing(chosen: Chosen) -> Standing:
    """See `data.due.standing`: how goals stand by all that is on record; of `chosen` only the day and revision count."""
    return _standing(_as_known(chosen) if whole() else chosen, chosen.known_on or newest(chosen), state())


def register(name: str) -> pd.DataFrame:
    """See `data.views.register`."""
    return _register(name, state())


def publication_days() -> list[date]:
    """The days by which the articles on record were published, in order, each once; of many the last of each month."""
    days = [day.date() for day in _register("days", state())["day"].dropna()]
    return (
        days
        if len(days) <= MOST_DAYS
        else sorted({max(same) for _, same in groupby(days, lambda day: (day.year, day.month))})
    )


def newest(chosen: Chosen) -> date:
    """The last day of publication of what is chosen from: of a pinned revision, or of all."""
    return ledger().newest(chosen.revision)


def names() -> Mapping[str, str]:
    """The shown name of every entity and person, by id."""
    return _names(state())
