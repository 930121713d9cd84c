"""The tables of the workbook: for each page a sheet by area and one over time, as gptables wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import gptables
import pandas

from careboard import formatting
from careboard.edition.area_figures import AreaFigures
from careboard.edition.edition import Edition
from careboard.figures.columns import Figure
from careboard.formatting import State
from careboard.periods import Window
from careboard.publish.downloads.csv_files import area_names, number_text, one_line

SYMBOLS = formatting.SYMBOLS | {State.NO_CASES: "[no cases]"}
# kind of measure -> the names of its numerator and denominator
NUMBERS = {
    "share": ("Number", "Out of"),
    "rate": ("Number", "Population"),
    "average": ("Sum", "Divided by"),
    "ratio": ("Sum", "Divided by"),
}
IN_PARTS = ("average", "ratio")  # the kinds whose sums are days or full-time equivalents
ONE_DECIMAL = "#,##0.0"
BY_AREA_COLUMNS, TREND_COLUMNS = ["Measure", "Period", "Line", "Unit"], ["Measure", "Period", "Unit"]
LABEL_LETTERS, TREND = 24, "trend"
# labels that are taken, the last by Excel itself
OTHERS = ("Cover", "Contents", "Notes", "Definitions", "History")
HOW_TO_READ = (
    "This worksheet contains one table. How figures are rounded, what a period and an area are, and what "
    "rates are out of: $$Rounding$$$$Periods$$$$Areas$$$$Population$$"
)


def page_tables(edition: Edition) -> dict[str, gptables.GPTable]:
    """For each page that has measures, the sheet by area and the sheet of the trend, by their labels."""
    names, whole = area_names(edition, plain), edition.tree.whole
    areas = [AreaFigures(edition, area) for area in names]
    tables: dict[str, gptables.GPTable] = {}
    for page, title in page_titles(edition).items():
        idents = edition.indicators_of(page)
        if idents:
            label = _label(page, title, [*OTHERS, *tables])
            # a table's name holds no other sign
            name = f"{len(tables) // 2 + 1}_" + re.sub(r"\W", "_", page, flags=re.ASCII)
            heading = plain(f"{title}: {edition.about['period_name']} by area")
            tables[label] = _by_area(idents, areas, list(names.values()), f"figures_{name}", heading)
            heading = plain(f"{title}: the last 25 points, {names[whole]}")
            tables[f"{label} {TREND}"] = _trend(idents, AreaFigures(edition, whole), f"trend_{name}", heading)
    return tables


def gp_table(
    frame: pandas.DataFrame,
    name: str,
    title: str,
    above: Sequence[str],
    named_by: int,
    whole_numbers: Sequence[bool] = (),
) -> gptables.GPTable:
    """One table as gptables wants it.

    Args:
        frame: its cells, as they stand.
        name: its name in the workbook.
        title: its heading.
        above: the lines that stand above it.
        named_by: how many columns name a row.
        whole_numbers: of each row, whether it holds whole numbers.
    """
    rows = [row for row, whole in enumerate(whole_numbers, 1) if not whole]
    formats = [{"row": {"rows": rows, "format": {"num_format": ONE_DECIMAL}}}] if rows else []
    return gptables.GPTable(
        frame,
        name,
        title,
        instructions=above[0],
        legend=list(above[1:]),
        index_columns={level + 1: level for level in range(named_by)},
        additional_formatting=formats,
    )


def plain(text: str) -> str:
    """Text on one line in which gptables finds neither a link nor a note of its own."""
    return re.sub(r"\$(?=\$)", "$ ", one_line(text)).replace("](", "] (")


def text_cell(text: str, otherwise: str) -> str:
    """Text for a cell, or another one.

    Gptables refuses one without a letter or figure, which says nothing aloud.
    """
    words = plain(text)
    return words if re.search("[a-zA-Z0-9]", words) else plain(otherwise)


def unit_words(unit: str) -> str:
    """A unit in letters, since a sign alone is hard to hear."""
    return "per cent" if unit == "%" else unit


def marking(edition: Edition) -> str:
    """The notes that stand on every page, in one line."""
    return " ".join(plain(note) for note in edition.about["notes"])


def page_titles(edition: Edition) -> dict[str, str]:
    """The pages' titles by name, those of measures that have no page of their own last."""
    titles = {page["name"]: page["title"] for page in edition.about["pages"]}
    pages = (known["page"] for known in edition.indicators.values())
    return titles | {page: page.replace("_", " ").capitalize() for page in pages if page not in titles}


def _label(page: str, title: str, taken: Iterable[str]) -> str:
    """A sheet's label: short, without the signs that Excel refuses, and no other sheet's."""
    words = one_line(title) if len(title) <= LABEL_LETTERS else page.replace("_", " ").upper()
    label = re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:LABEL_LETTERS].strip() or "Page"
    used = {name.casefold() for name in taken}
    twice = {label.casefold(), f"{label} {TREND}".casefold()} & used
    return f"{label[: LABEL_LETTERS - 4]} {len(used)}" if twice else label


def _by_area(
    idents: list[str], areas: list[AreaFigures], names: list[str], name: str, title: str
) -> gptables.GPTable:
    """Rows: measure and period, each with the numbers behind it.  Columns: areas."""
    rows, whole_numbers, edition = [], [], areas[0].edition
    for ident in idents:
        known = edition.indicators[ident]
        for window in known["windows"]:
            found = [figures.figure(ident, window) for figures in areas]
            for line, column, unit, whole in _lines(known):
                whole_numbers.append(whole)
                period = edition.period.window_name(window)
                cells = (_number_cell(figure, column) for figure in found)
                rows.append([text_cell(known["title"], ident), period, line, unit, *cells])
    frame = pandas.DataFrame(rows, columns=[*BY_AREA_COLUMNS, *names], dtype=object)
    return gp_table(frame, name, title, _reading(edition, rows), 3, whole_numbers)


def _lines(known: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """The lines of a measure: the figure and the numbers behind it, each with its column and unit."""
    yield "Figure", "value", unit_words(known["unit"]), known["kind"] in formatting.WHOLE
    for line, column in zip(NUMBERS.get(known["kind"], ()), ("numerator", "denominator"), strict=False):
        yield line, column, "number", known["kind"] not in IN_PARTS


def _trend(idents: list[str], figures: AreaFigures, name: str, title: str) -> gptables.GPTable:
    """Rows: measure and period.  Columns: the last 25 points, earliest first."""
    edition = figures.edition
    keys = [(ident, window) for ident in idents for window in edition.indicators[ident]["windows"]]
    rows, whole_numbers = [], []
    for ident, window in keys:
        known = edition.indicators[ident]
        naming = [
            text_cell(known["title"], ident),
            formatting.WINDOWS[Window(window)],
            unit_words(known["unit"]),
        ]
        rows.append([*naming, *(_number_cell(figure, "value") for figure in figures.points(ident, window))])
        whole_numbers.append(known["kind"] in formatting.WHOLE)
    columns = [*TREND_COLUMNS, *(point.name for point in edition.period.points())]
    frame = pandas.DataFrame(rows, columns=columns, dtype=object)
    return gp_table(frame, name, title, _reading(edition, rows), 3, whole_numbers)


def _reading(edition: Edition, rows: list[list[Any]]) -> list[str]:
    """What stands above a table: how to read it, each symbol that is in it, and where it comes from."""
    used = {cell for row in rows for cell in row if isinstance(cell, str)}
    symbols = [(symbol, formatting.MEANINGS[state]) for state, symbol in SYMBOLS.items() if symbol in used]
    return [
        HOW_TO_READ,
        *(f"{symbol} {meaning} $${symbol}$$" for symbol, meaning in symbols),
        plain(f"Source: {edition.about['source']}. {marking(edition)}") + " $$Marking$$",
    ]


def _number_cell(figure: Figure, column: str) -> int | float | str:
    """A cell: the number, or the symbol of why there is none. What is hidden has no number in an edition."""
    text = number_text(getattr(figure, column))
    if not text:
        return SYMBOLS.get(figure.state, SYMBOLS[State.NOT_AVAILABLE])
    value = float(text)  # the same digits as in figures.csv
    return int(value) if value.is_integer() else value
