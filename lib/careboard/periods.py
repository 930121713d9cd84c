"""A month or a date, its windows, and the counting of working days and months.

Every interval of n months ends on the same day n months later (or that month's last day), that day
included. Working days are Monday to Friday without England's bank holidays; the start is day 0.
Source: DfE, Characteristics of children in need, methodology (timeliness of assessments and conferences).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from careboard.errors import WrongUse

if TYPE_CHECKING:
    import numpy
    import pandas


class Window(StrEnum):
    """How far back a figure reaches; every window ends with the period."""

    AT_DATE = "at_date"
    MONTH = "month"
    SIX_MONTHS = "six_months"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"


MONTHS_OF_WINDOW = {Window.MONTH: 1, Window.SIX_MONTHS: 6, Window.YEAR: 12}
POINTS = 25  # of a trend: the period itself and the 24 points before it
# in English whatever the machine speaks
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR, LAST_YEAR = 1990, 2050  # of the bank holidays that working days leave out


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_text(day: date) -> str:
    """A date as pages write it: 31 October 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def year_text(year: int) -> str:
    """A financial year by the calendar year it ends in: 2019 is 2018/19."""
    return f"{year - 1}/{year % 100:02d}"


@dataclass(frozen=True, order=True)
class Period:
    """A month (ends on its last day) or a date (a fortnight, ends that day), as the user typed it.

    Attributes:
        end: its last day.
        text: as typed, '2019-10' or '2019-10-18'.
    """

    end: date
    text: str

    @property
    def dated(self) -> bool:
        """Whether it is a date and no month."""
        return len(self.text) == len("YYYY-MM-DD")

    @property
    def name(self) -> str:
        """As pages write it: 'October 2019', '18 October 2019'."""
        return day_text(self.end) if self.dated else f"{MONTHS[self.end.month - 1]} {self.end.year}"

    def back(self, months: int) -> Period:
        """The point so many months before: a month for a month, the same day for a date."""
        if self.dated:
            day = months_before(self.end, months)
            return Period(day, day.isoformat())
        first = months_before(self.end.replace(day=1), months)
        return Period(month_end(first.year, first.month), f"{first:%Y-%m}")

    def points(self, number: int = POINTS) -> list[Period]:
        """The point itself and those before it, earliest first."""
        return list(_points(self, number))

    def window(self, name: str) -> tuple[date, date]:
        """First and last day of a window that ends with the period, both included.

        Args:
            name: a Window.
        """
        if name == Window.AT_DATE:
            return self.end, self.end
        if name == Window.FINANCIAL_YEAR:
            return date(self.end.year - (self.end.month < 4), 4, 1), self.end
        return self.back(MONTHS_OF_WINDOW[Window(name)]).end + timedelta(days=1), self.end

    def window_name(self, name: str) -> str:
        """The window in words: 'October 2019', 'six months to October 2019', 'at 31 October 2019'."""
        if name == Window.AT_DATE:
            return f"at {day_text(self.end)}"
        if name == Window.MONTH:
            return f"month to {self.name}" if self.dated else self.name
        if name == Window.FINANCIAL_YEAR:
            return f"1 April {self.window(name)[0].year} to {day_text(self.end)}"
        return f"{'six months' if name == Window.SIX_MONTHS else 'year'} to {self.name}"


@lru_cache(maxsize=64)
def _points(period: Period, number: int) -> tuple[Period, ...]:
    """Worked out once: a page asks for them with each of its charts."""
    return tuple(period.back(months) for months in range(number - 1, -1, -1))


def parse(text: str) -> Period:
    """A period from what the user typed.

    Raises:
        WrongUse: when it is neither YYYY-MM nor YYYY-MM-DD.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return Period(month_end(int(text[:4]), int(text[5:])), text)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return Period(date.fromisoformat(text), text)
    except (ValueError, TypeError):  # month 13, 31 June, the number 2019 that papermill makes of one
        pass
    raise WrongUse(
        f"'{text}' is not a period. Write a month as 2019-10, a fortnight by its last day as 2019-10-18, "
        "several months as 2019-04..2019-10."
    )


def within(wanted: Sequence[Period], drawn: date | None) -> None:
    """Refuse periods that end after the day on which the extract was drawn, where that is known.

    Raises:
        WrongUse: naming them.
    """
    late = [period.text for period in wanted if drawn and period.end > drawn]
    if late:
        raise WrongUse(
            f"{', '.join(late)}: the period ends after the extract was drawn ({drawn})."
            " Ask for an earlier period, or bring a later extract."
        )


def parse_all(texts: tuple[str, ...] | list[str]) -> list[Period]:
    """Periods in the order typed, each once; 2019-04..2019-10 stands for its months.

    Raises:
        WrongUse: for a text that is neither a period nor a run of months.
    """
    found: dict[str, Period] = {}
    for text in texts:
        first, dots, last = text.partition("..")
        if not dots:
            span = [parse(text)]
        else:
            start, end = parse(first), parse(last)
            months = (end.end.year - start.end.year) * 12 + end.end.month - start.end.month
            if start.dated or end.dated or months < 0:
                raise WrongUse(
                    f"'{text}' is not a run of months. Write it as 2019-04..2019-10, the earlier month first."
                )
            span = end.points(months + 1)
        found.update((period.text, period) for period in span)
    return list(found.values())


@lru_cache(maxsize=1)
def _calendar() -> numpy.busdaycalendar:
    import holidays
    import numpy

    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return numpy.busdaycalendar(holidays=sorted(days))


def working_days(start: Any, end: Any) -> Any:
    """Working days after `start` up to and including `end`, case by case.

    A start on a Saturday is day 0, and the Monday after it is day 1.

    Args:
        start: a column of dates (a missing date gives a missing number), or a single date.
        end: the same.

    Returns:
        A column of numbers, or one number. 19 August to 22 October 2019 is 45: the August bank holiday is
        left out.
    """
    import numpy
    import pandas

    first = numpy.asarray(pandas.to_datetime(start), dtype="datetime64[D]")
    last = numpy.asarray(pandas.to_datetime(end), dtype="datetime64[D]")
    first, last = numpy.broadcast_arrays(first, last)
    known = ~(numpy.isnat(first) | numpy.isnat(last))
    days = numpy.full(first.shape, numpy.nan)
    days[known] = numpy.busday_count(first[known] + 1, last[known] + 1, busdaycal=_calendar())
    index = next((given.index for given in (start, end) if isinstance(given, pandas.Series)), None)
    return pandas.Series(days, index=index) if index is not None else days[()]


def working_days_later(start: pandas.Series, days: int) -> pandas.Series:
    """The day on which so many working days after `start` are over, case by case.

    Args:
        start: a column of dates; each is day 0, and a missing one stays missing.
        days: how many.
    """
    import numpy
    import pandas

    first = start.to_numpy("datetime64[D]")
    known = ~numpy.isnat(first)
    later = first.copy()
    later[known] = numpy.busday_offset(first[known], days, roll="backward", busdaycal=_calendar())
    return pandas.Series(later.astype("datetime64[s]"), index=start.index)


def add_months(days: Any, months: int) -> Any:
    """The last day of an interval of so many months: the same day of a later month, or that month's last.

    Args:
        days: a column of dates, or one date.
        months: how many.
    """
    import pandas

    return days + pandas.DateOffset(months=months)
