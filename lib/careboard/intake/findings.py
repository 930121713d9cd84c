"""The list of what was wrong in an extract and what was done about it, which grows while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas

SET_ASIDE, KEPT = "Record set aside.", "The record is kept."  # what became of a record that was at fault
NOT_KNOWN = "The value is taken as not known."
DROPPED, REPAIRED, NOT_READ = "It is counted once.", "Repaired.", "Not read."
EMPTY, NO_TEXT = "headings and no row below them", "an empty file"
FINDINGS = ["file", "row", "column", "reason", "outcome", "records"]
MOST_SHAPES, LONGEST_SHAPE = 3, 24


class Findings:
    """The list of findings.

    Attributes:
        problems: what stops the reading, a line each.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._frames: list[pandas.DataFrame] = []
        self.problems: list[str] = []
        self._shapes: dict[tuple[str, str], Counter[str]] = {}

    def add(
        self, file: pandas.Series | str, row: pandas.Series, column: str, reason: str, outcome: str
    ) -> None:
        """Add a finding for each of some records.

        Args:
            file: the file of each, or of all.
            row: where each stands in its file.
            column: the source's column.
            reason: what was found; it quotes no value.
            outcome: SET_ASIDE, NOT_KNOWN, KEPT or DROPPED.
        """
        if len(row):
            one = {"file": file, "row": row, "column": column, "reason": reason, "outcome": outcome}
            self._frames.append(pandas.DataFrame({**one, "records": 1}))

    def add_repair(self, file: str, column: str, reason: str, records: int, outcome: str = REPAIRED) -> None:
        """Add a repair, or what is told of a whole file, counted by file, column and rule.

        Args:
            file: the file.
            column: the source's column, '' for the whole file.
            reason: the rule: what was found and how it is read.
            records: how many records.
            outcome: REPAIRED, DROPPED or NOT_READ.
        """
        one = {"file": file, "row": pandas.NA, "column": column, "reason": reason, "outcome": outcome}
        self._frames.append(pandas.DataFrame([{**one, "records": records}]))

    def add_shapes(self, file: str, column: str, texts: Iterable[tuple[str, int]]) -> None:
        """Add the forms of texts that could not be read; the texts themselves are not kept.

        Args:
            file: the file.
            column: the source's column.
            texts: each text, and how many records hold it.
        """
        shapes = self._shapes.setdefault((file, column), Counter())
        for text, records in texts:
            shapes[shape(text)] += records

    def shapes(self, file: str, column: str) -> list[str]:
        """The most frequent forms of what could not be read in a column.

        Args:
            file: the file.
            column: the source's column.
        """
        return [form for form, _ in self._shapes.get((file, column), Counter()).most_common(MOST_SHAPES)]

    def frame(self) -> pandas.DataFrame:
        """All findings so far, in the columns of FINDINGS; a repair has no row."""
        if not self._frames:
            empty = {name: pandas.Series(dtype="str") for name in FINDINGS}
            return pandas.DataFrame(
                {**empty, "row": pandas.Series(dtype="Int64"), "records": pandas.Series(dtype="int64")}
            )
        frames = [frame.astype({"row": "Int64"}) for frame in self._frames]
        return pandas.concat(frames, ignore_index=True)[FINDINGS]


def shape(text: str) -> str:
    """The form of a text: each figure as 9, each letter as A or a.

    Example: '2019-05-01 09:30' has the form '9999-99-99 99:99'.

    Args:
        text: what stood in a cell.
    """
    form = "".join(
        "9" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.isalpha() else sign for sign in text
    )
    return form if len(form) <= LONGEST_SHAPE else f"{form[:LONGEST_SHAPE]}..."
