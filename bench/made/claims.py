"""The claims of a made ledger: the wide table, put together column by column."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.made.between import answers
from bench.made.deals import THINGS, add_talks
from bench.made.dice import Draw, Numbers, zipf
from bench.made.figures import add_derived, add_figures, add_growth
from bench.made.when import add_times
from bench.made.whom import World
from bench.names import names
from data.vocabulary import Kind, Stance, TieType, Topic

KINDS = {Kind.POSITION: 0.34, Kind.FIGURE: 0.28, Kind.MILESTONE: 0.20, Kind.TALK: 0.13, Kind.TIE: 0.05}
STANCES = {
    Stance.ASSERTS: 0.78, Stance.EXPECTS: 0.09, Stance.SAYS_POSSIBLE: 0.06, Stance.DENIES: 0.04, Stance.UNKNOWN: 0.015,
    Stance.DECLINES_TO_COMMENT: 0.012, Stance.DOES_NOT_RULE_OUT: 0.003,
}  # fmt: skip
TIES = {TieType.SUPPLIES: 0.35, TieType.OWNS: 0.15, TieType.JOINT_VENTURE_PARENT: 0.15, TieType.MANUFACTURES_FOR: 0.15,
        TieType.BRAND_OF: 0.1, TieType.COMPETES_WITH: 0.1}  # fmt: skip
TOPICS = {Topic.BACKGROUND: 0.5, Topic.OPINION: 0.2, Topic.MOTIVE: 0.13, Topic.WORRY: 0.06, Topic.CAPABILITY: 0.06,
          Topic.REQUIREMENT: 0.05}  # fmt: skip
MOTIONS = ("talks about", "an opening of", "a licence for", "a delay of", "a visit to", "a halt of")
REVISIONS = 12


def claims(count: int, world: World, articles: pd.DataFrame, of: Numbers, deals: pd.DataFrame, origins: pd.DataFrame, draw: Draw) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """(claims, answers): `count` rows of the wide table and what answers what; claims of an article stand together."""
    first = np.searchsorted(of, of, side="left")
    number = np.arange(count) - first + 1
    kind, stance = draw.of(KINDS, count), draw.of(STANCES, count)
    frame = pd.DataFrame({"article_id": articles["article_id"].to_numpy()[of], "number": number})
    frame["claim_id"] = frame["article_id"].to_numpy() + "." + number.astype(str).astype(object)
    for name in ("publisher", "title", "url", "published", "published_lower", "published_upper"):
        frame[name] = articles[name].to_numpy()[of]
    one, other = draw.busy(count, world.weights), draw.busy(count, world.weights)
    deal = draw.busy(count, zipf(len(deals), 0.6))
    talk = kind == Kind.TALK
    one = np.where(talk, deals["first"].to_numpy()[deal], one)
    other = np.where(
        talk, deals["second"].to_numpy()[deal], np.where(one == other, (other + 1) % len(world.companies), other)
    )
    shown = names(len(world.companies))
    words = (
        np.array(MOTIONS, dtype=object)[draw.place(count, len(MOTIONS))]
        + " "
        + np.array(THINGS, dtype=object)[draw.place(count, len(THINGS))]
    )
    frame["statement"] = shown[one] + " and " + shown[other] + ": " + words + "."
    frame["kind"], frame["stance"] = kind, stance
    frame["paragraph"], frame["anchor"], frame["part"] = 1 + number % 30, words, "body"
    origin = 3 * of + draw.place(count, 3)
    # Every ninth article repeats one origin of the article before it.
    origin = np.where((of % 9 == 8) & (origin % 3 == 2), origin - 3, origin)
    derived = (kind == Kind.FIGURE) & (number > 3) & draw.chance(count, 0.02)
    origin = np.where(derived, len(origins) - 1, origin)
    frame["origin"] = origins["origin"].to_numpy()[origin]
    for name in ("said_by", "attribution", "sources", "sources_are", "credibility"):
        frame[name] = origins[name].array.take(origin)
    frame["origin_published"] = origins["published"].to_numpy()[origin]
    speaks = frame["attribution"].eq("on record").to_numpy()
    frame["speaker"] = np.where(speaks, frame["said_by"], None)
    add_times(frame, draw)
    add_talks(frame, talk, deals, deal, draw)
    _add_ties(frame, kind == Kind.TIE, world, one, other, draw)
    add_figures(frame, (kind == Kind.FIGURE) & ~derived, world, one, draw)
    add_derived(frame, derived, world, one)
    milestone, position = kind == Kind.MILESTONE, kind == Kind.POSITION
    frame["what"] = np.where(milestone, words, frame["what"])
    frame["topic"] = np.where(position, draw.of(TOPICS, count), None)
    frame["companies"] = np.where(
        one == other,
        world.companies[one],
        world.companies[np.minimum(one, other)] + ";" + world.companies[np.maximum(one, other)],
    )
    frame["parties"] = np.where(talk, deals["parties"].to_numpy()[deal], None)
    frame["one"], frame["other"] = one, other
    frame["publisher_name"] = frame["publisher"].map(
        dict(zip(world.publishers, (f"{name} News" for name in names(len(world.publishers))), strict=True))
    )
    newest = (frame["published_upper"] - frame["published_upper"].min()).dt.days
    frame["revision"] = (1 + newest * REVISIONS // (int(newest.max()) + 1)).astype("Int64")
    frame["recorded"] = frame["published_upper"] + pd.Timedelta(days=30)
    frame.loc[draw.chance(count, 0.001), ["revision", "recorded"]] = pd.NA
    answering = answers(frame, talk, deal, world, draw)
    add_growth(frame, draw)
    return frame, answering


def _add_ties(frame: pd.DataFrame, tie: npt.NDArray[np.bool_], world: World, one: Numbers, other: Numbers, draw: Draw) -> None:  # fmt: skip
    frame["from"] = np.where(tie, world.companies[one], None)
    frame["to"] = np.where(tie, world.companies[other], None)
    frame["type"] = np.where(tie, draw.of(TIES, len(frame)), None)
    frame["scope"] = np.where(tie & draw.chance(len(frame), 0.4), "battery packs", None)
