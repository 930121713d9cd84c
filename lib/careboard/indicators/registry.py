"""The catalogue of indicators: the decorator that enters a definition, and the look-up."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from careboard.errors import Problem, unknown
from careboard.params.disclosure import CHILDREN, SUBJECTS
from careboard.periods import Window

VARIATIONS = {"xmr", "p", "u", "g", None}
KINDS = {"count", "share", "rate", "average", "highest", "ratio"}
# a definition's arguments -> how it is asked
SHAPES = {("tables",): "flow", ("tables", "on"): "stock", ("tables", "first", "last"): "window"}
PACKAGE = "careboard.indicators"
ENTERED: dict[str, Definition] = {}


@dataclass
class Definition:
    """One indicator as entered.

    Attributes:
        ident: its id, the function's name, which never changes.
        page: the page on which it is asked, the name of its folder.
        count: the function that gives its cases.
        shape: how it is asked: a flow (events, dated once), a stock at a date, or over a window.
        examples: its worked examples.
    """

    ident: str
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
    as_official: bool = False
    parts: tuple[str, ...] = ()
    whole_authority_only: bool = False
    looks_back: int = 0
    subject: str = CHILDREN
    brief: str = ""
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def definition(self) -> str:
        """The published definition: the function's docstring as one paragraph."""
        return " ".join((inspect.getdoc(self.count) or "").split())


def indicator(**settings: Any) -> Callable:
    """Enter the function below as an indicator.

    Args:
        settings: title; kind (count, share, rate, average, highest, ratio); good ('high', 'low' or None);
            unit; windows; variation (which chart of usual variation serves it, or None); why; owner;
            reviewed; next_review; source; comparator: an id in data/measures.csv; comparator_windows: those
            in which the published figure has the same definition, where not in all; unlike: why it has not in
            the others; as_official: the rule is the official one; departs: where it departs from that, in
            sentences; one of the two for each comparator; whole_authority_only; parts: of a ratio, the
            indicators whose counts are divided; looks_back: how many months before the window records must be
            known, where snapshots tell them; subject: whom it tells of, 'children' or 'staff', by which small
            numbers are hidden: where it tells of both, children; brief: the title in at most 44 letters, for
            a row of a table, where the title is longer.

    Returns:
        A decorator, which gives the function back as it is.

    Raises:
        Problem: for a setting that does not exist, one that is missing, or an id entered twice.
    """

    def enter(count: Callable) -> Callable:
        ident = count.__name__
        where = f"indicator '{ident}'"
        if faults := [f"{where}: {text}" for text in _faults(count, settings)]:
            raise Problem("\n".join(faults))
        shape = SHAPES[tuple(inspect.signature(count).parameters)]
        page = count.__module__.split(".")[-2]
        try:
            ENTERED[ident] = Definition(ident=ident, page=page, count=count, shape=shape, **settings)
        except TypeError as error:
            missing = str(error).partition("__init__() ")[2]
            raise Problem(f"{where}: {missing}. Add it to @indicator(...).") from None
        return count

    return enter


def _faults(count: Callable, settings: dict[str, Any]) -> list[str]:
    """What is wrong with a definition's settings and arguments, a sentence each."""
    known = set(Definition.__dataclass_fields__) - {"ident", "page", "count", "shape", "examples"}
    windows = settings.get("windows", ())
    faults = [unknown("", "setting", name, known) for name in settings if name not in known]
    if tuple(inspect.signature(count).parameters) not in SHAPES:
        ways = ", ".join("(" + ", ".join(names) + ")" for names in SHAPES)
        faults.append(f"its arguments are not one of {ways}.")
    faults += [f"there is no window '{name}'." for name in windows if name not in set(Window)]
    if settings.get("kind") not in KINDS:
        faults.append(f"its kind is not one of {', '.join(sorted(KINDS))}.")
    if settings.get("variation") not in VARIATIONS:
        faults.append(f"its variation is not one of {', '.join(sorted(filter(None, VARIATIONS)))} or None.")
    if settings.get("variation") == "u" and settings.get("kind") != "rate":
        faults.append("limits by a base ('u') are for rates alone. Choose another variation.")
    if settings.get("variation") and Window.MONTH not in windows:
        faults.append("limits are for months alone, and it has no window 'month'. Set variation=None.")
    if settings.get("subject", CHILDREN) not in SUBJECTS:
        faults.append(f"its subject is not one of {', '.join(SUBJECTS)}.")
    other = ENTERED.get(count.__name__)
    if other is not None and other.count.__module__ != count.__module__:
        faults.append(f"entered twice, in {other.count.__module__} and {count.__module__}.")
    if settings.get("comparator") and bool(settings.get("departs")) is bool(settings.get("as_official")):
        faults.append("it has a comparator: say as_official=True, or departs='...' where it differs from it.")
    if not count.__doc__:
        faults.append("it has no docstring, which is its published definition.")
    return faults


def example(count: Callable, **parts: Any) -> None:
    """Enter a worked example: literal rows and the figures that follow.

    It is a test, and a footnote in the manual.

    Args:
        count: the definition's function.
        parts: period: a month or a date; window: where it is not the indicator's first; counted, met, value:
            what must come out; districts, drawn: the authority's own areas and the extract's date, where they
            matter; tables by keyword: rows written in columns two spaces apart, '-' for blank, and after the
            last column why the row counts or does not.
    """
    ENTERED[count.__name__].examples.append(parts)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Definition]:
    """Every indicator by id, in the order of pages and file names."""
    package = importlib.import_module(PACKAGE)
    for folder in pkgutil.iter_modules(package.__path__, f"{PACKAGE}."):
        if folder.ispkg:
            for file in pkgutil.iter_modules(
                importlib.import_module(folder.name).__path__, f"{folder.name}."
            ):
                importlib.import_module(file.name)
    return dict(sorted(ENTERED.items(), key=lambda entry: (entry[1].page, entry[0])))


def find(ident: str, where: str = "") -> Definition:
    """One indicator by its id.

    Args:
        ident: its id.
        where: the place of the name for the message, '' where the reader knows it.

    Raises:
        Problem: with the nearest right id.
    """
    if ident not in catalogue():
        raise Problem(unknown(where, "indicator", ident, catalogue()))
    return catalogue()[ident]
