"""Figures that a curator linked as overlapping: the contained inside the containing, never to be summed."""

from collections.abc import Mapping

import pandas as pd

from components.capacity.ratios import FLOWS, exact
from components.series import Row, inputs, is_derived, period, records
from components.series.draw import Sheet, blank, reach, steps, up_to
from components.series.wording import called, doubtful, fixed, hover, joined, width
from components.theme import AXIS, LABEL, LANE, SOURCE, Figure, Palette
from components.words import days, present, text
from data.kept import kept
from data.vocabulary import Linked, Stance

BAR, INNER, WIDE_PLOT, NARROW_PLOT = 27, 13, 450, 336
COLUMNS = (
    "when", "outer", "outer_of", "outer_claim", "inner", "inner_of", "inner_claim", "rest", "rest_claim", "formula", "reason",
    "lower", "faint",
)  # fmt: skip


def _ends(claims: list[Row]) -> tuple[Row, Row] | None:
    """(containing, contained) of one link, where both are exact outputs of one stated period in one unit."""
    if len(claims) != 2:
        return None
    one, other = sorted(claims, key=lambda row: -(exact(row) or 0))
    abouts = (period(one), period(other))
    if abouts[0] is None or abouts[0] != abouts[1] or one["unit"] != other["unit"]:
        return None
    fit = all(
        row["metric"] in FLOWS and present(row["low"]) and row["low"] == row["high"]
        and row["stance"] in (str(Stance.ASSERTS), str(Stance.EXPECTS)) and not is_derived(row)
        for row in (one, other)
    )  # fmt: skip
    return (one, other) if fit and one["of"] != other["of"] else None


@kept()
def pairs(figures: pd.DataFrame, links: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Overlapping outputs of one period, oldest first; `links`: link, type, claim_id, reason.

    Columns: when, outer and inner (vehicles) with `_of` (names) and `_claim`, rest (outer without inner, derived),
    its claim where one is on record, its formula, the curator's reason, lower (day), faint.
    """
    by_id = {text(row["claim_id"]): row for row in records(figures)}
    overlaps = links[links["type"].eq(str(Linked.OVERLAP))]
    found = []
    for _, same in overlaps.groupby("link", sort=False):
        told = [by_id[claim] for claim in same["claim_id"] if claim in by_id]
        if len(told) != len(same) or (both := _ends(told)) is None:
            continue
        outer, inner = both
        about = period(outer)
        assert about is not None
        assert about.upper is not None
        wanted = {text(row["claim_id"]) for row in both}
        derived = (row for row in by_id.values() if is_derived(row) and set(inputs(row).values()) == wanted)
        ours = next((row for row in derived if row["unit"] == outer["unit"]), None)
        one, other = float(outer["low"]), float(inner["low"])
        found.append(
            {
                "when": days(about.lower, about.upper), "outer": one, "outer_of": called(outer["of"], names),
                "outer_claim": outer["claim_id"], "inner": other, "inner_of": called(inner["of"], names),
                "inner_claim": inner["claim_id"], "rest": float(ours["low"]) if ours is not None else one - other,
                "rest_claim": ours["claim_id"] if ours is not None else None,
                "formula": f"{fixed(one, 0)} − {fixed(other, 0)}", "reason": text(same["reason"].iloc[0]),
                "lower": pd.Timestamp(about.lower or about.upper), "faint": doubtful(outer) or doubtful(inner),
            }
        )  # fmt: skip
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.sort_values(["outer_of", "inner_of", "lower"], kind="stable").reset_index(drop=True)


def monthly(
    figures: pd.DataFrame,
    links: pd.DataFrame,
    names: Mapping[str, str],
    palette: Palette,
    narrow: bool = False,
) -> Figure:
    """Linked outputs as bars, the contained inside the containing; what remains stands at the right, derived.

    Vehicles in the stated period. Nothing is summed, and the picture says so. Empty without a linked pair.
    """
    frame = pairs(figures, links, names)
    if frame.empty:
        return blank(palette)
    by_id = {text(row["claim_id"]): row for row in records(figures)}
    shown = records(frame)
    left = 4 if narrow else max(width(row["when"], LABEL) for row in shown) + 16
    heads = dict.fromkeys(f"{row['outer_of']} without {row['inner_of']}" for row in shown)
    one_head = f"{next(iter(heads))}, derived" if len(heads) == 1 else "the outer without the inner, derived"
    right = 64 if len(heads) == 1 else 150
    sheet = Sheet(palette, left=left, right=right)
    plot = (NARROW_PLOT if narrow else WIDE_PLOT) - right
    words = [f"{fixed(row['outer'], 0)} {row['outer_of']}" for row in shown]
    ends = [(row["outer"], width(each)) for row, each in zip(shown, words, strict=True)]
    most = reach(ends, plot, max(end for end, _ in ends) * 1.04)
    y = 76.0 if narrow else 44.0
    sheet.end(one_head, 11, at=right, colour=palette.derived, anchor="right")
    inside = listed_inside(shown)
    sheet.text(f"{inside}: not to be summed", 0, 11 if not narrow else 30, size=SOURCE, colour=palette.ink3)
    for row in shown:
        top = y - 24 if narrow else y
        sheet.text(row["when"], 0, top, size=LABEL, weight=500 if narrow else 400, ground=narrow)
        said = [hover(by_id[row[f"{end}_claim"]], names, row["reason"]) for end in ("outer", "inner")]
        sheet.bar(0, row["outer"], y, BAR, "capacity", row["outer_claim"], said[0], faint=row["faint"])
        sheet.bar(0, row["inner"], y, INNER, "fact", row["inner_claim"], said[1], faint=row["faint"])
        inner = f"{fixed(row['inner'], 0)} {row['inner_of']}"
        fits = width(inner, SOURCE) + 14 < row["inner"] / most * plot
        if fits:
            sheet.value(inner, 0, y, shift=6, size=SOURCE, colour=palette.page, ground=False)
        elif narrow:
            sheet.text(f"of it {inner}", width(row["when"]) + 14, top, size=AXIS, colour=palette.ink2, ground=True)
        outer = f'<span style="font-weight:500">{fixed(row["outer"], 0)}</span> {row["outer_of"]}'
        sheet.value(outer if fits or narrow else f"{outer}, of it {inner}", row["outer"], y, shift=9)
        rest = fixed(row["rest"], 0)
        label = rest if len(heads) == 1 else f"{rest} {row['outer_of']} without {row['inner_of']}"
        sheet.end(label, y, at=right, size=LABEL, colour=palette.derived, anchor="right")
        assumed = f"derived: {row['formula']}, if all of the inner is counted in the outer"
        sheet.notes[-1] |= {"hovertext": assumed, "captureevents": True}
        y += LANE + (14 if narrow else 0)
    step = steps(most, 3 if narrow else 4)
    return sheet.drawn(y - 18, min(up_to(most, step), most * 1.04), step, top=2, bottom=30)


def listed_inside(shown: list[Row]) -> str:
    """ "Nio counted inside JAC", for all pairs of a chart."""
    inner = joined({}, (row["inner_of"] for row in shown))
    outer = joined({}, (row["outer_of"] for row in shown))
    return f"{inner} inside {outer}" if len({row["outer_of"] for row in shown}) == 1 else "inner inside outer"
