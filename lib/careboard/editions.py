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
    """A kept edition: its folder, its name, the fingerprint of its words, and its files where they were read already."""

    folder: Path
    fingerprint: str
    words: str
    failed: dict[str, str]
    set_aside: int
    read: Whole | None = None

    def about(self) -> dict[str, Any]:
        """What the edition says of itself."""
        return json.loads((self.folder / WHOLE / "edition.json").read_text(encoding="utf-8"))["about"]

    def whole(self) -> Whole:
        """Its files, to cut slices from."""
        return self.read or Whole.read(self.folder / WHOLE)


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
    """A kept edition, its words rendered anew where they are not those that are kept."""
    folder, commentary = asked.edition_folder(period), asked.params.folder / "commentary" / period.text
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    kept, fingerprint, whole = folder / WHOLE / "words.json", sources.words_fingerprint(commentary), None
    if json.loads(kept.read_text(encoding="utf-8")).get("fingerprint") != fingerprint:
        whole = Whole.read(folder / WHOLE)
        whole.words = words.rendered(commentary, whole, asked.params.areas.areas)
        put(kept, json.dumps({"fingerprint": fingerprint, "words": whole.words}, ensure_ascii=False))
    return Kept(folder, asked.fingerprint, fingerprint, contents["failed"], contents["set_aside"], whole)
