"""Which edition the pages that are opened in this process show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from careboard.edition.by_hand import edition_for
from careboard.edition.edition import WORDS, Edition, open_edition

VARIABLE = "CAREBOARD_EDITION"  # names the folder of an edition
_showing: list[Edition] = []


@contextmanager
def showing(edition: Edition) -> Iterator[None]:
    """Pages opened meanwhile in this process show this edition; who runs a notebook hands it over so."""
    _showing.append(edition)
    try:
        yield
    finally:
        _showing.pop()


def by_hand() -> bool:
    """Whether a notebook is open by hand: no edition was handed over, and none is named."""
    return not _showing and VARIABLE not in os.environ


def handed_over() -> bool:
    """Whether an edition was handed over in this process."""
    return bool(_showing)


def current_edition(period: str) -> Edition:
    """The edition handed over; else the one that CAREBOARD_EDITION names; else the suite's own."""
    if _showing:
        return _showing[-1]
    folder = Path(os.environ.get(VARIABLE) or edition_for(period, start=Path.cwd())).resolve()
    return _opened(str(folder), (folder / WORDS).stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(folder: str, words_written: int) -> Edition:
    """An edition is opened once in a process: of what is in its folder, the words alone are renewed."""
    return open_edition(Path(folder))
