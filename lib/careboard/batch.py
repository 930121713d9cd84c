"""A build: what is stale is counted and drawn, put in place whole, and a receipt is left.

Importing this module costs no pandas: where nothing changed, nothing is counted and nothing drawn.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from careboard import __version__, settings, sources
from careboard.keeping import held, put
from careboard.notebooks import faults
from careboard.periods import Period
from careboard.problems import WrongUse, listed, unknown
from careboard.sources import NOTEBOOKS, Chosen

if TYPE_CHECKING:
    from careboard.press import Sheet

EDITIONS, WHOLE, CONTENTS, SET_ASIDE = ".editions", "whole", "contents.json", "set_aside.csv"


@dataclass
class Build:
    """What is asked of a build. `tell` says a line to the user; `progress` hears of every step: (done, all, what)."""

    params: settings.Params
    outputs: Path
    source: str | None = None
    audience: str = "board"
    extract_date: date | None = None
    workers: int | None = None
    force: bool = False
    why: bool = False
    areas: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    tell: Callable[[str], None] = print
    progress: Callable[[int, int, str], None] = lambda done, of, what: None
    chosen: Chosen = field(init=False)
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = sources.choose(self.params, self.source, self.tell)
        date_told = self.extract_date or self.chosen.said.extract_date
        self.fingerprint = sources.edition_fingerprint(self.params, self.chosen, self.audience, date_told)

    def edition_folder(self, period: Period) -> Path:
        return self.outputs / EDITIONS / self.fingerprint / period.text

    def target(self, period: Period) -> Path:
        """Where a period's pages go: internal ones never beside the board's."""
        return (self.outputs / "internal" if self.audience == "internal" else self.outputs) / period.text


@dataclass
class Outcome:
    """What a build did for one period: pages drawn anew, left alone, and not drawn (with why); pages that an earlier
    build could not draw and this one was not asked for; indicators that could not be counted;
    records set aside, and the restricted list that names each by file, row, column and reason."""

    period: Period
    index: Path
    drawn: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    not_drawn: list[dict[str, str]] = field(default_factory=list)
    earlier: list[dict[str, str]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    set_aside: int = 0
    faults: Path = Path()


def build(asked: Build, wanted: list[Period]) -> list[Outcome]:
    """Build periods. Raises WrongUse or Problem before anything is written where the request or a notebook is at fault."""
    _checked(asked)
    with held(asked.outputs):
        ensure_editions(asked, wanted)
        return [_published(asked, period) for period in wanted]


def ensure_editions(asked: Build, wanted: list[Period]) -> None:
    """Count the periods whose edition is not there, and keep each whole and in slices, one an area."""
    missing = [period for period in wanted if not (asked.edition_folder(period) / CONTENTS).is_file()]
    if not missing:
        return
    from careboard import intake
    from careboard.composing import Composer
    from careboard.edition import keep

    asked.progress(0, 0, "reading the extract")
    extract = intake.read(asked.chosen.address, asked.extract_date or asked.chosen.said.extract_date)
    composer = Composer(asked.params, asked.chosen, extract, asked.audience, asked.fingerprint)
    counted = iter(range(1, len(composer.definitions) + 1))
    editions = composer.compose(missing, lambda id: asked.progress(next(counted), len(composer.definitions), f"counting {id}"), asked.workers or os.cpu_count() or 1)
    for period in missing:
        folder, edition = asked.edition_folder(period), editions[period.text]
        shutil.rmtree(folder, ignore_errors=True)
        keep(edition, folder / WHOLE)
        extract.faults.to_csv(folder / SET_ASIDE, index=False, lineterminator="\n")
        for area in edition.areas:
            keep(edition.around(area), folder / area)
        put(folder / CONTENTS, json.dumps({"slices": {area: _folder_digest(folder / area) for area in edition.areas}, "failed": composer.failed, "set_aside": extract.set_aside}, indent=1))


def _folder_digest(folder: Path) -> str:
    """What pages show of a slice: its figures, standing and words, and not the edition's own name."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        text = file.read_text(encoding="utf-8")
        digest.update("\n".join(line for line in text.splitlines() if not line.startswith('  "fingerprint"')).encode())
    return digest.hexdigest()


def _checked(asked: Build) -> None:
    """Refuse unknown areas and pages and broken notebooks, all together, before anything is drawn."""
    books = {book.stem: book for book in sorted(NOTEBOOKS.glob("*.ipynb"))}
    wrong = [unknown("", "page", page, books) for page in asked.pages if page not in books]
    wrong += [unknown("", "area", area, asked.params.areas.areas) for area in asked.areas if area not in asked.params.areas.areas]
    if wrong:
        raise WrongUse("\n".join(wrong))
    listed([fault for name in asked.pages or books for fault in faults(books[name])])


def _published(asked: Build, period: Period) -> Outcome:
    folder, target = asked.edition_folder(period), asked.target(period)
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    slices = contents["slices"]
    without = [area for area in asked.areas if area not in slices]
    if without:
        raise WrongUse(f"{', '.join(without)}: the extract is drawn for the whole authority only. Name its authority in params/suite.yml, and put teams.csv or home_districts.csv beside it.")
    books = {book.stem: book for book in sorted(NOTEBOOKS.glob("*.ipynb"))}
    areas, pages = [area for area in slices if area in (asked.areas or slices)], [page for page in books if page in (asked.pages or books)]
    code = sources.code_fingerprint()
    prints = {f"{area}/{page}": hashlib.sha256(f"{slices[area]} {sources.file_fingerprint(books[page])} {code} {period.text}".encode()).hexdigest() for area in areas for page in pages}
    receipt = _receipt(target)
    stale = [name for name, value in prints.items() if asked.force or not _stands(target, name, receipt, value)]
    outcome = Outcome(period, target / "index.html", kept=[name for name in prints if name not in stale], failed=contents["failed"])
    outcome.set_aside, outcome.faults = contents["set_aside"], asked.outputs / "restricted" / period.text / SET_ASIDE
    if asked.why:
        for name in stale:
            asked.tell(f"{period.text} {name}: {_why(target, name, receipt, asked.force)}")
        return outcome
    if stale or receipt.get("edition") != asked.fingerprint or not outcome.index.is_file():
        theirs = {f"{area}/{page}" for area in slices for page in books}
        _remove(target, set(receipt.get("pages", {})) - theirs)
        still = {name: told for name, told in receipt.get("pages", {}).items() if name in theirs}
        outcome.earlier = [told for told in receipt.get("not_drawn", []) if f"{told['area']}/{told['page']}" in theirs - set(prints)]
        receipt = {"period": period.text, "version": __version__, "edition": asked.fingerprint, "audience": asked.audience, "source": asked.chosen.name or "unnamed", "pages": still}
        _draw(asked, period, stale, books, prints, receipt, outcome)
        _finish(asked, folder, target, receipt, outcome)
    return outcome


def _remove(target: Path, names: set[str]) -> None:
    """Take away pages of areas or notebooks that there are no longer: a page is right, or it is absent."""
    for name in names:
        (target / f"{name}.html").unlink(missing_ok=True)
        (target / "notebooks" / f"{name}.ipynb").unlink(missing_ok=True)


def _draw(asked: Build, period: Period, stale: list[str], books: dict[str, Path], prints: dict[str, str], receipt: dict, outcome: Outcome) -> None:
    """Draw the stale pages, put each in place as it comes, and note it for the receipt."""
    if not stale:
        return
    from careboard import press, workers

    folder, target = asked.edition_folder(period), asked.target(period)
    sheets: list[Sheet] = [press.Sheet(books[name.split("/")[1]], name.split("/")[0], period.text, folder / name.split("/")[0]) for name in stale]
    for number, done in enumerate(workers.run(press.draw, sheets, asked.workers, preload="careboard.press"), 1):
        name = f"{done.task.area}/{done.task.page}"
        asked.progress(number, len(sheets), f"{period.text} {name}")
        if done.failure:
            outcome.not_drawn.append({"area": done.task.area, "page": done.task.page, "reason": done.failure})
            receipt["pages"].pop(name, None)
            _remove(target, {name})
            continue
        put(target / f"{name}.html", done.result.html)
        put(target / "notebooks" / f"{name}.ipynb", done.result.notebook)
        receipt["pages"][name] = {"fingerprint": prints[name], "sha256": hashlib.sha256(done.result.html.encode()).hexdigest()}
        outcome.drawn.append(name)


def _finish(asked: Build, folder: Path, target: Path, receipt: dict, outcome: Outcome) -> None:
    """Downloads and index, then the receipt last."""
    from careboard import downloads, manual, publish
    from careboard.edition import open_edition

    edition = open_edition(folder / WHOLE)
    put(outcome.faults, (folder / SET_ASIDE).read_text(encoding="utf-8"))
    put(target / "figures.csv", downloads.figures_csv(edition))
    put(target / "figures.meta.csv", downloads.meta_csv(edition))
    drawn = {(name.split("/")[0], name.split("/")[1]): f"{name}.html" for name in sorted(receipt["pages"])}
    titles = {page["name"]: page["title"] for page in edition.about["pages"]}
    drawn_on = date.fromisoformat(edition.about["extract_date"]) if edition.about["extract_date"] else None
    put(target / "manual.html", manual.page(publish.suite_name(edition), edition.about["contact"], titles, drawn_on, "index.html", asked.params.suite.standards, edition.about["notes"]))
    put(target / "index.html", publish.index_html(edition, drawn, outcome.earlier + outcome.not_drawn))
    receipt |= {"not_drawn": outcome.earlier + outcome.not_drawn, "made": datetime.now(UTC).isoformat(timespec="seconds"), "extract_date": edition.about["extract_date"], "records_used": edition.about["records_used"], "records_set_aside": edition.about["records_set_aside"]}
    put(target / "receipt.json", json.dumps(receipt, indent=1, sort_keys=True) + "\n")


def _receipt(target: Path) -> dict:
    try:
        return json.loads((target / "receipt.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _stands(target: Path, name: str, receipt: dict, fingerprint: str) -> bool:
    """Whether a page is there, as it was put there, and drawn from what it would be drawn from now."""
    told, page = receipt.get("pages", {}).get(name, {}), target / f"{name}.html"
    return told.get("fingerprint") == fingerprint and page.is_file() and hashlib.sha256(page.read_bytes()).hexdigest() == told["sha256"]


def _why(target: Path, name: str, receipt: dict, force: bool) -> str:
    if force:
        return "asked for with --force"
    if name not in receipt.get("pages", {}):
        return "not drawn before"
    return "its figures, words, notebook or the suite's code changed" if (target / f"{name}.html").is_file() else "its file is gone"

