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

from careboard.errors import Problem
from careboard.permissions import close_to_others, for_owner, open_new

LOCK = ".lock"
PATIENCE_SECONDS, PAUSE_SECONDS = 600, 0.2
FAR = 1 << 30  # a place in the lock's file that holds no text: where it is taken, Windows lets nobody read
FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
AS_IT_WAS = "What readers see is as it was."


def put(path: Path, content: str | bytes, restricted: bool = False) -> None:
    """Write a file so that readers see the old one whole or the new one whole.

    Args:
        path: the file; its folder is made where it is not there.
        content: text, which is written as UTF-8, or bytes.
        restricted: whether nobody but its owner may open it, nor a folder that is made for it.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open_new(new, restricted) as opened:
            opened.write(content.encode("utf-8") if isinstance(content, str) else content)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def plain_disk_errors(*folders: Path) -> Iterator[None]:
    """Within it, a disk that is full and a folder that may not be written are a Problem that says what to do.

    Args:
        folders: of these the one is named in which it happened, the first where that is not known.

    Raises:
        Problem: in place of such an OSError.
    """
    try:
        yield
    except OSError as error:
        place = Path(str(error.filename or ""))
        where = next((folder for folder in folders if place.is_relative_to(folder)), folders[0])
        if error.errno in FULL:
            raise Problem(
                f"{where}: the disk is full. {AS_IT_WAS} Make room, and run the same command again: what "
                "was drawn is not drawn anew."
            ) from None
        if error.errno in REFUSED:
            raise Problem(
                f"{where}: may not be written here. {AS_IT_WAS} Ask for the right to write to this "
                "folder, or name another one with --outputs or --work."
            ) from None
        raise


@contextmanager
def lock(folder: Path, wait: bool = False, tell: Callable[[str], None] = lambda line: None) -> Iterator[None]:
    """The lock of a work folder, held while a build writes there. It says who holds it and since when.

    The system lets go of it when its holder ends, however it ends, so a lock left behind by a build that was
    killed is taken over, and told.

    Args:
        folder: the folder; it is made where it is not there, and closed to all but its owner.
        wait: whether to wait for another build's end.
        tell: hears a line when a lock is taken over, and when the folder could not be closed.

    Raises:
        Problem: where another build holds the lock, or the folder may not be written.
    """
    with plain_disk_errors(folder):
        if warning := close_to_others(folder):
            tell(warning)
        until = time.monotonic() + PATIENCE_SECONDS
        with open(folder / LOCK, "a+", encoding="utf-8", opener=for_owner) as opened:
            while not _take(opened):
                if not wait or time.monotonic() > until:
                    raise Problem(
                        f"another build has been writing to this work folder since {_holder(opened)}. "
                        "Wait for it, or end it and run again."
                    )
                time.sleep(PAUSE_SECONDS)
            if before := _holder(opened):
                tell(f"A build that began {before} did not come to its end. Its lock is taken over.")
            since = datetime.now(UTC).isoformat(timespec="seconds")
            _write_holder(opened, {"process": os.getpid(), "on": socket.gethostname(), "since": since})
            try:
                yield
            finally:
                _write_holder(opened, None)
                _let_go(opened)


def _write_holder(opened: IO[str], holder: dict[str, Any] | None) -> None:
    opened.truncate(0)
    opened.write(json.dumps(holder) if holder else "")
    opened.flush()


def _holder(opened: IO[str]) -> str:
    """Since when and by whom the lock is held, as it says; '' where it says nothing."""
    opened.seek(0)
    try:
        holder = json.loads(opened.read())
        return f"{holder['since']} (process {holder['process']} on {holder['on']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


try:
    import fcntl

    def _take(opened: IO[str]) -> bool:
        """Whether the lock is ours now.

        It is taken by lockf, since a lock by flock would live on in a process forked from this one.
        """
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _let_go(opened: IO[str]) -> None:
        fcntl.lockf(opened, fcntl.LOCK_UN)

except ImportError:  # Windows
    import msvcrt

    def _take(opened: IO[str]) -> bool:
        opened.seek(FAR)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _let_go(opened: IO[str]) -> None:
        opened.seek(FAR)
        msvcrt.locking(opened.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
