"""The tables of an edition as text: lines found by indicator and area, and read into typed rows one by one.

A page shows a few hundred of an edition's hundred thousand figures. So no table is read whole: the lines are
sorted by indicator and area as they stand, and only those that somebody asks for become rows. The sample's
month opens in 0.15 s so. By pandas it takes 0.57 s, of which 0.45 s are for loading pandas, in each process.
`TextTable.frame` is the plain way, by pandas, and tests/edition/test_text_tables.py holds the two
equal. Importing this module costs no pandas.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, get_type_hints

from careboard.figures.columns import FIGURES, TOTAL

if TYPE_CHECKING:
    import pandas

Row = TypeVar("Row", bound=tuple)
ALL_CASES = f",{TOTAL},"  # what a line of all cases together holds
BREAKDOWN = FIGURES.index("breakdown")  # no text before it holds a comma


class Block(NamedTuple):
    """The lines of one indicator in one area, and a digest of them."""

    text: str
    digest: str


class TextTable(Generic[Row]):
    """One table of an edition: its heading and its lines, each of which can be read into a row.

    Args:
        row: the type of its rows, a named tuple of text and numbers; its fields are the columns.
        text: the table as CSV, heading and all; it stays to be asked for under this name.
    """

    def __init__(self, row: type[Row], text: str):
        self.row = row
        self.text = text
        self.heading, *self._all = _lines_of(text)
        fields = list(row._fields)  # type: ignore[attr-defined]  # every row is a named tuple
        self._numbers = [place for place, kind in enumerate(get_type_hints(row).values()) if kind is float]
        first = fields.index("indicator")
        self._lines = _by_key(self._all, first, fields.index("area") if "area" in fields else first)
        self._rows: dict[tuple[str, str], tuple[Row, ...]] = {}
        self._blocks: dict[tuple[str, str, bool], Block] = {}

    @classmethod
    def of_frame(cls, row: type[Row], frame: pandas.DataFrame) -> TextTable[Row]:
        """The table of a data frame that has the row's fields as columns."""
        columns = list(row._fields)  # type: ignore[attr-defined]
        text = frame[columns].to_csv(index=False, lineterminator="\n")
        return cls(row, text.replace("\r", " "))  # a lone CR would end its line early

    def block(self, indicator: str, area: str, totals: bool = False) -> Block:
        """The lines of an indicator in an area as they stand.

        Args:
            indicator: its id.
            area: the area's id; the indicator's id again in a table without areas.
            totals: whether only the lines of all cases together are wanted.
        """
        key = (indicator, area, totals)
        if key not in self._blocks:
            lines = self._lines.get(key[:2], ())
            text = "".join(line for line in lines if not totals or is_total(line))
            self._blocks[key] = Block(text, hashlib.sha256(text.encode() + b"\0").hexdigest())
        return self._blocks[key]

    def rows_of(self, indicator: str, area: str, period: str) -> tuple[Row, ...]:
        """The rows of one period alone, of a table that has periods; no other line is read."""
        lines = self._lines.get((indicator, area), ())
        named = f",{period},"
        rows = self._read(line for line in lines if named in line)
        place = list(self.row._fields).index("period")  # type: ignore[attr-defined]
        return tuple(row for row in rows if row[place] == period)

    def rows(self, indicator: str, area: str) -> tuple[Row, ...]:
        """The rows of an indicator in an area, in the table's order; arguments as of `block`."""
        key = (indicator, area)
        if key not in self._rows:
            self._rows[key] = tuple(self._read(self._lines.get(key, ())))
        return self._rows[key]

    def __iter__(self) -> Iterator[Row]:
        """Every row, in the table's order."""
        return self._read(self._all)

    def frame(self) -> pandas.DataFrame:
        """The whole table as a new data frame, numbers as float64 and text as str."""
        import io

        import pandas

        columns = list(self.row._fields)  # type: ignore[attr-defined]
        numbers = {columns[place] for place in self._numbers}
        return pandas.read_csv(
            io.StringIO(self.text),
            dtype={column: "float64" if column in numbers else "str" for column in columns},
            keep_default_na=False,
            na_values={column: [""] for column in columns if column in numbers},
        )

    def _read(self, lines: Iterable[str]) -> Iterator[Row]:
        for cells in csv.reader(lines):
            values: list = cells
            for place in self._numbers:
                values[place] = float(cells[place]) if cells[place] else math.nan
            yield self.row._make(values)  # type: ignore[attr-defined]


def is_total(line: str) -> bool:
    """Whether a line of figures.csv is of all cases together; a group may be called 'total' too."""
    return ALL_CASES in line and line.split(",", BREAKDOWN + 1)[BREAKDOWN] == TOTAL


def _lines_of(text: str) -> list[str]:
    """The lines of a CSV text; a line's end within quotes ends none."""
    parts = [part + "\n" for part in text.split("\n")[:-1]]
    if not any(part.count('"') % 2 for part in parts if '"' in part):
        return parts
    lines, begun = [], ""
    for part in parts:
        begun += part
        if begun.count('"') % 2 == 0:
            lines.append(begun)
            begun = ""
    return lines


def _by_key(lines: Iterable[str], first: int, second: int) -> dict[tuple[str, str], list[str]]:
    """Lines by the texts in two columns; neither text ever holds a comma, nor does one before them."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        parts = line.split(",", second + 1)
        found.setdefault((parts[first], parts[second]), []).append(line)
    return found
