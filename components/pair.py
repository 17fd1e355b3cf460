"""Two claims side by side: how they stand to each other, then every line of both cards in one row."""

import html
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from components import filters, words
from components.card import facts, stance_line
from data import frames
from data.claim_rows import dicts

Row = pd.Series


def relations(one: Row, other: Row) -> Iterator[str]:
    """What ties two claims on record, a sentence each: answers either way, and a curator's links with the reason."""
    both = (one["claim_id"], other["claim_id"])
    named = pd.DataFrame({"claim_id": both})
    answers = frames.touching("answers", named)
    for answer in dicts(answers[answers["claim_id"].isin(both) & answers["answers"].isin(both)]):
        first, second = ("first", "second") if answer["claim_id"] == both[0] else ("second", "first")
        note = f": {words.text(answer['note']).rstrip('.')}" if words.present(answer["note"]) else ""
        yield f"The {first} {answer['how']} the {second}; scope: {answer['scope']}{note}."
    links = frames.touching("links", named)
    for _, same in links.groupby("link", sort=True):
        if set(both) <= set(same["claim_id"]):
            kind = "They overlap" if same["type"].iloc[0] == "overlap" else "They are in tension"
            yield f"{kind}: {same['reason'].iloc[0]}"


def draw(one: Row, other: Row, everything: pd.DataFrame) -> None:
    """Draw two claims of the record `everything` as one table, with a button to open each alone."""
    told = list(relations(one, other)) or ["No answer and no link on record ties these two."]
    said = "".join(f"<p>{html.escape(line)}</p>" for line in told)
    left, right = dict(facts(one, everything)), dict(facts(other, everything))
    heads = "".join(f'<th scope="col">{html.escape(row["statement"])}</th>' for row in (one, other))
    body = f"<tr><td>{stance_line(one)}</td><td>{stance_line(other)}</td></tr>"
    for name in dict.fromkeys([*left, *right]):
        cells = [left.get(name), right.get(name)]
        same = cells[0] == cells[1]
        body += f'<tr><th scope="rowgroup" colspan="2">{html.escape(name)}{" (both)" if same else ""}</th></tr>'
        shown = [f'<td colspan="2">{cells[0]}</td>'] if same else [f"<td>{cell or '—'}</td>" for cell in cells]
        body += f"<tr>{''.join(shown)}</tr>"
    st.html(
        f'<div class="e-card">{said}<table class="e-pair"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
    for name, row, column in zip(("first", "second"), (one, other), st.columns(2), strict=True):
        column.button(
            f"Open the {name} alone", on_click=filters.open_claims, args=(row["claim_id"],), type="tertiary",
            key=f"card.{name}",
        )  # fmt: skip
