"""The key of the talks chart as markup: shapes on one line, colours on the next."""

from html import escape

from components import theme, words
from components.theme import Palette
from data.kept import kept
from data.vocabulary import LADDER, Stage, Stance

SAID = {Stance.DECLINES_TO_COMMENT: "no comment", Stance.UNKNOWN: "not known"}
"""Stances that read shorter in a key than their own words."""

SHOWN = (*LADDER, Stage.COLLAPSED, Stage.ENDED)
"""Stages in the key."""


@kept(8)
def key(palette: Palette) -> str:
    """Two lines of html for `st.html`: each mark an `img` with empty `alt` beside its word."""
    shapes = [(theme.mark_svg(stance, None, palette), SAID.get(stance, words.plain(stance))) for stance in Stance]
    colours = [(theme.stage_svg(stage, palette), words.stage(stage)) for stage in SHOWN]
    lines = "".join(_line(title, marks, palette) for title, marks in (("Shape", shapes), ("Colour", colours)))
    return f'<div style="font:13px/1.7 {theme.CONDENSED};color:{palette.ink2}">{lines}</div>'


def _line(title: str, marks: list[tuple[str, str]], palette: Palette) -> str:
    flex = "display:flex;flex-wrap:wrap;column-gap:16px;align-items:center"
    words_of = "".join(
        f'<span style="white-space:nowrap"><img src="{escape(source)}" alt="" width="13" height="13" '
        f'style="display:inline;vertical-align:-2px;margin-right:6px">{escape(said)}</span>'
        for source, said in marks
    )
    head = f'<span style="color:{palette.ink};font-weight:600;min-width:52px">{title}</span>'
    return f'<div style="{flex}">{head}{words_of}</div>'
