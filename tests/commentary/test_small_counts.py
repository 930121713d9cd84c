"""Words that count a few people are refused however they are put or typed, and no other number is."""

import pytest
from support.phrasings import PASSED, REFUSED

from careboard.commentary.plain_text import of_markdown, of_words
from careboard.commentary.small_counts import QUOTE_IT, small_count_faults, small_counts

THRESHOLD = 5


def found(text, threshold=THRESHOLD):
    return [count.words for count in small_counts(of_markdown(text), threshold)]


def test_the_tables_are_long_enough_and_hold_no_phrasing_twice():
    assert len(set(REFUSED)) == len(REFUSED) >= 80
    assert len(set(PASSED)) == len(PASSED) >= 120


@pytest.mark.parametrize("text", REFUSED)
def test_a_small_count_is_found_however_it_is_put(text):
    assert found(text)


@pytest.mark.parametrize("text", PASSED)
def test_a_number_that_counts_nobody_raises_no_alarm(text):
    assert found(text) == []


@pytest.mark.parametrize("text", REFUSED)
def test_where_no_number_is_hidden_none_is_refused(text):
    assert found(text, 0) == []


@pytest.mark.parametrize(
    ("text", "at_five", "at_nine"),
    [
        ("Six children moved.", False, True),
        ("Nine were late.", False, True),
        ("half a dozen children", False, True),
        ("Ten children moved.", False, False),
        ("112 of 120 were in time.", False, True),
        ("fewer than six children", False, True),
        ("fewer than nine children", False, False),
        ("6 districts", False, False),
        ("We met on 7 May, for the 8th time.", False, False),
    ],
)
def test_the_threshold_is_the_one_that_was_agreed(text, at_five, at_nine):
    assert (bool(found(text, 5)), bool(found(text, 9))) == (at_five, at_nine)


def test_each_count_of_a_text_is_told_once_in_its_order_with_the_words_around_it():
    text = "In May 4 of the 6 were late.\n\nThe other areas were in time, and North moved two or three boys."
    assert found(text) == ["In May 4 of the 6", "and North moved two or three boys"]


def test_a_fault_names_the_line_what_was_found_and_what_to_do():
    text = "All is well.\nIn North\n**two** were late."
    assert small_count_faults(of_markdown(text), THRESHOLD, QUOTE_IT) == [
        (
            2,
            "'In North two were late' counts from 1 to 5 people or cases, which a figure would hide. Leave"
            " the number out, quote the figure by its name in braces, or write it as {=3} where it"
            " counts nobody.",
        )
    ]


def test_a_number_that_is_said_to_count_nobody_is_refused_before_children_alone():
    assert found("{=3} remain in the garage, and {=2} children's homes are new.") == []
    assert small_count_faults(of_markdown("{=2} siblings came back."), THRESHOLD) == [
        (
            0,
            "'2 siblings came back' is marked as a number that counts nobody, and children follow it."
            " Write 'a small number'.",
        )
    ]


def test_the_lines_of_a_list_and_of_plain_words_are_kept_apart():
    listed = of_markdown("- Late: 3\n- Early: 40\n- Left: 2")
    assert [line for line, _ in small_count_faults(listed, 5)] == [0, 2]
    plain = of_words("Fine.\n1. All is well.\n2. Two were late.")
    assert [line for line, _ in small_count_faults(plain, 5)] == [2]
