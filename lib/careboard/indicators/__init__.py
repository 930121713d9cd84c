"""The catalogue: the decorator that enters a definition, and the look-up.

An indicator is a question put to each case, one file a question, one folder a page. Its function's name is
the id and never changes; its docstring is the published definition.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from careboard.indicators.cases import add_months, cases, open_at, working_days, working_days_later
from careboard.periods import WINDOWS
from careboard.problems import Problem, unknown

__all__ = ["Definition", "add_months", "cases", "catalogue", "example", "find", "indicator", "open_at", "working_days", "working_days_later"]

VARIATIONS = {"xmr", "p", "u", "g", None}
KINDS = {"count", "share", "rate", "average", "highest", "ratio"}
SHAPES = {("tables",): "flow", ("tables", "on"): "stock", ("tables", "first", "last"): "window"}
ENTERED: dict[str, Definition] = {}


@dataclass
class Definition:
    """One indicator as entered. `shape` says how it is asked: a flow, a stock at a date, or over a window."""

    id: str
    page: str
    count: Callable
    shape: str
    title: str
    kind: str
    good: str | None
    unit: str
    windows: tuple[str, ...]
    variation: str | None
    why: str
    owner: str
    reviewed: str
    next_review: str
    source: str
    comparator: str | None = None
    comparator_windows: tuple[str, ...] = ()
    unlike: str = ""
    departs: str = ""
    whole_authority_only: bool = False
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def definition(self) -> str:
        return " ".join((inspect.getdoc(self.count) or "").split())


def indicator(**told: Any) -> Callable:
    """Enter the function below as an indicator.

    title, kind (count, share, rate, average, highest, ratio), good ('high', 'low' or None), unit, windows,
    variation (which chart serves it, or None), why, owner, reviewed, next_review, source; comparator: an id in
    data/measures.csv; comparator_windows: those in which the published figure has the same definition, where not in
    all; unlike: why it has not in the others; departs: where the rule departs from the official one;
    whole_authority_only.
    Raises Problem for a setting that does not exist, one that is missing, or an id entered twice.
    """

    def enter(count: Callable) -> Callable:
        id = count.__name__
        known = set(Definition.__dataclass_fields__) - {"id", "page", "count", "shape", "examples"}
        wrong = [unknown(f"indicator '{id}'", "setting", name, known) for name in told if name not in known]
        shape = SHAPES.get(tuple(inspect.signature(count).parameters))
        if shape is None:
            wrong.append(f"indicator '{id}': its arguments are not one of {', '.join('(' + ', '.join(names) + ')' for names in SHAPES)}.")
        wrong += [f"indicator '{id}': there is no window '{name}'." for name in told.get("windows", ()) if name not in WINDOWS]
        if told.get("kind") not in KINDS:
            wrong.append(f"indicator '{id}': its kind is not one of {', '.join(sorted(KINDS))}.")
        if told.get("variation") not in VARIATIONS:
            wrong.append(f"indicator '{id}': its variation is not one of {', '.join(sorted(filter(None, VARIATIONS)))} or None.")
        if told.get("variation") and "month" not in told.get("windows", ()):
            wrong.append(f"indicator '{id}': limits are for months alone, and it has no window 'month'. Set variation=None.")
        if id in ENTERED and ENTERED[id].count.__module__ != count.__module__:
            wrong.append(f"indicator '{id}': entered twice, in {ENTERED[id].count.__module__} and {count.__module__}.")
        if not count.__doc__:
            wrong.append(f"indicator '{id}': it has no docstring, which is its published definition.")
        if wrong:
            raise Problem("\n".join(wrong))
        try:
            ENTERED[id] = Definition(id=id, page=count.__module__.split(".")[-2], count=count, shape=shape or "", **told)
        except TypeError as error:
            raise Problem(f"indicator '{id}': {str(error).partition('__init__() ')[2]}. Add it to @indicator(...).") from None
        return count

    return enter


def example(count: Callable, **told: Any) -> None:
    """A worked example: literal rows and the figures that follow. It is a test, and a footnote in the manual.

    period: a month or a date. window: where it is not the indicator's first. counted, met, value: what must
    come out. districts, drawn: the authority's own areas and the extract's date, where they matter. tables: named by keyword, rows written in columns two spaces apart, '-' for blank, and after
    the last column why the row counts or does not.
    """
    ENTERED[count.__name__].examples.append(told)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Definition]:
    """Every indicator by id, in the order of pages and file names."""
    package = importlib.import_module(__name__)
    for folder in pkgutil.iter_modules(package.__path__, f"{__name__}."):
        if folder.ispkg:
            for file in pkgutil.iter_modules(importlib.import_module(folder.name).__path__, f"{folder.name}."):
                importlib.import_module(file.name)
    return dict(sorted(ENTERED.items(), key=lambda entry: (entry[1].page, entry[0])))


def find(id: str, where: str = "") -> Definition:
    """One indicator. Raises Problem with the nearest right id."""
    if id not in catalogue():
        raise Problem(unknown(where, "indicator", id, catalogue()))
    return catalogue()[id]
