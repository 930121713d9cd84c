"""What an extract is good for: what became of its records, and how far each figure could be out.

The range of a figure is where it would lie if the records that were set aside all counted as met, or all as
not met. Taken are those of the tables that the definition reads, as far as they can be of the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas

from careboard.edition.compose import Composer
from careboard.edition.provenance import tables_read
from careboard.figures.columns import TOTAL
from careboard.formatting import State
from careboard.intake.extract import Extract
from careboard.intake.typed_table import TypedTable
from careboard.periods import Period


class Verdict(NamedTuple):
    """What an extract is good for, for one measure.

    Attributes:
        indicator: the indicator's id.
        state: whether there is a figure, or why there is none; see formatting.State.
        wanting: what the extract lacks for it, '' where nothing.
        window: the first window of the measure.
        value: its figure for the whole authority.
        records: on how many records it rests.
        doubtful: how many records were set aside that it could rest on too.
        least, most: where the figure would lie if none, or all, of the doubtful were met; missing where it is
            neither a count nor a share.
    """

    indicator: str
    state: str
    wanting: str
    window: str
    value: float
    records: float
    doubtful: int
    least: float
    most: float


def account_lines(extract: Extract) -> Iterator[str]:
    """A line for each table: records read, and what became of them. Each line adds up.

    Args:
        extract: the extract.
    """
    for row in extract.account.itertuples():
        parts = (
            (row.as_they_stood, "used as they stood"),
            (row.repaired, "used after a repair"),
            (row.dropped, "counted once with another"),
            (row.set_aside, "set aside"),
        )
        told = " + ".join(f"{records:,} {words}" for records, words in parts if records)
        yield f"{extract.called(row.table)}: {row.read:,} records read = {told or 'none used'}."


def verdicts(composer: Composer, period: Period) -> Iterator[Verdict]:
    """What the extract is good for, measure by measure, for the whole authority and no small number hidden.

    Args:
        composer: of the extract.
        period: for which.
    """
    counting, extract = composer.counting(), composer.extract
    results = counting.count(composer.definitions.values(), [_Alone(period.end, period.text)])
    results = results[(results.area == composer.areas.whole) & (results.breakdown == TOTAL)]
    rows = results.drop_duplicates("indicator").set_index("indicator")
    read = tables_read()
    for ident, definition in composer.definitions.items():
        row = rows.loc[ident]
        first, last = period.window(row.window)
        tables = (extract.checked[table] for table in read[ident] if table in extract.checked)
        doubtful = sum(_doubtful(table, first, last) for table in tables)
        shown = row.state == State.SHOWN
        least, most = _range(definition.kind, row, doubtful) if shown else (float("nan"), float("nan"))
        records = (
            row.numerator if pandas.isna(row.denominator) or definition.kind == "rate" else row.denominator
        )
        wanting = counting.wanting.get(ident, "")
        yield Verdict(
            ident,
            str(row.state),
            extract.called(wanting) if wanting else "",
            row.window,
            row.value,
            records,
            doubtful,
            least,
            most,
        )


class _Alone(Period):
    """A period counted without the points before it."""

    def points(self, number: int = 1) -> list[Period]:
        """The period alone."""
        return [self]


def _doubtful(table: TypedTable, first: date, last: date) -> int:
    """How many records set aside can be of a window: those whose days do not tell that they are not."""
    frame, after = table.doubtful, pandas.Timestamp(last) + pandas.Timedelta(days=1)
    days = [
        column.name
        for column in table.table.columns
        if column.type in ("date", "moment") and column.name in frame
    ]
    if frame.empty or not days:
        return len(frame)
    within = frame[days[0]].isna() | (frame[days[0]] < after)
    ends = [end for _, end in table.table.spans if end in frame]
    until = frame[ends[0]] if ends else frame[days[0]]
    return int((within & (until.isna() | (until >= pandas.Timestamp(first)))).sum())


def _range(kind: str, row: pandas.Series, doubtful: int) -> tuple[float, float]:
    """The least and the most that a count or a share could be."""
    if kind == "count":
        return row.numerator, row.numerator + doubtful
    if kind == "share" and row.denominator + doubtful:
        whole = row.denominator + doubtful
        return 100 * row.numerator / whole, 100 * (row.numerator + doubtful) / whole
    return float("nan"), float("nan")
