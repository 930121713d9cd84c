"""A period kept up to date while its analysts write: what a saved change touches is drawn again at once.

Importing this module costs no pandas.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from careboard import paths
from careboard.build.build import build_periods
from careboard.build.edition_store import read_words
from careboard.build.request import Build, Outcome
from careboard.errors import Problem, WrongUse
from careboard.execute.pool import Pool
from careboard.periods import Period

SUFFIXES = {".md", ".yml", ".ipynb", ".png", ".svg", ".jpg", ".jpeg"}
MOST_NAMED = 3  # of the pages drawn
DEBOUNCE_MS, STEP_MS, POLL_MS, TURN_MS = 60, 20, 300, 200


class Watch:
    """Builds a period again and again, with processes that stay warm, and says in a line what came of it.

    Args:
        request: reads the parameters and gives the request for a build.
        period: the period.
        pool: who draws pages.
        tell: says a line.
        done: hears that pages changed.
    """

    def __init__(
        self,
        request: Callable[[], Build],
        period: Period,
        pool: Pool,
        tell: Callable[[str], None],
        done: Callable[[], None] = lambda: None,
    ):
        self.request, self.period, self.pool, self.tell, self.done = request, period, pool, tell, done

    def again(self) -> Outcome | None:
        """Build once. A mistake in a file is told in a line and ends nothing: the pages stay as they were.

        Returns:
            What was done; None where a mistake kept it from being done.
        """
        began = time.monotonic()
        try:
            request = self.request()
            (outcome,) = build_periods(request, [self.period], self.pool)
        except Problem as problem:
            first, *others = str(problem).splitlines() or [""]
            more = f" And {len(others)} more; run: careboard check {self.period.text}" if others else ""
            self.tell(f"Nothing was drawn. {first}{more}")
            return None
        drawn = outcome.drawn + outcome.resumed
        if drawn:
            more = f" and {len(drawn) - MOST_NAMED} more" if len(drawn) > MOST_NAMED else ""
            names = f"{', '.join(drawn[:MOST_NAMED])}{more}"
            self.tell(f"{names} drawn in {time.monotonic() - began:.1f} s.")
        for missed in outcome.not_drawn:
            self.tell(f"{missed['area']}/{missed['page']} not drawn: {missed['reason']}.")
        for line in self._notes(request, drawn):
            self.tell(line)
        if outcome.changed:
            self.done()
        return outcome

    def _notes(self, request: Build, drawn: list[str]) -> Iterator[str]:
        """What an analyst should know of the words on the pages that were drawn."""
        words = read_words(request.edition_folder(self.period))
        for name in drawn:
            if name in words:
                yield from (*words[name]["moved"], *words[name]["told"])


def saved_files(folders: list[Path], poll: bool) -> Iterator[Any]:
    """What was saved of commentary, notebooks, bands and settings, in turns of a moment.

    From the first turn on nothing is missed.

    Args:
        folders: what is watched; see `folders`.
        poll: look at the files again and again, since a network drive tells of no change.

    Yields:
        The files saved in a turn; empty where none was.

    Raises:
        WrongUse: where the extra 'watch' is not installed.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError:
        raise WrongUse(
            "careboard watch needs the package watchfiles. Install careboard with its extra 'watch', or "
            "run: make lab"
        ) from None

    class OwnFiles(DefaultFilter):
        def __call__(self, change: Any, path: str) -> bool:
            file = Path(path)
            return super().__call__(change, path) and file.suffix in SUFFIXES and file.name[0] != "."

    yield from watch(
        *folders,
        watch_filter=OwnFiles(),
        debounce=DEBOUNCE_MS,
        step=STEP_MS,
        force_polling=poll or None,
        poll_delay_ms=POLL_MS,
        rust_timeout=TURN_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )


def folders(request: Build) -> list[Path]:
    """What is watched: the parameters with the commentary in them, and the notebooks."""
    return [request.params.folder.resolve(), paths.NOTEBOOKS.resolve()]
