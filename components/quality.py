"""What could stand better, as tables: a row a finding, in words, with the claims that it rests on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.columns import Column
from components.series import Row, records
from components.words import count, day, listed, plain, sentence, stage, text, when, worded
from data.kept import kept
from data.quality import Quality
from data.vocabulary import TextRead

Names = Mapping[str, str]

ARTICLE = Column("article", "Article", kind="strong")
PUBLISHED = Column("published", "Published", kind="muted", sort_field="published_day", hide_narrow=True)
CLAIMS = Column("claims", "Claims", kind="number")
DEAL, STAGE = Column("deal", "Deal", kind="strong"), Column("stage", "Stage now", sort_field="rung")
LAST = Column("last", "Last report", sort_field="last_day")
COLUMNS: dict[str, tuple[Column, ...]] = {
    "alike": (Column("one", "Entity", kind="strong"), Column("other", "May be", kind="strong"), Column("because", "Why")),
    "single": (DEAL, STAGE, Column("by", "First said by"), Column("reports", "Reports", kind="number", hide_narrow=True), LAST),
    "quiet": (DEAL, STAGE, LAST, Column("silent", "Quiet for", sort_field="months"), Column("after", "Carried on", hide_narrow=True)),
    "unread": (ARTICLE, PUBLISHED, Column("read", "Read"), CLAIMS),
    "checks": (ARTICLE, PUBLISHED, Column("checked", "Last check", sort_field="checked_day"), Column("read", "Read then", hide_narrow=True)),
    "nameless": (Column("name", "Entity", kind="strong"), Column("sort", "Sort"), Column("country", "Country", hide_narrow=True), CLAIMS),
    "unanchored": (Column("statement", "Claim"), ARTICLE, PUBLISHED),
}  # fmt: skip
"""The tables by finding, in the page's order: what a curator can settle first, then what takes reading."""

TITLES = {
    "alike": "Likely duplicates",
    "single": "On a single origin",
    "quiet": "Quiet without an outcome",
    "unread": "Not read whole",
    "checks": "Checked longest ago",
    "nameless": "Without an identifier",
    "unanchored": "Without an anchor",
}
BRIEF = {
    "alike": "Likely duplicates", "single": "Single origin", "quiet": "Quiet, no outcome", "unread": "Not read whole",
    "checks": "Oldest check", "nameless": "No identifier", "unanchored": "No anchor",
}  # fmt: skip
"""What the counts at the head are called: short enough for one line each."""
NOTES = {
    "alike": "Names that come to one, are a letter or two apart, or of which one contains the other; a same_as judgement settles it",
    "single": "Deals that one report or statement alone supports, however many repeat it; the furthest first",
    "quiet": "Nothing published for twelve months, and neither running, collapsed nor ended; the longest silence first",
    "unread": "Articles of which an excerpt was read, or that could not be found again",
    "checks": "Every article by the day on which it was last held against its claims; that is our own work, which no day set above hides",
    "nameless": "Neither a Wikidata id nor a ticker; companies first, then by how many claims name them",
    "unanchored": "Claims that cite no place in their article; what we computed has none and is left out",
}
NOTHING = {
    "alike": "No two entities under these filters look like one.",
    "single": "Every deal under these filters has more than one origin.",
    "quiet": "Every deal under these filters was heard of within twelve months, or has its outcome on record.",
    "unread": "Every text under these filters was read whole.",
    "checks": "No article is under these filters.",
    "nameless": "Every entity under these filters has an identifier.",
    "unanchored": "Every claim under these filters cites its place, but for what we computed.",
}
READ = {TextRead.FULL: "whole", TextRead.EXCERPT: "excerpt", TextRead.NONE: "not\u00a0found"}


def _unbroken(words: str) -> str:
    return words.replace(" ", "\u00a0")


def _article(row: Row) -> str:
    """An article's title behind its publisher; its publisher and date where it has none."""
    title = text(row["title"])
    return f"{row['publisher_name']}: {title}" if title else f"{row['publisher_name']}, {when(row['published'])}"


def _dated(row: Row) -> dict[str, Any]:
    return {"article": _article(row), "published": when(row["published"]), "published_day": row["published_lower"]}


def _deal(row: Row) -> dict[str, Any]:
    contested = ", contested" if row["contested"] else ""
    return {
        "deal": row["title"], "stage": f"{stage(row['stage'])}{contested}", "rung": row["peak"],
        "last": _unbroken(day(row["last_published"].date())), "last_day": row["last_published"],
    }  # fmt: skip


def _by(row: Row, names: Names) -> str:
    """Whose word a deal rests on, and how good it is: "Bloomberg, anonymous"; "nobody supports it"."""
    who = text(row["said_by"])
    return f"{names.get(who, who)}, {plain(row['attribution'])}" if who else "nobody supports it"


def _silence(months: int) -> str:
    return _unbroken(count(months, "month") if months < 24 else f"{months / 12:.1f} years".replace(".0 ", " "))


def _row(name: str, row: Row, names: Names, titles: Names) -> dict[str, Any]:
    """One finding's cells."""
    match name:
        case "alike":
            shown = {end: names.get(row[end], row[end]) for end in ("one", "other")}
            return {end: f"{who} ({row[end]})" for end, who in shown.items()} | {"because": row["because"]}
        case "single":
            return {**_deal(row), "by": _by(row, names), "reports": int(row["reports"])}
        case "quiet":
            after, months = text(row["carried_on"]), int(row["quiet_months"])
            return {**_deal(row), "silent": _silence(months), "months": months, "after": titles.get(after, after)}
        case "unread":
            return {**_dated(row), "read": READ[TextRead(row["text_read"])], "claims": int(row["claims"])}
        case "checks":
            read = text(row["checked_read"])
            return {
                **_dated(row), "checked": _unbroken(when(row["checked"])) or "never", "checked_day": row["checked_on"],
                "read": READ[TextRead(read)] if read else "",
            }  # fmt: skip
        case "nameless":
            return {
                "name": row["name"], "sort": row["sort"], "country": text(row["country"]), "claims": int(row["claims"]),
            }  # fmt: skip
    return {**_dated(row), "statement": row["statement"]}


@kept(2)
def titles(deals: pd.DataFrame) -> Mapping[str, str]:
    """The title of every deal by its id."""
    return dict(zip(deals["deal"], deals["title"], strict=True))


@kept()
def rows(name: str, found: pd.DataFrame, names: Names, titles: Names) -> pd.DataFrame:
    """One finding of `data.quality.Quality` as rows of its table, in its order, with the column `claim`.

    Parameters: `names`, shown names by id; `titles`, titles of deals by id.
    """
    columns = COLUMNS[name]
    fields = [*(c.field for c in columns), *(c.sort_field for c in columns if c.sort_field), "claim"]
    cells = [{**_row(name, row, names, titles), "claim": row["claim"]} for row in records(found)]
    return pd.DataFrame(cells, columns=fields)


def counts(now: Quality) -> dict[str, int | str]:
    """The numbers at the head of the page, by finding; of the checks the day of the oldest."""
    many: dict[str, int | str] = {name: len(getattr(now, name)) for name in COLUMNS}
    if len(now.checks):
        many["checks"] = when(now.checks.iloc[0]["checked"]) or "never"
    return many


def note(name: str, now: Quality) -> str:
    """The line under a section's title, with how many there are to compare with where that is known."""
    whole = {
        "unread": f" ({count(len(now.checks), 'text')} in all)", "unanchored": f" ({now.derived:,} here)",
        "nameless": f" ({now.entities:,} could have one)",
    }  # fmt: skip
    return f"{NOTES[name]}{whole.get(name, '')}"


def finding(now: Quality) -> str:
    """What the page finds: "27 of 39 texts were not read whole, 13 deals rest on a single origin"."""
    texts, unread, alone, quiet = (len(part) for part in (now.checks, now.unread, now.single, now.quiet))
    whose = "the only text" if texts == 1 else f"{worded(unread)} of {worded(texts)} texts"
    parts = [
        f"{whose} {'was' if unread == 1 else 'were'} not read whole" if unread else "",
        f"{worded(alone)} {'deal rests' if alone == 1 else 'deals rest'} on a single origin" if alone else "",
        f"{worded(quiet)} {'deal' if quiet == 1 else 'deals'} went quiet without an outcome" if quiet else "",
    ]
    said = [part for part in parts if part]
    return sentence(listed(said)) if said else "Every text was read whole, and no deal is left open or alone"
