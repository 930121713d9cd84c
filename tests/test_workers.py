import os
import time

import pytest
from careboard.problems import Problem
from careboard.workers import run


def work(task):
    if task == "dies":
        os._exit(3)
    if task == "ends itself":
        raise SystemExit(4)
    if task == "never ends":
        time.sleep(600)
    if task == "says why":
        raise Problem("stopped at cell 'timeliness'")
    if task == "breaks":
        raise ValueError("a value of a record")
    return task.upper()


def test_each_task_that_fails_fails_alone():
    tasks = ["one", "dies", "two", "never ends", "says why", "breaks", "ends itself", "three"]
    done = {found.task: found for found in run(work, tasks, workers=2, limit=20 if os.environ.get("CI") else 10)}
    assert {task: done[task].result for task in ("one", "two", "three")} == {"one": "ONE", "two": "TWO", "three": "THREE"}
    assert "ended early (code 3)" in done["dies"].failure
    assert "did not end within" in done["never ends"].failure
    assert done["says why"].failure == "stopped at cell 'timeliness'"
    assert done["breaks"].failure == "stopped with ValueError"  # its message could quote a record
    assert "ended early" in done["ends itself"].failure


def look(_):
    return os.environ.get("SET_BY_ANOTHER_PAGE"), os.environ.setdefault("SET_BY_ANOTHER_PAGE", "yes")


def test_nothing_that_one_task_sets_reaches_the_next():
    assert [found.result[0] for found in run(look, [1, 2, 3], workers=1)] == [None, None, None]


@pytest.mark.parametrize("workers", [1, 3])
def test_every_task_comes_back_once(workers):
    assert sorted(found.result for found in run(work, list("abcde"), workers=workers)) == list("ABCDE")
