"""The lanes of a share chart: which company stands where, what is known of it, what its rank implies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from components.series import Row, ShareSet, inputs, records
from components.series.wording import doubtful, ids, repeats
from components.words import present, text
from data.vocabulary import Metric, Stance, Unit

STATED = (str(Stance.ASSERTS), str(Stance.EXPECTS))


@dataclass(frozen=True, eq=False)
class Lane:
    """One bar: a published share, or a rank without one, with the derived claims about it.

    `rank` is the published rank; `place` the number at the left: the rank, or the only place that published
    ranks leave open; None where they leave several.
    """

    of: str
    row: Row
    claim: str
    faint: bool
    share: bool
    rank: int | None = None
    rank_claim: str = ""
    band: Row | None = None
    ratio: Row | None = None
    place: int | None = None
    repeats: bool = False

    @property
    def low(self) -> float:
        """Where the lane is sorted: its value, the middle of its band, or nothing."""
        source = self.band if self.band is not None else self.row if self.share else None
        if source is None:
            return 0.0
        ends = [float(source[end]) for end in ("low", "high") if present(source[end])]
        return sum(ends) / len(ends) if ends else 0.0


def rest(one_set: ShareSet) -> Row | None:
    """The derived part of the market that no maker's figure covers: a percentage of the market as a whole."""
    shares = set(one_set.shares["claim_id"])
    for row in records(one_set.derived):
        whole = row["of"] == one_set.market and row["unit"] == str(Unit.PERCENT)
        if whole and row["metric"] == str(Metric.OTHER) and shares & set(inputs(row).values()):
            return row
    return None


def _bands(one_set: ShareSet) -> dict[str, Row]:
    rows = records(one_set.derived)
    return {text(row["of"]): row for row in rows if row["metric"] == str(Metric.MARKET_SHARE)}


def _ratios(one_set: ShareSet) -> dict[str, Row]:
    shares = set(one_set.shares["claim_id"])
    found: dict[str, Row] = {}
    for row in records(one_set.derived):
        of_shares = set(inputs(row).values()) <= shares and len(inputs(row)) == 2
        if row["metric"] == str(Metric.OTHER) and row["unit"] == str(Unit.TIMES) and of_shares:
            found.setdefault(text(row["of"]), row)
    return found


def _lane(same: list[Row], *, share: bool) -> Lane:
    return Lane(text(same[0]["of"]), same[0], ids(same), all(map(doubtful, same)), share)


def lanes(one_set: ShareSet) -> list[Lane]:
    """Lanes from the largest share down, a rank-only company at its rank. Equal repeats share a lane."""
    bands, ratios = _bands(one_set), _ratios(one_set)
    stated = [row for row in records(one_set.ranks) if present(row["low"]) and row["stance"] in STATED]
    ranks: Mapping[str, Row] = {text(row["of"]): row for row in stated}
    same = ["of", "low", "high", "low_open", "high_open", "basis", "stance"]
    found = [_lane(group, share=True) for group in repeats(records(one_set.shares), same)]
    told = {lane.of for lane in found}
    only = one_set.ranks[~one_set.ranks["of"].isin(told)]
    found += [_lane(group, share=False) for group in repeats(records(only), ["of"])]
    ordered = sorted((_with(lane, ranks.get(lane.of), bands, ratios) for lane in found), key=lambda lane: -lane.low)
    for lane in [lane for lane in ordered if not lane.share and lane.band is None and lane.rank]:
        ordered.remove(lane)
        above = [n for n, other in enumerate(ordered) if other.rank is not None and other.rank < (lane.rank or 0)]
        ordered.insert(max([min((lane.rank or 1) - 1, len(ordered)), *(n + 1 for n in above)]), lane)
    first = {lane.of: at for at, lane in reversed(list(enumerate(ordered)))}
    ordered.sort(key=lambda lane: first[lane.of])
    return _placed(ordered)


def _with(lane: Lane, rank: Row | None, bands: Mapping[str, Row], ratios: Mapping[str, Row]) -> Lane:
    return replace(
        lane,
        rank=int(float(rank["low"])) if rank is not None else None,
        rank_claim=text(rank["claim_id"]) if rank is not None else "",
        band=None if lane.share else bands.get(lane.of), ratio=ratios.get(lane.of) if lane.share else None,
    )  # fmt: skip


def _placed(ordered: list[Lane]) -> list[Lane]:
    """Number the lanes: published ranks as they are; others where published ranks leave no other place."""
    companies = list(dict.fromkeys(lane.of for lane in ordered))
    ranks = {lane.of: lane.rank for lane in ordered if lane.rank is not None}
    places: dict[str, int | None] = {of: ranks.get(of) for of in companies}
    last, gap = 0, list[str]()
    for of in companies:
        rank = ranks.get(of)
        if rank is None:
            gap.append(of)
            continue
        if rank - last - 1 == len(gap):
            places |= {other: last + 1 + at for at, other in enumerate(gap)}
        last, gap = rank, []
    if ranks and all(rank == companies.index(of) + 1 for of, rank in ranks.items()):
        places |= {of: last + 1 + at for at, of in enumerate(gap)}
    first = {lane.of: at for at, lane in reversed(list(enumerate(ordered)))}
    return [
        replace(lane, place=places[lane.of] if first[lane.of] == at else None, repeats=first[lane.of] != at)
        for at, lane in enumerate(ordered)
    ]
