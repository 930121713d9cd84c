"""A period's pages gathered in the work folder, then put in the published folder's place at one stroke.

Readers see the old edition whole or the new one whole. Beside it stands, for the moment of the change alone,
the copy that takes its place: it is made there so that it gets the rights that its readers need. What an
interrupted build had drawn is found again by its journal, and is not drawn anew. Importing this module costs
no pandas.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from careboard.errors import Problem
from careboard.fingerprints import file_fingerprint, text_fingerprint
from careboard.permissions import make_folder, open_new

AT_FDCWD, RENAME_EXCHANGE = -100, 2
TRIES, PAUSE_SECONDS = 20, 0.1


class Stage:
    """The folder in which the next state of a published folder is made. Call `open` first and `publish` last.

    Args:
        target: the published folder.
        room: a folder of the work folder, in which pages lie until they are put in place.
        restricted: whether nobody but its owner may open the published folder.

    Attributes:
        drawn: page, '<area>/<page>' -> its line of the journal: page, fingerprint, and files, each with the
            digest of what was written.
    """

    def __init__(self, target: Path, room: Path, restricted: bool = False):
        self.target, self.room, self.restricted = target, room, restricted
        self.folder, self.journal = room / "pages", room / "journal"
        self.next, self.before = (target.with_name(f".{target.name}.{what}") for what in ("new", "before"))
        self.drawn: dict[str, dict[str, Any]] = {}

    def open(self, wanted: dict[str, str]) -> None:
        """Mend what an interrupted build left: its pages stay where they are whole and wanted; all else goes.

        Args:
            wanted: page -> the fingerprint of what it is drawn from.
        """
        if not self.target.exists() and self.before.exists():
            self.before.rename(self.target)
        for old in (self.before, self.next):
            shutil.rmtree(old, ignore_errors=True)
        make_folder(self.folder, restricted=True)
        for entry in self._read_journal():
            whole = all(
                file_fingerprint(self.folder / name) == digest for name, digest in entry["files"].items()
            )
            if whole and wanted.get(entry["page"]) == entry["fingerprint"]:
                self.drawn[entry["page"]] = entry
        stays = {self.folder / name for entry in self.drawn.values() for name in entry["files"]}
        for file in self.folder.rglob("*"):
            if file.is_file() and file not in stays:
                file.unlink()
        with open_new(self.journal, restricted=True) as opened:
            opened.writelines(map(_line, self.drawn.values()))

    def add(self, page: str, fingerprint: str, files: dict[str, str]) -> None:
        """A page drawn: its files, and a line in the journal when they are there.

        Args:
            page: '<area>/<page>'.
            fingerprint: of what it was drawn from.
            files: name below the folder -> text.
        """
        for name, text in files.items():
            self.put(name, text)
        self.drawn[page] = {
            "page": page,
            "fingerprint": fingerprint,
            "files": {name: text_fingerprint(text) for name, text in files.items()},
        }
        with self.journal.open("ab") as opened:
            opened.write(_line(self.drawn[page]))

    def put(self, name: str, content: str | bytes) -> None:
        """One file of the next state: text, or what is no text, such as a workbook."""
        with open_new(self.folder / name, restricted=True) as opened:
            opened.write(content if isinstance(content, bytes) else content.encode("utf-8"))

    def publish(self, without: set[str]) -> None:
        """Bring new files and the published ones that stay together, save them, and put the whole in place.

        Args:
            without: names of published files that are not to stay.

        Raises:
            Problem: where the published folder is in use.
        """
        try:
            self._gather(without)
        except OSError:  # such as a full disk: what is not whole must not lie among what is published
            shutil.rmtree(self.next, ignore_errors=True)
            raise
        self._swap()
        _sync(self.target.parent)
        shutil.rmtree(self.before, ignore_errors=True)
        shutil.rmtree(self.room, ignore_errors=True)

    def _gather(self, without: set[str]) -> None:
        """Make the next state beside the published folder."""
        make_folder(self.next, self.restricted)
        new = {file.relative_to(self.folder) for file in self.folder.rglob("*") if file.is_file()}
        for name in sorted(new):
            self._copy(self.folder / name, self.next / name)
            _sync(self.next / name)
        if self.target.exists():
            for file in sorted(self.target.rglob("*")):
                name = file.relative_to(self.target)
                if file.is_file() and name.as_posix() not in without and name not in new:
                    self._link_or_copy(file, self.next / name)
        _sync(self.next)

    def _copy(self, file: Path, where: Path) -> None:
        with file.open("rb") as opened, open_new(where, self.restricted) as new:
            shutil.copyfileobj(opened, new)

    def _link_or_copy(self, file: Path, where: Path) -> None:
        """A published file in the next state as well: under a second name, else as a copy."""
        make_folder(where.parent, self.restricted)
        try:
            where.hardlink_to(file)
        except OSError:
            self._copy(file, where)

    def _swap(self) -> None:
        if not self.target.exists():
            _rename(self.next, self.target)
        elif _exchange(self.next, self.target):
            _rename(self.next, self.before)
        else:  # two steps: `open` mends it where a build ends between them
            _rename(self.target, self.before)
            _rename(self.next, self.target)

    def _read_journal(self) -> list[dict[str, Any]]:
        """The journal's entries; its last line may be torn."""
        try:
            lines = self.journal.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found


def _line(entry: dict[str, Any]) -> bytes:
    """A line of the journal."""
    return json.dumps(entry).encode() + b"\n"


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk.

    Windows does this by itself for folders.
    """
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Whether two folders could change places at one stroke, as Linux can on most file systems."""
    if not sys.platform.startswith("linux"):
        return False
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    return (
        exchange is not None
        and exchange(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
    )


def _rename(one: Path, other: Path) -> None:
    """A folder under another name.

    A reader's open file keeps Windows from it for a moment, so it is tried again.
    """
    for _ in range(TRIES):
        try:
            one.rename(other)
            return
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(PAUSE_SECONDS)
    raise Problem(
        f"{other}: the folder is in use. Close the files that are open there, and run the same command again."
    )
