"""What a version before the work folder left in a folder of outputs: moved to the work folder, or deleted.

Frozen copies are history and go over first; lists of records, internal pages, the log, and the editions that
published pages are of, from which copies may still be made, go over too. Other editions are deleted. What the
suite did not write stays, and no link is followed. Importing this module costs no pandas.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from careboard.files import LOCK, put
from careboard.permissions import OWNER_FILE, make_folder
from careboard.publish.outputs import (
    AUDIENCES,
    INDEX,
    INTERNAL,
    LOG_FILE,
    RESTRICTED,
    SNAPSHOTS,
    Folders,
    is_period,
)
from careboard.publish.receipt import read_receipt

EDITIONS, EXTRACTS = ".editions", "extracts.json"
FINGERPRINT = re.compile("[0-9a-f]{16,64}")  # the name of an edition's folder
STAGED = re.compile(r"\.(?P<period>[0-9-]+)\.(new|drawn)")  # what a stopped build left beside a period
JUNCTION = 0x400  # by what Windows marks it: no symbolic link, and it leads elsewhere all the same
OTHER = ".older"  # after the name of a file of which the work folder has another of its name


def take_away(folders: Folders) -> str:
    """Take away what an older version left among the published files. Call it under the work folder's lock.

    Returns:
        One line for the user; '' where nothing was there.
    """
    old, work = folders.outputs, folders.work
    ours = [old / EDITIONS, old / RESTRICTED, old / INTERNAL]
    links = [folder.name for folder in ours if _is_link(folder)]
    moved = {
        "frozen copies": _move(old / EDITIONS / SNAPSHOTS, work / SNAPSHOTS),
        "lists of records": _move_periods(old / RESTRICTED, work / RESTRICTED),
        "internal files": _move_periods(old / INTERNAL, work / INTERNAL),
        "editions": sum(_move_edition(folders, audience) for audience in AUDIENCES),
        "logs": sum(_move_file(file, work / file.name) for file in sorted(old.glob(f"{LOG_FILE}*"))),
    }
    _remove_empty(old / EDITIONS)
    deleted = _delete(_left_over(old))
    for folder in ours:
        _remove_empty(folder)
    found = [f"{what} ({number:,})" for what, number in moved.items() if number]
    said = [f"{', '.join(found)} moved to {work}"] if found else []
    said += [f"editions and files of stopped builds ({deleted:,}) deleted"] if deleted else []
    said += [f"{name} left alone, since it is a link: move by hand what lies there" for name in links]
    if not said:
        return ""
    first, rest = said[0], said[1:]
    lines = "; ".join([f"{first[0].upper()}{first[1:]}", *rest])
    return f"{old}: what lay there and is not published was taken away. {lines}."


def _left_over(old: Path) -> Iterator[Path]:
    """What is of no more use: editions, the fingerprints of extracts, and what stopped builds left."""
    for entry in _entries(old / EDITIONS):
        if FINGERPRINT.fullmatch(entry.name) or entry.name == EXTRACTS:
            yield entry
    for entry in _entries(old):
        staged = STAGED.fullmatch(entry.name)
        if entry.name == LOCK or (staged and is_period(staged["period"])):
            yield entry


def _delete(found: Iterable[Path]) -> int:
    """How many editions and files of stopped builds were deleted."""
    number = 0
    for path in list(found):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)  # it takes a link within away and follows none
        else:
            path.unlink(missing_ok=True)
        number += path.name not in (LOCK, EXTRACTS)
    return number


def _move_periods(folder: Path, target: Path) -> int:
    """Move the periods that lie in a folder, and their list; how many files there were."""
    number = 0
    for entry in _entries(folder):
        if is_period(entry.name):
            number += _move(entry, target / entry.name)
        elif entry.name == INDEX:
            number += _move_file(entry, target / INDEX)
    return number


def _move_edition(folders: Folders, audience: str) -> int:
    """Move the editions that published pages of an audience are of; how many there were."""
    number = 0
    for period in filter(lambda entry: is_period(entry.name), _entries(folders.periods(audience))):
        fingerprint = str(read_receipt(period).get("edition", ""))
        if FINGERPRINT.fullmatch(fingerprint):
            kept = folders.outputs / EDITIONS / fingerprint / period.name
            number += bool(_move(kept, folders.edition(fingerprint, period.name)))
    return number


def _move(folder: Path, target: Path) -> int:
    """Move all files of a folder; how many there were."""
    number = 0
    for entry in _entries(folder):
        within = target / entry.name
        number += _move(entry, within) if entry.is_dir() else _move_file(entry, within)
    _remove_empty(folder)
    return number


def _move_file(file: Path, target: Path) -> int:
    """Move one file, over none that is there. 1 where it was a file, 0 where it was a link or a folder."""
    if _is_link(file) or not file.is_file():
        return 0
    if target.exists():
        if target.read_bytes() == file.read_bytes():
            file.unlink()
            return 1
        target = target.with_name(target.name + OTHER)
    make_folder(target.parent, restricted=True)
    try:
        file.rename(target)
        target.chmod(OWNER_FILE)
    except OSError:  # the work folder lies on another disk
        put(target, file.read_bytes(), restricted=True)
        file.unlink(missing_ok=True)
    return 1


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, links left out; nothing where it is a link itself, or is not there."""
    if _is_link(folder) or not folder.is_dir():
        return []
    return [entry for entry in sorted(folder.iterdir()) if not _is_link(entry)]


def _remove_empty(folder: Path) -> None:
    """Take a folder away with those in it, where no file is left in them."""
    for entry in _entries(folder):
        if entry.is_dir():
            _remove_empty(entry)
    if not _is_link(folder):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink() or bool(getattr(path.lstat(), "st_file_attributes", 0) & JUNCTION)
    except OSError:
        return False
