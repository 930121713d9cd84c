"""Tasks that fail fail alone, and nothing that one sets reaches the next, with either executor."""

import multiprocessing
import os
import random
import subprocess
import sys
import time
import warnings
from importlib.metadata import entry_points
from multiprocessing import forkserver
from pathlib import Path

import pytest

from careboard.errors import Problem
from careboard.execute import workers
from careboard.execute.workers import Forking, Staying, run

PRELOAD = "careboard.errors"
SEEDED = random.Random(1).random()
KINDS = {"forking": Forking, "staying": Staying}


@pytest.fixture(params=KINDS)
def executor(request):
    """An executor whose processes have started.

    On a busy machine that takes longer than the limit set here.
    """
    with KINDS[request.param](2, PRELOAD) as executor:
        assert [done.result for done in run(executor, work, ["started", "too"], 2)]
        executor.limit = 20 if os.environ.get("CI") else 8
        yield executor


def work(task):
    if task == "dies":
        os._exit(3)
    if task == "is killed":
        os.kill(os.getpid(), 9)
    if task == "ends itself":
        raise SystemExit(4)
    if task == "never ends":
        time.sleep(600)
    if task == "says why":
        raise Problem("stopped at cell 'timeliness'")
    if task == "breaks":
        raise ValueError("a value of a record")
    return task.upper()


def test_each_task_that_fails_fails_alone(executor):
    tasks = ["one", "dies", "two", "never ends", "says why", "is killed", "breaks", "ends itself", "three"]
    done = {found.task: found for found in run(executor, work, tasks, 2)}
    assert {task: done[task].result for task in ("one", "two", "three")} == {
        "one": "ONE",
        "two": "TWO",
        "three": "THREE",
    }
    assert (
        "ended early (code 3)" in done["dies"].failure
        and "ended early (code -9)" in done["is killed"].failure
    )
    assert "did not end within" in done["never ends"].failure
    assert done["says why"].failure == "stopped at cell 'timeliness'"
    assert done["breaks"].failure == "stopped with ValueError"  # its message could quote a record
    assert "ended early" in done["ends itself"].failure


def eats(_):
    return len(bytearray(workers.MOST_MEMORY * 2))


def test_a_task_that_eats_memory_fails_alone():
    with Forking(1, PRELOAD) as executor:
        assert [found.failure for found in run(executor, eats, [1, 2], 1)] == [
            "took more than 2 GB of memory and was stopped"
        ] * 2


def look(_):
    import locale

    import matplotlib
    import numpy
    import pandas

    found = (
        os.environ.get("SET_BY_ANOTHER_PAGE"),
        matplotlib.rcParams["font.size"],
        pandas.get_option("display.max_rows"),
        random.random() == SEEDED,
        float(numpy.random.RandomState(1).rand()) == float(numpy.random.rand()),
        Path.cwd(),
        warnings.filters[0][0] == "error",
        "elsewhere" in sys.path,
        locale.setlocale(locale.LC_ALL),
        matplotlib.pyplot.get_fignums() if hasattr(matplotlib, "pyplot") else [],
    )
    os.environ["SET_BY_ANOTHER_PAGE"] = "yes"
    matplotlib.rcParams["font.size"] = 33
    pandas.set_option("display.max_rows", 7)
    random.seed(1)
    numpy.random.seed(1)
    os.chdir(Path.cwd().parent)
    warnings.simplefilter("error")
    sys.path.append("elsewhere")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_one_task_sets_reaches_the_next(kind):
    with KINDS[kind](1, "matplotlib.pyplot") as executor:
        first, *others = [found.result for found in run(executor, look, [1, 2, 3], 1)]
    assert others == [first] * 2


def test_both_executors_bring_back_the_same_for_the_same_tasks():
    brought_back = []
    for kind in KINDS.values():
        with kind(2, PRELOAD) as executor:
            done = run(executor, work, ["one", "says why", "two", "breaks", "three"], 2)
            brought_back.append(sorted((found.task, found.result, found.failure) for found in done))
    forked, stayed = brought_back
    assert forked == stayed and len(forked) == 5


def process(_):
    return os.getpid()


def test_processes_stay_where_only_spawn_is_and_end_where_fork_is():
    with Staying(1, PRELOAD) as staying, Forking(1, PRELOAD) as forking:
        assert len({found.result for found in run(staying, process, [1, 2, 3], 1)}) == 1
        assert len({found.result for found in run(forking, process, [1, 2, 3], 1)}) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_every_task_comes_back_once(number):
    with Forking(number, PRELOAD) as executor:
        assert sorted(
            found.result for found in run(executor, work, list("abcdefghijklmnop"), number)
        ) == list("ABCDEFGHIJKLMNOP")


class Refusing(Forking):
    """An executor whose first processes do not start."""

    refused = 0

    def _start(self, context, target, args):
        if self.refused < 2:
            self.refused += 1
            raise workers.NotStarted
        return super()._start(context, target, args)


def test_a_worker_that_would_not_start_is_tried_again_and_a_task_never_is(tmp_path):
    with Refusing(1, PRELOAD) as executor:
        assert [found.result for found in run(executor, work, ["one"], 1)] == ["ONE"]
    with Forking(1, PRELOAD) as executor:
        [done] = run(executor, counted, [str(tmp_path / "tries")], 1)
    assert "ended early" in done.failure and (tmp_path / "tries").read_text() == "x"


def counted(file):
    with Path(file).open("a") as opened:
        opened.write("x")
    os._exit(1)


def test_a_worker_that_never_starts_is_told():
    class Never(Forking):
        def _start(self, context, target, args):
            raise workers.NotStarted

    with Never(1, PRELOAD) as executor:
        assert "would not start" in next(run(executor, work, ["one"], 1)).failure


def test_any_executor_will_do():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as executor:
        assert sorted(
            found.result or found.failure for found in run(executor, work, ["one", "says why", "breaks"], 2)
        ) == ["ONE", "stopped at cell 'timeliness'", "stopped with ValueError"]


def loaded(_):
    import sys as own

    return [name for name in ("pandas", "careboard.execute.draw_page", "seaborn") if name not in own.modules]


def test_a_forked_process_has_what_the_server_warmed_up():
    forkserver._forkserver._stop()  # a process has one server, and this one has another preload
    with Forking(1, "careboard.execute.warm_up") as executor:
        assert [found.result for found in run(executor, loaded, [1], 1)] == [[]]


# the script that pip makes for a command, with pages that only tell what they had to load
BEGAN = """
from {module} import main
if __name__ == "__main__":
    import server_has
    from careboard.execute.workers import Forking
    with Forking(1, "server_has") as executor:
        print(executor.submit(server_has.what_a_task_loads, None).result())
"""
SERVER_HAS = """
import sys
THERE = {*sys.modules, "__mp_main__", "pkgutil"} - {"careboard.cli"}
def what_a_task_loads(_):
    return [name for name in set(sys.modules) - THERE if not name.startswith("multiprocessing.")]
"""


@pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="this machine cannot fork"
)
def test_no_task_reads_the_command_line_s_modules(tmp_path):
    [command] = entry_points(group="console_scripts", name="careboard")
    (tmp_path / "careboard-script").write_text(BEGAN.format(module=command.module), encoding="utf-8")
    (tmp_path / "server_has.py").write_text(SERVER_HAS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "careboard-script")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.stdout.strip() == "[]", done.stderr
