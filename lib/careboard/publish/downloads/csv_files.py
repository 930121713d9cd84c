"""What readers take away: the published long table as CSV, and what its columns mean."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Sequence

from careboard.edition.edition import Edition
from careboard.figures.columns import FIGURES

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
DESCRIBED = ["title", "kind", "unit", "good", "windows", "definition", "source"]  # of each indicator
TAKEN = {"total", "measure", "period", "line", "unit"}  # what other columns and rows of a download are called
NOT_IN_A_CELL = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


def figures_csv(edition: Edition) -> str:
    """figures.csv: the published figures in the order and columns that people's scripts rely on."""
    return csv_text([FIGURES, *edition.figures])


def chart_figures_csv(rows: Sequence[Sequence[str | float | None]]) -> str:
    """<area>/<page>.csv: the figures of a page's charts, as in figures.csv, after the chart's cell.

    Args:
        rows: of each figure the cell's id and the figure; None for a number that is not published.

    Returns:
        '' where there are none.
    """
    known = [[math.nan if value is None else value for value in row] for row in rows]
    return csv_text([["chart", *FIGURES], *known]) if rows else ""


def meta_csv(edition: Edition) -> str:
    """figures.meta.csv: each indicator's title, kind, unit, windows, definition and source."""
    rows = [
        [ident, *("; ".join(known[key]) if isinstance(known[key], list) else known[key] for key in DESCRIBED)]
        for ident, known in edition.indicators.items()
    ]
    return csv_text([["indicator", *DESCRIBED], *rows])


def csv_text(rows: Iterable[Sequence[str | float]]) -> str:
    """Rows of texts and numbers as CSV in which no text can run as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: str | float) -> str:
    return harmless(value) if isinstance(value, str) else number_text(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet could take for a formula gets an apostrophe before it.

    A lone CR would end its line early.
    """
    return ("'" + text if text.startswith(RUNS_AS_FORMULA) else text).replace("\r", " ")


def one_line(text: str) -> str:
    """Text as it may stand in a heading: on one line, without what no file of text can hold."""
    return " ".join(NOT_IN_A_CELL.sub(" ", text).split())


def area_names(edition: Edition, fitted: Callable[[str], str] = one_line) -> dict[str, str]:
    """The areas' names by id, no two alike and none that a column has.

    Args:
        edition: the edition.
        fitted: makes a name fit for where it stands.
    """
    return unlike({ident: fitted(area["name"]) or ident for ident, area in edition.areas.items()})


def unlike(names: dict[str, str]) -> dict[str, str]:
    """Names by id; where two are alike, or one is taken by a column, all get their ids behind them."""
    if len({name.casefold() for name in names.values()} - TAKEN) == len(names):
        return names
    return {ident: f"{name} ({one_line(ident)})" for ident, name in names.items()}


def number_text(value: float) -> str:
    """A number as a file of text holds it, nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.10g}"
