"""What an extract is good for: what became of its records, and how far each figure could be out.

The range of a figure is where it would lie if the records that were set aside all counted as met, or all as
not met. Taken are those of the tables that the definition reads, as far as they can be of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas

from careboard.edition.period_figures import period_figures
from careboard.edition.provenance import tables_read
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.intake.extract import Extract
from careboard.intake.typed_table import TypedTable
from careboard.periods import Period

if TYPE_CHECKING:
    from careboard.edition.compose import Composer


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
    read, told = tables_read(), set[str]()
    for (ident, window), figure in period_figures(composer, period).items():
        if ident in told:
            continue
        told.add(ident)
        kind = composer.definitions[ident].kind
        doubtful = _doubtful_of(composer.extract, read[ident], *period.window(window))
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


def published_ranges(
    extract: Extract, definitions: Mapping[str, Definition], figures: pandas.DataFrame, period: Period
) -> list[dict[str, Any]]:
    """How far the published figures of the whole authority could be out, for Data quality.

    Args:
        extract: the extract.
        definitions: by id.
        figures: its published figures of the period in all windows, all cases together.
        period: the period.

    Returns:
        Of each measure whose first window is shown and that could rest on records set aside too: indicator,
        window, value, doubtful (how many such records), least and most (where the figure would lie if none,
        or all, of them were met), spread (how far these lie apart, in points of a share or in hundredths of a
        count); the widest first. A figure that is hidden has no range.
    """
    read, ranges = tables_read(), list[dict[str, Any]]()
    for row in figures.drop_duplicates("indicator").itertuples():
        doubtful = _doubtful_of(extract, read[row.indicator], *period.window(row.window))
        least, most = _range(definitions[row.indicator].kind, row, doubtful)
        if doubtful and not isnan(least):
            spread = most - least if definitions[row.indicator].kind == "share" else 100 * doubtful / most
            told = {"indicator": row.indicator, "window": row.window, "value": float(row.value)}
            ends = {"least": round(least, 1), "most": round(most, 1), "spread": round(spread, 1)}
            ranges.append(told | {"doubtful": doubtful} | ends)
    return sorted(ranges, key=lambda told: -told["spread"])


def _doubtful_of(extract: Extract, tables: Iterable[str], first: date, last: date) -> int:
    """How many records set aside, of some tables, can be of a window."""
    found = (extract.checked[table] for table in tables if table in extract.checked)
    return sum(_doubtful(table, first, last) for table in found)


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


def _range(kind: str, figure: Any, doubtful: int) -> tuple[float, float]:
    """The least and the most that a count or a share could be; missing for others, or without a figure."""
    if figure.state == State.SHOWN and kind == "count":
        return figure.numerator, figure.numerator + doubtful
    if figure.state == State.SHOWN and kind == "share" and figure.denominator + doubtful:
        whole = figure.denominator + doubtful
        return 100 * figure.numerator / whole, 100 * (figure.numerator + doubtful) / whole
    return nan, nan
