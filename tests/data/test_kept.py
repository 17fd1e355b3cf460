"""What is computed once and kept."""

import gc
from dataclasses import dataclass
from threading import Barrier, Thread

import pandas as pd
import pytest

from data.kept import forget, kept, many


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"n": [1, 2, 3]})


class Counting:
    """A kept function that counts how often it is run."""

    def __init__(self, most: int = 100) -> None:
        self.runs = 0

        @kept(most)
        def more(frame: pd.DataFrame, by: object = 1, *, twice: bool = False) -> pd.DataFrame:
            self.runs += 1
            return pd.DataFrame({"n": frame["n"] * (2 if twice else 1), "by": str(by)})

        self.more = more


def test_the_same_arguments_are_answered_once(frame: pd.DataFrame) -> None:
    one = Counting()
    assert one.more(frame, 3) is one.more(frame, 3)
    assert one.runs == 1


def test_another_value_or_another_frame_is_another_question(frame: pd.DataFrame) -> None:
    one = Counting()
    asked = [((frame,), {}), ((frame, 2), {}), ((frame,), {"twice": True}), ((frame.copy(),), {}), ((frame, "2"), {})]
    answers = [one.more(*args, **more) for args, more in asked]
    assert one.runs == len({id(answer) for answer in answers}) == 5


def test_a_frame_that_equals_another_is_not_taken_for_it() -> None:
    one = Counting()
    assert list(one.more(pd.DataFrame({"n": [1]}))["n"]) == [1]
    assert list(one.more(pd.DataFrame({"n": [2]}))["n"]) == [2], "though it may stand where the first one stood"


def test_what_was_computed_from_a_frame_goes_with_it(frame: pd.DataFrame) -> None:
    gc.collect()
    one, before = Counting(), many()
    first = frame.copy()
    one.more(one.more(first), 2)
    one.more(frame, ["names", (first,)])
    assert many() == before + 3
    del first
    gc.collect()
    assert many() == before


def test_lists_and_sets_count_by_what_is_in_them(frame: pd.DataFrame) -> None:
    one = Counting()
    assert one.more(frame, ["a", "b"]) is one.more(frame, ["a", "b"])
    assert one.more(frame, {"a", "b"}) is one.more(frame, {"b", "a"})
    assert one.more(frame, ["a", "b"]) is not one.more(frame, ["b", "a"])


def test_a_value_that_holds_a_frame_counts_as_itself_only(frame: pd.DataFrame) -> None:
    @dataclass(frozen=True)
    class Held:
        of: pd.DataFrame

    one, held = Counting(), Held(frame)
    assert one.more(frame, held) is one.more(frame, held)
    one.more(frame, Held(frame))
    assert one.runs == 2


def test_the_least_recently_used_goes_first(frame: pd.DataFrame) -> None:
    one = Counting(most=2)
    for by in (1, 2, 1, 3, 1):
        one.more(frame, by)
    assert one.runs == 3
    one.more(frame, 2)
    assert one.runs == 4


def test_what_raises_is_asked_again() -> None:
    answers = iter([ValueError("not yet"), 7])

    @kept()
    def answer(question: str) -> int:
        found = next(answers)
        if isinstance(found, ValueError):
            raise found
        return found

    with pytest.raises(ValueError, match="not yet"):
        answer("when")
    assert answer("when") == 7


def test_many_who_ask_at_once_are_answered_once(frame: pd.DataFrame) -> None:
    one, start, found = Counting(), Barrier(8), []

    def ask() -> None:
        start.wait()
        found.append(one.more(frame))

    asking = [Thread(target=ask) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert one.runs == 1
    assert len({id(answer) for answer in found}) == 1


def test_all_can_be_forgotten(frame: pd.DataFrame) -> None:
    one = Counting()
    one.more(frame)
    forget()
    one.more(frame)
    assert one.runs == 2
