import json
import os
import subprocess
import sys

import pytest

from careboard.errors import Problem
from careboard.files import lock, plain_disk_errors, put


def test_a_file_is_replaced_whole(tmp_path):
    put(tmp_path / "a" / "page.html", "one")
    put(tmp_path / "a" / "page.html", "two £")
    assert (tmp_path / "a" / "page.html").read_text(encoding="utf-8") == "two £"
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["page.html"]


HOLDING = """
import sys, pathlib
from careboard.files import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_two_builds_are_kept_apart_and_the_owner_is_named(tmp_path, holder):
    with (
        pytest.raises(
            Problem,
            match=(
                rf"another build has been writing to this work folder since 20.* \(process {holder.pid} "
                r"on .+\)"
            ),
        ),
        lock(tmp_path),
    ):
        pass


def test_the_lock_of_a_build_that_was_killed_is_taken_over_and_told(tmp_path, holder):
    holder.kill()
    holder.wait()
    said = []
    with lock(tmp_path, tell=said.append):
        assert json.loads((tmp_path / ".lock").read_text(encoding="utf-8"))["process"] == os.getpid()
    assert len(said) == 1 and f"process {holder.pid}" in said[0] and "taken over" in said[0]


def test_a_build_that_ended_well_leaves_nothing_to_tell(tmp_path):
    said = []
    for _ in range(2):
        with lock(tmp_path, tell=said.append):
            pass
    assert said == []


def test_a_full_disk_and_a_closed_folder_are_plain_disk_errors(tmp_path):
    for error, words in (
        (OSError(28, "x"), "the disk is full"),
        (PermissionError(13, "x"), "may not be written"),
        (OSError(30, "x"), "may not be written"),
    ):
        with pytest.raises(Problem, match=words), plain_disk_errors(tmp_path):
            raise error
