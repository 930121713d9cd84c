"""What is wanted of a build, and what came of it.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from careboard.edition.fingerprint import edition_fingerprint
from careboard.edition.folder import SET_ASIDE
from careboard.intake.source import ChosenSource, choose
from careboard.params.models import Params
from careboard.periods import Period
from careboard.publish.outputs import INDEX, INTERNAL, Folders

if TYPE_CHECKING:
    from careboard.intake.extract import Extract


@dataclass
class Build:
    """What is wanted of a build.

    Attributes:
        params: all of params/.
        folders: where its files lie.
        source: the extract, see intake.source.choose; None for the suite's own.
        audience: 'board' or 'internal'.
        extract_date: the day on which the extract was drawn, where it does not say so itself.
        workers: how many pages are drawn at once, else one a processor.
        cluster: the address of a scheduler whose workers draw the pages; else this machine's processors do.
        force: whether pages are drawn again that did not change.
        why: whether the build only says why each page would be drawn.
        require_signed: build a period only where it is signed off, and close it; not of some areas or pages.
        reopen: why a closed period is built again.
        accept: the names of what is beyond the agreed share of an extract and accepted.
        areas: the ids of the areas wanted, all where there are none.
        pages: the names of the pages wanted, all where there are none.
        tell: says a line to the user.
        progress: hears of every step: how many are done, of how many, and what it was.
        chosen: the extract.
        fingerprint: the name of the editions that are counted.

    Raises:
        WrongUse: where the source does not exist.
    """

    params: Params
    folders: Folders
    source: str | None = None
    audience: str = "board"
    extract_date: date | None = None
    workers: int | None = None
    cluster: str | None = None
    force: bool = False
    why: bool = False
    require_signed: bool = False
    reopen: str = ""
    accept: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    tell: Callable[[str], None] = print
    progress: Callable[[int, int, str], None] = lambda done, of, what: None
    chosen: ChosenSource = field(init=False)
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = choose(self.params, self.source, self.tell)
        self.fingerprint = edition_fingerprint(
            self.params, self.chosen, self.audience, self.drawn_on, self.folders.extracts_file, self.accept
        )

    @property
    def drawn_on(self) -> date | None:
        """The day on which the extract was drawn, where the command or the parameters say so."""
        return self.extract_date or self.chosen.settings.extract_date

    @property
    def periods_folder(self) -> Path:
        """Where the periods lie side by side."""
        return self.folders.periods(self.audience)

    @property
    def restricted(self) -> bool:
        """Whether its pages are for nobody but the owner of the work folder."""
        return self.audience == INTERNAL

    def extract(self) -> Extract:
        """The extract, read; with pandas, which most builds do not need.

        Exceptions as of intake.read.
        """
        from careboard import intake

        workplace = self.folders.unpacked
        return intake.read(self.chosen.address, self.drawn_on, self.chosen.settings, workplace)

    def edition_folder(self, period: Period) -> Path:
        """Where the edition of a period is kept."""
        return self.folders.edition(self.fingerprint, period.text)

    def wants(self, name: str) -> bool:
        """Whether a page, '<area>/<page>', is wanted."""
        area, page = name.split("/")
        return area in (self.areas or (area,)) and page in (self.pages or (page,))

    def outcome(self, period: Period) -> Outcome:
        """The outcome of a period of which nothing is done yet."""
        index = self.periods_folder / period.text / INDEX
        return Outcome(period, index, faults=self.folders.restricted(period.text) / SET_ASIDE)


@dataclass
class Outcome:
    """What a build did for one period. Pages are named '<area>/<page>'.

    Attributes:
        period: the period.
        index: the file of its index.
        drawn: pages drawn anew.
        resumed: pages that an interrupted build had drawn.
        kept: pages left alone.
        not_drawn: pages not drawn, each with area, page and reason.
        earlier: pages that are not there and that this build was not asked for, likewise.
        failed: indicator -> why it could not be counted.
        set_aside: how many records were set aside.
        faults: the restricted list that names each by file, row, column and reason.
        changed: whether anything was published.
    """

    period: Period
    index: Path
    drawn: list[str] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    not_drawn: list[dict[str, str]] = field(default_factory=list)
    earlier: list[dict[str, str]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    set_aside: int = 0
    changed: bool = False
    faults: Path = Path()
