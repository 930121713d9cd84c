"""How far a build is: one bar in a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time

import click
from tqdm import tqdm

PLAIN_EVERY_SECONDS = 5


class Bar:
    """A progress bar that a build reports its steps to."""

    def __init__(self, quiet: bool):
        self.quiet, self.terminal = quiet, sys.stderr.isatty()
        self.bar: tqdm | None = None
        self.told = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_) -> None:
        self._end()

    def _end(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None

    def tell(self, line: str) -> None:
        """Say one line, above the bar where there is one."""
        if not self.quiet:
            tqdm.write(line, file=sys.stderr)

    def step(self, done: int, of: int, what: str) -> None:
        """One step done. `of` is 0 where the number of steps is not known."""
        if self.quiet:
            return
        if self.terminal:
            self._draw(done, of, what)
        elif time.monotonic() - self.told > PLAIN_EVERY_SECONDS or done == of:
            self.told = time.monotonic()
            click.echo(f"{done} of {of}: {what}" if of else what, err=True)

    def _draw(self, done: int, of: int, what: str) -> None:
        if self.bar is None or self.bar.total != of:
            self._end()
            self.bar = tqdm(total=of, file=sys.stderr, leave=False, bar_format="{n_fmt} of {total_fmt} |{bar:30}| {rate_fmt}, {remaining} left  {desc}")
        self.bar.set_description_str(what, refresh=False)
        self.bar.update(done - self.bar.n)
