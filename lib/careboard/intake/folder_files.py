"""The files of an extract's folder, found within bounds: no link out of it, no pipe, no device."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

MOST_FILES, DEEPEST = 20_000, 8  # of files looked at, and of folders within each other
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
DATA_ENDINGS = (".csv", ".txt", ".tsv", ".xml", *WORKBOOK_ENDINGS)
NO_DATA = ("~$", "._")  # what Excel and a Mac put beside a file while it is open, or when it is packed
PACKED_ENDINGS = (".gz", ".zip", ".7z", ".bz2", ".xz", ".tar")


def folder_files(folder: Path) -> tuple[list[Path], list[str]]:
    """The files of a folder and of the folders in it that may be data, sorted.

    Args:
        folder: the folder.

    Returns:
        The files, and a line for each that looks like a table's file and cannot be one.
    """
    files, problems = [], []
    for number, path in enumerate(_walk(folder, 0)):
        if number >= MOST_FILES:
            problems.append(f"{folder.name}: there are more than {MOST_FILES:,} files. Is this one extract?")
            break
        if path.suffix.lower() not in DATA_ENDINGS or path.name.startswith(NO_DATA):
            continue
        fault = _fault(path, folder)
        if fault:
            problems.append(f"{path.relative_to(folder).as_posix()}: {fault}")
        else:
            files.append(path)
    return sorted(files), problems


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """What a folder holds, folders with a table's ending in their name included; links are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not entry.name.lower().endswith(DATA_ENDINGS):
            if depth < DEEPEST and not entry.name.startswith("."):
                yield from _walk(Path(entry.path), depth + 1)
        else:
            yield Path(entry.path)


def _fault(path: Path, folder: Path) -> str:
    """Why a file cannot be a table's, '' where it may be one."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return "a link that leads out of the folder. Put the file itself there."
        mode = path.stat().st_mode
    except (OSError, RuntimeError):
        return "a link that leads nowhere, or a file that may not be looked at. Put the file itself there."
    if stat.S_ISDIR(mode):
        return "a folder, not a file. Give the folder another name."
    if not stat.S_ISREG(mode):
        return "not a file but a pipe or a device. Put the file itself there."
    return ""
