"""figures.xlsx: a period's figures as board officers use them, a table a sheet, readable aloud.

Each page of measures has two sheets: the period's figures by area, and the whole authority's last 25 points. Before
them stand a cover, the contents, notes and the definitions. Laid out as "Releasing statistics in spreadsheets" and
"Using symbols and shorthand" of the Government Analysis Function ask: no merged cell, no hidden sheet, no blank row or
column, headings in one row, no filter and no frozen pane, nothing below a table, no meaning by colour alone.
"""

from __future__ import annotations

import copy
import io
import math
import re
import textwrap
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import gptables
import pandas

from careboard import wording
from careboard.downloads import number, one_line, places
from careboard.edition import Edition
from careboard.periods import POINTS
from careboard.shown import Figure, rows_of

SYMBOLS = wording.SYMBOLS | {"no_cases": "[no cases]"}
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
BEHIND = {"share": ("Number", "Out of"), "rate": ("Number", "Population"), "average": ("Sum", "Divided by"), "ratio": ("Sum", "Divided by")}
IN_PARTS = ("average", "ratio")  # the kinds whose sums are days or full-time equivalents
WHOLE_NUMBER, ONE_DECIMAL = "#,##0", "#,##0.0"
NAMING, TREND_NAMING = ["Measure", "Period", "Line", "Unit"], ["Measure", "Period", "Unit"]
DEFINED = {"Measure": 44, "Page": 24, "What is counted": 90, "Unit": 18, "Good when": 12, "Periods": 34, "Source": 50, "Name in files": 52}
NOTES = ["Subject", "Note"]
BY_AREA_WIDTHS, TREND_WIDTHS = (60, 28, 14, 16, *[16] * 60), (60, 16, 16, *[16] * POINTS)
WIDTHS = {"Cover": (110,), "Contents": (30, 90), "Notes": (14, 24, 110), "Definitions": tuple(DEFINED.values())}  # in letters
LINE_POINTS, TOP = 16, {"valign": "top"}
LABEL_LETTERS, TREND = 24, "trend"
OTHERS = ("Cover", "Contents", "Notes", "Definitions", "History")  # labels that are taken, the last by Excel itself
CORE, LANGUAGE = "docProps/core.xml", b"<dc:language>en-GB</dc:language>"


def figures_xlsx(edition: Edition) -> bytes:
    """The workbook. The same edition gives the same bytes."""
    notes = _notes(edition)
    sheets = {"Definitions": _definitions(edition, list(notes)), **_tables(edition)}
    table = pandas.DataFrame([[key, key, _cell(text, "None.")] for key, text in notes.items()], columns=["key", *NOTES])
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # gptables' advice to authors
        book = gptables.produce_workbook(
            out, sheets, cover=_cover(edition), notes_table=table, theme=_theme(), workbook_options=SAFE, auto_width=False,
            notesheet_options={"title": "Notes"}, contentsheet_options={"title": "Contents"},
        )  # fmt: skip
        _set_out(book, edition)
        _make_room(book, sheets, notes)
        book.close()
    return _with_language(out.getvalue())


def _theme() -> gptables.Theme:
    """The house style of gptables, with thousands parted."""
    theme = copy.deepcopy(gptables.gptheme)
    theme.data_format = {**theme.data_format, "num_format": WHOLE_NUMBER, **TOP}
    for level in ("index_1_format", "index_2_format", "index_3_format"):
        setattr(theme, level, {**getattr(theme, level), **TOP})
    return theme


def _set_out(book: Any, edition: Edition) -> None:
    """Who made it and when, widths where text wraps, and how it prints."""
    about = edition.about
    made = datetime.fromisoformat(about["extract_date"] or about["ends"])
    told = {"title": _title(edition), "author": one_line(about["name"]), "subject": _marking(edition), "keywords": about["source"], "comments": f"Drawn from edition {about['fingerprint'][:12]}, careboard {about['version']}."}
    book.set_properties({**{key: text[:250] for key, text in told.items()}, "created": made})
    for sheet in book.worksheets():
        for column, width in enumerate(_widths(sheet.name)):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _widths(label: str) -> Sequence[int]:
    return WIDTHS.get(label, TREND_WIDTHS if label.endswith(TREND) else BY_AREA_WIDTHS)


def _make_room(book: Any, sheets: dict[str, gptables.GPTable], notes: dict[str, str]) -> None:
    """Give each row of a table the height that its text needs: Excel would find it by itself, and other programs would write one row over the next."""
    tables: dict[str, tuple[int, Iterable[Iterable[Any]]]] = {"Notes": (3, [(number, *note) for number, note in enumerate(notes.items(), 1)])}
    for label, told in sheets.items():
        tables[label] = 2 + len(told.legend), [told.table.columns, *told.table.itertuples(index=False)]  # below title, instructions and legend
    for label, (first, rows) in tables.items():
        sheet, widths = book.get_worksheet_by_name(label), _widths(label)
        sheet.repeat_rows(first)  # the headings, on each printed page
        for place, row in enumerate(rows, first):
            lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=False))
            if lines > 1:
                sheet.set_row(place, LINE_POINTS * lines)


def _lines(cell: Any, width: int) -> int:
    """How many lines a cell's text takes at most in a column so many figures wide: a letter is narrower than a figure on the whole."""
    return 1 if not isinstance(cell, str) or len(cell) <= width else len(textwrap.wrap(cell, width))


def _with_language(book: bytes) -> bytes:
    """The workbook with its language said, which its writer has no setting for."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as written, ZipFile(out, "w", ZIP_DEFLATED) as told:
        for entry in written.infolist():
            content = written.read(entry)
            told.writestr(entry, content.replace(b"</cp:coreProperties>", LANGUAGE + b"</cp:coreProperties>") if entry.filename == CORE else content)
    return out.getvalue()


def _plain(text: str) -> str:
    """Text on one line in which gptables finds neither a link nor a note of its own."""
    return re.sub(r"\$(?=\$)", "$ ", one_line(text)).replace("](", "] (")


def _title(edition: Edition) -> str:
    return _plain(f"{edition.about['name']}: figures for {edition.about['period_name']}")


def _marking(edition: Edition) -> str:
    return " ".join(_plain(note) for note in edition.about["notes"])


def _cover(edition: Edition) -> gptables.Cover:
    about = edition.about
    drawn = f"Extract of {wording.day(about['extract_date'])}" if about["extract_date"] else "Extract without a date"
    records = f": {wording.number(about['records_used'], 0)} records used, {wording.number(about['records_set_aside'], 0)} set aside."
    intro = [f"As at {wording.day(about['ends'])}.", drawn + records, f"Source: {about['source']}.", *about["notes"]]
    sheets = [
        "Each page of measures has two sheets: this period's figures by area, and the last 25 points of the whole authority.",
        "Each measure is defined on the sheet Definitions. Columns and codes of all files are in data_dictionary.csv.",
        "All published figures, with their history for every area and by age, sex, ethnic group and team, are in figures.csv.",
        "Symbols in square brackets stand where there is no number:",
        *(f"{symbol} {wording.MEANINGS[state]}" for state, symbol in SYMBOLS.items()),
        "0 is a true nought: cases were looked for and none was found.",
    ]
    return gptables.Cover(_title(edition), intro=[_plain(line) for line in intro], about=sheets, contact=[_plain(about["contact"])] if about.get("contact") else None)


def _notes(edition: Edition) -> dict[str, str]:
    """The notes by what they are about, in their order; gptables numbers them."""
    about = edition.about
    small = f"Counts, bases and remainders from 1 to {about['threshold']} are hidden, with all that would show them." if about.get("threshold") else ""
    notes = {symbol: wording.MEANINGS[state] for state, symbol in SYMBOLS.items()}
    return notes | {
        "0": "A true nought: cases were looked for and none was found. Nothing is rounded to nought.",
        "Rounding": "Shares, rates and averages are rounded to one decimal. A share is a number from 0 to 100.",
        "Periods": "A month, six months and a year end with the period. The financial year is counted from 1 April to the period's end.",
        "Areas": "A case belongs to the area of its team at the time, else to that of the child's home, else it is not allocated. Areas add up to the whole authority.",
        "Population": about["population"] or "Not known.",
        "Marking": " ".join([*about["notes"], small]).strip() or "None.",
    }


def _definitions(edition: Edition, notes: Sequence[str]) -> gptables.GPTable:
    """What each measure counts. Here every note is named first, so that they are numbered in their order."""
    pages = _pages(edition)
    rows = [
        (known["title"], pages[known["page"]], known["definition"], _unit(known["unit"]), {"high": "high", "low": "low"}.get(known["good"], "neither"), "; ".join(wording.WINDOWS[window] for window in known["windows"]), known["source"], id)
        for id, known in edition.indicators.items()
    ]
    told = pandas.DataFrame([[_cell(text, row[-1]) for text in row] for row in rows], columns=list(DEFINED))
    return _table(told, "definitions", "Definitions of all measures", ["This worksheet contains one table.", *(f"{_subject(key)} $${key}$$" for key in notes)], 1)


def _subject(key: str) -> str:
    """How a note is named on a sheet."""
    return f"{key} is explained in" if key.startswith("[") or key == "0" else f"{key}:"


def _tables(edition: Edition) -> dict[str, gptables.GPTable]:
    """For each page that has measures, the sheet by area and the sheet of the trend, by their labels."""
    whole = next(id for id, told in edition.areas.items() if told["level"] == "authority")
    figures, named = _totals(edition, whole), places(edition, _plain)
    found: dict[str, gptables.GPTable] = {}
    for page, title in _pages(edition).items():
        ids = [id for id, known in edition.indicators.items() if known["page"] == page]
        if ids:
            label = _label(page, title, [*OTHERS, *found])
            name = f"{len(found) // 2 + 1}_" + re.sub(r"\W", "_", page, flags=re.ASCII)  # a table's name holds no other sign
            found[label] = _by_area(edition, ids, figures, named, f"figures_{name}", _plain(f"{title}: {edition.about['period_name']} by area"))
            found[f"{label} {TREND}"] = _trend(edition, ids, figures, whole, f"trend_{name}", _plain(f"{title}: the last 25 points, {named[whole]}"))
    return found


def _pages(edition: Edition) -> dict[str, str]:
    """The pages' titles by name, those of measures that have no page of their own last."""
    named = {page["name"]: page["title"] for page in edition.about["pages"]}
    return named | {known["page"]: known["page"].replace("_", " ").capitalize() for known in edition.indicators.values() if known["page"] not in named}


def _label(page: str, title: str, taken: Iterable[str]) -> str:
    """A sheet's label: short, without the signs that Excel refuses, and no other sheet's."""
    words = one_line(title) if len(title) <= LABEL_LETTERS else page.replace("_", " ").upper()
    label = re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:LABEL_LETTERS].strip() or "Page"
    used = {name.casefold() for name in taken}
    return f"{label[: LABEL_LETTERS - 4]} {len(used)}" if {label.casefold(), f"{label} {TREND}".casefold()} & used else label


def _totals(edition: Edition, whole: str) -> dict[tuple[str, ...], Any]:
    """The figures for all cases of an area, by indicator, period, window and area: of every area at the period, of the whole authority at each point."""
    table = edition.figures
    table = table[(table.breakdown == "total") & ((table.period == edition.period.text) | (table.area == whole))]
    return {row[:4]: row for row in rows_of(table, Figure)}


def _by_area(edition: Edition, ids: list[str], figures: dict, named: dict[str, str], name: str, title: str) -> gptables.GPTable:
    """Rows: measure and period, each with the numbers behind it.  Columns: areas."""
    rows, whole_numbers, period = [], [], edition.period
    for id in ids:
        known = edition.indicators[id]
        for window in known["windows"]:
            found = [figures.get((id, period.text, window, area)) for area in named]
            lines = {"Figure": "value"} | dict(zip(BEHIND.get(known["kind"], ()), ("numerator", "denominator"), strict=False))
            for line, column in lines.items():
                unit = _unit(known["unit"]) if line == "Figure" else "number"
                whole_numbers.append(known["kind"] in wording.WHOLE if line == "Figure" else known["kind"] not in IN_PARTS)
                rows.append([_cell(known["title"], id), period.window_name(window), line, unit, *(_number(row, column) for row in found)])
    return _table(pandas.DataFrame(rows, columns=[*NAMING, *named.values()], dtype=object), name, title, _reading(edition, rows), 3, whole_numbers)


def _trend(edition: Edition, ids: list[str], figures: dict, whole: str, name: str, title: str) -> gptables.GPTable:
    """Rows: measure and period.  Columns: the last 25 points, earliest first."""
    points = edition.period.points()
    keys = [(id, window) for id in ids for window in edition.indicators[id]["windows"]]
    rows = [
        [_cell(edition.indicators[id]["title"], id), wording.WINDOWS[window], _unit(edition.indicators[id]["unit"]), *(_number(figures.get((id, point.text, window, whole)), "value") for point in points)]
        for id, window in keys
    ]
    whole_numbers = [edition.indicators[id]["kind"] in wording.WHOLE for id, _ in keys]
    return _table(pandas.DataFrame(rows, columns=[*TREND_NAMING, *(point.name for point in points)], dtype=object), name, title, _reading(edition, rows), 3, whole_numbers)


def _reading(edition: Edition, rows: list[list[Any]]) -> list[str]:
    """What stands above a table: how to read it, each symbol that is in it, and where it comes from."""
    used = {cell for row in rows for cell in row if isinstance(cell, str)}
    return [
        "This worksheet contains one table. How figures are rounded, what a period and an area are, and what rates are out of: $$Rounding$$$$Periods$$$$Areas$$$$Population$$",
        *(f"{symbol} {wording.MEANINGS[state]} $${symbol}$$" for state, symbol in SYMBOLS.items() if symbol in used),
        _plain(f"Source: {edition.about['source']}. {_marking(edition)}") + " $$Marking$$",
    ]


def _table(frame: pandas.DataFrame, name: str, title: str, above: list[str], named_by: int, whole_numbers: Sequence[bool] = ()) -> gptables.GPTable:
    """One table as gptables wants it. named_by: how many columns name a row. whole_numbers: of each row, whether it holds whole numbers."""
    rows = [row for row, whole in enumerate(whole_numbers, 1) if not whole]
    formats = [{"row": {"rows": rows, "format": {"num_format": ONE_DECIMAL}}}] if rows else []
    return gptables.GPTable(frame, name, title, instructions=above[0], legend=above[1:], index_columns={level + 1: level for level in range(named_by)}, additional_formatting=formats)


def _number(row: Any, column: str) -> int | float | str:
    """A cell: the number, or the symbol of why there is none. What is hidden has no number in an edition."""
    value = math.nan if row is None else getattr(row, column)
    if math.isnan(value):
        return SYMBOLS.get(row.state if row is not None else "", SYMBOLS["not_available"])
    return int(value) if float(value).is_integer() else float(number(value))  # the same digits as in figures.csv


def _unit(unit: str) -> str:
    """A unit in letters, since a sign alone is hard to hear."""
    return "per cent" if unit == "%" else unit


def _cell(text: str, otherwise: str) -> str:
    """Text for a cell; gptables refuses one without a letter or figure, which says nothing when it is read aloud."""
    plain = _plain(text)
    return plain if re.search("[a-zA-Z0-9]", plain) else _plain(otherwise)
