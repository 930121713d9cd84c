"""A process set back to how it was before a page was drawn in it, where processes stay from page to page.

Set back: the notebook's names and its shell, matplotlib's settings and figures, pandas' options, random state
(Python's and numpy's), the working directory, the environment, warnings, the module search path, the locale
and the streams. What cannot be set back: modules that a page imported stay imported, what it changed inside a
module stays changed, threads that it started go on, and files that it opened stay open until they are
collected. Our notebooks do none of this; one that must not share a process with others is drawn on a machine
that can fork.
"""

from __future__ import annotations

import gc
import locale
import os
import random
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import numpy
import pandas
from matplotlib import pyplot


@dataclass(frozen=True)
class ProcessState:
    """How a process was at one moment."""

    settings: Any
    options: dict[str, Any]
    random: tuple[Any, Any]
    folder: Path
    environment: dict[str, str]
    warnings: list[Any]
    search_path: list[str]
    language: str
    streams: tuple[Any, Any]

    @classmethod
    def now(cls) -> ProcessState:
        """The state of this process."""
        return cls(
            matplotlib.rcParams.copy(),
            {name: pandas.get_option(name) for name in _option_names()},
            (random.getstate(), numpy.random.get_state()),
            Path.cwd(),
            dict(os.environ),
            list(warnings.filters),
            list(sys.path),
            locale.setlocale(locale.LC_ALL),
            (sys.stdout, sys.stderr),
        )

    def restore(self) -> None:
        """Set this process back to it."""
        pyplot.close("all")
        dict.update(matplotlib.rcParams, self.settings)
        for name, value in self.options.items():
            if pandas.get_option(name) != value:
                pandas.set_option(name, value)
        random.setstate(self.random[0])
        numpy.random.set_state(self.random[1])
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        warnings.filters[:] = self.warnings  # type: ignore[index]
        sys.path[:] = self.search_path
        locale.setlocale(locale.LC_ALL, self.language)
        sys.stdout, sys.stderr = self.streams
        gc.collect()


def _option_names() -> list[str]:
    """The names of pandas' options that can be read and set without a word of warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        names = []
        for name in pandas._config.config._registered_options:
            try:
                pandas.get_option(name)
            except (Warning, KeyError):
                continue
            names.append(name)
    return names
