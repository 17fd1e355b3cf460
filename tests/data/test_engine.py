"""The engine, asked by several sessions at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from data import views
from data.ledger import open_ledger
from data.queries import Chosen


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
