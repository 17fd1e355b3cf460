"""The lanes of the first revision, and the chart of them."""

from typing import Any

import pandas as pd
import pytest

from components import timeline
from components.theme import LIGHT
from data import views
from data.ledger import open_ledger
from data.queries import Chosen
from data.vocabulary import Kind
from tests.components.timeline.drawn import KNOWN


@pytest.fixture(scope="package")
def ledger() -> Any:
    return open_ledger()


@pytest.fixture(scope="package")
def answers(ledger: Any) -> pd.DataFrame:
    return views.register(ledger, "answers")


@pytest.fixture(scope="package")
def names(ledger: Any) -> dict[str, str]:
    entities, people = views.register(ledger, "entities"), views.register(ledger, "people")
    return dict(zip(entities["entity"], entities["name"], strict=True)) | dict(
        zip(people["person"], people["name"], strict=True)
    )


@pytest.fixture(scope="package")
def talks(ledger: Any) -> pd.DataFrame:
    return views.of_kind(views.claims(ledger, Chosen(revision=1)), Kind.TALK)


@pytest.fixture(scope="package")
def deals(ledger: Any) -> pd.DataFrame:
    return views.deals(ledger, Chosen(revision=1))


@pytest.fixture(scope="package")
def lanes(deals: pd.DataFrame, talks: pd.DataFrame, names: dict[str, str], answers: pd.DataFrame) -> pd.DataFrame:
    return timeline.lanes(deals, talks, names, answers)


@pytest.fixture
def draw(lanes: pd.DataFrame, talks: pd.DataFrame, answers: pd.DataFrame, names: dict[str, str]) -> Any:
    def _draw(lanes: pd.DataFrame = lanes, talks: pd.DataFrame = talks, **more: Any) -> Any:
        given = {"answers": answers, "names": names, "known_on": KNOWN, "palette": LIGHT} | more
        return timeline.figure(lanes, talks, **given)

    return _draw
