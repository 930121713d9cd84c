"""Agreed corrections (params/corrections.yml) applied: to records before counting, to figures before hiding. The only place where it is done.

A correction that finds nothing to correct is an error, with its line, and nothing is built. Messages and pages name a
table and a column, never a value of a record or an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas

from careboard import periods
from careboard.agreed import FigureCorrection, RecordCorrection
from careboard.indicators import Definition
from careboard.periods import Period
from careboard.problems import Problem, listed, unknown
from careboard.results import rounded, scale
from careboard.settings import Areas, Params
from careboard.tables import PANDAS_TYPES, TABLES, Column, Table, Tables, typed
from careboard.wording import WHOLE

FILE = "corrections.yml"
NOTHING = "nothing was corrected"
PEOPLE = ("count", "share", "rate")  # the kinds whose numbers count people


def faults(params: Params, known: dict[str, Definition]) -> list[str]:
    """What is wrong in the file by itself: names that do not exist, values of the wrong kind, settings that do not go together."""
    given = [("records", number, one.source, _of_record(one)) for number, one in enumerate(params.corrections.records)]
    given += [("figures", number, one.source, _of_figure(one, known, params.areas)) for number, one in enumerate(params.corrections.figures)]
    found = []
    for part, number, source, wrong in given:
        strange = [unknown("", "source", source, params.suite.sources)] if source and source not in params.suite.sources else []
        found += [f"{_at(params, part, number)}: {text}" for text in (*strange, *wrong)]
    return found


def _at(params: Params, *keys: str | int) -> str:
    return params.where(FILE, *map(str, keys))


def _of_record(correction: RecordCorrection) -> list[str]:
    if correction.table not in TABLES:
        return [unknown("", "table", correction.table, TABLES)]
    table = TABLES[correction.table]
    columns = {column.name: column for column in table.columns}
    wrong = [unknown("", f"column of '{table.name}'", name, columns) for name in (*correction.key, *filter(None, [correction.column])) if name not in columns]
    if bool(correction.column) == correction.leave_out:
        wrong.append("a record has a column corrected, or is left out. Give 'column' and 'value', or 'leave_out: true'.")
    if correction.column and "value" not in correction.model_fields_set:
        wrong.append("the setting 'value' is missing. Add it; null makes the column blank.")
    if not wrong:
        wrong = [text for name, value in correction.key.items() if (text := _misfit(columns[name], value, "key"))]
        wrong += filter(None, [_misfit(columns[correction.column], correction.value, "value")] if correction.column else [])
    return wrong


def _misfit(column: Column, value: Any, what: str) -> str:
    """Why a value cannot stand in a column; '' where it can. The value is not quoted."""
    expected = {"number": "a number", "code": "a code of its list", **dict.fromkeys(("date", "year_or_date"), "a day, written 2019-10-31"), "moment": "a moment, written 2019-10-31 14:30"}.get(column.type, "text, in quotes where it begins with nought")
    if value is None:
        return f"the column '{column.name}' may not be blank." if what == "key" or column.required else ""
    if column.type in PANDAS_TYPES and column.type != "number":
        fits = isinstance(value, date) or (isinstance(value, str) and _is_moment(value))
    elif column.type == "number":
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        fits = isinstance(value, str | int) and not isinstance(value, bool) and (not column.codes or str(value) in column.codes)
    return "" if fits else f"the {what} given for the column '{column.name}' is not {expected}."


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of_figure(correction: FigureCorrection, known: dict[str, Definition], areas: Areas) -> list[str]:
    if correction.indicator not in known:
        return [unknown("", "indicator", correction.indicator, known)]
    definition = known[correction.indicator]
    wrong = [unknown("", f"window of '{definition.id}'", correction.window, definition.windows)] if correction.window not in definition.windows else []
    wrong += [unknown("", "area", correction.area, areas.areas)] if correction.area not in areas.areas else []
    try:
        periods.parse(correction.period)
    except Problem as problem:
        wrong.append(str(problem))
    numbers = [correction.numerator, correction.denominator]
    if definition.kind in WHOLE:
        if correction.value is None or numbers != [None, None]:
            wrong.append(f"'{definition.id}' counts whole things. Give 'value' alone.")
    elif correction.value is not None or numbers == [None, None]:
        wrong.append(f"'{definition.id}' is worked out from two numbers. Give 'numerator', 'denominator' or both, and no 'value': the figure follows.")
    if definition.kind in (*WHOLE, *PEOPLE) and any(number is not None and not number.is_integer() for number in (*numbers, correction.value)):
        wrong.append(f"'{definition.id}' counts whole things, and a number given is not whole.")
    return wrong


def of_records(tables: Tables, params: Params, source: str) -> Tables:
    """The tables as corrected, as new ones; the same where nothing is to be corrected in this source.

    Raises Problems, with lines, where a correction finds no record, or more than one, or would make a record that intake would not have taken.
    """
    frames, problems = dict(tables.frames), []
    for number, correction in enumerate(params.corrections.records):
        if _is_of(correction.source, source):
            try:
                frames[correction.table] = _corrected(frames, TABLES[correction.table], correction)
            except Problem as problem:
                problems.append(f"{_at(params, 'records', number)}: {problem}")
    listed(problems)
    return replace(tables, frames=frames, kept={}) if any(frame is not tables.frames[name] for name, frame in frames.items()) else tables


def _is_of(named: str, source: str) -> bool:
    return not named or named == source


def _corrected(frames: dict[str, pandas.DataFrame], table: Table, correction: RecordCorrection) -> pandas.DataFrame:
    """A table with one record corrected or left out."""
    if table.name not in frames:
        raise Problem(f"the extract has no table '{table.name}', so {NOTHING}. Take the correction out, or name the source that it is of.")
    frame = frames[table.name]
    asked = [*correction.key, *filter(None, [correction.column])]
    if absent := [name for name in asked if name not in frame]:
        raise Problem(f"the table '{table.name}' of this extract has no column '{absent[0]}', so {NOTHING}.")
    found = pandas.Series(True, index=frame.index)
    for name, value in correction.key.items():
        found &= frame[name] == _typed(table, name, value)
    if found.sum() != 1:
        several = f"{int(found.sum())} records of '{table.name}' have" if found.any() else f"no record of '{table.name}' has"
        raise Problem(f"{several} this key, so {NOTHING}. {'Name more columns.' if found.any() else 'Look at the key in the extract.'}")
    if correction.leave_out:
        return frame[~found].reset_index(drop=True)
    frame = frame.copy()
    frame.loc[found, correction.column] = _typed(table, correction.column, correction.value)
    _still_sound(frame, found, table)
    return frame


def _typed(table: Table, column: str, value: Any) -> Any:
    """A value as the table's column holds it."""
    return typed(pandas.DataFrame({column: ["" if value is None else str(value)]}), table)[column].iloc[0]


def _still_sound(frame: pandas.DataFrame, found: pandas.Series, table: Table) -> None:
    """Refuse a record whose dates run backwards, or that has the key of another one."""
    record = frame[found].iloc[0]
    for first, last in table.spans:
        if first in frame and last in frame and record[last] < record[first]:
            raise Problem(f"the corrected record of '{table.name}' would end before it began, so {NOTHING}.")
    key = [name for name in table.key if name in frame]
    if key and frame.duplicated(key, keep=False)[found].any():
        raise Problem(f"the corrected record of '{table.name}' would have the key of another one, so {NOTHING}.")


def of_figures(results: pandas.DataFrame, params: Params, definitions: dict[str, Definition], source: str) -> pandas.DataFrame:
    """The long table as counted, with the figures corrected that were agreed to be wrong; the same where there are none.

    A figure of a point that is not counted now is left for the editions that hold it. Raises Problems where there is no figure to correct.
    """
    wanted = [(number, correction) for number, correction in enumerate(params.corrections.figures) if _is_of(correction.source, source)]
    if not wanted:
        return results
    results, problems, counted = results.copy(), [], set(results.period.unique())
    for number, correction in wanted:
        try:
            if correction.period in counted:
                _correct(results, correction, definitions[correction.indicator])
        except Problem as problem:
            problems.append(f"{_at(params, 'figures', number)}: {problem}")
    listed(problems)
    return results


def _correct(results: pandas.DataFrame, correction: FigureCorrection, definition: Definition) -> None:
    """One figure corrected in place, with the people whom it tells of."""
    told = (results.indicator == definition.id) & (results.period == correction.period) & (results.window == correction.window) & (results.area == correction.area) & (results.breakdown == "total")
    if not (told & results.state.isin(["shown", "no_cases"])).any():
        raise Problem(f"'{definition.id}' has no figure for this period, window and area, so {NOTHING}.")
    row = results.index[told][0]
    if definition.kind in WHOLE:
        numerator, denominator = correction.value, results.at[row, "denominator"]
    else:
        numerator, denominator = (results.at[row, name] if given is None else given for name, given in (("numerator", correction.numerator), ("denominator", correction.denominator)))
        if definition.kind == "share" and numerator > denominator:
            raise Problem(f"'{definition.id}' would count more than it is out of, so {NOTHING}.")
    value = numerator if definition.kind in WHOLE else rounded(numerator / denominator * scale(definition))
    results.loc[row, ["numerator", "denominator", "value"]] = [numerator, denominator, value]
    results.loc[row, "state"] = "shown"
    if definition.kind in PEOPLE:
        results.loc[row, ["people_met", "people"]] = [numerator, denominator if definition.kind == "share" else numerator]


def without(corrected: pandas.DataFrame, plain: pandas.DataFrame) -> pandas.DataFrame:
    """Of the figures as they would have been published without corrections, those that a correction moved: all cases together."""
    key, numbers = ["indicator", "period", "window", "area"], ["numerator", "denominator", "value", "state"]
    corrected, plain = (figures[figures.breakdown == "total"].set_index(key) for figures in (corrected, plain))
    other = plain[numbers].fillna(-1).ne(corrected[numbers].reindex(plain.index).fillna(-1)).any(axis=1)
    return plain[other].reset_index()


def told(params: Params, definitions: dict[str, Definition], areas: Areas, period: Period, source: str) -> list[dict[str, str]]:
    """What the pages of a period say was corrected: what, agreed by whom and when, and why. No value, no id."""
    points = {point.text: point for point in period.points()}
    figures = [
        (f"{definitions[found.indicator].title}, {points[found.period].window_name(found.window)}, {areas.areas[found.area].name}", found)
        for found in params.corrections.figures if _is_of(found.source, source) and found.period in points and found.area in areas.areas
    ]  # fmt: skip
    return [{"what": what, "by": by, "on": on, "why": why} for what, by, on, why in (*_records_told(params, source), *((what, found.agreed_by, found.agreed_on.isoformat(), found.why) for what, found in figures))]


def _records_told(params: Params, source: str) -> Iterable[tuple[str, str, str, str]]:
    """Records by table and column, those agreed alike together: '2 records of assessments, column authorised'."""
    found = Counter((one.table, one.column, one.agreed_by, one.agreed_on.isoformat(), one.why) for one in params.corrections.records if _is_of(one.source, source))
    for (table, column, by, on, why), number in found.items():
        yield f"{number} {'record' if number == 1 else 'records'} of {table.replace('_', ' ')}, {f'column {column}' if column else 'left out'}", by, on, why
