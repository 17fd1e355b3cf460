"""Paragraphs, sentences, numbers and phrases of made-up text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from data.text import fold, numbers, occurrences, paragraphs, sentences, shared_run


def _said(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in sentences(text)]


def test_abbreviations_initials_and_list_numbers_end_no_sentence() -> None:
    text = fold("1. Arrow Co. Ltd. and J. Q. Birch run the No. 2 works. They like it.")
    assert _said(text) == ["1. Arrow Co. Ltd. and J. Q. Birch run the No. 2 works.", "They like it."]


def test_a_quoted_sentence_ends_behind_its_quote() -> None:
    assert _said(fold("“We agree.” He left. 他走了。她也走了。")) == [
        '"We agree."',
        "He left.",
        "他走了。",
        "她也走了。",
    ]


def test_numbers_in_words_count_and_digits_in_names_do_not() -> None:
    text = "Both sold 1,200 of the SU7 in two years, the third time at 4.5%."
    assert [text[a:b] for a, b in numbers(text)] == ["Both", "1,200", "two", "third", "4.5"]


def test_folding_makes_quotes_and_spaces_equal() -> None:
    assert occurrences("Arrow’s  plan", fold("It is Arrow‘s plan")) == [(6, 18)]


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert occurrences("car", "a carmaker, a car") == [(14, 17)]


def test_paragraphs_are_the_non_empty_lines() -> None:
    assert paragraphs("one\n\n  two \n") == ["one", "two"]


def test_nine_shared_words_are_found_and_eight_are_not() -> None:
    text = ["one two three four five six seven eight nine ten"]
    assert shared_run("so one two three four five six seven eight nine", text)
    assert shared_run("so one two three four five six seven eight", text) is None


@given(st.text(max_size=200))
def test_sentences_cover_every_word_in_order(text: str) -> None:
    folded = fold(text)
    extents = sentences(folded)
    assert all(a < b for a, b in extents)
    assert all(first[1] <= second[0] for first, second in pairwise(extents))
    outside = folded
    for a, b in reversed(extents):
        outside = outside[:a] + outside[b:]
    assert not outside.strip()
