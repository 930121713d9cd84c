"""A real scheduler and two workers on this machine draw the pages of a build on one machine.

Byte for byte, whatever happens to a worker.
"""

import os
import subprocess
import sys
import time

import pytest
from support.command import ROOT
from support.stopped_builds import command, contents, finished, with_edition

pytest.importorskip("distributed")
WORKER = ["worker", "--nthreads", "1", "--no-dashboard", "--death-timeout", "60", "--host", "127.0.0.1"]


@pytest.fixture
def scheduler(tmp_path):
    """The address of a scheduler, and how to start a worker of it."""
    started = []

    def dask(*words):
        environment = {
            **os.environ,
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT / "lib"),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=tmp_path,
            start_new_session=True,
        )
        started.append(process)
        return process

    scheduler_file = tmp_path / "scheduler.json"
    dask(
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(scheduler_file),
    )
    while not scheduler_file.is_file():
        time.sleep(0.1)
    yield scheduler_file, dask
    for process in started:
        os.killpg(process.pid, 9)
        process.wait()


def address(scheduler_file):
    import json

    while True:
        try:
            return json.loads(scheduler_file.read_text(encoding="utf-8"))["address"]
        except ValueError:
            time.sleep(0.05)


def test_an_area_is_built_while_a_worker_is_killed(tmp_path, scheduler):
    scheduler_file, dask = scheduler
    where = address(scheduler_file)
    workers = [dask(*WORKER, where, "--name", name) for name in ("one", "two")]
    pages = ("--area", "north")
    here, there = with_edition(tmp_path / "here"), with_edition(tmp_path / "there")
    assert finished(here, *pages).returncode == 0
    journal = there / ".2019-10.drawn"
    with subprocess.Popen(
        [*command(there, *pages), "--cluster", where],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    ) as build:
        while build.poll() is None and (
            not journal.is_file() or journal.read_text(encoding="utf-8").count("\n") < 2
        ):
            time.sleep(0.05)
        os.killpg(workers[0].pid, 9)
        said = build.communicate()[0]
    assert build.returncode == 0, said
    assert contents(there) == contents(here)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    from careboard.errors import Problem
    from careboard.execute import dask_cluster

    monkeypatch.setattr(dask_cluster, "PATIENCE_SECONDS", 1)
    with pytest.raises(
        Problem, match=r"tcp://127\.0\.0\.1:1: no scheduler with a worker answered within 1 seconds"
    ):
        dask_cluster.Cluster("tcp://127.0.0.1:1", "careboard.errors")
