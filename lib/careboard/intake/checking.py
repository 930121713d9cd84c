"""Text held against the declared shape of a table: typed records out, faulty ones set aside with a reason.

A record is set aside when a required value is blank or unknown, a date or number is not readable, a date
runs backwards, its key stands twice, or its child is not among the children. An unknown code in a value
that is not required is emptied and told, and the record is kept. No value is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas
import pandera.pandas as pandera

from careboard.codes import IN_USE
from careboard.intake.extract import FAULTS, KEPT, SET_ASIDE
from careboard.tables import PANDAS_TYPES, TABLES, Column, Table

WRITTEN = {"%d/%m/%Y": "dd/mm/yyyy", "%Y-%m-%d": "yyyy-mm-dd"}
NEXT_COLLECTION = pandas.DateOffset(months=9)  # takes a day of April to March into the calendar year that names its collection
EARLIEST, LATEST = pandas.Timestamp("1900-01-01"), pandas.Timestamp("2100-01-01")


@dataclass
class Raw:
    """One table as it came: text under the suite's column names, and where each record stood.

    file: one name, or one name a record. row: the line in its file. origin: the suite's column -> the file's.
    """

    frame: pandas.DataFrame
    file: str | pandas.Series
    row: pandas.Series
    origin: dict[str, str]
    date_format: str = "%d/%m/%Y"


class Faults:
    """The list of faults that grows while a table is checked."""

    def __init__(self) -> None:
        self.found: list[pandas.DataFrame] = []

    def add(self, raw: Raw, bad: pandas.Series, column: str, reason: str, outcome: str = SET_ASIDE) -> None:
        if bad.any():
            where = bad[bad].index
            file = raw.file.loc[where] if isinstance(raw.file, pandas.Series) else raw.file
            self.found.append(pandas.DataFrame({"file": file, "row": raw.row.loc[where], "column": raw.origin.get(column, column), "reason": reason, "outcome": outcome}))

    def frame(self) -> pandas.DataFrame:
        if not self.found:
            return pandas.DataFrame({name: pandas.Series(dtype="str") for name in FAULTS})
        return pandas.concat(self.found, ignore_index=True)[FAULTS]


def checked(raw: Raw, table: Table, faults: Faults) -> pandas.DataFrame:
    """The records of a table that are sound, typed, with a column for every declared one that the source has."""
    columns = [column for column in table.columns if column.name in raw.frame]
    typed, bad = {}, pandas.Series(False, index=raw.frame.index)
    for column in columns:
        typed[column.name], unreadable = _typed(raw, column, faults)
        bad |= unreadable
    frame = pandas.DataFrame(typed, index=raw.frame.index)
    bad |= _out_of_shape(raw, frame, table, columns, faults)
    for first, last in table.spans:
        if first in frame and last in frame:
            backwards = frame[last] < frame[first]
            faults.add(raw, backwards & ~bad, last, f"earlier than '{raw.origin.get(first, first)}'")
            bad |= backwards
    if table.name == "care" and "placement_type" in frame:
        faults.add(raw, _out_of_use(frame) & ~bad, "placement_type", "the code was not in use in the episode's collection years", KEPT)
    key = [name for name in table.key if name in frame]
    if key:
        again = frame.loc[~bad, key].duplicated().reindex(frame.index, fill_value=False)
        faults.add(raw, again, key[0], "the same record stands above")
        bad |= again
    return frame[~bad]


def _out_of_use(care: pandas.DataFrame) -> pandas.Series:
    """Episodes whose placement type had gone before they began, or came only after they had ended."""
    first = care.placement_type.map({code: years[0] for code, years in IN_USE.items() if years[0]})
    last = care.placement_type.map({code: years[1] for code, years in IN_USE.items() if years[1]})
    began, ended = care.started + NEXT_COLLECTION, care.ended + NEXT_COLLECTION
    return (began.dt.year > last) | (ended.dt.year < first)


def _typed(raw: Raw, column: Column, faults: Faults) -> tuple[pandas.Series, pandas.Series]:
    """One column turned into its declared type, and which records could not be read. Each different text is read once."""
    place, different = pandas.factorize(raw.frame[column.name], use_na_sentinel=False)
    text = pandas.Series([written.strip() for written in different.to_list()], dtype="str")
    given = text != ""
    if column.type == "number":
        value, expected = pandas.to_numeric(text.where(given), errors="coerce"), "not a number"
    elif column.type in PANDAS_TYPES:
        value = _dates(text.where(given), raw.date_format, column.type)
        expected = f"not a date in the form {WRITTEN[raw.date_format]}" + (", with hh:mm after it or not" if column.type == "moment" else " or a year" if column.type == "year_or_date" else "")
    else:
        value, expected = text.where(given), ""
    unreadable = given & value.isna()
    value, unreadable = (told.take(place).set_axis(raw.frame.index) for told in (value, unreadable))
    faults.add(raw, unreadable, column.name, expected)
    return value, unreadable


def _dates(text: pandas.Series, form: str, kind: str) -> pandas.Series:
    """Dates by one declared format; moments may carry a time, and an earlier record may know only its year."""
    short = text
    if kind == "date":  # databases hand a day out with midnight behind it
        short = text.str.replace(r"[ T]00:00(:00(\.0+)?)?$", "", regex=True)
    value = pandas.to_datetime(short, format=form, errors="coerce", exact=True)
    if kind == "moment":
        for time in (" %H:%M", " %H:%M:%S"):
            value = value.fillna(pandas.to_datetime(short, format=form + time, errors="coerce"))
    if kind == "year_or_date":
        value = value.fillna(pandas.to_datetime(short.where(short.str.fullmatch(r"\d{4}", na=False)) + "-07-01", format="%Y-%m-%d", errors="coerce"))
    value = value.astype("datetime64[s]")
    return value.where((value >= EARLIEST) & (value < LATEST))


def _out_of_shape(raw: Raw, frame: pandas.DataFrame, table: Table, columns: list[Column], faults: Faults) -> pandas.Series:
    """Blank required values and unknown codes, found by pandera and told in the house's words."""
    asked = [column for column in columns if column.required or column.codes]
    shape = pandera.DataFrameSchema({column.name: pandera.Column(nullable=not column.required, checks=pandera.Check.isin(column.codes) if column.codes else None) for column in asked})
    bad = pandas.Series(False, index=frame.index)
    try:
        shape.validate(frame, lazy=True)
        return bad
    except pandera.errors.SchemaErrors as error:
        found = error.failure_cases
    required = {column.name: column.required for column in asked}
    for (name, check), cases in found.groupby(["column", "check"], sort=True):
        where = pandas.Series(frame.index.isin(cases["index"]), index=frame.index)
        if check == "not_nullable":
            blank = raw.frame.loc[where, name].str.strip() == ""
            faults.add(raw, blank, name, "blank, and a value is needed")
            bad |= where
        else:
            faults.add(raw, where, name, f"not one of the codes known for '{table.name}'", SET_ASIDE if required[name] else KEPT)
            if required[name]:
                bad |= where
            else:
                frame[name] = frame[name].mask(where)
    return bad


def of_known_children(frames: dict[str, pandas.DataFrame], raws: dict[str, Raw], faults: Faults) -> None:
    """Set aside, in place, records of no known child, and care that began before the child was born."""
    children = frames.get("children")
    if children is None:
        return
    born = children.set_index("child").born
    for name, frame in frames.items():
        if name == "children" or not TABLES[name].of_child:
            continue
        stranger = ~frame.child.isin(born.index)
        faults.add(raws[name], stranger, "child", "the child is not in the table of children")
        early = pandas.Series(False, index=frame.index)
        if name == "care":
            early = frame.started < frame.child.map(born)
            faults.add(raws[name], early, "started", "before the child was born")
        frames[name] = frame[~(stranger | early)]
