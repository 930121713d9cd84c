"""The editions of a build: counted where they are not kept yet, and cleared away when no page is of them.

Their words are rendered where these changed. Importing this module costs no pandas: where nothing is to be
counted, nothing is read.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careboard.build.request import Build
from careboard.edition.edition import EDITION, WORDS, Edition, keep, open_edition
from careboard.edition.fingerprint import extract_fingerprint, words_fingerprint
from careboard.edition.folder import CONTENTS, ISSUE, SET_ASIDE, UNCORRECTED, WHOLE
from careboard.errors import raise_all
from careboard.files import put
from careboard.history import ledger_entries
from careboard.periods import Period, within
from careboard.publish.outputs import AUDIENCES
from careboard.publish.receipt import read_receipt

if TYPE_CHECKING:
    import pandas

    from careboard.edition.compose import Composer
    from careboard.intake.extract import Extract


@dataclass(frozen=True)
class StoredEdition:
    """A kept edition.

    Attributes:
        folder: where it is kept; see edition.folder.
        fingerprint: its name.
        words: the fingerprint of its words.
        failed: indicator -> why it could not be counted.
        set_aside: how many records were set aside.
    """

    folder: Path
    fingerprint: str
    words: str
    failed: dict[str, str]
    set_aside: int

    def about(self) -> dict[str, Any]:
        """What the edition says of itself."""
        return json.loads((self.folder / WHOLE / EDITION).read_text(encoding="utf-8"))["about"]

    def edition(self) -> Edition:
        """The edition, with its words as they are now."""
        counted = _counted(self.folder / WHOLE, (self.folder / CONTENTS).stat().st_mtime_ns)
        return counted.with_words(read_words(self.folder))


@lru_cache(maxsize=2)
def _counted(folder: Path, counted_at: int) -> Edition:
    """An edition as it was counted, read once in a process: of that nothing changes any more."""
    return open_edition(folder)


def read_words(folder: Path) -> dict[str, dict[str, Any]]:
    """An edition's words as they were rendered last: '<area>/<page>' -> what a page is told of them."""
    return _read_words(folder)["words"]


def _read_words(folder: Path) -> dict[str, Any]:
    return json.loads((folder / WHOLE / WORDS).read_text(encoding="utf-8"))


def ensure(
    request: Build,
    wanted: Sequence[Period],
    notebooks: Mapping[str, str],
    begin: Callable[[], None] = lambda: None,
) -> dict[str, StoredEdition]:
    """The editions of some periods, counted where they are not kept yet.

    Call it under the work folder's lock.

    Args:
        request: the build.
        wanted: the periods.
        notebooks: page -> the text of its notebook; words stand under their headings.
        begin: called as soon as it is known that pages will have to be drawn, so that who draws them warms up
            meanwhile.

    Returns:
        period, as typed -> its edition.

    Raises:
        WrongUse: where a period ends after the extract was drawn.
        Problem: where a period cannot be counted.
        Problems: where parameters or commentary are at fault.
    """
    missing = [period for period in wanted if not _stands(request, period)]
    if missing:
        _count(request, missing, begin)
    return {period.text: _with_words(request, period, notebooks, begin) for period in wanted}


def _stands(request: Build, period: Period) -> bool:
    """Whether the edition of a period is kept, hidden against all that was published."""
    file, folders, audience = request.edition_folder(period) / CONTENTS, request.folders, request.audience
    if not file.is_file() or ledger_entries.is_entered(folders, audience, request.fingerprint, period.text):
        return file.is_file()
    hidden_against = json.loads(file.read_text(encoding="utf-8")).get("ledger", "")
    return hidden_against == ledger_entries.ledger_digest(folders, audience)


def clear_unpublished(request: Build, period: Period) -> None:
    """Take away a period's editions that no published page is of any more, but for the one just built.

    They take up room, and a work folder is kept for years; what was published of them stands in the
    frozen copies. Call it under the work folder's lock, after the period's copy was frozen. What another
    program holds open stays until the next build.
    """
    published = (
        read_receipt(request.folders.periods(audience) / period.text).get("edition") for audience in AUDIENCES
    )
    needed = {request.fingerprint, *published}
    for edition in request.folders.editions.iterdir():
        if edition.name not in needed and (edition / period.text).is_dir():
            shutil.rmtree(edition / period.text, ignore_errors=True)
            with contextlib.suppress(OSError):  # another period's edition is there
                edition.rmdir()


def _count(request: Build, periods: Sequence[Period], begin: Callable[[], None]) -> None:
    """Read the extract, count the periods at once, and keep each."""
    # with pandas, which most builds do not need
    from careboard.build.checks import parameter_problems
    from careboard.build.headline_falls import headline_falls, with_notes
    from careboard.build.invented_texts import invented_texts
    from careboard.edition import provenance
    from careboard.intake.tolerance import accepted_notes, faults_beyond

    raise_all(parameter_problems(request.params))
    within(periods, request.drawn_on)
    begin()
    request.progress(0, 0, "reading the extract")
    extract = request.extract()
    ends = [period.end for period in periods]
    invented = invented_texts(request.params, request.chosen, extract)
    raise_all(invented + faults_beyond(extract, request.params.intake, ends, request.accept))
    extract.notes += accepted_notes(extract, request.params.intake, ends, request.accept)
    composer = composer_of(request, extract)
    number = iter(range(1, len(composer.definitions) + 1))
    editions = composer.compose(
        periods,
        lambda ident: request.progress(next(number), len(composer.definitions), f"counting {ident}"),
        request.workers or os.cpu_count() or 1,
    )
    raise_all(composer.publication.problems(request.accept))
    falls = headline_falls(request, periods, editions)
    raise_all([fall.line for fall in falls if not fall.note])
    editions = with_notes(editions, falls)
    fingerprint = extract_fingerprint(request.chosen, request.folders.extracts_file)
    made_by = provenance.made_by(request.params.suite.standards, composer.areas, fingerprint)
    contents = {"failed": composer.failed, "set_aside": extract.set_aside, "made_by": made_by}
    contents["ledger"] = ledger_entries.ledger_digest(request.folders, request.audience)
    for period in periods:
        _keep(request.edition_folder(period), period, editions[period.text], composer, contents)


def composer_of(request: Build, extract: Extract) -> Composer:
    """What makes editions of an extract, against all that was published to the request's audience before.

    Raises:
        Problem: where the ledger of what was published cannot be read.
    """
    from careboard.disclosure.ledger import Ledger
    from careboard.edition.compose import Composer

    ledger = Ledger.read(request.folders.ledger(request.audience))
    return Composer(request.params, request.chosen, extract, request.audience, request.fingerprint, ledger)


def _keep(
    folder: Path, period: Period, edition: Edition, composer: Composer, contents: Mapping[str, Any]
) -> None:
    """An edition with what stands beside it, in a folder of its own; see edition.folder."""
    from careboard.figures.columns import FIGURES

    faults = composer.extract.faults
    shutil.rmtree(folder, ignore_errors=True)
    keep(edition, folder / WHOLE)
    _put_table(folder / SET_ASIDE, faults, list(faults))
    _put_table(folder / UNCORRECTED, composer.uncorrected[period.text], FIGURES)
    if len(composer.publication.issue):  # of what hides nothing, nothing is entered
        put(folder / ISSUE, composer.issue_of(period), restricted=True)
    put(folder / CONTENTS, json.dumps(contents, indent=1), restricted=True)


def _put_table(file: Path, table: pandas.DataFrame, columns: Sequence[str]) -> None:
    put(file, table.to_csv(index=False, columns=columns, lineterminator="\n"), restricted=True)


def _with_words(
    request: Build, period: Period, notebooks: Mapping[str, str], begin: Callable[[], None]
) -> StoredEdition:
    """A kept edition, its words rendered anew where they are not those that are kept."""
    folder, commentary = request.edition_folder(period), request.params.folder / "commentary" / period.text
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    fingerprint = words_fingerprint(commentary, notebooks)
    kept = StoredEdition(folder, request.fingerprint, fingerprint, contents["failed"], contents["set_aside"])
    if _read_words(folder).get("fingerprint") == fingerprint:
        return kept
    begin()
    # takes a tenth of a second to load, and most builds need none of it
    from careboard.commentary import render

    words = render(commentary, kept.edition(), request.params.areas.areas, notebooks, record=True)
    # what was recorded beside the words counts too
    kept = replace(kept, words=words_fingerprint(commentary, notebooks))
    text = json.dumps({"fingerprint": kept.words, "words": words}, ensure_ascii=False)
    put(folder / WHOLE / WORDS, text, restricted=True)
    return kept
