"""How far a build is: one bar in a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time

import click
from tqdm import tqdm

PLAIN_EVERY_SECONDS = 5


class Bar:
    """A progress bar that a build reports its steps to. Used in a `with` statement.

    Args:
        quiet: whether nothing is said.
    """

    def __init__(self, quiet: bool):
        self.quiet, self.terminal = quiet, sys.stderr.isatty()
        self._bar: tqdm | None = None
        self._last_line = 0.0  # when it was written

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def tell(self, line: str) -> None:
        """Say one line, above the bar where there is one."""
        if not self.quiet:
            tqdm.write(line, file=sys.stderr)

    def step(self, done: int, of: int, what: str) -> None:
        """One step done.

        Args:
            done: how many steps are done.
            of: how many there are, 0 where that is not known.
            what: what is being done.
        """
        if self.quiet:
            return
        if self.terminal:
            self._draw(done, of, what)
        elif time.monotonic() - self._last_line > PLAIN_EVERY_SECONDS or done == of:
            self._last_line = time.monotonic()
            click.echo(f"{done} of {of}: {what}" if of else what, err=True)

    def _draw(self, done: int, of: int, what: str) -> None:
        if self._bar is None or self._bar.total != of:
            self._end()
            self._bar = tqdm(
                total=of,
                file=sys.stderr,
                leave=False,
                bar_format="{n_fmt} of {total_fmt} |{bar:30}| {rate_fmt}, {remaining} left  {desc}",
            )
        self._bar.set_description_str(what, refresh=False)
        self._bar.update(done - self._bar.n)
