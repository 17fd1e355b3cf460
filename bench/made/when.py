"""When made claims are about: vague dates near their publication."""

import numpy as np
import pandas as pd

from bench import times
from bench.made.dice import Draw
from data.vocabulary import Kind


def add_times(frame: pd.DataFrame, draw: Draw) -> None:
    """When each claim is about: stated for four in ten, for figures their period; else its publication."""
    count = len(frame)
    figure = frame["kind"].eq(Kind.FIGURE).to_numpy()
    stated = draw.chance(count, 0.45)
    for table, here in ((times.periods(), stated & figure), (times.vague(), stated & ~figure)):
        # A claim is about a time near its publication: tables are searched by first day, then shaken.
        order = np.argsort(table.lower, kind="stable")
        day = frame["published_lower"].to_numpy().astype("datetime64[D]")[here] + draw.rng.integers(
            -400, 200, int(here.sum())
        )
        place = np.searchsorted(table.lower[order], day).clip(0, len(order) - 1)
        about = table.at(order[(place + draw.place(len(place), 5)).clip(0, len(order) - 1)])
        for name, values in (
            ("when", about.edtf),
            ("about_lower", about.lower),
            ("about_upper", about.upper),
            ("vague", about.vague),
        ):
            if name not in frame:
                frame[name] = (
                    frame[{"about_lower": "published_lower", "about_upper": "published_upper"}[name]]
                    if name.startswith("about")
                    else False
                    if name == "vague"
                    else None
                )
                frame[name] = frame[name].astype(
                    "datetime64[s]" if name.startswith("about") else bool if name == "vague" else object
                )
            frame.loc[here, name] = values
    frame["dated"] = stated
    unstated = ~stated & frame["published"].str.endswith("~").to_numpy()
    frame["vague"] = frame["vague"].to_numpy() | unstated
    by = figure & draw.chance(count, 0.06)
    frame["when_is"] = np.where(stated, np.where(by, "by", "during"), None)
    frame["when_phrase"] = np.where(stated, "in that time", None)
    frame["period"] = np.where(figure, frame["when"], None)
    frame["period_is"] = np.where(figure, frame["when_is"], None)
