"""The overview's heading: how many deals are contested and run, and what of the busiest company's is agreed."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from components import words
from components.ladder.rows import COMMITTED
from data.kept import kept
from data.selection import Totals
from data.vocabulary import Stage


@kept()
def finding(deals: pd.DataFrame, names: Mapping[str, str], totals: Totals | None = None) -> str:
    """Say how many deals are contested and run, and what of the busiest company's is agreed; else ask.

    `totals` counts all deals of which `deals` are only the strongest; of the busiest company nothing is said then.
    """
    if deals.empty:
        return "How far did each deal get?"
    many = len(deals)
    if many == 1:
        deal = deals.iloc[0]
        how = "contested, " if deal["contested"] else ""
        return f"{deal['title']}: {how}{words.stage(deal['stage'])}"
    contested, running = int(deals["contested"].sum()), int((deals["stage"] == str(Stage.OPERATING)).sum())
    if totals and totals.deals > many:
        many, contested, running = totals.deals, totals.contested, totals.running
    counted = words.worded(many)
    of = f"{words.sentence(words.worded(contested) if contested else 'none')} of {counted} deals"
    parts = [f"{of} {'is' if contested <= 1 else 'are'} contested"]
    parts.append(f"{words.worded(running) if running else 'none'} {'is' if running <= 1 else 'are'} running")
    about = _busiest(deals, names) if many == len(deals) else ""
    return f"{', '.join(parts)}, and {about}" if about else " and ".join(parts)


def _busiest(deals: pd.DataFrame, names: Mapping[str, str]) -> str:
    """What is agreed of the company with the most deals; "" where two have as many."""
    parties = [[party for party in words.text(cell).split(";") if party] for cell in deals["parties"]]
    busy = Counter(party for deal in parties for party in deal).most_common(2)
    if not busy or busy[0][1] < 2 or (len(busy) > 1 and busy[1][1] == busy[0][1]):
        return ""
    company = busy[0][0]
    its = deals[[company in deal for deal in parties]]
    agreed = int((its["peak"] >= COMMITTED).sum())
    said = words.worded(agreed) if agreed else "none"
    tense = "was" if agreed else "is"
    tense = "were" if agreed > 1 else tense
    return f"{said} of {names.get(company, company)}’s {tense} agreed"
