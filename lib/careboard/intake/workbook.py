"""A workbook read as text, sheet by sheet: .xlsx, .xlsm, .xls and .ods.

A true date becomes 2019-05-01, with its time where it has one; a whole number 12 and not 12.0; yes and no
True and False; one of Excel's errors a blank, and that is told. Titles above the headings and empty rows are
left out, rows keep their numbers, hidden sheets are read and told of.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas

from careboard.errors import Problem
from careboard.intake.cells.date_forms import ISO
from careboard.intake.csv_files import EMPTY_ROWS, frame_table
from careboard.intake.csv_layout import MOST_ROWS_ABOVE
from careboard.intake.source_table import SourceTable, folded
from careboard.intake.workbook_bounds import (
    DAMAGED,
    LOCKED,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    SAVE_AGAIN,
    bounded_parts,
)

NO_DAY = "1899-12-30"  # what a cell of dates holds that shows 00/01/1900
ERROR_TEXTS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"}
ERRORS = "Excel's errors, such as #REF!; read as blank"
HIDDEN = "the sheet is hidden; read all the same"


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands.

    Attributes:
        file: the workbook, as messages name it.
        name: the sheet's name.
        rows: every row from the first, each cell as text.
        repairs: what was found of it as a whole, with the number of cells.
    """

    file: str
    name: str
    rows: list[list[str]]
    repairs: list[tuple[str, int]]

    @property
    def place(self) -> str:
        """How messages name it."""
        return f"{self.file}/{self.name.replace('/', '-').strip()}"


def read_sheets(path: Path, file: str) -> list[Sheet]:
    """Every sheet of a workbook, those without a filled cell left out.

    Args:
        path: the file.
        file: how messages name it.

    Raises:
        Problem: where it is too large, damaged, locked with a password or no workbook.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        parts = bounded_parts(path, file)
        sheets = []
        # by its contents: an .xlsx file under a name that ends in .xls is read
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as opened:
            for about in opened.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = opened.get_sheet_by_name(about.name)
                if sheet.start is None:
                    continue
                told = [] if about.visible == SheetVisibleEnum.Visible else [(HIDDEN, 0)]
                sheets.append(_sheet(sheet, about.name, file, parts.errors.get(about.name, 0), told))
        return sheets
    except PasswordError:
        raise Problem(f"{file}: {LOCKED}") from None
    except (CalamineError, ValueError, OverflowError):
        raise Problem(f"{file}: {DAMAGED}") from None
    except OSError:
        raise Problem(
            f"{file}: the file cannot be opened. Is it open elsewhere, or may you not read it?"
        ) from None


def _sheet(sheet: Any, name: str, file: str, errors: int, told: list[tuple[str, int]]) -> Sheet:
    """A sheet of the library that reads them, as text."""
    if sheet.total_width > MOST_COLUMNS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise Problem(f"{file}: the sheet is larger than a list. {SAVE_AGAIN}")
    rows = list[list[str]]()
    for row in sheet.iter_rows():
        texts = [value if type(value) is str else _text(value) for value in row]
        for place, text in enumerate(texts):
            if len(text) > LONGEST_CELL:
                raise Problem(
                    f"{file}, row {len(rows) + 1}: a value is longer than {LONGEST_CELL:,} characters. "
                    "Leave that column out."
                )
            if text[:1] == "#" and text.strip().upper() in ERROR_TEXTS:
                texts[place], errors = "", errors + 1
        rows.append(texts)
    return Sheet(file, name, rows, [*told, (ERRORS, errors)] if errors else told)


def _text(value: Any) -> str:
    """What stands in a cell, as text that intake.cells reads."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value == datetime.time():
        return NO_DAY
    return "" if value is None else str(value)


def heading_row(sheet: Sheet, known: Collection[str], form: Callable[[str], str] = folded) -> tuple[int, int]:
    """The row of a sheet under which most of the headings looked for stand, and how many do.

    Args:
        sheet: the sheet.
        known: the headings, in their form.
        form: gives a heading the form in which headings are compared.

    Returns:
        The row's place, counted from 0; where none of them stands anywhere, the first row that is not blank.
    """
    best, most, above = 0, 0, 0
    for place, row in enumerate(sheet.rows):
        if not any(map(str.strip, row)):
            best = best + 1 if best == place and not most else best
            continue
        number = len({form(cell) for cell in row if cell} & set(known))
        if number > most:
            best, most = place, number
        above += 1
        if above > MOST_ROWS_ABOVE:
            break
    return best, most


def sheet_table(sheet: Sheet, known: Collection[str], form: Callable[[str], str] = folded) -> SourceTable:
    """A sheet as a table under the headings found in it.

    Args:
        sheet: the sheet.
        known: the headings that are looked for, in their form.
        form: gives a heading the form in which headings are compared.

    Raises:
        Problem: where two columns have one heading and different values.
    """
    place, found = heading_row(sheet, known, form)
    names = [" ".join(cell.split()) for cell in sheet.rows[place]]
    if not found:  # a cover sheet: what stands twice on it does no harm
        names = ["" if name in names[:number] else name for number, name in enumerate(names)]
    below = sheet.rows[place + 1 :]
    columns = zip(*below, strict=True) if below else ([] for _ in names)
    frame = pandas.concat([pandas.Series(list(column), dtype="str") for column in columns], axis=1)
    rows = range(place + 2, place + 2 + len(below))
    table = frame_table(frame, names, rows, sheet.place, ISO)
    above = sum(any(map(str.strip, row)) for row in sheet.rows[:place])
    titles = [("rows above the headings; left out", above)] if above else []
    repairs = [(told, number) for told, number in table.repairs if told != EMPTY_ROWS]
    whole = [(told, number or len(table.frame)) for told, number in sheet.repairs]
    return SourceTable(sheet.place, table.frame, table.row, ISO, [*whole, *titles, *repairs])


def read_workbook(path: Path, file: str, known: Collection[str]) -> list[SourceTable]:
    """The sheets of a workbook as tables.

    Args:
        path: the file.
        file: how messages name it; a sheet's name stands behind it.
        known: the headings that are looked for.

    Raises:
        Problem: as of `read_sheets` and `sheet_table`.
    """
    looked_for = {folded(name) for name in known}
    return [sheet_table(sheet, looked_for) for sheet in read_sheets(path, file)]
