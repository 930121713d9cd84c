"""What is asked of a build, and what came of it.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from careboard import settings, sources
from careboard.periods import Period
from careboard.sources import Chosen

EDITIONS = ".editions"


@dataclass
class Build:
    """What is asked of a build.

    tell: says a line to the user. progress: hears of every step: (done, all, what).
    require_signed: build a period only where it is signed off, and close it; not to be asked of some areas or pages. reopen: why a closed period is built again.
    cluster: the address of a scheduler whose workers draw the pages; else this machine's processors do.
    """

    params: settings.Params
    outputs: Path
    source: str | None = None
    audience: str = "board"
    extract_date: date | None = None
    workers: int | None = None
    cluster: str | None = None
    force: bool = False
    why: bool = False
    require_signed: bool = False
    reopen: str = ""
    areas: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    tell: Callable[[str], None] = print
    progress: Callable[[int, int, str], None] = lambda done, of, what: None
    chosen: Chosen = field(init=False)
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = sources.choose(self.params, self.source, self.tell)
        date_told = self.extract_date or self.chosen.said.extract_date
        self.fingerprint = sources.edition_fingerprint(self.params, self.chosen, self.audience, date_told, self.remembered)

    @property
    def remembered(self) -> Path:
        """Where the fingerprints of extracts are kept."""
        return self.outputs / EDITIONS / "extracts.json"

    def edition_folder(self, period: Period) -> Path:
        return self.outputs / EDITIONS / self.fingerprint / period.text

    @property
    def shelf(self) -> Path:
        return shelf(self.outputs, self.audience)

    def target(self, period: Period) -> Path:
        """Where a period's pages go."""
        return self.shelf / period.text


def shelf(outputs: Path, audience: str) -> Path:
    """Where the periods lie side by side: internal ones never beside the board's."""
    return outputs / "internal" if audience == "internal" else outputs


@dataclass
class Outcome:
    """What a build did for one period: pages drawn anew, those that an interrupted build had drawn, those left alone,
    and those not drawn (with why); pages that are not there and that this build was not asked for; indicators that could
    not be counted; records set aside, and the restricted list that names each by file, row, column and reason; whether anything was published."""

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
