"""Where claims stand against each other: denials, figures that do not meet, percentages that do not follow, links.

Everything is a pure function of frames as known on a day. `claims` are those that pass the reader's filters, and
`on_record` all of that day: a dispute is shown when one of its sides passes, the other then comes from the record.
Nothing is weighed, averaged or removed.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from data.dates import span
from data.phrases import NUMBER, SCALES
from data.text import fold
from data.vocabulary import Attribution, Basis, How, Kind, Known, Linked, Metric, Stance, Unit, When

SERIES = ("metric", "of", "market", "geography", "segment", "measure", "counted_by")
"""Columns on which two figures of one series agree; missing equals missing only."""

FIRM = (str(Stance.ASSERTS), str(Stance.EXPECTS))
"""Stances that give a value: a denied or merely possible figure is no second value."""

READ = (
    "claim_id", "article_id", "number", "kind", "stance", "origin", "speaker", "said_by", "attribution", "known",
    "published", "published_lower", "published_upper", "deal", "stage", *SERIES, "what", "basis", "by", "low", "high",
    "low_open", "high_open", "approx", "value_phrase", "unit", "period", "period_is", "change_of", "against",
    "conversion_of", "formula", "inputs",
)  # fmt: skip
"""The columns of claims that are read here."""

Row = Mapping[str, Any]


class State(StrEnum):
    """What neither says nor denies."""

    NOT_NOW = "not now, but not ruled out"
    NOT_RULED_OUT = "not ruled out"
    NO_COMMENT = "no comment"


class Verdict(StrEnum):
    """Whether a percentage follows from its two numbers."""

    APART = "does not follow"
    FOLLOWS = "follows"
    UNTESTED = "can’t be checked"


def _has(value: Any) -> bool:
    return value is not None and value == value and value != ""


def _rows(frame: pd.DataFrame) -> list[Row]:
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*(frame[name] for name in names), strict=True)]


def _by_id(claims: pd.DataFrame, wanted: pd.Series) -> dict[str, Row]:
    """The claims where `wanted`, by id, with the columns that are read here."""
    return {str(row["claim_id"]): row for row in _rows(claims.loc[wanted, list(READ)])}


def _newest(row: Row) -> tuple[Any, ...]:
    return -row["published_upper"].value, str(row["origin"]), str(row["article_id"]), int(row["number"])


def speaker(row: Row) -> str:
    """Id of who is on record with a claim, or of who said it first."""
    return str(row["speaker"] if _has(row["speaker"]) else row["said_by"])


DENIALS = (
    "denial", "reported", "gone", "by", "against", "origin", "scope", "note", "published", "known_day", "sure",
    "confirmed_by", "not_ruled_out", "mutual",
)  # fmt: skip


def denials(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """A row a reported claim and a claim that denies it, the newest denial first.

    Columns: denial, reported (claim ids), gone (whether the reported one is not on record that day), by, against (ids
    of who said it), origin (of the denial), scope (whole, part, unclear), note (the curator's), published (EDTF) and
    known_day (first day) of the denial, sure (known, not only possibly), confirmed_by (an on-record claim that
    confirms what was reported, or None), not_ruled_out (claims of the same voice on the deal that leave it open,
    joined by `;`), mutual (whether each denies the other). `answers`: claim_id, answers, how, scope, note.
    """
    answering = on_record["claim_id"].isin([*answers["claim_id"], *answers["answers"]])
    known = _by_id(on_record, answering | on_record["stance"].eq(str(Stance.DOES_NOT_RULE_OUT)))
    shown = set(claims["claim_id"])
    told = [answer for answer in _rows(answers) if answer["claim_id"] in known]
    pairs = {(a["claim_id"], a["answers"]) for a in told if a["how"] == str(How.DENIES)}
    confirmed: dict[Any, str] = {}
    for answer in told:
        if answer["how"] == str(How.CONFIRMS) and _confirms(known[answer["claim_id"]]):
            confirmed.setdefault(answer["answers"], answer["claim_id"])
    left_open: dict[tuple[Any, str], list[str]] = {}
    for claim, row in known.items():
        if row["stance"] == str(Stance.DOES_NOT_RULE_OUT) and _has(row["deal"]):
            left_open.setdefault((row["deal"], speaker(row)), []).append(claim)
    found = []
    for answer in told:
        denial, reported = answer["claim_id"], answer["answers"]
        if answer["how"] != str(How.DENIES) or not {denial, reported} & shown:
            continue
        row, other = known[denial], known.get(reported)
        open_ = left_open.get((row["deal"], speaker(row)), []) if _has(row["deal"]) else []
        found.append((_newest(row), {
            "denial": denial, "reported": reported, "gone": other is None, "by": speaker(row),
            "against": speaker(other) if other is not None else None, "origin": row["origin"],
            "scope": answer["scope"], "note": answer["note"], "published": row["published"],
            "known_day": row["published_lower"], "sure": row["known"] == str(Known.KNOWN),
            "confirmed_by": confirmed.get(reported), "not_ruled_out": ";".join(sorted(open_)) or None,
            "mutual": (reported, denial) in pairs,
        }))  # fmt: skip
    found.sort(key=lambda each: each[0])
    return pd.DataFrame([row for _, row in found], columns=list(DENIALS))


def _confirms(row: Row) -> bool:
    sure = row["attribution"] == str(Attribution.ON_RECORD) and row["known"] == str(Known.KNOWN)
    return bool(sure and row["stance"] == str(Stance.ASSERTS))


def standing(denials: pd.DataFrame) -> pd.DataFrame:
    """The denials that stand: surely known that day, their claim on record, and nothing on record confirms it."""
    return denials[denials["sure"].astype(bool) & ~denials["gone"].astype(bool) & denials["confirmed_by"].isna()]


def unprompted(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The claims that deny something which no claim on record had said, in the frame's order."""
    reported = answers["answers"].isin(on_record["claim_id"])
    answered = answers[answers["how"].eq(str(How.DENIES)) & reported]["claim_id"]
    return claims[claims["stance"].eq(str(Stance.DENIES)) & ~claims["claim_id"].isin(answered)]


def states(claims: pd.DataFrame, on_record: pd.DataFrame) -> pd.DataFrame:
    """A row a claim that does not rule out or declines to comment, newest first: claim_id, state, beside.

    `beside` is what to read it with, None where nothing is: for "not ruled out" a denial of the same voice on the
    same deal (the state is then "not now, but not ruled out"), else a claim that asserts that deal at that stage.
    """
    meant = claims["stance"].isin([str(Stance.DOES_NOT_RULE_OUT), str(Stance.DECLINES_TO_COMMENT)])
    deals = set(claims[meant]["deal"].dropna())
    talks: dict[Any, list[Row]] = {}
    for row in _by_id(on_record, on_record["deal"].isin(deals)).values():
        talks.setdefault(row["deal"], []).append(row)
    found = []
    for row in sorted(_by_id(claims, meant).values(), key=_newest):
        article = str(row["article_id"])
        others = [other for other in talks.get(row["deal"], []) if other["claim_id"] != row["claim_id"]]
        # Of several the one nearest to it: the same article first, then the earliest there.
        others.sort(key=lambda one: int(one["number"]))
        others.sort(key=lambda one: str(one["article_id"]) != article)
        denied = [o for o in others if o["stance"] == str(Stance.DENIES) and speaker(o) == speaker(row)]
        said = [o for o in others if o["stance"] == str(Stance.ASSERTS) and o["stage"] == row["stage"]]
        if row["stance"] == str(Stance.DECLINES_TO_COMMENT):
            state, beside = State.NO_COMMENT, said
        else:
            state, beside = (State.NOT_NOW, denied) if denied else (State.NOT_RULED_OUT, said)
        found.append((row["claim_id"], str(state), beside[0]["claim_id"] if beside else None))
    return pd.DataFrame(found, columns=["claim_id", "state", "beside"])


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure allows, in its base unit; an open end is excluded."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


def _last_digit(value: float) -> float:
    """The place of the last digit that is not zero: 100,000 for 300,000; 0.1 for 27.9."""
    digits = f"{abs(value):.6f}".rstrip("0")
    if not digits.endswith("."):
        return 10.0 ** -len(digits.partition(".")[2])
    whole = digits[:-1]
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 0.0


def rounding(row: Row) -> float:
    """Half of a figure's last printed digit, in its base unit: 0.05 for "27.9 percent", 50,000 for "1.2 million".

    Where it says "about", or gives the number in a word, the last digit that is not zero. None is printed of our own
    arithmetic, a rank or a count in words: 0.
    """
    value = row["high"] if _has(row["high"]) else row["low"]
    if not _has(value):
        return 0.0
    printed = list(NUMBER.finditer(fold(str(row["value_phrase"])).lower())) if _has(row["value_phrase"]) else []
    if printed and printed[-1]["digits"] and not (_has(row["approx"]) and row["approx"]):
        decimals = len(printed[-1]["digits"].partition(".")[2])
        return 0.5 * 10.0**-decimals * SCALES.get(printed[-1]["scale"] or "", 1.0)
    exact = row["unit"] in (str(Unit.RANK), str(Unit.COUNT)) or not (printed or (_has(row["approx"]) and row["approx"]))
    return 0.0 if exact else 0.5 * _last_digit(float(value))


def interval(row: Row) -> Interval | None:
    """What a figure allows: a closed value all that rounds to its printed digits. None where it gives no value."""
    low, high = (float(row[end]) if _has(row[end]) else None for end in ("low", "high"))
    if low is None and high is None:
        return None
    low_open, high_open = (bool(_has(row[end]) and row[end]) for end in ("low_open", "high_open"))
    if low is None or high is None:  # "over 411,000" is a bound, and a bound is not rounded
        return Interval(-math.inf if low is None else low, math.inf if high is None else high, low_open, high_open)
    half = rounding(row)
    return Interval(
        low if low_open else low - half, high if high_open else high + half, low_open, high_open or half > 0
    )


def meet(one: Interval, other: Interval) -> bool:
    """Whether two figures have a value in common. Their order does not matter."""
    first, second = sorted((one, other), key=lambda each: (each.low, each.low_open))
    near = 1e-9 * max(1.0, abs(second.low))
    if abs(first.high - second.low) <= near:
        return not (first.high_open or second.low_open)
    return first.high > second.low


def is_derived(row: Row) -> bool:
    """Whether a figure is our arithmetic."""
    return _has(row["formula"]) or row["attribution"] == str(Attribution.DERIVED)


def _days(row: Row | None) -> tuple[date | None, date | None] | None:
    if row is None or not _has(row["period"]):
        return None
    about = span(str(row["period"]))
    return about.lower, about.upper


_AIMS = {str(Basis.TARGET): "aim", str(Basis.PLAN): "aim", str(Basis.FORECAST): "forecast"}


def _key(row: Row, known: Mapping[str, Row]) -> tuple[Any, ...] | None:
    """On what two figures must agree to be values of one thing; None for one that can't be compared."""
    about = _days(row)
    plain = row["stance"] in FIRM and not is_derived(row) and not _has(row["conversion_of"])
    if about is None or not plain or interval(row) is None:
        return None
    series = tuple(str(row[name]) if _has(row[name]) else None for name in (*SERIES, "what", "unit"))
    base = known.get(str(row["against"])) if row["metric"] == str(Metric.GROWTH) else None
    by = row["period_is"] == str(When.BY)
    return *series, about, by, _AIMS.get(str(row["basis"]), "is"), _days(base)


def voice(row: Row) -> str:
    """Id of whose value a figure is: who set the target or made the forecast, else who said it first."""
    return str(row["by"] if str(row["basis"]) in _AIMS and _has(row["by"]) else row["said_by"])


@dataclass(frozen=True, eq=False)
class Compared:
    """One figure of one period that two voices or more give: a row a claim, oldest publication first.

    `figures` has the columns of claims and `revised`: whether the same voice gave another value later.
    `pairs` holds the claims whose intervals do not meet, the earlier first; empty where all meet.
    """

    figures: pd.DataFrame
    pairs: tuple[tuple[str, str], ...]


def compared(claims: pd.DataFrame, on_record: pd.DataFrame) -> list[Compared]:
    """Figures that two voices or more give, those that dispute first.

    Of one series, unit, period and kind (what is, what is aimed at, what is forecast); each voice counts with what it
    said last, for the same voice later is a revision. Two dispute where origins differ and no value fits both.
    """
    known, shown = _by_id(on_record, on_record["kind"].eq(str(Kind.FIGURE))), set(claims["claim_id"])
    places = {claim: place for place, claim in enumerate(on_record["claim_id"])}
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in known.values():
        if (key := _key(row, known)) is not None:
            groups.setdefault(key, []).append(row)
    found = []
    for rows in groups.values():
        rows.sort(
            key=lambda row: (row["published_upper"], row["published_lower"], str(row["article_id"]), row["number"])
        )
        last = {voice(row): row for row in rows}
        if len(last) < 2 or not shown & {row["claim_id"] for row in rows}:
            continue
        kept = {str(row["claim_id"]) for row in last.values()}
        latest = [row for row in rows if row["claim_id"] in kept]
        pairs = [
            (str(one["claim_id"]), str(other["claim_id"]))
            for n, one in enumerate(latest) for other in latest[n + 1 :] if _dispute(one, other)
        ]  # fmt: skip
        frame = on_record.iloc[[places[row["claim_id"]] for row in rows]]
        revised = [row["claim_id"] not in kept for row in rows]
        found.append(Compared(frame.assign(revised=revised).reset_index(drop=True), tuple(pairs)))
    return sorted(found, key=lambda one: (not one.pairs, -one.figures["published_upper"].max().value))


def _dispute(one: Row, other: Row) -> bool:
    mine, theirs = interval(one), interval(other)
    assert mine is not None
    assert theirs is not None
    return one["origin"] != other["origin"] and not meet(mine, theirs)


PERCENTAGES = ("claim_id", "later", "earlier", "verdict", "low", "high", "least", "most", "years", "why")


def percentages(claims: pd.DataFrame, on_record: pd.DataFrame) -> pd.DataFrame:
    """A row a published growth, those that do not follow from their own two numbers first.

    Columns: claim_id, later, earlier (claim ids), verdict, low and high (what the two numbers give as they stand, in
    percent or points), least and most (with the rounding of their printed digits), years (over which a compound
    growth runs, else NaN), why (it can't be checked). It is flagged only beyond its own printed digits as well.
    """
    meant = claims["metric"].eq(str(Metric.GROWTH)) | (claims["change_of"].notna() & claims["against"].notna())
    asked = _by_id(claims, meant)
    ends_of = {row[end] for row in asked.values() for end in ("change_of", "against")}
    known, found = _by_id(on_record, on_record["claim_id"].isin(ends_of)), []
    for row in asked.values():
        if row["stance"] in FIRM and not is_derived(row):
            ends = (known.get(str(row["change_of"])), known.get(str(row["against"])))
            told = {"claim_id": row["claim_id"], "later": row["change_of"], "earlier": row["against"]}
            found.append((_newest(row), told | _checked(row, *ends)))
    order = list(Verdict)
    found.sort(key=lambda each: (order.index(each[1]["verdict"]), each[0]))
    return pd.DataFrame([row for _, row in found], columns=list(PERCENTAGES))


def _checked(row: Row, later: Row | None, earlier: Row | None) -> dict[str, Any]:
    said = interval(row)
    why, years = _untestable(row, later, earlier), _years(row, later, earlier)
    if why or said is None or later is None or earlier is None:
        return {"verdict": Verdict.UNTESTED, "years": math.nan, "why": why or "it gives no value"}
    raw = _change(row, _stated(later), _stated(earlier), years)
    wide = _change(row, _ends(later), _ends(earlier), years)
    slack = 1e-9 * max(1.0, abs(said.low), abs(said.high)) if math.isfinite(said.low + said.high) else 1e-6
    apart = said.high < wide[0] - slack or said.low > wide[1] + slack
    return {
        "verdict": Verdict.APART if apart else Verdict.FOLLOWS, "low": raw[0], "high": raw[1], "least": wide[0],
        "most": wide[1], "years": years, "why": None,
    }  # fmt: skip


def _untestable(row: Row, later: Row | None, earlier: Row | None) -> str | None:
    if later is None or earlier is None:
        return "its two numbers are not both on record"
    ends = (later, earlier)
    if any(interval(end) is None for end in ends):
        return "one of its two numbers has no value"
    if later["unit"] != earlier["unit"]:
        return f"its two numbers have different units, {later['unit']} and {earlier['unit']}"
    if row["unit"] not in (str(Unit.PERCENT), str(Unit.PERCENTAGE_POINTS)):
        return f"it is given in {row['unit'] or 'no unit'}"
    if row["unit"] == str(Unit.PERCENT) and _ends(earlier)[0] <= 0:
        return "the number before is not above zero"
    if any(str(row["claim_id"]) in _inputs(end) for end in ends):
        return "one of its two numbers is itself computed from it"
    if _is_compound(row) and math.isnan(_years(row, later, earlier)):
        return "it is compound, and the years between its two numbers are not stated"
    return None


def _inputs(row: Row) -> Iterable[str]:
    return [part.partition("=")[2] for part in str(row["inputs"]).split(";")] if _has(row["inputs"]) else []


def _stated(row: Row) -> tuple[float, float]:
    return (
        float(row["low"]) if _has(row["low"]) else -math.inf,
        float(row["high"]) if _has(row["high"]) else math.inf,
    )


def _ends(row: Row) -> tuple[float, float]:
    allowed = interval(row)
    return (allowed.low, allowed.high) if allowed else (-math.inf, math.inf)


def _is_compound(row: Row) -> bool:
    measure = str(row["measure"]).lower() if _has(row["measure"]) else ""
    return "compound" in measure or "cagr" in measure


def _years(row: Row, later: Row | None, earlier: Row | None) -> float:
    """Years from the end of the earlier number's period to that of the later; NaN where growth is not compound."""
    until, since = _days(later), _days(earlier)
    ends = (until[1] if until else None, since[1] if since else None)
    if not _is_compound(row) or ends[0] is None or ends[1] is None or ends[0] <= ends[1]:
        return math.nan
    return round((ends[0] - ends[1]).days / 365.25, 2)


def _change(row: Row, later: tuple[float, float], earlier: tuple[float, float], years: float) -> tuple[float, float]:
    """The least and most change, in the growth's own unit."""
    if row["unit"] == str(Unit.PERCENTAGE_POINTS):
        return later[0] - earlier[1], later[1] - earlier[0]
    under = (earlier[1] if later[0] >= 0 else earlier[0], earlier[0] if later[1] >= 0 else earlier[1])
    ratios = (later[0] / under[0], later[1] / under[1])
    if not math.isnan(years):
        ratios = (max(ratios[0], 0.0) ** (1 / years), max(ratios[1], 0.0) ** (1 / years))
    return (ratios[0] - 1) * 100, (ratios[1] - 1) * 100


def linked(
    claims: pd.DataFrame, on_record: pd.DataFrame, links: pd.DataFrame, type_: Linked, kind: Kind | None = None
) -> pd.DataFrame:
    """A row a curator's link with two claims or more on record and one that passes: link, claim, reason, day.

    `claim` holds the ids joined by `;`, in the link's order; `kind` keeps only claims of that kind, and a link only
    where two of them are left. `links`: link, type, claim_id, reason, day.
    """
    kept = on_record if kind is None else on_record[on_record["kind"].eq(str(kind))]
    known, shown = set(kept["claim_id"]), set(claims["claim_id"])
    found = []
    for number, same in links[links["type"].eq(str(type_))].groupby("link", sort=True):
        ids = [claim for claim in same["claim_id"] if claim in known]
        if len(ids) > 1 and shown.intersection(ids):
            found.append((number, ";".join(ids), same["reason"].iloc[0], same["day"].iloc[0]))
    return pd.DataFrame(found, columns=["link", "claim", "reason", "day"])


@dataclass(frozen=True, eq=False)
class Disputes:
    """Everything on a day that stands against something else; each part as the function of its name gives it."""

    denials: pd.DataFrame
    states: pd.DataFrame
    unprompted: pd.DataFrame
    figures: list[Compared]
    percentages: pd.DataFrame
    overlaps: pd.DataFrame
    tensions: pd.DataFrame

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        parts = (self.denials, self.states, self.unprompted, self.percentages, self.overlaps, self.tensions)
        return bool(self.figures) or any(len(part) > 0 for part in parts)


def found(claims: pd.DataFrame, on_record: pd.DataFrame, answers: pd.DataFrame, links: pd.DataFrame) -> Disputes:
    """All disputes of a day that touch `claims`; overlaps are those between figures."""
    return Disputes(
        denials(claims, on_record, answers),
        states(claims, on_record),
        unprompted(claims, on_record, answers),
        compared(claims, on_record),
        percentages(claims, on_record),
        linked(claims, on_record, links, Linked.OVERLAP, Kind.FIGURE),
        linked(claims, on_record, links, Linked.TENSION),
    )
