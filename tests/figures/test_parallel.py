"""Items done side by side come back in their order, and a process that dies is told."""

import multiprocessing
import os
import time

import pytest

from careboard.errors import Problem
from careboard.figures import parallel

FORKS = "fork" in multiprocessing.get_all_start_methods()


def squared(part, tell):
    tell(f"part {part}")
    return part * part, os.getpid()


def test_results_stand_in_the_order_of_the_items_and_every_word_is_heard():
    heard = []
    found = parallel.side_by_side(squared, [3, 1, 2], heard.append, 2)
    assert [number for number, _ in found] == [9, 1, 4] and sorted(heard) == ["part 1", "part 2", "part 3"]


@pytest.mark.skipif(not FORKS, reason="this machine cannot fork")
def test_items_are_done_elsewhere_and_a_single_one_here():
    assert os.getpid() not in {
        process for _, process in parallel.side_by_side(squared, [1, 2], lambda word: None, 2)
    }
    assert parallel.side_by_side(squared, [4], lambda word: None, 2) == [(16, os.getpid())]
    assert parallel.side_by_side(squared, [4, 5], lambda word: None, 1) == [
        (16, os.getpid()),
        (25, os.getpid()),
    ]


@pytest.mark.skipif(not FORKS, reason="this machine cannot fork")
def test_who_is_through_takes_over_from_the_end_of_what_another_has_left():
    """The first item waits for the last of its own stretch, which only the other process can do meanwhile.

    That one begins when the first has begun.
    """
    begun, other_did_it = (multiprocessing.get_context("fork").Event() for _ in range(2))

    def waits(item, tell):
        if item == "fourth":
            assert begun.wait(30)
        if item == "first":
            begun.set()
            assert other_did_it.wait(30)
        if item == "last of the first half":
            other_did_it.set()
        return item, os.getpid()

    items = ["first", "second", "last of the first half", "fourth", "fifth", "sixth"]
    found = parallel.side_by_side(waits, items, lambda word: None, 2)
    assert [item for item, _ in found] == items
    assert found[2][1] == found[3][1] != found[0][1]


def labelled(item, tell):
    time.sleep(0.05 * (item % 3))  # who comes first is through last
    return item, f"item {item}"


def test_one_process_and_two_bring_back_the_same_in_the_same_order():
    items = [5, 2, 8, 3, 1, 6]
    alone, together = (parallel.side_by_side(labelled, items, lambda word: None, number) for number in (1, 2))
    assert alone == together == [(item, f"item {item}") for item in items]


def test_where_nothing_can_be_forked_it_is_done_here(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert parallel.side_by_side(squared, [1, 2], lambda word: None, 2) == [
        (1, os.getpid()),
        (4, os.getpid()),
    ]


@pytest.mark.skipif(not FORKS, reason="this machine cannot fork")
def test_a_process_that_dies_is_told_and_not_taken_for_a_result():
    def dies(part, tell):
        os._exit(3)

    with pytest.raises(Problem, match="ended before it was done"):
        parallel.side_by_side(dies, [1, 2], lambda word: None, 2)
