"""The editions of a build: counted where they are not kept yet, their words renewed where these changed.

Importing this module costs no pandas: where nothing is to be counted, nothing is read.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careboard import sources, words
from careboard.keeping import put
from careboard.periods import Period
from careboard.problems import listed
from careboard.slicing import Whole

if TYPE_CHECKING:
    from careboard.asking import Build

WHOLE, CONTENTS, SET_ASIDE = "whole", "contents.json", "set_aside.csv"


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
        """Its files, to cut slices from."""
        return Whole.read(self.folder / WHOLE)


def missing(asked: Build, wanted: list[Period]) -> list[Period]:
    """The periods that are to be counted."""
    return [period for period in wanted if not (asked.edition_folder(period) / CONTENTS).is_file()]


def ensure(asked: Build, wanted: list[Period]) -> dict[str, Kept]:
    """The editions of the periods wanted, by period. Call under the outputs folder's lock.

    Raises WrongUse or Problem where a period cannot be counted, and Problems where commentary is at fault.
    """
    if not_there := missing(asked, wanted):
        _count(asked, not_there)
    return {period.text: _opened(asked, period) for period in wanted}


def _count(asked: Build, periods: list[Period]) -> None:
    """Read the extract, count the periods at once, and keep each."""
    from careboard import intake
    from careboard.check import of_params
    from careboard.composing import Composer
    from careboard.edition import keep

    listed(of_params(asked.params))
    asked.progress(0, 0, "reading the extract")
    extract = intake.read(asked.chosen.address, asked.extract_date or asked.chosen.said.extract_date)
    composer = Composer(asked.params, asked.chosen, extract, asked.audience, asked.fingerprint)
    counted = iter(range(1, len(composer.definitions) + 1))
    editions = composer.compose(periods, lambda id: asked.progress(next(counted), len(composer.definitions), f"counting {id}"), asked.workers or os.cpu_count() or 1)
    for period in periods:
        folder = asked.edition_folder(period)
        shutil.rmtree(folder, ignore_errors=True)
        keep(editions[period.text], folder / WHOLE)
        extract.faults.to_csv(folder / SET_ASIDE, index=False, lineterminator="\n")
        put(folder / CONTENTS, json.dumps({"failed": composer.failed, "set_aside": extract.set_aside}, indent=1))


def _opened(asked: Build, period: Period) -> Kept:
    folder = asked.edition_folder(period)
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    return Kept(folder, asked.fingerprint, _with_words(asked, period, folder / WHOLE), contents["failed"], contents["set_aside"])


def _with_words(asked: Build, period: Period, folder: Path) -> str:
    """The fingerprint of the period's words, rendered anew where they are not those that are kept."""
    commentary = asked.params.folder / "commentary" / period.text
    fingerprint = sources.words_fingerprint(commentary)
    if json.loads((folder / "words.json").read_text(encoding="utf-8")).get("fingerprint") != fingerprint:
        rendered = words.rendered(commentary, Whole.read(folder), asked.params.areas.areas)
        put(folder / "words.json", json.dumps({"fingerprint": fingerprint, "words": rendered}, ensure_ascii=False))
    return fingerprint
