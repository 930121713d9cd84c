"""Text held against the declared shape of a table: typed records out, faulty ones set aside with a reason.

A record is set aside when a required value is blank or unknown, a date or number is not readable, a date
runs backwards, its key stands twice, or its child is not among the children. An unknown code in a value
that is not required is emptied and listed, and the record is kept. No value is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas
import pandera.pandas as pandera

from careboard.intake.extract import FAULTS, KEPT, SET_ASIDE
from careboard.records.codes import IN_USE
from careboard.records.schema import PANDAS_TYPES, TABLES, Column, Table

DATE_FORMS = {"%d/%m/%Y": "dd/mm/yyyy", "%Y-%m-%d": "yyyy-mm-dd"}  # as pandas and as readers write them
# takes a day of April to March into the calendar year that names its collection
NEXT_COLLECTION = pandas.DateOffset(months=9)
# type of a column -> what may stand there beside a day
DATE_ENDINGS = {"moment": ", with hh:mm after it or not", "year_or_date": " or a year"}
BLANK = "not_nullable"  # pandera's name for a missing value where one is needed
EARLIEST, LATEST = pandas.Timestamp("1900-01-01"), pandas.Timestamp("2100-01-01")


@dataclass(frozen=True)
class Raw:
    """One table as it came: text under the suite's column names, and where each record stood.

    Attributes:
        frame: text, blanks as empty text.
        file: one name, or one name a record.
        row: the line of each record in its file.
        origin: the suite's column -> the file's.
        date_format: how its dates are written, as pandas has it.
    """

    frame: pandas.DataFrame
    file: str | pandas.Series
    row: pandas.Series
    origin: dict[str, str]
    date_format: str = "%d/%m/%Y"


class Faults:
    """The list of faults that grows while tables are checked."""

    def __init__(self) -> None:
        """Begin with none."""
        self._frames: list[pandas.DataFrame] = []

    def add(self, raw: Raw, bad: pandas.Series, column: str, reason: str, outcome: str = SET_ASIDE) -> None:
        """Add a fault for each bad record of a table.

        Args:
            raw: the table as it came.
            bad: whether each record has the fault, with the table's index.
            column: the suite's column that is wrong.
            reason: what is wrong with it; it quotes no value.
            outcome: SET_ASIDE or KEPT.
        """
        if bad.any():
            where = bad[bad].index
            file = raw.file.loc[where] if isinstance(raw.file, pandas.Series) else raw.file
            self._frames.append(
                pandas.DataFrame(
                    {
                        "file": file,
                        "row": raw.row.loc[where],
                        "column": raw.origin.get(column, column),
                        "reason": reason,
                        "outcome": outcome,
                    }
                )
            )

    def frame(self) -> pandas.DataFrame:
        """All faults so far: file, row, column, reason, outcome."""
        if not self._frames:
            return pandas.DataFrame({name: pandas.Series(dtype="str") for name in FAULTS})
        return pandas.concat(self._frames, ignore_index=True)[FAULTS]


def valid_records(raw: Raw, table: Table, faults: Faults) -> pandas.DataFrame:
    """The sound records of a table, typed.

    Args:
        raw: the table as it came.
        table: its declared shape.
        faults: the list to which what is wrong is added.

    Returns:
        A column for every declared one that the source has, with the index of the table as it came.
    """
    columns = [column for column in table.columns if column.name in raw.frame]
    typed, bad = {}, pandas.Series(False, index=raw.frame.index)
    for column in columns:
        typed[column.name], unreadable = _typed(raw, column, faults)
        bad |= unreadable
    frame = pandas.DataFrame(typed, index=raw.frame.index)
    frame, out_of_shape = _out_of_shape(raw, frame, table, columns, faults)
    bad |= out_of_shape
    for first, last in table.spans:
        if first in frame and last in frame:
            backwards = frame[last] < frame[first]
            faults.add(raw, backwards & ~bad, last, f"earlier than '{raw.origin.get(first, first)}'")
            bad |= backwards
    if table.name == "care" and "placement_type" in frame:
        reason = "the code was not in use in the episode's collection years"
        faults.add(raw, _out_of_use(frame) & ~bad, "placement_type", reason, KEPT)
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
    """One column turned into its declared type, and which records could not be read.

    Each different text is read once.
    """
    place, different = pandas.factorize(raw.frame[column.name], use_na_sentinel=False)
    text = pandas.Series([value.strip() for value in different.to_list()], dtype="str")
    filled = text != ""
    if column.type == "number":
        value, reason = pandas.to_numeric(text.where(filled), errors="coerce"), "not a number"
    elif column.type in PANDAS_TYPES:
        value = _dates(text.where(filled), raw.date_format, column.type)
        form = DATE_FORMS[raw.date_format]
        reason = f"not a date in the form {form}{DATE_ENDINGS.get(column.type, '')}"
    else:
        value, reason = text.where(filled), ""
    unreadable = filled & value.isna()
    value, unreadable = (each.take(place).set_axis(raw.frame.index) for each in (value, unreadable))
    faults.add(raw, unreadable, column.name, reason)
    return value, unreadable


def _dates(text: pandas.Series, form: str, kind: str) -> pandas.Series:
    """Dates by one declared format; a moment may carry a time, an earlier record may know only its year."""
    short = text
    if kind == "date":  # databases hand a day out with midnight behind it
        short = text.str.replace(r"[ T]00:00(:00(\.0+)?)?$", "", regex=True)
    value = pandas.to_datetime(short, format=form, errors="coerce", exact=True)
    if kind == "moment":
        for time in (" %H:%M", " %H:%M:%S"):
            value = value.fillna(pandas.to_datetime(short, format=form + time, errors="coerce"))
    if kind == "year_or_date":
        middles = short.where(short.str.fullmatch(r"\d{4}", na=False)) + "-07-01"
        value = value.fillna(pandas.to_datetime(middles, format="%Y-%m-%d", errors="coerce"))
    value = value.astype("datetime64[s]")
    return value.where((value >= EARLIEST) & (value < LATEST))


def _out_of_shape(
    raw: Raw, frame: pandas.DataFrame, table: Table, columns: list[Column], faults: Faults
) -> tuple[pandas.DataFrame, pandas.Series]:
    """Blank required values and unknown codes, found by pandera and listed in the house's words.

    Returns:
        The frame with unknown codes emptied where no value is needed, and which records are to be set aside.
    """
    bad = pandas.Series(False, index=frame.index)
    try:
        _schema(columns).validate(frame, lazy=True)
        return frame, bad
    except pandera.errors.SchemaErrors as error:
        failures = error.failure_cases
    required = {column.name for column in columns if column.required}
    for (name, check), cases in failures.groupby(["column", "check"], sort=True):
        where = pandas.Series(frame.index.isin(cases["index"]), index=frame.index)
        if check == BLANK:
            blank = raw.frame.loc[where, name].str.strip() == ""
            faults.add(raw, blank, name, "blank, and a value is needed")
            bad |= where
            continue
        outcome = SET_ASIDE if name in required else KEPT
        faults.add(raw, where, name, f"not one of the codes known for '{table.name}'", outcome)
        if name in required:
            bad |= where
        else:
            frame = frame.assign(**{name: frame[name].mask(where)})
    return frame, bad


def _schema(columns: list[Column]) -> pandera.DataFrameSchema:
    """What pandera is to hold a table against: values that are needed, and codes."""
    return pandera.DataFrameSchema(
        {
            column.name: pandera.Column(
                nullable=not column.required,
                checks=pandera.Check.isin(column.codes) if column.codes else None,
            )
            for column in columns
            if column.required or column.codes
        }
    )


def records_of_known_children(
    frames: dict[str, pandas.DataFrame], raws: dict[str, Raw], faults: Faults
) -> dict[str, pandas.DataFrame]:
    """The tables without records of no known child, and without care that began before the child was born.

    Args:
        frames: the sound records of each table, by the table's name.
        raws: the tables as they came, by the same names.
        faults: the list to which what is set aside is added.
    """
    if "children" not in frames:
        return frames
    born = frames["children"].set_index("child").born
    known = dict(frames)
    for name, frame in frames.items():
        if name == "children" or not TABLES[name].of_child:
            continue
        stranger = ~frame.child.isin(born.index)
        faults.add(raws[name], stranger, "child", "the child is not in the table of children")
        early = pandas.Series(False, index=frame.index)
        if name == "care":
            early = frame.started < frame.child.map(born)
            faults.add(raws[name], early, "started", "before the child was born")
        known[name] = frame[~(stranger | early)]
    return known
