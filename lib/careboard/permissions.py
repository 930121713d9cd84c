"""Folders and files that nobody but their owner may open.

Where files have modes, folders get 0700 and files 0600. Windows has none: there the list of rights of the
outermost folder is set to its owner alone, and all that is made in it inherits that.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

NOT_CLOSED = (
    "others on this machine may be able to open this folder, in which lie records set aside and figures with "
    "no small number hidden. Close it to all but its owner, or name another folder with --work."
)
OWNER_FOLDER, OWNER_FILE, OTHERS = 0o700, 0o600, 0o077


def make_folder(folder: Path, restricted: bool = False) -> None:
    """Make a folder, and those above it, where they are not there.

    Args:
        folder: the folder.
        restricted: whether nobody but their owner may open those that are made.
    """
    if not restricted:
        folder.mkdir(parents=True, exist_ok=True)
        return
    for missing in reversed([at for at in (folder, *folder.parents) if not at.exists()]):
        missing.mkdir(mode=OWNER_FOLDER, exist_ok=True)


def open_new(path: Path, restricted: bool = False) -> IO[bytes]:
    """A file opened to be written anew.

    Args:
        path: the file; its folder is made where it is not there.
        restricted: whether nobody but its owner may open it.
    """
    make_folder(path.parent, restricted)
    return path.open("wb") if not restricted else open(path, "wb", opener=for_owner)


def for_owner(path: str, flags: int) -> int:
    """Opens a file for `open`; where it makes one, nobody but its owner may open that."""
    return os.open(path, flags, OWNER_FILE)


def close_to_others(folder: Path) -> str:
    """Take a folder from everybody but its owner; it is made where it is not there.

    Args:
        folder: the outermost folder; what lies in it cannot be reached by others then.

    Returns:
        One line for the user where that could not be done, '' where it was.
    """
    make_folder(folder, restricted=True)
    done = _set_rights(folder) if sys.platform == "win32" else _set_mode(folder)
    return "" if done else f"{folder}: {NOT_CLOSED}"


def _set_mode(folder: Path) -> bool:
    """Whether the folder is its owner's alone now. Some drives keep no modes, or keep them for themselves."""
    try:
        if folder.stat().st_mode & OTHERS:
            folder.chmod(OWNER_FOLDER)
    except OSError:
        return False
    return not folder.stat().st_mode & OTHERS


def _set_rights(folder: Path) -> bool:
    """Whether Windows' list of rights names the user alone now."""
    user = "\\".join(filter(None, (os.environ.get(name) for name in ("USERDOMAIN", "USERNAME"))))
    command = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "icacls.exe"
    rights = ["/inheritance:r", "/grant:r", f"{user}:(OI)(CI)F"]
    try:
        done = subprocess.run([command, folder, *rights], capture_output=True, check=False)
    except OSError:
        return False
    return bool(user) and done.returncode == 0
