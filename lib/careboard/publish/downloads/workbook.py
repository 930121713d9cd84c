"""figures.xlsx: a period's figures as board officers use them, a table a sheet, readable aloud.

Each page of measures has two sheets: the period's figures by area, and the whole authority's last 25 points.
Before them stand a cover, the contents, notes and the definitions. Laid out as "Releasing statistics in
spreadsheets" and "Using symbols and shorthand" of the Government Analysis Function ask: no merged cell, no
hidden sheet, no blank row or column, headings in one row, no filter and no frozen pane, nothing below a
table, no meaning by colour alone.
"""

from __future__ import annotations

import copy
import io
import textwrap
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import gptables
import pandas

from careboard import formatting
from careboard.edition.edition import Edition
from careboard.periods import POINTS, Window
from careboard.publish.downloads.csv_files import one_line
from careboard.publish.downloads.workbook_tables import (
    SYMBOLS,
    TREND,
    gp_table,
    marking,
    page_tables,
    page_titles,
    plain,
    text_cell,
    unit_words,
)

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
WHOLE_NUMBER = "#,##0"
DEFINED = {
    "Measure": 44,
    "Page": 24,
    "What is counted": 90,
    "Unit": 18,
    "Good when": 12,
    "Periods": 34,
    "Source": 50,
    "Name in files": 52,
}
NOTES = ["Subject", "Note"]
BY_AREA_WIDTHS, TREND_WIDTHS = (60, 28, 14, 16, *[16] * 60), (60, 16, 16, *[16] * POINTS)
# in letters
WIDTHS = {
    "Cover": (110,),
    "Contents": (30, 90),
    "Notes": (14, 24, 110),
    "Definitions": tuple(DEFINED.values()),
}
LINE_POINTS, TOP = 16, {"valign": "top"}
CORE, CORE_ENDS = "docProps/core.xml", b"</cp:coreProperties>"
LANGUAGE = b"<dc:language>en-GB</dc:language>"


def figures_xlsx(edition: Edition) -> bytes:
    """The workbook. The same edition gives the same bytes."""
    notes = _notes(edition)
    sheets = {"Definitions": _definitions(edition, list(notes)), **page_tables(edition)}
    table = pandas.DataFrame(
        [[key, key, text_cell(text, "None.")] for key, text in notes.items()], columns=["key", *NOTES]
    )
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # gptables' advice to authors
        book = gptables.produce_workbook(
            out,
            sheets,
            cover=_cover(edition),
            notes_table=table,
            theme=_theme(),
            workbook_options=SAFE,
            auto_width=False,
            notesheet_options={"title": "Notes"},
            contentsheet_options={"title": "Contents"},
        )
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
    properties = {
        "title": _title(edition),
        "author": one_line(about["name"]),
        "subject": marking(edition),
        "keywords": about["source"],
        "comments": f"Drawn from edition {about['fingerprint'][:12]}, careboard {about['version']}.",
    }
    book.set_properties({**{key: text[:250] for key, text in properties.items()}, "created": made})
    for sheet in book.worksheets():
        for column, width in enumerate(_widths(sheet.name)):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _widths(label: str) -> Sequence[int]:
    return WIDTHS.get(label, TREND_WIDTHS if label.endswith(TREND) else BY_AREA_WIDTHS)


def _make_room(book: Any, sheets: dict[str, gptables.GPTable], notes: dict[str, str]) -> None:
    """Give each row of a table the height that its text needs.

    Excel would find it by itself, and other programs would write one row over the next.
    """
    tables: dict[str, tuple[int, Iterable[Iterable[Any]]]] = {
        "Notes": (3, [(number, *note) for number, note in enumerate(notes.items(), 1)])
    }
    for label, sheet in sheets.items():
        # below title, instructions and legend
        tables[label] = 2 + len(sheet.legend), [sheet.table.columns, *sheet.table.itertuples(index=False)]
    for label, (first, rows) in tables.items():
        worksheet, widths = book.get_worksheet_by_name(label), _widths(label)
        worksheet.repeat_rows(first)  # the headings, on each printed page
        for place, row in enumerate(rows, first):
            lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=False))
            if lines > 1:
                worksheet.set_row(place, LINE_POINTS * lines)


def _lines(cell: Any, width: int) -> int:
    """How many lines a cell's text takes at most: a letter is narrower than a figure on the whole."""
    return 1 if not isinstance(cell, str) or len(cell) <= width else len(textwrap.wrap(cell, width))


def _with_language(book: bytes) -> bytes:
    """The workbook with its language said, which its writer has no setting for."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as written, ZipFile(out, "w", ZIP_DEFLATED) as copied:
        for entry in written.infolist():
            content = written.read(entry)
            if entry.filename == CORE:
                content = content.replace(CORE_ENDS, LANGUAGE + CORE_ENDS)
            copied.writestr(entry, content)
    return out.getvalue()


def _title(edition: Edition) -> str:
    return plain(f"{edition.about['name']}: figures for {edition.about['period_name']}")


def _cover(edition: Edition) -> gptables.Cover:
    about = edition.about
    drawn = (
        f"Extract of {formatting.day(about['extract_date'])}"
        if about["extract_date"]
        else "Extract without a date"
    )
    records = (
        f": {formatting.number(about['records_used'], 0)} records used, "
        f"{formatting.number(about['records_set_aside'], 0)} set aside."
    )
    intro = [
        f"As at {formatting.day(about['ends'])}.",
        drawn + records,
        f"Source: {about['source']}.",
        *about["notes"],
    ]
    sheets = [
        (
            "Each page of measures has two sheets: this period's figures by area, and the last 25 points of "
            "the whole authority."
        ),
        (
            "Each measure is defined on the sheet Definitions. Columns and codes of all files are in "
            "data_dictionary.csv."
        ),
        (
            "All published figures, with their history for every area and by age, sex, ethnic group and "
            "team, are in figures.csv."
        ),
        "Symbols in square brackets stand where there is no number:",
        *(f"{symbol} {formatting.MEANINGS[state]}" for state, symbol in SYMBOLS.items()),
        "0 means that we looked and found none.",
    ]
    return gptables.Cover(
        _title(edition),
        intro=[plain(line) for line in intro],
        about=sheets,
        contact=[plain(about["contact"])] if about.get("contact") else None,
    )


def _notes(edition: Edition) -> dict[str, str]:
    """The notes by what they are about, in their order; gptables numbers them."""
    about = edition.about
    small = " ".join(about["small_numbers"].values())
    notes = {symbol: formatting.MEANINGS[state] for state, symbol in SYMBOLS.items()}
    return notes | {
        "0": "Zero: we looked and found none. Nothing is rounded to 0.",
        "Rounding": (
            "Shares, rates and averages are rounded to one decimal. A share is a number from 0 to 100."
        ),
        "Periods": (
            "A month, six months and a year end with the period. The financial year is counted from 1 April "
            "to the period's end."
        ),
        "Areas": (
            "A case belongs to the area of its team at the time, else to that of the child's home, else it "
            "is not allocated. Areas add up to the whole authority."
        ),
        "Population": about["population"] or "Not known.",
        "Marking": " ".join([*about["notes"], small]).strip() or "None.",
    }


def _definitions(edition: Edition, notes: Sequence[str]) -> gptables.GPTable:
    """What each measure counts. Here every note is named first, so that they are numbered in their order."""
    titles = page_titles(edition)
    rows = []
    for ident, known in edition.indicators.items():
        row = (
            known["title"],
            titles[known["page"]],
            known["definition"],
            unit_words(known["unit"]),
            known["good"] or "neither",
            "; ".join(formatting.WINDOWS[Window(window)] for window in known["windows"]),
            known["source"],
            ident,
        )
        rows.append([text_cell(text, ident) for text in row])
    above = ["This worksheet contains one table.", *(f"{_note_lead(key)} $${key}$$" for key in notes)]
    frame = pandas.DataFrame(rows, columns=list(DEFINED))
    return gp_table(frame, "definitions", "Definitions of all measures", above, 1)


def _note_lead(key: str) -> str:
    """How a note is named on a sheet."""
    return f"{key} is explained in" if key.startswith("[") or key == "0" else f"{key}:"
