"""The key of the capacity chart as markup, and what its overlapping figures say."""

from html import escape
from urllib.parse import quote

import pandas as pd

from components.theme import Palette
from data.claim_rows import dicts
from data.kept import kept


@kept(8)
def key(palette: Palette) -> str:
    """One line of html for `st.html`: each kind of mark as an `img` with empty `alt` beside its word."""
    p = palette
    hatch = "".join(f'<path d="M{x} 12 {x + 8} 4" stroke="{p.hatch}"/>' for x in range(-6, 22, 5))
    marks = {
        "capacity; broken: carried forward": f'<path d="M1 4H23V12H1Z" fill="{p.capacity}" stroke="{p.ink3}"/>',
        "actual": f'<path d="M1 6H23V11H1Z" fill="{p.fact}"/>',
        "target": f'<path d="M12 2V14" stroke="{p.ink}" stroke-width="3"/>',
        "forecast range": f'<path d="M2 8H22M2 4V12M22 4V12" stroke="{p.ink}" stroke-width="2" fill="none"/>',
        "no figure reported": hatch,
        "derived, ours": f'<path d="M1 4H23V12H1Z" fill="none" stroke="{p.derived}" stroke-dasharray="3 2"/>',
    }
    shown = "".join(
        f'<span><img src="{_uri(drawn)}" alt="" style="width:24px">{escape(said)}</span>'
        for said, drawn in marks.items()
    )
    return f'<div class="e-key"><div>{shown}</div></div>'


def _uri(body: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16" viewBox="0 0 24 16">{body}</svg>'
    return "data:image/svg+xml," + quote(svg, safe="=:/")


def overlap_finding(pairs: pd.DataFrame) -> str:
    """ "JAC’s figures contain Nio’s": whose figures contain whose, as the curator linked them; several pairs of companies are joined."""
    contained = dict.fromkeys((row["outer_of"], row["inner_of"]) for row in dicts(pairs))
    said = [f"{outer}’s figures should already contain {inner}’s" for outer, inner in contained]
    return "; ".join(said[:2])
