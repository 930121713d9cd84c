"""All that lies in a folder, read to the bottom: archives and workbooks unpacked, names of files included."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

OF_A_PERIOD = (
    r"(index|districts|manual)\.html",
    r"manual/\w+\.html",
    r"(figures|open_data)(\.meta)?\.csv|data_dictionary\.csv|figures\.xlsx|receipt\.json",
    r"[A-Za-z0-9_-]+/\w+\.(html|csv)",
    r"[A-Za-z0-9_-]+/pack\.pdf",
    r"notebooks/[A-Za-z0-9_-]+/\w+\.ipynb",
)
# all that a folder of outputs may hold
PUBLISHED = re.compile(rf"index\.html|\d{{4}}-\d\d(-\d\d)?/({'|'.join(OF_A_PERIOD)})")


def files(folder: Path) -> list[str]:
    """The names of all files and links below a folder, hidden ones too."""
    there = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in there)


def strange_files(outputs: Path) -> list[str]:
    """What lies in a folder of outputs and is no published file; a link is none, wherever it leads."""
    return [name for name in files(outputs) if not PUBLISHED.fullmatch(name) or (outputs / name).is_symlink()]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder by name, and what is packed in it; a file that goes meanwhile is left out."""
    for name in files(folder):
        yield name, name.encode()
        try:
            content = (folder / name).read_bytes()
        except OSError:
            continue
        yield from unpacked(name, content)


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """What a file holds, as it is and unpacked."""
    yield name, content
    if content.startswith(b"\x1f\x8b"):
        yield f"{name} unpacked", gzip.decompress(content)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}!{member}", archive.read(member))


def holding(folder: Path, pattern: bytes) -> list[str]:
    """Which files below a folder hold what a pattern looks for, capitals or not."""
    look = re.compile(pattern, re.IGNORECASE)
    return [name for name, content in contents(folder) if look.search(content)]
