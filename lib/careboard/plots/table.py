"""The table below a chart: its data once more, as figures are written, crossed where two things vary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from careboard.figures.columns import TOTAL, Figure
from careboard.formatting import WINDOWS, State
from careboard.periods import Window, parse
from careboard.plots.published import PublishedData

# what may vary, in the order in which it goes down a table before it goes across
HEADINGS = {"period": "Period", "measure": "Measure", "group": "Group", "window": "Window", "area": "Area"}
MOST_ACROSS = 20  # columns of a crossed table


class Cell(NamedTuple):
    """A figure as it is written, or the state that it is in."""

    text: str
    state: str


class Table(NamedTuple):
    """A table for a page: its head, and its rows, each a name and its cells."""

    head: list[str]
    rows: list[list[str | Cell]]


def data_table(published: PublishedData) -> Table:
    """The data of a chart as a table.

    Crossed where two of measure, area, period, window and group vary; else a row for each figure.
    """
    named = [(_names(published, row), row) for row in published.rows]
    varying = [key for key in HEADINGS if len({names[key] for names, _ in named}) > 1] or ["measure"]
    if {"measure", "window"} <= {*varying} and _goes_with(named, "window", "measure"):
        varying.remove("window")
        named = [(names | {"measure": f"{names['measure']}: {names['window']}"}, row) for names, row in named]
    if len(varying) == 2:
        down, across = varying
        columns = list(dict.fromkeys(names[across] for names, _ in named))
        cells = {(names[down], names[across]): _cell(published, row) for names, row in named}
        if len(columns) <= MOST_ACROSS and len(cells) == len(named):
            lines, blank = list(dict.fromkeys(names[down] for names, _ in named)), Cell("", "")
            return Table(
                [HEADINGS[down], *columns],
                [[line, *(cells.get((line, column), blank) for column in columns)] for line in lines],
            )
    rows: list[list[str | Cell]] = [
        [
            *(names[key] for key in varying),
            _cell(published, row),
            published.figures.numbers(row.indicator, row),
        ]
        for names, row in named
    ]
    return Table([*(HEADINGS[key] for key in varying), "Figure", "Numbers"], rows)


def _goes_with(named: Sequence[tuple[dict[str, str], Figure]], one: str, other: str) -> bool:
    """Whether there is one of the first kind alone for each of the second."""
    pairs = {(names[one], names[other]) for names, _ in named}
    return len(pairs) == len({names[other] for names, _ in named})


def _names(published: PublishedData, row: Figure) -> dict[str, str]:
    """What readers call the measure, area, period, window and group of a figure."""
    figures, period = published.figures, parse(row.period)
    return {
        "measure": figures.known(row.indicator)["title"],
        "area": figures.edition.tree.name(row.area),
        "period": period.name,
        "window": WINDOWS[Window(row.window)],
        "group": "all" if row.breakdown == TOTAL else row.group,
    }


def _cell(published: PublishedData, row: Figure) -> Cell:
    shown = row.state == State.SHOWN
    return Cell(published.figures.write(row.indicator, row) if shown else "", row.state)
