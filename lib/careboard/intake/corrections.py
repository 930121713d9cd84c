"""Agreed corrections of records (params/corrections.yml), applied before anything is counted.

A correction that finds nothing to correct is an error, with its line, and nothing is built. Messages and
pages name a table and a column, never a value of a record or an id. Corrections of figures are in
figures.corrections.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas

from careboard.errors import Problem, raise_all, unknown
from careboard.params.corrections import RecordCorrection
from careboard.params.models import Params
from careboard.records.schema import PANDAS_TYPES, TABLES, Column, Table
from careboard.records.tables import Tables, typed

FILE = "corrections.yml"
NOTHING = "nothing was corrected"
TEXT = "text, in quotes where it begins with nought"
EXPECTED = {  # type of a column -> what a correction must give for it; TEXT for any other
    "number": "a number",
    "code": "a code of its list",
    "date": "a day, written 2019-10-31",
    "year_or_date": "a day, written 2019-10-31",
    "moment": "a moment, written 2019-10-31 14:30",
}


def place_of(params: Params, *keys: str | int) -> str:
    """The place of a correction, for a message.

    Args:
        params: all of params/.
        keys: 'records' or 'figures', and the number of the correction, counted from 0.

    Returns:
        'params/corrections.yml, line 12'
    """
    return params.where(FILE, *map(str, keys))


def record_faults(correction: RecordCorrection) -> list[str]:
    """What is wrong with a correction of a record, as far as the declared tables tell.

    Returns:
        A sentence or two for each fault, without the correction's place; the values given are not quoted.
    """
    if correction.table not in TABLES:
        return [unknown("", "table", correction.table, TABLES)]
    table = TABLES[correction.table]
    columns = {column.name: column for column in table.columns}
    faults = [
        unknown("", f"column of '{table.name}'", name, columns)
        for name in _columns_of(correction)
        if name not in columns
    ]
    if bool(correction.column) == correction.leave_out:
        faults.append(
            "a record has a column corrected, or is left out. Give 'column' and 'value', or 'leave_out: "
            "true'."
        )
    if correction.column and "value" not in correction.model_fields_set:
        faults.append("the setting 'value' is missing. Add it; null makes the column blank.")
    return faults or _misfits(correction, columns)


def _columns_of(correction: RecordCorrection) -> list[str]:
    """The columns that a correction names."""
    return [*correction.key, *filter(None, [correction.column])]


def _misfits(correction: RecordCorrection, columns: dict[str, Column]) -> list[str]:
    """Why values of a correction cannot stand in their columns. No value is quoted."""
    texts = [_misfit(columns[name], value, "key", True) for name, value in correction.key.items()]
    if correction.column:
        column = columns[correction.column]
        texts.append(_misfit(column, correction.value, "value", column.required))
    return [text for text in texts if text]


def _misfit(column: Column, value: Any, setting: str, required: bool) -> str:
    """Why a value cannot stand in a column; '' where it can. The value is not quoted."""
    if value is None:
        return f"the column '{column.name}' may not be blank." if required else ""
    if column.type == "number":
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    elif column.type in PANDAS_TYPES:
        fits = isinstance(value, date) or (isinstance(value, str) and _is_moment(value))
    else:
        is_text = isinstance(value, str | int) and not isinstance(value, bool)
        fits = is_text and (not column.codes or str(value) in column.codes)
    if fits:
        return ""
    return f"the {setting} given for the column '{column.name}' is not {EXPECTED.get(column.type, TEXT)}."


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def correct_records(tables: Tables, params: Params, source: str) -> Tables:
    """The tables as corrected, as new ones; the same where nothing is to be corrected in this source.

    Args:
        tables: the checked tables of an extract.
        params: all of params/.
        source: the source's name in suite.yml.

    Raises:
        Problems: with lines, where a correction finds no record, or more than one, or would make a record
            that intake would not have taken.
    """
    frames, problems = dict(tables.frames), []
    for number, correction in enumerate(params.corrections.records):
        if correction.applies_to(source):
            try:
                frames[correction.table] = _correct(frames, TABLES[correction.table], correction)
            except Problem as problem:
                problems.append(f"{place_of(params, 'records', number)}: {problem}")
    raise_all(problems)
    changed = any(frame is not tables.frames[name] for name, frame in frames.items())
    return tables.with_frames(frames) if changed else tables


def _correct(
    frames: dict[str, pandas.DataFrame], table: Table, correction: RecordCorrection
) -> pandas.DataFrame:
    """A table with one record corrected or left out."""
    if table.name not in frames:
        raise Problem(
            f"the extract has no table '{table.name}', so {NOTHING}. Take the correction out, or name the "
            "source that it is of."
        )
    frame = frames[table.name]
    if absent := [name for name in _columns_of(correction) if name not in frame]:
        raise Problem(f"the table '{table.name}' of this extract has no column '{absent[0]}', so {NOTHING}.")
    record = _one_record(frame, table, correction.key)
    if correction.leave_out:
        return frame[~record].reset_index(drop=True)
    frame = frame.copy()
    frame.loc[record, correction.column] = _typed_value(table, correction.column, correction.value)
    _refuse_unsound(frame, record, table)
    return frame


def _one_record(frame: pandas.DataFrame, table: Table, key: dict[str, Any]) -> pandas.Series:
    """Which row of a table has some values, one row and no other."""
    rows = pandas.Series(True, index=frame.index)
    for name, value in key.items():
        rows &= frame[name] == _typed_value(table, name, value)
    number = int(rows.sum())
    if number == 0:
        raise Problem(
            f"no record of '{table.name}' has this key, so {NOTHING}. Look at the key in the extract."
        )
    if number > 1:
        raise Problem(f"{number} records of '{table.name}' have this key, so {NOTHING}. Name more columns.")
    return rows


def _typed_value(table: Table, column: str, value: Any) -> Any:
    """A value as the table's column holds it."""
    return typed(pandas.DataFrame({column: ["" if value is None else str(value)]}), table)[column].iloc[0]


def _refuse_unsound(frame: pandas.DataFrame, corrected: pandas.Series, table: Table) -> None:
    """Refuse a record whose dates run backwards, or that has the key of another one."""
    record = frame[corrected].iloc[0]
    for first, last in table.spans:
        if first in frame and last in frame and record[last] < record[first]:
            raise Problem(f"the corrected record of '{table.name}' would end before it began, so {NOTHING}.")
    key = [name for name in table.key if name in frame]
    if key and frame.duplicated(key, keep=False)[corrected].any():
        raise Problem(
            f"the corrected record of '{table.name}' would have the key of another one, so {NOTHING}."
        )
