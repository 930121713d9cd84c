"""What an extract is good for: what became of its records, and how far each figure could be out.

The range of a figure is where it would lie if the records that were set aside all counted as met, or all as
not met. Taken are those of the tables that the definition reads, as far as they can be of the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isnan, nan
from typing import NamedTuple

import pandas

from careboard.edition.compose import Composer
from careboard.edition.period_figures import PeriodFigure, period_figures
from careboard.edition.provenance import tables_read
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
    extract, read, told = composer.extract, tables_read(), set[str]()
    for (ident, window), figure in period_figures(composer, period).items():
        if ident in told:
            continue
        told.add(ident)
        kind = composer.definitions[ident].kind
        tables = (extract.checked[table] for table in read[ident] if table in extract.checked)
        doubtful = sum(_doubtful(table, *period.window(window)) for table in tables)
        records = figure.numerator if isnan(figure.denominator) or kind == "rate" else figure.denominator
        yield Verdict(
            ident,
            figure.state,
            figure.wanting,
            window,
            figure.value,
            records,
            doubtful,
            *_range(kind, figure, doubtful),
        )


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


def _range(kind: str, figure: PeriodFigure, doubtful: int) -> tuple[float, float]:
    """The least and the most that a count or a share could be; missing for others, or without a figure."""
    if figure.state == State.SHOWN and kind == "count":
        return figure.numerator, figure.numerator + doubtful
    if figure.state == State.SHOWN and kind == "share" and figure.denominator + doubtful:
        whole = figure.denominator + doubtful
        return 100 * figure.numerator / whole, 100 * (figure.numerator + doubtful) / whole
    return nan, nan
