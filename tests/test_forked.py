"""Parts done side by side come back in their order, and a process that dies is told."""

import multiprocessing
import os

import pytest
from careboard import forked
from careboard.problems import Problem

FORKS = "fork" in multiprocessing.get_all_start_methods()


def squared(part, tell):
    tell(f"part {part}")
    return part * part, os.getpid()


def test_results_stand_in_the_order_of_the_parts_and_every_word_is_heard():
    heard = []
    found = forked.side_by_side(squared, [3, 1, 2], heard.append)
    assert [number for number, _ in found] == [9, 1, 4] and sorted(heard) == ["part 1", "part 2", "part 3"]


@pytest.mark.skipif(not FORKS, reason="this machine cannot fork")
def test_each_part_has_a_process_of_its_own_and_one_part_has_none():
    assert len({process for _, process in forked.side_by_side(squared, [1, 2], print)} - {os.getpid()}) == 2
    assert forked.side_by_side(squared, [4], lambda word: None) == [(16, os.getpid())]


def test_where_nothing_can_be_forked_it_is_done_here(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert forked.side_by_side(squared, [1, 2], lambda word: None) == [(1, os.getpid()), (4, os.getpid())]


@pytest.mark.skipif(not FORKS, reason="this machine cannot fork")
def test_a_process_that_dies_is_told_and_not_taken_for_a_result():
    def dies(part, tell):
        os._exit(3)

    with pytest.raises(Problem, match="ended before it was done"):
        forked.side_by_side(dies, [1, 2], lambda word: None)
