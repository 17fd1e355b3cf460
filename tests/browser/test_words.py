"""Words that are laid over a chart stand where Plotly would draw them as annotations, and look as they would."""

import json
from typing import Any

import pytest

from bench.peers.charts import four
from components import assets, chart
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DRAWN = """async ({head, html, figure, plotlys}) => {
  const { default: draw } = await import("/assets/chart.js")
  const root = Object.assign(document.createElement("div"), { innerHTML: html })
  root.style.cssText = "position: absolute; top: 0; left: 0; width: 1000px; z-index: 9; background: white"
  document.body.append(root)
  if (plotlys) for (const note of figure.layout.annotations ?? []) note.opacity = 1 // which the desk does not know
  const data = new TextEncoder().encode([JSON.stringify(head), JSON.stringify(figure), "null"].join("\\n"))
  const end = draw({ data, parentElement: root, setTriggerValue() {} })
  while (!root.firstElementChild.dataset.drawn) await new Promise(requestAnimationFrame)
  const box = (node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, top, right, bottom } = (node.closest("svg") ? node : range).getBoundingClientRect()
    return [left, top, right, bottom]
  }
  const look = (node) => {
    const [walk, parts] = [document.createTreeWalker(node, NodeFilter.SHOW_TEXT), []]
    while (walk.nextNode()) {
      const style = getComputedStyle(walk.currentNode.parentElement)
      const colour = node.closest("svg") ? style.fill : style.color
      if (walk.currentNode.data) parts.push([walk.currentNode.data, style.fontSize, style.fontFamily, style.fontWeight, colour])
    }
    return parts
  }
  const notes = (of) => [...root.querySelectorAll(of)].map((node) => (
    { text: node.textContent, box: box(node), look: look(node), markup: node.innerHTML }
  ))
  const found = { words: notes(".words > div > span"), plotlys: notes(".annotation-text") }
  end()
  root.remove()
  return found
}"""


def _drawn(page: Any, figure: dict[str, Any], *, plotlys: bool) -> dict[str, list[dict[str, Any]]]:
    head = {"alt": "Words", "download": None, "library": assets.url(assets.PLOTLY), "faces": chart._FACES, "narrowBelow": 0,
            "narrowWaits": False}  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = page.evaluate(
        DRAWN, {"head": head, "html": chart._HTML, "figure": figure, "plotlys": plotlys}
    )
    return {kind: sorted(notes, key=lambda note: (note["text"], note["box"])) for kind, notes in found.items()}


def _note(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "x": "2024-03-01", "y": 50, "xanchor": "left", "yanchor": "middle", "showarrow": False} | more


INVENTED = {
    "data": [{"type": "scatter", "mode": "markers", "x": ["2024-01-01", "2024-06-01"], "y": [20, 80]}],
    "layout": {
        "height": 300, "margin": {"l": 150, "r": 100, "t": 30, "b": 40},
        "font": {"family": "IBM Plex Sans Condensed, sans-serif", "size": 14, "color": "#14191F"},
        "xaxis": {"type": "date", "range": ["2023-12-01", "2024-08-01"]}, "yaxis": {"range": [100, 0]},
        "annotations": [
            *(_note(f"{across} {down}", xanchor=across, yanchor=down, y=10 + 12 * n)
              for n, (across, down) in enumerate((a, b) for a in ("left", "center", "right") for b in ("top", "bottom"))),
            _note("a margin", xref="paper", x=0, xshift=-150, y=30, font={"size": 12, "color": "#66707D"}),
            _note("the foot", xref="paper", x=0.5, xanchor="center", yref="paper", y=0, yshift=-36, yanchor="bottom"),
            _note("two<br>and longer lines", bgcolor="#FFFFFF", borderpad=4, align="right", x="2024-05-01", xshift=7, yshift=-5),
            _note('<span style="color:#B0184A"><b>bold</b></span>, &lt;i&gt;  plain', x="2024-06-01", y=90, borderpad=0),
        ],
    },
}  # fmt: skip


def test_words_stand_where_plotly_would_draw_them(open_page: Open) -> None:
    page = open_page("/talks")
    real = [json.loads(str(figure.to_json())) for figure in four("Xiaomi")]
    seen = 0
    for figure in [INVENTED, *real]:
        ours, theirs = (_drawn(page, figure, plotlys=plotlys) for plotlys in (False, True))
        assert not theirs["words"]
        assert len(ours["words"]) + len(ours["plotlys"]) == len(theirs["plotlys"])
        assert len(ours["plotlys"]) < 3, "only those with a hover of their own"
        by_text = {(note["text"], tuple(note["box"])): note for note in theirs["plotlys"]}
        for note in ours["words"]:
            near = [
                box for text, box in by_text
                if text == note["text"] and box == pytest.approx(tuple(note["box"]), abs=1.6)
            ]  # fmt: skip
            assert near, (
                f"{note['text']}: {note['box']}, Plotly's at {[box for text, box in by_text if text == note['text']]}"
            )
            assert note["look"] == by_text[note["text"], near[0]]["look"]
            seen += 1
    assert seen > 150


MORE: list[dict[str, Any]] = [
    {"showarrow": True, "ax": 20, "ay": -20}, {"hovertext": "more"}, {"textangle": 30}, {"captureevents": True},
    {"text": "x<sup>2</sup>"}, {"xanchor": "auto"}, {"xref": "x domain", "x": 0.5},
]  # fmt: skip


def _noted(*notes: dict[str, Any]) -> dict[str, Any]:
    return INVENTED | {"layout": INVENTED["layout"] | {"annotations": list(notes)}}


def test_what_is_more_than_words_stays_plotlys_and_markup_of_others_does_nothing(open_page: Open) -> None:
    page = open_page("/talks")
    for more in MORE:
        found = _drawn(page, _noted(_note("more") | more), plotlys=False)
        assert (len(found["words"]), len(found["plotlys"])) == (0, 1), more
    off = [_note("late", x="2025-01-01"), _note("deep", y=120)]
    figure = _noted(*off, _note('<span onclick="x()" style="position:fixed">here</span>'))
    (here,) = _drawn(page, figure, plotlys=False)["words"]
    assert here["markup"] == "<span>here</span>"
    assert len(_drawn(page, figure, plotlys=True)["plotlys"]) == 1
