"""The palette against its promises: contrast, and the same tokens in Streamlit's theme."""

import json
import tomllib
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit import config

from components import theme
from components.theme import DARK, LIGHT, SYMBOLS, Palette, figure, hover, layout, mark_svg, stage_svg
from data.vocabulary import LADDER, Stage, Stance

CONFIG = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "ink2", "ink3", "link", "disputed", "derived"])
def test_every_text_colour_reads_on_page_and_sidebar(palette: Palette, role: str) -> None:
    assert _contrast(getattr(palette, role), palette.page) >= 4.5
    assert _contrast(getattr(palette, role), palette.sidebar) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_has_an_outline_that_is_seen(palette: Palette) -> None:
    assert _contrast(palette.outline, palette.page) >= 3
    assert set(palette.stage) == set(LADDER)
    assert len(set(palette.stage.values())) == len(LADDER)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_streamlits_theme_holds_the_same_tokens(palette: Palette) -> None:
    theme = CONFIG["theme"][palette.name]
    assert theme["backgroundColor"] == palette.page
    assert theme["textColor"] == palette.ink
    assert theme["linkColor"] == palette.link
    assert theme["primaryColor"] == palette.primary
    assert theme["sidebar"]["backgroundColor"] == palette.sidebar


def test_every_font_of_the_theme_is_on_hand_and_none_comes_from_elsewhere() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert face["url"].startswith("/assets/fonts/")
        assert (Path("static/fonts") / face["url"].rsplit("/", 1)[1]).is_file()


def test_the_undocumented_switch_of_the_collector_still_exists() -> None:
    assert config.get_option("runner.postScriptGC") is False


def test_every_stance_has_a_shape_of_its_own() -> None:
    assert set(SYMBOLS) == set(Stance)
    assert len(set(SYMBOLS.values())) == len(Stance)
    assert len({mark_svg(stance, None, LIGHT) for stance in Stance}) == len(Stance)


def test_every_stage_has_a_swatch() -> None:
    assert len({stage_svg(stage, LIGHT) for stage in Stage}) == len(Stage)


def test_a_hover_reads_nothing_as_markup() -> None:
    assert hover("<b>x</b> & y") == "&lt;b&gt;x&lt;/b&gt; &amp; y"


def test_a_figure_that_is_not_checked_again_is_the_same_figure() -> None:
    drawn = [theme.bar(x=[1], y=[2], customdata=["daily-2024.1"]), theme.scatter(x=[1, None], y=[2, 3], mode="lines")]
    whole = layout(LIGHT, annotations=[{"text": "Arrow", "x": 0, "y": 1}], shapes=[{"type": "line", "x0": 0, "x1": 1}])
    assert json.loads(str(figure(drawn, whole).to_json())) == json.loads(str(go.Figure(drawn, whole).to_json()))


def test_tests_refuse_what_plotly_does_not_know() -> None:
    with pytest.raises(ValueError, match="colour"):
        theme.figure([], {"font": {"colour": "red"}})
