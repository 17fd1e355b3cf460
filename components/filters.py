"""The shared filters: sidebar widgets bound to the URL. The URL holds the view; this reads it as a `Chosen`.

Keys are the URL's names. A company may stand there by its shown name, by its id or by any of its names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from components import words
from components.grades import CREDIBLE, RELIABLE, rule
from data import frames
from data.claim_rows import dicts
from data.kept import kept
from data.queries import Chosen
from data.vocabulary import LADDER, Stage, Stance

COMPANY, OWNED, FROM, UNTIL, KNOWN = "company", "owned", "from", "until", "known"
STANCE, STAGE, PUBLISHER, REVISION, CLAIM = "stance", "stage", "publisher", "rev", "claim"
RELIABILITY, CREDIBILITY = "reliability", "credibility"
NEWEST = "newest, with drafts"
"""The choice that pins nothing."""
FILTERS = (COMPANY, OWNED, FROM, UNTIL, KNOWN, STANCE, STAGE, PUBLISHER, RELIABILITY, CREDIBILITY, REVISION)
LABELS = {
    COMPANY: "companies", FROM: "the start date", UNTIL: "the end date", KNOWN: "as known on", STANCE: "stances",
    STAGE: "the least stage", PUBLISHER: "publishers", OWNED: "include what they own", REVISION: "the revision",
    RELIABILITY: "reliability", CREDIBILITY: "credibility",
}  # fmt: skip
PINNED = "A revision holds what was recorded by then: a link with it shows the same facts on every host, for ever."
_CHOSEN, _NOTES, _BEFORE, _UNKNOWN = "filters.chosen", "filters.notes", "filters.before", "filters.unknown"


@dataclass(frozen=True)
class Options:
    """What the widgets offer: ids by shown name."""

    companies: Mapping[str, str]
    publishers: Mapping[str, str]
    aliases: Mapping[str, str]


def options() -> Options:
    """The companies and publishers of the ledger, by the names shown."""
    return _options(frames.state())


@kept(2)
def _options(state: str) -> Options:
    entities = frames.register("entities")
    used = set(frames.register("busy")["entity"])
    publishers = set(frames.register("publishers")["publisher"])
    by_name: dict[str, str] = {}
    names: dict[str, str] = {}
    by_case = entities.sort_values("name", key=lambda column: column.str.casefold())
    for row in dicts(by_case):
        entity, name = row["entity"], row["name"]
        for alias in (entity, *row["aliases"].split(";")):
            names.setdefault(alias.casefold(), entity)
        if row["is_company"] and entity in used:
            by_name[name if name not in by_name else f"{name} ({entity})"] = entity
    shown = {row["name"]: row["entity"] for row in dicts(by_case) if row["entity"] in publishers}
    return Options(by_name, shown, names)


def _meaning(grades: Mapping[Any, str]) -> str:
    return words.sentence("; ".join(f"{grade} {means}" for grade, means in grades.items())) + "."


def _requested(key: str) -> list[str]:
    return [value for value in st.query_params.get_all(key) if value != ""]


def _by_any_name(offered: Options) -> dict[str, list[str]]:
    """Put ids and other names in the URL to the names shown, once, and return what nobody goes by.

    A bound parameter can be set only before its widget is, so the script starts again with the corrected link.
    """
    unknown: dict[str, list[str]] = {}
    for key, choices in ((COMPANY, offered.companies), (PUBLISHER, offered.publishers)):
        asked = _requested(key)
        if key in st.session_state or all(name in choices for name in asked):
            continue
        shown = {entity: name for name, entity in choices.items()}
        found = {name: shown.get(offered.aliases.get(name.casefold(), "")) for name in asked if name not in choices}
        unknown[key] = [name for name, hit in found.items() if not hit]
        hits = [name if name in choices else found[name] for name in asked]
        st.query_params[key] = list(dict.fromkeys(name for name in hits if name))
    if unknown:
        st.session_state[_UNKNOWN] = unknown
        st.rerun()
    return dict(st.session_state.pop(_UNKNOWN, {}))


def _ignored_choice(key: str, offered: list[str]) -> list[str]:
    return [value for value in _requested(key) if key not in st.session_state and value not in offered]


def _ignored_dates(key: str) -> list[str]:
    def bad(value: str) -> bool:
        try:
            date.fromisoformat(value)
        except ValueError:
            return True
        return False

    return [value for value in _requested(key) if bad(value)]


def step_known(key: str) -> None:
    """Set "as known on" to what a slider with this key says; for its callback."""
    st.session_state[KNOWN] = st.session_state[key]


def clear(*keys: str) -> None:
    """Set filters back to all; for a button's callback."""
    last = frames.ledger().last
    empty: dict[str, Any] = {
        REVISION: NEWEST,
        OWNED: True,
        STAGE: words.stage(LADDER[0]),
        KNOWN: last,
        FROM: None,
        UNTIL: None,
    }
    for key in keys or FILTERS:
        st.session_state[key] = empty.get(key, [])


def sidebar() -> Chosen:
    """Draw the filters and return what they choose; notes on what was ignored or swapped go to `notes()`."""
    ledger, offered = frames.ledger(), options()
    stances, stages = [words.plain(s) for s in Stance], [words.stage(s) for s in LADDER]
    revisions = [NEWEST, *(str(number) for number in range(ledger.revision, 0, -1))]
    ignored = {
        **_by_any_name(offered),
        STANCE: _ignored_choice(STANCE, stances),
        STAGE: _ignored_choice(STAGE, stages),
        REVISION: _ignored_choice(REVISION, revisions),
        RELIABILITY: _ignored_choice(RELIABILITY, list(RELIABLE)),
        CREDIBILITY: _ignored_choice(CREDIBILITY, [str(grade) for grade in CREDIBLE]),
        **{key: _ignored_dates(key) for key in (KNOWN, FROM, UNTIL)},
    }
    first_day, last_day = date(1990, 1, 1), date(2060, 12, 31)
    bind: dict[str, Any] = {"bind": "query-params"}
    iso: dict[str, Any] = {"format": "YYYY-MM-DD", "min_value": first_day, "max_value": last_day, **bind}
    known_on = st.date_input("As known on", value=ledger.last, key=KNOWN, **iso)
    companies = st.multiselect("Companies", list(offered.companies), key=COMPANY, placeholder="All companies", **bind)
    owned = st.checkbox("Include what they own", value=True, key=OWNED, **bind)
    start = st.date_input("About a time from", value=None, key=FROM, **iso)
    end = st.date_input("until", value=None, key=UNTIL, **iso)
    stance = st.pills("Stance", stances, selection_mode="multi", key=STANCE, **bind)
    stage = st.selectbox("Least stage", stages, key=STAGE, **bind)
    publishers = st.multiselect(
        "Publishers", list(offered.publishers), key=PUBLISHER, placeholder="All publishers", **bind
    )
    with st.expander("Grades", expanded=any(st.query_params.get_all(key) for key in (RELIABILITY, CREDIBILITY))):
        multi: dict[str, Any] = {"selection_mode": "multi", **bind}
        reliable = st.pills("Publisher, A to F", list(RELIABLE), key=RELIABILITY, help=_meaning(RELIABLE), **multi)
        credible = st.pills(
            "Claim, 1 to 6", [str(g) for g in CREDIBLE], key=CREDIBILITY, help=_meaning(CREDIBLE), **multi
        )
        st.popover("The rule for giving them", type="tertiary").markdown(rule())
    pinned = st.selectbox("Facts of revision", revisions, key=REVISION, help=PINNED, **bind)
    revision = None if pinned in (None, NEWEST) else int(pinned)
    if known_on in (None, ledger.last):  # what is newest stays so for a pinned view, whatever is published later
        known_on = ledger.newest(revision)
    notes = [
        f"Ignored in the link: {LABELS[key]} {words.listed(f'“{value}”' for value in values)}."
        for key, values in ignored.items()
        if values
    ]
    if start and end and start > end:
        start, end = end, start
        notes.append(f"The dates were given the wrong way round; shown is {words.days(start, end)}.")
    if known_on and known_on < ledger.first:
        first = words.day(ledger.first)
        notes.append(f"Nothing on the desk was published by {words.day(known_on)}; the first article is of {first}.")
    chosen = Chosen(
        companies=tuple(offered.companies[name] for name in companies),
        include_owned=bool(owned),
        start=start,
        end=end,
        known_on=known_on,
        stances=tuple(s for s in Stance if words.plain(s) in stance),
        least_stage=None if stage in (None, stages[0]) else LADDER[stages.index(stage)],
        publishers=tuple(offered.publishers[name] for name in publishers),
        reliability=tuple(reliable),
        credibility=tuple(int(grade) for grade in credible),
        revision=revision,
    )
    _remember(chosen, notes)
    return chosen


def _remember(chosen: Chosen, notes: list[str]) -> None:
    """Keep the choice for the page, and a note until something else is chosen."""
    if notes or st.session_state.get(_BEFORE) not in (None, chosen):
        st.session_state[_NOTES] = notes
    st.session_state[_BEFORE] = chosen
    st.session_state[_CHOSEN] = chosen


def chosen() -> Chosen:
    """What the sidebar chose in this run; everything, where no sidebar was drawn."""
    now: Chosen = st.session_state.get(_CHOSEN, Chosen())
    return now


def notes() -> list[str]:
    """What the link asked for and did not get."""
    found: list[str] = st.session_state.get(_NOTES, [])
    return found


def active(now: Chosen, last: date) -> dict[str, Chosen]:
    """The filters that are set, each with the choice as it would be without it; `last` is the latest day."""
    without = {
        COMPANY: replace(now, companies=()),
        FROM: replace(now, start=None),
        UNTIL: replace(now, end=None),
        KNOWN: replace(now, known_on=last),
        STANCE: replace(now, stances=()),
        STAGE: replace(now, least_stage=None),
        PUBLISHER: replace(now, publishers=()),
        RELIABILITY: replace(now, reliability=()),
        CREDIBILITY: replace(now, credibility=()),
        REVISION: replace(now, revision=None),
    }
    return {key: choice for key, choice in without.items() if choice != now}


def described(now: Chosen, names: Mapping[str, str], last: date) -> str:
    """The filters in one line, for a picture or a citation; "" where nothing is set."""
    parts = []
    if now.companies:
        owned = " and what they own" if now.include_owned else ""
        parts.append(words.listed(names.get(entity, entity) for entity in now.companies) + owned)
    if now.start or now.end:
        parts.append(words.days(now.start, now.end))
    if now.stances:
        parts.append(words.listed(words.plain(s) for s in now.stances))
    if isinstance(now.least_stage, Stage):
        parts.append(f"{words.stage(now.least_stage)} or further")
    if now.publishers:
        parts.append(words.listed(names.get(publisher, publisher) for publisher in now.publishers))
    if now.known_on and now.known_on != last:
        parts.append(f"as known on {words.day(now.known_on)}")
    if now.reliability:
        parts.append(f"publishers graded {words.listed(now.reliability)}")
    if now.credibility:
        parts.append(f"claims graded {words.listed(str(grade) for grade in now.credibility)}")
    if now.revision is not None:
        parts.append(f"facts of revision {now.revision}")
    return "; ".join(parts)


def open_claims(ids: str) -> None:
    """Put claims (ids joined by `;`) into the link; the page shows their card. For a click's callback."""
    st.query_params[CLAIM] = ids


def close_claims() -> None:
    """Take the open card out of the link."""
    if CLAIM in st.query_params:
        del st.query_params[CLAIM]


def opened() -> list[str]:
    """The claim ids that the link opens, in order."""
    return [part for part in st.query_params.get(CLAIM, "").split(";") if part]
