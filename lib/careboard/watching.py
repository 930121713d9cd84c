"""A period kept up to date while its analysts write: what a saved change touches is drawn again at once.

Importing this module costs no pandas.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from careboard import sources
from careboard.asking import Build, Outcome
from careboard.batch import build
from careboard.editions import words_of
from careboard.periods import Period
from careboard.pool import Pool
from careboard.problems import Problem, WrongUse

SUFFIXES = {".md", ".yml", ".ipynb", ".png", ".svg"}
DEBOUNCE_MS, STEP_MS, POLL_MS, TURN_MS = 60, 20, 300, 200


class Watch:
    """Builds a period anew whenever it is asked to, with processes that stay warm, and says in a line what came of it.

    ask: reads the parameters and gives the request for a build.  tell: says a line.  done: hears that pages changed.
    """

    def __init__(self, ask: Callable[[], Build], period: Period, pool: Pool, tell: Callable[[str], None], done: Callable[[], None] = lambda: None):
        self.ask, self.period, self.pool, self.tell, self.done = ask, period, pool, tell, done

    def again(self) -> Outcome | None:
        """Build once. A mistake in a file is told in a line and ends nothing: the pages stay as they were."""
        began = time.monotonic()
        try:
            asked = self.ask()
            (outcome,) = build(asked, [self.period], self.pool)
        except Problem as problem:
            first, *others = str(problem).splitlines() or [""]
            self.tell(f"Nothing was drawn. {first}{f' And {len(others)} more; run: careboard check {self.period.text}' if others else ''}")
            return None
        drawn = outcome.drawn + outcome.resumed
        if drawn:
            self.tell(f"{', '.join(drawn[:3])}{f' and {len(drawn) - 3} more' if len(drawn) > 3 else ''} drawn in {time.monotonic() - began:.1f} s.")
        for missed in outcome.not_drawn:
            self.tell(f"{missed['area']}/{missed['page']} not drawn: {missed['reason']}.")
        for line in self._notes(asked, drawn):
            self.tell(line)
        if outcome.changed:
            self.done()
        return outcome

    def _notes(self, asked: Build, drawn: list[str]) -> Iterator[str]:
        """What an analyst should know of the words on the pages that were drawn."""
        words = words_of(asked.edition_folder(self.period))
        for name in drawn:
            if name in words:
                yield from (*words[name]["moved"], *words[name]["told"])


def touched(folders: list[Path], poll: bool) -> Iterator[Any]:
    """What was saved of commentary, notebooks, bands and settings, in turns of a moment; empty where nothing was.

    From the first turn on nothing is missed. Raises WrongUse where the extra 'watch' is not installed.

    poll: look at the files again and again, since a network drive tells of no change.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError:
        raise WrongUse("careboard watch needs the package watchfiles. Install careboard with its extra 'watch', or run: make lab") from None

    class Saved(DefaultFilter):
        def __call__(self, change, path: str) -> bool:
            return super().__call__(change, path) and Path(path).suffix in SUFFIXES and not Path(path).name.startswith(".")

    yield from watch(*folders, watch_filter=Saved(), debounce=DEBOUNCE_MS, step=STEP_MS, force_polling=poll or None, poll_delay_ms=POLL_MS, rust_timeout=TURN_MS, yield_on_timeout=True, raise_interrupt=False)


def folders(asked: Build) -> list[Path]:
    """What is watched: the parameters with the commentary in them, and the notebooks."""
    return [asked.params.folder.resolve(), sources.NOTEBOOKS.resolve()]
