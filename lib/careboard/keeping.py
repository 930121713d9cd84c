"""Files put in place whole, and one build at a time.

Importing this module costs no pandas.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from careboard.problems import Problem

PATIENCE_SECONDS = 600


def put(path: Path, text: str) -> None:
    """Write a file so that readers see the old one whole or the new one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(path)


@contextmanager
def held(outputs: Path, wait: bool = False) -> Iterator[None]:
    """The lock of an outputs folder, held while a build writes there.

    wait: whether to wait for another build's end; else raises Problem that says who holds it and since when.
    A lock whose process is no longer there is broken.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    lock, until = outputs / ".lock", time.monotonic() + PATIENCE_SECONDS
    while not _taken(lock):
        owner = _owner(lock)
        if owner is not None and not _alive(owner["process"]):
            lock.unlink(missing_ok=True)
        elif owner is not None and (not wait or time.monotonic() > until):
            raise Problem(f"another build has been writing to this outputs folder since {owner['since']} (process {owner['process']}). Wait for it, or end it and run again.")
        else:
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump({"process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}, opened)
    return True


def _owner(lock: Path) -> dict | None:
    """Who holds the lock; none while it is just being written or has just gone."""
    try:
        return json.loads(lock.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _alive(process: int) -> bool:
    import psutil

    return psutil.pid_exists(process)
