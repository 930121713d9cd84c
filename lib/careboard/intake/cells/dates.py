"""Days and moments: dd/mm/yyyy or ISO, with a time behind or none, and what else a whole column may hold.

A day's time is left out and told. Excel's numbers and years of two digits are read only where the whole
column is so. Where days above 12 stand in the month's place more often than in the day's, months come first:
then the column is refused, since the rest of it would be guesses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy
import pandas

from careboard.intake.cells.blanks import DAY_RULE, NO_DAY_TEXT, NO_DAYS
from careboard.intake.cells.date_forms import (
    SERIAL,
    SHORT_YEAR,
    USUAL,
    MonthFirst,
    moment_of,
    serial_moment,
    short_day,
)
from careboard.intake.cells.reading import Reading, Texts
from careboard.records.schema import Column

EARLIEST, LATEST = pandas.Timestamp("1940-01-01"), pandas.Timestamp("2100-01-01")
MIDNIGHT_RULE = "midnight behind the day; read without"
TIME_RULE = "a time behind the day; read without"
FORM_RULE = "a date written in another way than {usual}; read as the day"
SERIAL_RULE = "Excel's number of a day, throughout the column; read as the day"
SHORT_RULE = "a year of two digits, throughout the column; read as from 1950 to 2049"
MONTH_FIRST = (
    "months stand before days ({month_first:,} dates have a day above 12 in the month's place, {day_first:,} "
    "in the day's). The rest would be guesses. Write dates as dd/mm/yyyy or yyyy-mm-dd"
)
LETTERS = len("dd/mm/yyyy")
ONE_MONTH_FIRST = "the month stands before the day; others of the column may be so too"
OUT_OF_TIME = "a day before 1940 or after 2099"
ENDINGS = {"moment": ", with hh:mm after it or not", "year_or_date": " or a year"}  # type -> what else may be


def dates(texts: Texts, column: Column) -> Reading:
    """Days, or moments where the column's type says so.

    Args:
        texts: the different texts of a column; none is a word for blank.
        column: its declared type: 'date', 'moment' or 'year_or_date'.
    """
    text = pandas.Series(texts.text, dtype="str")
    plain = pandas.to_datetime(
        text.where(text != ""), format=USUAL[texts.usual_date], errors="coerce", exact=True
    )
    if column.type == "moment":  # most have a time
        for time in (" %H:%M", " %H:%M:%S"):
            timed = pandas.to_datetime(
                text, format=USUAL[texts.usual_date] + time, errors="coerce", exact=True
            )
            plain = plain.fillna(timed)
    value = plain.astype("datetime64[s]").to_numpy().copy()
    ours = _Column(texts, column, value)
    ours.tell_short(numpy.fromiter(map(len, texts.text), dtype="int64", count=len(value)))
    ours.read(
        [position for position in numpy.flatnonzero(numpy.isnat(value)).tolist() if texts.text[position]]
    )
    return ours.reading()


class _Column:
    """The texts of one column that are not in its usual form, read one by one."""

    def __init__(self, texts: Texts, column: Column, value: numpy.ndarray):
        self.texts, self.column, self.value = texts, column, value
        self.faults: dict[str, numpy.ndarray] = {}
        self.repairs: dict[str, numpy.ndarray] = {}
        self.month_first, self.day_first = 0, 0

    def read(self, places: list[int]) -> None:
        """Read the texts at some places; what cannot be read becomes a fault."""
        whole = len(places) == sum(map(bool, self.texts.text))
        for form, rule, read in ((SERIAL, SERIAL_RULE, _serial), (SHORT_YEAR, SHORT_RULE, short_day)):
            if (
                places
                and whole
                and all(self._blank(place) or form.fullmatch(self._at(place)) for place in places)
            ):
                self._read_throughout(places, rule, read)
                return
        for place in places:
            self._read_one(place)

    def tell_short(self, letters: numpy.ndarray) -> None:
        """Tell of days without a nought in front, which are read all the same."""
        short = ~numpy.isnat(self.value) & (letters < LETTERS)
        if short.any():
            self._repaired(short, FORM_RULE.format(usual=self.texts.usual_date))

    def reading(self) -> Reading:
        """What came of it."""
        value = pandas.Series(self.value)
        iso = value.dt.strftime("%Y-%m-%d")
        for day in NO_DAYS & set(iso[(value < EARLIEST) | (value >= LATEST)]):
            self._repaired((iso == day).to_numpy(), DAY_RULE)
            value = value.mask(iso == day)
        outside = ((value < EARLIEST) | (value >= LATEST)).to_numpy()
        if outside.any():
            self._fault(outside, OUT_OF_TIME)
            value = value.mask(outside)
        refused = ""
        if self.month_first:
            day_first = self.day_first + self._certain_days(value)
            if self.month_first > day_first:
                refused = MONTH_FIRST.format(month_first=self.month_first, day_first=day_first)
        return Reading(value.astype("datetime64[s]"), self.faults, self.repairs, refused)

    def _at(self, place: int) -> str:
        return self.texts.text[place]

    def _blank(self, place: int) -> bool:
        return NO_DAY_TEXT.fullmatch(self._at(place)) is not None

    def _certain_days(self, value: pandas.Series) -> int:
        """Records of the usual form whose day is above 12, and so surely a day."""
        if self.texts.usual_date == "yyyy-mm-dd":
            return 0
        usual = numpy.fromiter(("/" in text[:3] for text in self.texts.text), bool)
        return int(self.texts.count[usual & (value.dt.day > 12).to_numpy()].sum())

    def _read_throughout(
        self, places: list[int], rule: str, read: Callable[[str], tuple[datetime, bool]]
    ) -> None:
        for place in places:
            if self._blank(place):
                self._one(self.repairs, place, DAY_RULE)
                continue
            try:
                day, certain = read(self._at(place))
            except MonthFirst:
                self._not_day_first(place)
            except ValueError:
                self._one(self.faults, place, self._unreadable)
            else:
                self.day_first += int(self.texts.count[place]) * certain
                self._put(place, day)
                self._one(self.repairs, place, rule)

    def _read_one(self, place: int) -> None:
        text = self._at(place)
        if self._blank(place):
            self._one(self.repairs, place, DAY_RULE)
            return
        if self.column.type == "year_or_date" and text[:4].isdigit() and text[4:] in ("", ".0"):
            self.value[place] = numpy.datetime64(f"{text[:4]}-07-01", "s")  # the middle of the year
            return
        try:
            moment, timed, certain = moment_of(text)
        except MonthFirst:
            self._not_day_first(place)
            return
        except ValueError:
            self._one(self.faults, place, self._unreadable)
            return
        if not text[:4].isdigit():
            self.day_first += int(self.texts.count[place]) * certain
        midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        if self.column.type != "moment" and timed:
            self._one(self.repairs, place, MIDNIGHT_RULE if midnight else TIME_RULE)
        if not self._usual(text):
            self._one(self.repairs, place, FORM_RULE.format(usual=self.texts.usual_date))
        self._put(place, moment)

    def _put(self, place: int, moment: datetime) -> None:
        if self.column.type != "moment":
            moment = moment.replace(hour=0, minute=0, second=0)
        self.value[place] = numpy.datetime64(moment, "s")

    def _usual(self, text: str) -> bool:
        """Whether a text begins with a day in the source's usual form."""
        sign, where = ("/", (2, 5)) if self.texts.usual_date == "dd/mm/yyyy" else ("-", (4, 7))
        return len(text) >= 10 and all(text[place] == sign for place in where)

    def _not_day_first(self, place: int) -> None:
        self.month_first += int(self.texts.count[place])
        self._one(self.faults, place, ONE_MONTH_FIRST)

    @property
    def _unreadable(self) -> str:
        return f"not a date in the form {self.texts.usual_date}{ENDINGS.get(self.column.type, '')}"

    def _one(self, found: dict[str, numpy.ndarray], place: int, reason: str) -> None:
        found.setdefault(reason, numpy.zeros(len(self.texts.text), dtype=bool))[place] = True

    def _repaired(self, which: numpy.ndarray, rule: str) -> None:
        self.repairs[rule] = self.repairs.get(rule, numpy.zeros(len(which), dtype=bool)) | which

    def _fault(self, which: numpy.ndarray, reason: str) -> None:
        self.faults[reason] = self.faults.get(reason, numpy.zeros(len(which), dtype=bool)) | which


def _serial(text: str) -> tuple[datetime, bool]:
    return serial_moment(text), True
