"""Where the suite lies, and its command line as a user runs it."""

import os
import subprocess
import sys
from pathlib import Path

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
