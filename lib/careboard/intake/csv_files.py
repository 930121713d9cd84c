"""CSV files read as text, and what is said when one cannot be read."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas

from careboard.errors import Problem
from careboard.intake.cells.date_forms import DAY_FIRST
from careboard.intake.csv_layout import Layout, layout
from careboard.intake.source_table import SourceTable, folded

LARGEST_FILE = 2 * 1024**3  # bytes
MOST_ROWS = 20_000_000
NOT_QUOTED = (
    "a value with {separator} and quotation marks in it is not itself in quotation marks. Have the query "
    "write it in quotation marks, or leave that column out."
)
EMPTY_ROWS = "empty rows; left out"
BROKEN_OFF = "the file breaks off inside a quoted value. Draw the extract again."
TOO_LONG = "a value is longer than {most:,} characters. Is a quotation mark missing?"


def read_csv(path: Path, file: str, known: Collection[str] = ()) -> SourceTable:
    """A CSV file as text, whole.

    Args:
        path: the file.
        file: how messages name it.
        known: the headings that are looked for.

    Returns:
        The file's own columns; no column where it has no text.

    Raises:
        Problem: where the file cannot be opened or is too large, or is no table of rows of one length.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Problem(
                f"{file}: the file is larger than {LARGEST_FILE // 1024**3} GB. Is this one table of one "
                "council?"
            )
        found = layout(path, {folded(name) for name in known})
        if found.heading < 0:
            return SourceTable(file, pandas.DataFrame(), pandas.Series(dtype="int64"), DAY_FIRST)
        return _plain(path, file, found) if found.plain else _parsed(path, file, found)
    except Problem as problem:
        raise Problem(str(problem).replace(f"{path.name}:", f"{file}:", 1)) from None
    except UnicodeDecodeError:
        raise Problem(f"{file}: the file is no text. Save it as 'CSV UTF-8'.") from None
    except OSError:
        raise Problem(
            f"{file}: the file cannot be opened. Is it open elsewhere, or may you not read it?"
        ) from None


def _plain(path: Path, file: str, found: Layout) -> SourceTable:
    """A file of which every row is a line of as many values, none in quotes: pandas reads it fastest."""
    frame = pandas.read_csv(
        path,
        sep=found.separator,
        dtype="str",
        keep_default_na=False,
        na_filter=False,
        encoding=found.encoding,
        nrows=MOST_ROWS,
        index_col=False,
        skip_blank_lines=False,
        skiprows=1,
        header=None,
        names=range(len(found.headings)),
    )
    return _table(frame, found.headings, range(2, len(frame) + 2), file, found)


def _parsed(path: Path, file: str, found: Layout) -> SourceTable:
    """A file read value by value."""
    with path.open(encoding=found.encoding, newline="") as opened:
        lines = (line.replace("\0", "") for line in opened)
        reader = csv.reader(lines, delimiter=found.separator, strict=True)
        rows, places = [], []
        for line, row in _rows(reader, file, found):
            rows.append(row)
            places.append(line)
            if len(rows) > MOST_ROWS:
                raise Problem(
                    f"{file}: there are more than {MOST_ROWS:,} rows. Is this one table of one council?"
                )
    if not rows:
        return SourceTable(file, pandas.DataFrame(), pandas.Series(dtype="int64"), DAY_FIRST)
    names, columns = rows[0], zip(*rows[1:], strict=True)
    if len(rows) > 1:
        frame = pandas.concat([pandas.Series(column, dtype="str") for column in columns], axis=1)
    else:
        frame = pandas.DataFrame([[]] * 0, columns=range(len(names)), dtype="str")
    return _table(frame, names, places[1:], file, found)


def _rows(reader: Any, file: str, found: Layout) -> Iterator[tuple[int, list[str]]]:
    """The row of headings and those below it, each with its line, all of the length of the headings.

    The reader is one of the module csv.
    """
    line, columns = 0, 0
    try:
        for row in reader:
            began, line = line + 1, reader.line_num
            if began <= found.heading:
                continue
            if not columns:
                if not any(map(str.strip, row)):
                    continue
                columns = len(row)
            elif len(row) > columns and not any(map(str.strip, row[columns:])):
                row = row[:columns]
            elif row and len(row) != columns and any(map(str.strip, row)):
                raise Problem(_uneven(row, columns, line, file, found))
            yield began, row + [""] * (columns - len(row))
    except csv.Error as error:
        raise Problem(_unreadable(str(error), reader.line_num, file, found)) from None


def _uneven(row: list[str], columns: int, line: int, file: str, found: Layout) -> str:
    if len(row) < columns:
        return f"{file}: line {line} has fewer values than there are columns. Does the file break off there?"
    if any('"' in value for value in row):
        return f"{file}, line {line}: {NOT_QUOTED.format(separator=_sign(found))}"
    return (
        f"{file}: line {line} has more values than there are columns. Is a value with a comma not in quotes?"
    )


def _unreadable(error: str, line: int, file: str, found: Layout) -> str:
    if "field larger" in error:
        return f"{file}, line {line}: {TOO_LONG.format(most=csv.field_size_limit())}"
    if "expected after" in error:
        return f"{file}, line {line}: {NOT_QUOTED.format(separator=_sign(found))}"
    return f"{file}: {BROKEN_OFF}"


def _sign(found: Layout) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs"}[found.separator]


def _table(
    frame: pandas.DataFrame, names: list[str], rows: Sequence[int], file: str, found: Layout
) -> SourceTable:
    """The table without empty rows and repeated headings."""
    table = frame_table(frame, names, rows, file, DAY_FIRST)
    whole = [(told, number or len(table.frame)) for told, number in found.repairs]
    return SourceTable(file, table.frame, table.row, DAY_FIRST, [*whole, *table.repairs])


def frame_table(
    frame: pandas.DataFrame, names: list[str], rows: Sequence[int], file: str, usual_date: str
) -> SourceTable:
    """A table of text without its empty rows, empty columns without a name, and repeated headings.

    Args:
        frame: text, its columns in the order of the names.
        names: the headings.
        rows: where each row stands in its file.
        file: how messages name it.
        usual_date: how the source writes a day as a rule.

    Raises:
        Problem: where two columns have one heading and different values.
    """
    repairs = []
    names = [name.replace("\ufeff", "").replace("\u00a0", " ").strip() for name in names]
    row = pandas.Series(rows, dtype="int64")
    first = frame.iloc[:, 0] if len(frame.columns) else pandas.Series(dtype="str")
    again, empty = _rows_of(frame, first, names), _rows_of(frame, first, [""] * len(names))
    for which, told in ((again, "rows that repeat the headings; left out"), (empty, EMPTY_ROWS)):
        if which.any():
            repairs.append((told, int(which.sum())))
    if repairs:
        kept = ~(again | empty)
        frame, row = frame[kept].reset_index(drop=True), row[kept.to_numpy()].reset_index(drop=True)
    frame = _without_doubles(frame, names, file)
    return SourceTable(file, frame, row, usual_date, repairs)


def _rows_of(frame: pandas.DataFrame, first: pandas.Series, values: list[str]) -> pandas.Series:
    """Which rows hold some values and nothing else; those whose first cell does are looked at."""
    found = first == (values[0] if values else "")
    if found.any():
        same = (frame.loc[found].apply(lambda column: column.str.strip()) == values).all(axis=1)
        found &= same.reindex(frame.index, fill_value=False)
    return found


def _without_doubles(frame: pandas.DataFrame, names: list[str], file: str) -> pandas.DataFrame:
    """The frame under its headings, one column a heading; columns without a heading are left out."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if not name:
            continue
        key = next((known for known in places if folded(known) == folded(name)), None)
        if key is None:
            places[name] = place
        elif not frame.iloc[:, place].equals(frame.iloc[:, places[key]]):
            raise Problem(
                f"{file}: the heading '{name}' stands twice, and the two columns differ. Take one of them "
                "out."
            )
    chosen = frame.iloc[:, list(places.values())]
    return chosen.set_axis(list(places), axis=1)
