"""Which extract a build reads, whose it is, and its fingerprint.

Importing this module costs no pandas.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careboard import __version__
from careboard.keeping import put
from careboard.problems import WrongUse, unknown

if TYPE_CHECKING:
    from careboard.settings import Params, Source

ROOT = Path(__file__).resolve().parents[2]
DATA, NOTEBOOKS, TEMPLATES = ROOT / "data", ROOT / "notebooks", Path(__file__).parent / "templates"
SAMPLE, SAMPLE_MARK = "fellshire_sample", "made.txt"
BLOCK = 1 << 20
SETTLED_NS = 2_000_000_000  # a file written again so soon after could keep its time
COUNTED_BY = ("holidays", "numpy", "pandas", "pandera", "scipy", "sqlalchemy")  # packages that a figure could change with
SEEN = ("gptables", "ipykernel", "ipython", "jinja2", "markdown-it-py", "markupsafe", "matplotlib", "matplotlib-inline", "nbclient", "nbconvert", "nbformat", "nh3", "numpy", "pandas", "papermill", "scipy", "seaborn", "xlsxwriter")  # and a page or download


@dataclass(frozen=True)
class Chosen:
    """The extract to read: its address, and what params/suite.yml says of it (`authority` unset where it says nothing)."""

    address: str
    name: str
    said: Source

    @property
    def path(self) -> Path | None:
        return None if "://" in self.address else Path(self.address)


def choose(params: Params, asked: str | None, tell: Callable[[str], None] = print) -> Chosen:
    """The source asked for by name, path or address, or the suite's own; the sample is made when it is not there.

    Raises WrongUse where suite.yml names a source that it does not describe.
    """
    suite = params.suite
    if asked is None or asked in suite.sources:
        name = asked or suite.source
        if name not in suite.sources:
            raise WrongUse(unknown(params.where("suite.yml", "source"), "source", name, suite.sources))
        said = suite.sources[name]
        address = said.path if "://" in said.path else str(params.folder.resolve().parent / said.path)
        if name == SAMPLE:
            make_sample(Path(address).parent, tell)
        return Chosen(address, name, said)
    for name, said in suite.sources.items():
        if "://" not in asked and (params.folder.resolve().parent / said.path).resolve() == Path(asked).resolve():
            return Chosen(asked, name, said)
    from careboard.settings import Source

    return Chosen(asked, "", Source(path=asked))


def make_sample(folder: Path, tell: Callable[[str], None] = print) -> None:
    """Write the invented county, unless this version's is there already."""
    mark, wanted = folder / SAMPLE_MARK, code_fingerprint("sample")
    if mark.is_file() and mark.read_text(encoding="utf-8").strip() == wanted:
        return
    from careboard import sample

    tell("Making the invented county. This is done once.")
    mark.unlink(missing_ok=True)
    sample.write(folder)
    mark.write_text(wanted + "\n", encoding="utf-8")


@lru_cache
def code_fingerprint(part: str = "") -> str:
    """A fingerprint of the library's own code, or of one of its folders, and of the published figures in data/."""
    files = sorted((Path(__file__).parent / part).rglob("*.py"))
    return _digest([__version__, *(file.relative_to(Path(__file__).parent).as_posix() for file in files)], [*files, *([] if part else sorted(DATA.glob("*.csv")))])


@lru_cache
def page_fingerprint() -> str:
    """A fingerprint of the code and the templates that make a page. Templates count nothing, so editions do not depend on them."""
    files = sorted(file for file in TEMPLATES.rglob("*") if file.is_file())
    return _digest([code_fingerprint(), *(file.relative_to(TEMPLATES).as_posix() for file in files)], files)


def params_fingerprint(params: Params) -> str:
    """A fingerprint of every parameter. The analysts' words have one of their own: they change no figure."""
    mark = params.folder / params.suite.look.logo
    files = [*sorted(params.folder.glob("*.yml")), *([mark] if mark.is_file() else [])]
    return _digest([file.name for file in files], files)


def books() -> dict[str, str]:
    """The suite's notebooks: page -> text."""
    return {book.stem: book.read_text(encoding="utf-8") for book in sorted(NOTEBOOKS.glob("*.ipynb"))}


def words_fingerprint(folder: Path, books: Mapping[str, str]) -> str:
    """A fingerprint of a period's commentary, of what was recorded beside it, of the notebooks under whose headings it stands, and of the code that renders it."""
    files = sorted(file for kind in ("*.md", "*.json") for file in folder.rglob(kind))
    return _digest([code_fingerprint(), *books.values(), *(file.relative_to(folder).as_posix() for file in files)], files)


def extract_fingerprint(chosen: Chosen, remembered: Path) -> str | None:
    """A fingerprint of the extract's files; none for a database, which is always read anew.

    remembered: where the fingerprint of an extract is kept with its files' sizes and times. It is taken anew when one
    of these differs, or when a file was written just before it was taken.
    """
    path = chosen.path
    if path is None:
        return None
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    marks: list[Any] = [[file.name, (stat := file.stat()).st_size, stat.st_mtime_ns] for file in files]
    known = _remembered(remembered)
    told = known.get(str(path.resolve()))
    if told and told["marks"] == marks:
        return told["fingerprint"]
    fingerprint = _digest([file.name for file in files], files)
    if all(time.time_ns() - mark[2] > SETTLED_NS for mark in marks):
        with contextlib.suppress(OSError):  # it only saves time
            put(remembered, json.dumps(known | {str(path.resolve()): {"marks": marks, "fingerprint": fingerprint}}))
    return fingerprint


def _remembered(file: Path) -> dict:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def edition_fingerprint(params: Params, chosen: Chosen, audience: str, extract_date: date | None, remembered: Path) -> str:
    """The name of the edition that a build of these inputs makes."""
    extract = extract_fingerprint(chosen, remembered) or os.urandom(16).hex()
    pages = " ".join(sorted(book.stem for book in NOTEBOOKS.glob("*.ipynb")))  # an edition names them, so that pages lead to one another
    parts = [extract, pages, chosen.name, chosen.said.model_dump_json(), params_fingerprint(params), code_fingerprint(), *_versions(COUNTED_BY), audience, str(extract_date)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _versions(packages: tuple[str, ...]) -> list[str]:
    return [f"{name} {version(name)}" for name in packages]


@lru_cache
def drawing_fingerprint() -> str:
    """A fingerprint of all that draws a page: this library's code and templates, Python and the packages whose work is seen on it."""
    return hashlib.sha256(" ".join([page_fingerprint(), sys.version, *_versions(SEEN)]).encode()).hexdigest()


def file_fingerprint(path: Path) -> str:
    """SHA-256 of one file."""
    return _digest([], [path])


def _digest(words: list[str], files: list[Path]) -> str:
    digest = hashlib.sha256("\n".join(words).encode())
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(BLOCK):
                digest.update(block)
    return digest.hexdigest()
