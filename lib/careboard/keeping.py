"""Files put in place whole, and one build at a time.

Importing this module costs no pandas.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from careboard.problems import Problem

PATIENCE_SECONDS = 600
FAR = 1 << 30  # a place in the lock's file that holds no text: where it is taken, Windows lets nobody read
FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
AS_IT_WAS = "What readers see is as it was."


def put(path: Path, content: str | bytes) -> None:
    """Write a file so that readers see the old one whole or the new one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as opened:
            opened.write(content.encode("utf-8") if isinstance(content, str) else content)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def told_plainly(outputs: Path) -> Iterator[None]:
    """A disk that is full and a folder that may not be written become a Problem that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Problem(f"{outputs}: the disk is full. {AS_IT_WAS} Make room, and run the same command again: what was drawn is not drawn anew.") from None
        if error.errno in REFUSED:
            raise Problem(f"{outputs}: may not be written here. {AS_IT_WAS} Ask for the right to write to this folder, or name another one with --outputs.") from None
        raise


@contextmanager
def held(outputs: Path, wait: bool = False, tell: Callable[[str], None] = lambda line: None) -> Iterator[None]:
    """The lock of an outputs folder, held while a build writes there. It says who holds it and since when.

    The system lets go of it when its holder ends, however it ends, so a lock left behind by a build that was killed
    is taken over, and told. wait: whether to wait for another build's end; else raises Problem.
    """
    with told_plainly(outputs):
        outputs.mkdir(parents=True, exist_ok=True)
        lock, until = outputs / ".lock", time.monotonic() + PATIENCE_SECONDS
        with lock.open("a+", encoding="utf-8") as opened:
            while not _taken(opened):
                if not wait or time.monotonic() > until:
                    raise Problem(f"another build has been writing to this outputs folder since {_told(opened)}. Wait for it, or end it and run again.")
                time.sleep(0.2)
            if left := _told(opened):
                tell(f"A build that began {left} did not come to its end. Its lock is taken over.")
            _note(opened, {"process": os.getpid(), "on": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
            try:
                yield
            finally:
                _note(opened, None)
                _let_go(opened)


def _note(opened: IO[str], owner: dict[str, Any] | None) -> None:
    opened.truncate(0)
    opened.write(json.dumps(owner) if owner else "")
    opened.flush()


def _told(opened: IO[str]) -> str:
    """Since when and by whom the lock is held, as it says; '' where it says nothing."""
    opened.seek(0)
    try:
        owner = json.loads(opened.read())
        return f"{owner['since']} (process {owner['process']} on {owner['on']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


try:
    import fcntl

    def _taken(opened: IO[str]) -> bool:
        """Whether the lock is ours now. lockf, since a lock by flock would live on in a process forked from this one."""
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _let_go(opened: IO[str]) -> None:
        fcntl.lockf(opened, fcntl.LOCK_UN)

except ImportError:  # Windows
    import msvcrt

    def _taken(opened: IO[str]) -> bool:
        opened.seek(FAR)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _let_go(opened: IO[str]) -> None:
        opened.seek(FAR)
        msvcrt.locking(opened.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
