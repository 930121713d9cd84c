"""Builds that are stopped, starved or hindered.

Readers see a whole edition, and the message says what to do.
"""

import json
import shutil
import subprocess
import threading
import time

import pytest
from support.command import ROOT, work_of
from support.stopped_builds import (
    PERIOD,
    contents,
    finished,
    is_whole,
    killed_at,
    survives_kills,
    with_edition,
)

from careboard.build.build import build_periods
from careboard.build.request import Build
from careboard.notebook_source import drawn_for, page_names
from careboard.periods import parse
from careboard.publish.outputs import Folders

THREE = ("front_door", "missing", "workforce")
PAGES = ("--area", "north", *(word for page in THREE for word in ("--domain", page)))


def test_a_build_killed_at_five_moments_is_taken_up_again(tmp_path):
    assert survives_kills(tmp_path, with_edition, 5, 20191031, ("north",), THREE) == []


def test_a_build_killed_over_a_published_edition_leaves_that_edition(tmp_path):
    outputs = with_edition(tmp_path / "outputs")
    assert finished(outputs, *PAGES).returncode == 0
    before = contents(outputs)
    assert killed_at(outputs, 1.5, "--force", *PAGES)
    assert is_whole(outputs) and set(contents(outputs)) == set(before)


def mounted(folder, *options):
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small disk can be mounted by root alone")


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "small"
    mounted(folder, "-o", "size=20m")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_leaves_the_edition_and_says_to_make_room(small_disk):
    with_edition(small_disk)
    assert finished(small_disk, "--area", "north", "--domain", "missing").returncode == 0
    before = contents(small_disk)
    (small_disk / "in_the_way").write_bytes(bytes(shutil.disk_usage(small_disk).free - 150_000))
    done = finished(small_disk, "--force", *PAGES)
    assert (
        done.returncode == 1
        and "the disk is full" in done.stderr
        and "Make room" in done.stderr
        and "Traceback" not in done.stderr
    )
    assert is_whole(small_disk) and contents(small_disk) == before
    (small_disk / "in_the_way").unlink()
    again = finished(small_disk, "--force", *PAGES)
    assert again.returncode == 0 and "taken over" in again.stdout


def test_an_outputs_folder_that_may_not_be_written_is_told(tmp_path):
    outputs = tmp_path / "outputs"
    mounted(outputs)
    try:
        assert finished(with_edition(outputs), "--area", "north", "--domain", "missing").returncode == 0
        before = contents(outputs)
        subprocess.run(["mount", "-o", "remount,ro", str(outputs)], check=True)
        done = finished(outputs, "--force", "--area", "north")
        assert (
            done.returncode == 1
            and "may not be written here" in done.stderr
            and "--outputs" in done.stderr
            and "Traceback" not in done.stderr
        )
        assert contents(outputs) == before
    finally:
        subprocess.run(["umount", str(outputs)], check=True)


def test_of_two_builds_at_once_one_is_told_to_wait(tmp_path):
    outputs = with_edition(tmp_path / "outputs")
    first = threading.Thread(target=finished, args=(outputs, "--area", "north"))
    first.start()
    lock = work_of(outputs) / ".lock"
    while not lock.is_file() or not lock.read_text(encoding="utf-8"):
        time.sleep(0.05)
    second = finished(outputs, *PAGES)
    first.join()
    assert (
        second.returncode == 1 and "another build has been writing to this work folder since" in second.stderr
    )
    assert is_whole(outputs) and len(
        json.loads((outputs / PERIOD / "receipt.json").read_text(encoding="utf-8"))["pages"]
    ) == sum(drawn_for(page, whole=False) for page in page_names())


BAD = {
    "calls os._exit": ("import os; os._exit(7)", "its process ended early (code 7)"),
    "eats memory": ("x = bytearray(1 << 33)", "stopped at cell 'commentary' (MemoryError)"),
    "never ends": ("while True: pass", "did not end within"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_notebook_that_goes_wrong_fails_alone(kind, tmp_path, monkeypatch):
    code, told = BAD[kind]
    books = tmp_path / "notebooks"
    books.mkdir()
    for name in ("front_door", "missing"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", books)
    text = (books / "missing.ipynb").read_text(encoding="utf-8")
    (books / "missing.ipynb").write_text(text.replace("page.commentary()", code), encoding="utf-8")
    monkeypatch.setattr("careboard.notebook_source.NOTEBOOKS", books)
    monkeypatch.setattr("careboard.execute.workers.LIMIT_SECONDS", 10)
    outputs = with_edition(tmp_path / "outputs")
    from careboard.params import load

    request = Build(load.read(ROOT / "params"), Folders.of(outputs), areas=("north",), tell=lambda line: None)
    [outcome] = build_periods(request, [parse(PERIOD)])
    assert outcome.drawn == ["north/front_door"] and is_whole(outputs)
    assert [page["page"] for page in outcome.not_drawn] == ["missing"] and told in outcome.not_drawn[0][
        "reason"
    ]
    assert told.replace("'", "&#39;") in outcome.index.read_text(encoding="utf-8")


def test_a_request_that_cannot_be_met_publishes_nothing(tmp_path):
    outputs = with_edition(tmp_path / "outputs")
    done = finished(outputs, "--area", "nort")
    assert done.returncode == 2 and "Did you mean 'north'?" in done.stderr and not (outputs / PERIOD).exists()
    assert not outputs.exists() or not list(outputs.iterdir())
