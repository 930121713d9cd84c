"""What lies where: published files in the folder of outputs, and all else in the work folder.

    <outputs>/index.html                    the list of all periods
    <outputs>/<period>/...                  a period's pages, downloads and receipt
    <work>/editions/<fingerprint>/<period>  the editions that pages are drawn from
    <work>/published/<audience>/<period>    frozen copies of what was published
    <work>/ledger/<audience>/               every number that was ever published or hidden
    <work>/drawn/<audience>/<period>        pages drawn and not yet put in place
    <work>/internal/<period>/...            pages on which no small number is hidden
    <work>/restricted/<period>/...          records set aside and worklists: not for circulation
    <work>/build.log                        what was built, and who asked for which list

The folder of outputs can be copied whole; the work folder is its owner's alone, and nothing in it is
published. Importing this module costs no pandas, so that a command that draws nothing starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from careboard import paths
from careboard.errors import Problem, WrongUse
from careboard.periods import parse

RECEIPT, INDEX, LOG_FILE = "receipt.json", "index.html", "build.log"
SUMMARY = "board_summary"  # the page that a board reads first
PACK, SUMMARY_PACK = "pack.pdf", "summary.pdf"  # all pages of an area, and its board summary alone
LEDGER = "ledger"
INTERNAL, RESTRICTED, EDITIONS, SNAPSHOTS, DRAWN = "internal", "restricted", "editions", "published", "drawn"
AUDIENCES = ("board", INTERNAL)
BESIDE = "-work"  # after the name of a folder of outputs: its work folder, where none is named


@dataclass(frozen=True)
class Folders:
    """Where the files of a suite's builds lie.

    Attributes:
        outputs: what was published to be passed on, and nothing else.
        work: what is never published, its owner's alone.
    """

    outputs: Path
    work: Path

    @classmethod
    def of(cls, outputs: Path | None = None, work: Path | None = None) -> Folders:
        """The folders that a user names.

        Args:
            outputs: the folder of outputs; None for the suite's own outputs/.
            work: the work folder; None for data/work where the outputs are the suite's own, and for
                '<outputs>-work' beside any others, so that a trial never meets what was published.

        Raises:
            WrongUse: where one of the two lies within the other.
        """
        published = (outputs or paths.OUTPUTS).resolve()
        own = paths.WORK if published == paths.OUTPUTS.resolve() else None
        aside = (work or own or published.with_name(f"{published.name}{BESIDE}")).resolve()
        if published in (aside, *aside.parents) or aside in published.parents:
            raise WrongUse(
                f"{aside}: the work folder and the folder of outputs, {published}, lie within each other. "
                "What is in the first is never published: name a folder apart with --work."
            )
        return cls(published, aside)

    def periods(self, audience: str) -> Path:
        """The folder in which the periods of an audience lie side by side.

        Args:
            audience: 'board' or 'internal'.
        """
        return self.work / INTERNAL if audience == INTERNAL else self.outputs

    @property
    def editions(self) -> Path:
        """The folder of all editions."""
        return self.work / EDITIONS

    def edition(self, fingerprint: str, period: str) -> Path:
        """The folder in which an edition of a period is kept."""
        return self.editions / fingerprint / period

    @property
    def extracts_file(self) -> Path:
        """Where the fingerprints of extracts are kept."""
        return self.work / "extracts.json"

    def snapshots(self, audience: str, period: str) -> Path:
        """The folder of the frozen copies of what was published for a period to an audience."""
        return self.work / SNAPSHOTS / audience / period

    def ledger(self, audience: str) -> Path:
        """The folder of the ledger of what was published to an audience."""
        return self.work / LEDGER / audience

    def drawn(self, audience: str, period: str) -> Path:
        """The folder of a period's pages that are drawn and not yet put in place."""
        return self.work / DRAWN / audience / period

    def restricted(self, period: str) -> Path:
        """The folder of a period's records set aside and worklists, which are not for circulation."""
        return self.work / RESTRICTED / period

    @property
    def unpacked(self) -> Path:
        """The folder in which an extract that is an archive lies while it is read."""
        return self.work / "unpacked"

    @property
    def log_file(self) -> Path:
        """The log of builds."""
        return self.work / LOG_FILE


def is_period(name: str) -> bool:
    """Whether a folder of this name is a period's."""
    try:
        return bool(parse(name))
    except Problem:
        return False


def notebook_file(page: str) -> str:
    """Where a page's executed notebook lies in its period's folder.

    Args:
        page: the page as '<area>/<page>'.

    Returns:
        'notebooks/<area>/<page>.ipynb'.
    """
    return f"notebooks/{page}.ipynb"


def chart_figures_file(page: str) -> str:
    """Where the figures of a page's charts lie, '<area>/<page>.csv', for a page '<area>/<page>'."""
    return f"{page}.csv"


def page_files(pages: Iterable[str]) -> set[str]:
    """The files that go when pages go or are drawn anew: their own, and the packs that may hold them.

    Args:
        pages: each as '<area>/<page>'.

    Returns:
        Names of files in the period's folder.
    """
    return {
        file
        for page in pages
        for file in (f"{page}.html", chart_figures_file(page), notebook_file(page), *_packs(page))
    }


def _packs(page: str) -> list[str]:
    return [f"{page.split('/')[0]}/{name}" for name in (PACK, SUMMARY_PACK)]
