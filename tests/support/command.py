"""Where the suite and a build's files lie, and the command line as a user runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from careboard.publish.outputs import Folders

ROOT = Path(__file__).resolve().parents[2]


def run(*words, outputs=None, **how):
    """The command line as a user runs it; returns the finished process."""
    where = ["--outputs", str(outputs)] if outputs else []
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CAREBOARD_")}
    return subprocess.run(
        [sys.executable, "-m", "careboard", *where, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=clean,
        **how,
    )


def work_of(outputs):
    """The work folder of a folder of outputs, where a command names no other."""
    return Folders.of(outputs).work


def copied_outputs(outputs, target):
    """A copy of a folder of outputs and of its work folder, at another place; returns the outputs'."""
    if work_of(outputs).is_dir():
        shutil.copytree(work_of(outputs), work_of(target))
    return shutil.copytree(outputs, target) if outputs.is_dir() else target
