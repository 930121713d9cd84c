"""The folder of the invented county: written when it is not there, and never over a file of somebody else's.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from careboard.fingerprints import code_fingerprint, fingerprint

MARK = "made.txt"  # says by which version the county was made, and which files are its own
BEING_MADE = "being made"
SNAPSHOTS = "annex_a"  # the folder of what takes longest, and no report needs


def make_sample(folder: Path, tell: Callable[[str], None] = print, snapshots: bool = True) -> bool:
    """Write the invented county into a folder, unless this version's is there already.

    A folder with a file that the suite did not write, or that was changed since, is left as it is.

    Args:
        folder: where the sample goes.
        tell: hears a line when it is made, and when it is not since the folder is somebody else's.
        snapshots: whether its Annex A workbooks are wanted; where older ones lie, they are written anew.

    Returns:
        Whether the folder holds this version's county.
    """
    mark, version = folder / MARK, code_fingerprint("sample")
    made_by, *made = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else [""]
    there = (folder / SNAPSHOTS).is_dir()
    if made_by == version and (there or not snapshots):
        return True
    if _strange_files(folder, made_by, made):
        tell(
            f"{folder}: there are files that are not the invented county's, or were changed. It is not "
            "written there."
        )
        return False
    from careboard import sample

    tell("Making the invented county. This is done once.")
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(f"{BEING_MADE}\n", encoding="utf-8")
    sample.write(folder, snapshots=snapshots or there)
    mark.write_text(
        "\n".join([version, *(_line(folder, file) for file in _files(folder)), ""]), encoding="utf-8"
    )
    return True


def _strange_files(folder: Path, made_by: str, made: list[str]) -> bool:
    """Whether a folder holds a file that the suite did not write, or that was changed since."""
    files = _files(folder) if folder.is_dir() else []
    if made_by == BEING_MADE or not files:
        return False
    # a mark of an older version names no file
    return not made_by or bool(made and {_line(folder, file) for file in files} - set(made))


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and file != folder / MARK]


def _line(folder: Path, file: Path) -> str:
    """A file of the county by its place and a digest of what it holds."""
    return f"{file.relative_to(folder).as_posix()} {fingerprint([], [file])}"
