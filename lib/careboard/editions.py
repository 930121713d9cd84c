"""The editions of a build: counted where they are not kept yet, their words renewed where these changed.

Importing this module costs no pandas: where nothing is to be counted, nothing is read.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careboard import sources
from careboard.keeping import put
from careboard.periods import Period, within
from careboard.problems import listed
from careboard.slicing import Whole

if TYPE_CHECKING:
    from careboard.asking import Build

WHOLE, CONTENTS, SET_ASIDE, WORDS, UNCORRECTED = "whole", "contents.json", "set_aside.csv", "words.json", "uncorrected.csv"


@dataclass(frozen=True)
class Kept:
    """A kept edition: its folder, its name, and the fingerprint of its words."""

    folder: Path
    fingerprint: str
    words: str
    failed: dict[str, str]
    set_aside: int

    def about(self) -> dict[str, Any]:
        """What the edition says of itself."""
        return json.loads((self.folder / WHOLE / "edition.json").read_text(encoding="utf-8"))["about"]

    def whole(self) -> Whole:
        """Its files, to cut slices from, with its words as they are now."""
        whole = _whole(self.folder / WHOLE, (self.folder / CONTENTS).stat().st_mtime_ns)
        whole.words = words_of(self.folder)
        return whole


@lru_cache(maxsize=2)
def _whole(folder: Path, counted: int) -> Whole:
    """An edition's files, read once in a process: of what was counted, nothing changes any more."""
    return Whole.read(folder)


def words_of(folder: Path) -> dict[str, Any]:
    """An edition's words as they were rendered last: '<area>/<page>' -> what a page is told of them."""
    return _words(folder)["words"]


def _words(folder: Path) -> dict[str, Any]:
    return json.loads((folder / WHOLE / WORDS).read_text(encoding="utf-8"))


def missing(asked: Build, wanted: list[Period]) -> list[Period]:
    """The periods that are to be counted."""
    return [period for period in wanted if not (asked.edition_folder(period) / CONTENTS).is_file()]


def ensure(asked: Build, wanted: list[Period], books: dict[str, str] | None = None, begin: Callable[[], None] = lambda: None) -> dict[str, Kept]:
    """The editions of the periods wanted, by period. Call under the outputs folder's lock.

    books: page -> its notebook, the suite's own where they are not given; words stand under their headings.
    begin: called as soon as it is known that pages will have to be drawn, so that who draws them warms up meanwhile.

    Raises WrongUse or Problem where a period cannot be counted, and Problems where commentary is at fault.
    """
    if not_there := missing(asked, wanted):
        _count(asked, not_there, begin)
    books = sources.books() if books is None else books
    return {period.text: _opened(asked, period, books, begin) for period in wanted}


def _count(asked: Build, periods: list[Period], begin: Callable[[], None]) -> None:
    """Read the extract, count the periods at once, and keep each."""
    from careboard import digests, intake
    from careboard.check import of_params
    from careboard.composing import Composer
    from careboard.edition import FIGURES, keep

    listed(of_params(asked.params))
    drawn = asked.extract_date or asked.chosen.said.extract_date
    within(periods, drawn)
    begin()
    asked.progress(0, 0, "reading the extract")
    extract = intake.read(asked.chosen.address, drawn)
    composer = Composer(asked.params, asked.chosen, extract, asked.audience, asked.fingerprint)
    counted = iter(range(1, len(composer.definitions) + 1))
    editions = composer.compose(periods, lambda id: asked.progress(next(counted), len(composer.definitions), f"counting {id}"), asked.workers or os.cpu_count() or 1)
    made_by = digests.made_by(asked.params.suite.standards, composer.areas, sources.extract_fingerprint(asked.chosen, asked.remembered))
    for period in periods:
        folder = asked.edition_folder(period)
        shutil.rmtree(folder, ignore_errors=True)
        keep(editions[period.text], folder / WHOLE)
        extract.faults.to_csv(folder / SET_ASIDE, index=False, lineterminator="\n")
        composer.uncorrected[period.text].to_csv(folder / UNCORRECTED, index=False, columns=FIGURES, lineterminator="\n")
        put(folder / CONTENTS, json.dumps({"failed": composer.failed, "set_aside": extract.set_aside, "made_by": made_by}, indent=1))


def _opened(asked: Build, period: Period, books: dict[str, str], begin: Callable[[], None]) -> Kept:
    """A kept edition, its words rendered anew where they are not those that are kept."""
    folder, commentary = asked.edition_folder(period), asked.params.folder / "commentary" / period.text
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    fingerprint = sources.words_fingerprint(commentary, books)
    kept = Kept(folder, asked.fingerprint, fingerprint, contents["failed"], contents["set_aside"])
    if _words(folder).get("fingerprint") != fingerprint:
        begin()
        from careboard import words  # takes a tenth of a second to load, and most builds need none of it

        rendered = words.rendered(commentary, kept.whole(), asked.params.areas.areas, books, record=True)
        kept = replace(kept, words=sources.words_fingerprint(commentary, books))  # what was recorded beside the words counts too
        put(folder / WHOLE / WORDS, json.dumps({"fingerprint": kept.words, "words": rendered}, ensure_ascii=False))
    return kept
