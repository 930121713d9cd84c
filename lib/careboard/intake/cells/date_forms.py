"""The forms in which councils write a day, and the time that may stand behind it.

Examples, all of 1 May 2019: '01/05/2019', '1.5.2019', '2019-05-01', '2019-05-01 00:00:00', '01-May-2019',
'20190501'; and, where a whole column is so, '43586' (Excel's count of days) and '01/05/19'.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

DAY_FIRST, ISO = "dd/mm/yyyy", "yyyy-mm-dd"
USUAL = {DAY_FIRST: "%d/%m/%Y", ISO: "%Y-%m-%d"}  # as pandas writes them

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})"
    r"|(?P<named_d>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?P<name>[a-z]{3,9})[-/., ]+(?P<named_y>\d{4})"
    r"|(?P<basic>(?:19|20)\d{6}))"
    r"(?P<time>.*)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"[T ]+(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[AP]M)?"
    r"(?P<zone>\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
SERIAL = re.compile(r"(?P<days>[2-6]\d{4})(?:\.\d+)?")  # from 1954 to 2091; behind the point, the time
SHORT_YEAR = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{2})")
FIRST_SERIAL = datetime(1899, 12, 30)
SHORT_YEARS_FROM = 1950  # a year of two digits lies in the hundred years from here on


class MonthFirst(ValueError):
    """A day above 12 stands where the month should."""


def moment_of(text: str) -> tuple[datetime, bool, bool]:
    """A day, and the time behind it.

    Args:
        text: in one of the forms of DAY, with a time of TIME behind it or none.

    Returns:
        The moment; whether a time stood behind it; and whether the day is beyond doubt, since its number is
        above 12, its month is a name or its year comes first.

    Raises:
        MonthFirst: where a number above 12 stands for the month and one up to 12 for the day.
        ValueError: where it is no day.
    """
    match = DAY.fullmatch(text)
    if match is None:
        raise ValueError
    day, certain = _day(match)
    if not match["time"].strip():
        return day, False, certain
    hour, minute, second = _time(match["time"])
    return day.replace(hour=hour, minute=minute, second=second), True, certain


def _day(match: re.Match[str]) -> tuple[datetime, bool]:
    if match["y"]:
        return datetime(int(match["y"]), int(match["m"]), int(match["d"])), True
    if match["basic"]:
        text = match["basic"]
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:])), True
    if match["name"]:
        month = MONTHS.index(match["name"][:3].lower()) + 1
        return datetime(int(match["named_y"]), month, int(match["named_d"])), True
    day, month = int(match["first"]), int(match["second"])
    if month > 12 >= day >= 1 and month <= 31:
        raise MonthFirst
    return datetime(int(match["year"]), month, day), day > 12


def _time(text: str) -> tuple[int, int, int]:
    match = TIME.fullmatch(text.rstrip())
    if match is None:
        raise ValueError
    hour, minute, second = int(match["h"]), int(match["min"]), int(match["s"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if match["half"].upper() == "PM" else 0)
    if match["zone"] and (hour, minute, second) != (0, 0, 0):
        raise ValueError  # the day here may be another
    return hour, minute, second


def serial_moment(text: str) -> datetime:
    """The moment of Excel's count of days.

    Raises:
        ValueError: where it is none.
    """
    match = SERIAL.fullmatch(text)
    if match is None:
        raise ValueError
    seconds = round(float(text) % 1 * 24 * 60) * 60  # to the minute
    return FIRST_SERIAL + timedelta(days=int(match["days"]), seconds=seconds)


def short_day(text: str) -> tuple[datetime, bool]:
    """A day with a year of two digits, and whether it is beyond doubt that the day comes first.

    Raises:
        MonthFirst, ValueError: as of `moment_of`.
    """
    match = SHORT_YEAR.fullmatch(text)
    if match is None:
        raise ValueError
    day, month = int(match["d"]), int(match["m"])
    if month > 12 >= day >= 1 and month <= 31:
        raise MonthFirst
    year = SHORT_YEARS_FROM + (int(match["y"]) - SHORT_YEARS_FROM) % 100
    return datetime(year, month, day), day > 12
