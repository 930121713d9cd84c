"""The published file that somebody names, by a name that may be anything.

Importing this module costs no pandas.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from careboard.publish.outputs import INDEX, is_period


def published_file(periods: Path, name: str) -> Path | None:
    """The published file of a name; None where there is none.

    The name is held against those of the files that lie there, and the file that was found is given back. So
    no sign in the name can lead elsewhere, whatever the system takes it for, and no link is followed.

    Args:
        periods: the folder in which the periods lie.
        name: such as '2019-10/north/front_door.html'; of a period alone, its index.
    """
    first = name.split("/")[0]
    wanted = f"{first}/{INDEX}" if name in (first, f"{first}/") and first != INDEX else name
    found = _files(periods, wanted) if first == INDEX or is_period(first) else iter(())
    try:
        return next((file for there, file in found if there == wanted), None)
    except OSError:  # the period is put in place at this moment
        return None


def _files(folder: Path, wanted: str, before: str = "") -> Iterator[tuple[str, Path]]:
    """Files of a folder, and of the folders that lead to a wanted one, by name; hidden names left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = before + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_file(follow_symlinks=False):
                yield name, Path(entry.path)
            elif wanted.startswith(f"{name}/") and entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), wanted, f"{name}/")
