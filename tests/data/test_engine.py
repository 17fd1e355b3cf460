"""The engine, asked by several sessions at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from data import kept, views, workspace
from data.ledger import open_ledger
from data.queries import Chosen
from data.vocabulary import Stage


def test_sessions_that_ask_at_the_same_time_are_all_answered() -> None:
    ledger = open_ledger()
    companies = views.register(ledger, "busy")["entity"].tolist()[:6]
    alone = {who: len(views.shown(ledger, Chosen(companies=(who,))).claims) for who in companies}
    together = Barrier(len(companies))

    def asked(who: str) -> int:
        together.wait(30)
        views.register(ledger, "publishers")
        return len(views.shown(ledger, Chosen(companies=(who,))).claims)

    with ThreadPoolExecutor(len(companies)) as sessions:
        assert dict(zip(companies, sessions.map(asked, companies), strict=True)) == alone


def test_what_one_session_makes_go_is_not_what_another_is_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "MOST_ROWS", 0)
    monkeypatch.setattr(workspace, "LAST", 4)
    ledger = open_ledger()
    companies = views.register(ledger, "busy")["entity"].tolist()[:8]
    days = [date(2024, 1, 1), date(2025, 6, 30)]
    ways: list[Callable[[Chosen], int]] = [
        lambda chosen: views.counts(ledger, chosen).definitely,
        lambda chosen: len(views.shown(ledger, chosen).claims),
        lambda chosen: views.listed(ledger, chosen, (), "", False, False).total,
        lambda chosen: len(views.claims(ledger, chosen)),
    ]
    asked = [
        (way, Chosen(companies=(who,), known_on=day, least_stage=Stage.IN_TALKS))
        for who in companies for day in days for way in ways
    ]  # fmt: skip
    alone = [way(chosen) for way, chosen in asked]
    kept.forget()
    with ThreadPoolExecutor(8) as sessions:
        assert list(sessions.map(lambda ask: ask[0](ask[1]), asked)) == alone
    assert any(alone)
