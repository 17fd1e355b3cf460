"""Values as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.phrases import BadPhrase, Value, agrees, parse


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("$4.5 billion", Value(4.5e9, 4.5e9)),
        ("150,000 vehicles", Value(150_000, 150_000)),
        ("50,000 to 60,000 units", Value(50_000, 60_000)),
        ("3 to 5 million", Value(3e6, 5e6)),
        ("between 4 and 6 percent", Value(4, 6)),
        ("below 300,000 yuan", Value(None, 300_000, high_open=True)),
        ("over 10%", Value(10, None, low_open=True)),
        ("at least 40", Value(40, None)),
        ("nearly 60%", Value(60, 60, approx=True)),
        ("third-largest", Value(3, 3)),
        ("largest", Value(1, 1)),
        ("twenty-five", Value(25, 25)),
        ("two hundred", Value(200, 200)),
        ("约30万辆", Value(300_000, 300_000, approx=True)),
    ],
)
def test_a_phrase_says_its_value(phrase: str, value: Value) -> None:
    assert parse(phrase) == value


@pytest.mark.parametrize("phrase", ["no number here", "10 cars, 20 vans, 30 buses", ""])
def test_a_phrase_without_one_value_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        parse(phrase)


def test_a_ceiling_may_be_the_value_of_a_past_move_or_a_bound() -> None:
    assert agrees("as much as 30.5%", 30.5, 30.5, (False, False), False)
    assert agrees("up to 40%", None, 40, (False, False), False)
    assert not agrees("up to 40%", 41, 41, (False, False), False)


def test_a_loss_is_stored_with_its_sign() -> None:
    assert agrees("losses of 0.7%", -0.7, -0.7, (False, False), False)
    assert not agrees("gains of 0.7%", -0.7, -0.7, (False, False), False)
    assert agrees("plunged 14 percent", -14, -14, (False, False), False)
    assert agrees("(-3.2%)", -3.2, -3.2, (False, False), False)
    assert not agrees("3-4 percent", -4, -3, (False, False), False), "a dash between numbers is no sign"


def test_the_open_end_of_a_fall_lies_on_its_other_side() -> None:
    assert agrees("down over 60%", None, -60, (False, True), False)
    assert agrees("down less than 1%", -1, None, (True, False), False)
    assert not agrees("down over 60%", -60, None, (True, False), False)


def test_no_more_than_is_a_ceiling_and_no_less_than_a_floor() -> None:
    assert agrees("no more than a 40 percent", None, 40, (False, False), False)
    assert agrees("not more than 40", None, 40, (False, False), False)
    assert agrees("no less than 40", 40, None, (False, False), False)
    assert not agrees("no more than 40", 40, None, (True, False), False)


def test_an_approximation_may_not_be_dropped() -> None:
    assert not agrees("nearly 60%", 60, 60, (False, False), False)


@given(st.integers(1, 10**12))
def test_any_number_with_commas_is_itself(number: int) -> None:
    assert agrees(f"{number:,} units", number, number, (False, False), False)
