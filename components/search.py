"""Text search over claims: every word must be met, in the statement, a name of somebody mentioned, or the article."""

import unicodedata

import pandas as pd

from data import frames


def folded(text: str) -> str:
    """Words without case, accents and width, for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _aliases() -> dict[str, str]:
    known = pd.concat(
        [
            frames.register("entities").rename(columns={"entity": "id"})[["id", "aliases"]],
            frames.register("people").rename(columns={"person": "id"})[["id", "aliases"]],
        ]
    )
    return {row["id"]: folded(row["aliases"]) for row in known.to_dict("records")}


def matching(claims: pd.DataFrame, query: str) -> pd.DataFrame:
    """The claims that meet every word of `query`, in the frame's order."""
    wanted = folded(query).split()
    mentions = frames.register("mentions")
    mentioned = mentions["entity"].map(_aliases()).fillna("").groupby(mentions["claim_id"]).agg(" ".join)
    columns = ["statement", "claim_id", "publisher_name", "title", "what", "scope", "measure"]
    hay = claims[columns].fillna("").agg(" ".join, axis=1).map(folded)
    hay = hay + " " + claims["claim_id"].map(mentioned).fillna("")
    met = pd.Series(True, index=claims.index)
    for word in wanted:
        met &= hay.str.contains(word, regex=False)
    return claims[met]
