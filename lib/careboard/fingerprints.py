"""Fingerprints of texts, of files and of the library's own code: what did not change is left alone.

Importing this module costs no pandas.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from careboard import __version__
from careboard.paths import DATA, LIBRARY, TEMPLATES

BLOCK = 1 << 20  # bytes read at once
SHORT = 16  # letters of a fingerprint that is kept beside others
# packages that a figure could change with
COUNTING_PACKAGES = ("defusedxml", "holidays", "numpy", "pandas", "python-calamine", "scipy", "sqlalchemy")
# packages that a page or download could change with
DRAWING_PACKAGES = (
    "gptables",
    "ipykernel",
    "ipython",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "matplotlib",
    "matplotlib-inline",
    "nbclient",
    "nbconvert",
    "nbformat",
    "nh3",
    "numpy",
    "pandas",
    "papermill",
    "scipy",
    "seaborn",
    "xlsxwriter",
)


def fingerprint(words: Iterable[str], files: Iterable[Path] = ()) -> str:
    """SHA-256 of some words, a line each, and of the files that follow them.

    Args:
        words: texts without a line's end, such as the files' names.
        files: read in this order.
    """
    fingerprint = hashlib.sha256("\n".join(words).encode())
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(BLOCK):
                fingerprint.update(block)
    return fingerprint.hexdigest()


def file_fingerprint(file: Path) -> str:
    """SHA-256 of one file; '' where it cannot be read."""
    try:
        return fingerprint([], [file])
    except OSError:
        return ""


def text_fingerprint(text: str) -> str:
    """SHA-256 of one text."""
    return hashlib.sha256(text.encode()).hexdigest()


def joint_fingerprint(parts: Iterable[str]) -> str:
    """One short fingerprint of several."""
    return text_fingerprint(" ".join(parts))[:SHORT]


@lru_cache
def code_fingerprint(folder: str = "") -> str:
    """A fingerprint of the library's code and of the published figures in data/, or of one of its folders."""
    files = sorted((LIBRARY / folder).rglob("*.py"))
    names = (file.relative_to(LIBRARY).as_posix() for file in files)
    return fingerprint([__version__, *names], [*files, *([] if folder else sorted(DATA.glob("*.csv")))])


@lru_cache
def page_fingerprint() -> str:
    """A fingerprint of the code and the templates that make a page.

    Templates count nothing, so editions do not depend on them.
    """
    files = sorted(file for file in TEMPLATES.rglob("*") if file.is_file())
    return fingerprint(
        [code_fingerprint(), *(file.relative_to(TEMPLATES).as_posix() for file in files)], files
    )


@lru_cache
def drawing_fingerprint() -> str:
    """A fingerprint of all that draws a page: code, templates, Python and the packages seen on it."""
    return text_fingerprint(" ".join([page_fingerprint(), sys.version, *package_versions(DRAWING_PACKAGES)]))


def package_versions(packages: Iterable[str]) -> list[str]:
    """Each package with its version: 'pandas 3.0.1'."""
    return [f"{name} {version(name)}" for name in packages]
