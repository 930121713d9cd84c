"""The files of a zip archive, unpacked within bounds into a folder of their owner's while they are read."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from careboard.errors import Problem
from careboard.permissions import make_folder

PREFIX, LEFT_BEHIND_SECONDS = "careboard-", 24 * 3600
MOST_FILES = 20_000
MOST_UNPACKED = 2 * 1024**3  # bytes
MOST_PACKED, SMALL = (
    200,
    20 * 1024**2,
)  # times smaller than what it unpacks to, where that is more than so many bytes


@contextmanager
def unpacked(path: Path, workplace: Path | None = None) -> Iterator[Path]:
    """A folder with the archive's files, taken away again at the end.

    Args:
        path: the archive.
        workplace: in which folder; it is made where it is not there, and its owner's alone. What a reading
            that was stopped left there a day ago goes. None for the system's own for temporary files.

    Raises:
        Problem: where it is damaged or locked, unpacks to too much, or leads out of its folder.
    """
    if workplace is not None:
        make_folder(workplace, restricted=True)
        _clear(workplace)
    with TemporaryDirectory(prefix=PREFIX, dir=workplace, ignore_cleanup_errors=True) as name:  # owner-only
        folder = Path(name) / path.stem
        folder.mkdir()
        try:
            with zipfile.ZipFile(path) as archive:
                _require_bounded(archive, path)
                for member in archive.infolist():
                    if not member.is_dir():
                        _unpack(archive, member, folder / _place(member, path))
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
            raise Problem(
                f"{path.name}: the archive is damaged or cannot be opened. Pack it again."
            ) from None
        except RuntimeError:
            raise Problem(
                f"{path.name}: the archive is locked with a password. Pack it without one."
            ) from None
        yield _inner(folder)


def _clear(workplace: Path) -> None:
    for folder in workplace.glob(f"{PREFIX}*"):
        if not folder.is_symlink() and folder.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _inner(folder: Path) -> Path:
    """The folder itself, or the one in which all its files lie."""
    entries = list(folder.iterdir())
    return _inner(entries[0]) if len(entries) == 1 and entries[0].is_dir() else folder


def _require_bounded(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_FILES or size > MOST_UNPACKED or (size > SMALL and size > MOST_PACKED * packed):
        raise Problem(
            f"{path.name}: the archive unpacks to {size / 1024**2:,.0f} MB in {len(members):,} files, "
            "which is more than an extract has. Unpack it yourself and name its folder."
        )


def _place(member: zipfile.ZipInfo, path: Path) -> PurePosixPath:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        raise Problem(f"{path.name}: a file in the archive would lie outside its folder. Pack it again.")
    return place


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one file, and no more of it than the archive said."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("wb") as opened:
        shutil.copyfileobj(packed, opened)
