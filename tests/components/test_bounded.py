"""Which deals are drawn where there are more than an eye can take."""

import pandas as pd

from components.bounded import most_told, strongest

DEALS = pd.DataFrame(
    [
        ("a", False, 1, 9, "2020-01-01"), ("b", True, 1, 1, "2019-01-01"), ("c", False, 3, 3, "2018-01-01"),
        ("d", False, 1, 9, "2021-01-01"), ("e", False, 1, 2, None),
    ],
    columns=["deal", "contested", "origins", "claims", "last"],
).astype({"last": "datetime64[ns]"})  # fmt: skip


def test_contested_deals_come_first_then_those_of_most_origins_claims_and_the_newest() -> None:
    kept = [list(strongest(DEALS, most)["deal"]) for most in range(1, 5)]
    assert kept == [["b"], ["b", "c"], ["b", "c", "d"], ["a", "b", "c", "d"]], "in the frame's own order"


def test_no_more_are_asked_for_than_there_are() -> None:
    assert strongest(DEALS, 24).equals(DEALS)


def test_whole_companies_are_kept_those_with_most_figures_first() -> None:
    rows = pd.DataFrame({"group": list("abbcccb"), "n": range(7)})
    assert list(most_told(rows, 1)["group"]) == ["b", "b", "b"], "the first among equals"
    assert list(most_told(rows, 2)["n"]) == [1, 2, 3, 4, 5, 6]
    assert most_told(rows, 9).equals(rows)
