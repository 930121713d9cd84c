"""Days, months and working days of the invented county, all as whole numbers.

A day is the number of days since 1 January 1970, a month the number of months since January 1970:
numpy adds and compares such numbers quickly, and they become text only when the files are written.
"""

import functools

import holidays
import numpy as np
from numpy.typing import ArrayLike

OPEN = 200_000  # "still open" or "not known": later than any day, written as a blank
FIRST_YEAR, LAST_YEAR = 1970, 2032


def day(text: str) -> int:
    """The number of a day given as yyyy-mm-dd."""
    return int(np.datetime64(text, "D").astype(int))


def month(text: str) -> int:
    """The number of a month given as yyyy-mm."""
    return int(np.datetime64(text, "M").astype(int))


HISTORY_START = day("2010-04-01")
EXTRACT = day("2020-03-31")
DATE_SHOWN = day("2019-10-31")  # the date at which most figures are arranged
MONTH_SHOWN = month("2019-10")
YEAR_SHOWN = range(month("2018-11"), month("2019-11"))  # the twelve months to October 2019


def first_day(months: ArrayLike) -> np.ndarray:
    """The first day of each month."""
    return np.asarray(months, "datetime64[M]").astype("datetime64[D]").astype(int)


def last_day(months: ArrayLike) -> np.ndarray:
    """The last day of each month."""
    return first_day(np.asarray(months) + 1) - 1


def month_of(days: ArrayLike) -> np.ndarray:
    """The month that each day lies in."""
    return np.asarray(days, "datetime64[D]").astype("datetime64[M]").astype(int)


def add_months(days: ArrayLike, count: ArrayLike) -> np.ndarray:
    """The same day some months later, or that month's last day where it is shorter.

    Args:
        days: The days to count from; OPEN stays OPEN.
        count: How many months.
    """
    days = np.asarray(days)
    months = month_of(days)
    later = first_day(months + count) + (days - first_day(months))
    return np.where(days >= OPEN, OPEN, np.minimum(later, last_day(months + count)))


def birthday(born: ArrayLike, age: ArrayLike) -> np.ndarray:
    """The day on which children reach an age.

    Args:
        born: The days on which they were born.
        age: The age in years.
    """
    return add_months(born, 12 * np.asarray(age))


def age_at(born: ArrayLike, days: ArrayLike) -> np.ndarray:
    """Age in whole years on each day.

    Args:
        born: The days of birth.
        days: The days on which the age is wanted.
    """
    born, days = np.asarray(born), np.asarray(days)
    months = month_of(days) - month_of(born)
    not_yet = (days - first_day(month_of(days))) < (born - first_day(month_of(born)))
    return (months - not_yet) // 12


@functools.cache
def working_days() -> np.ndarray:
    """Every Monday to Friday that is not a bank holiday in England."""
    free = holidays.country_holidays("GB", subdiv="ENG", years=range(1985, LAST_YEAR))
    first, last = np.datetime64("1985-01-01"), np.datetime64(f"{LAST_YEAR - 1}-12-31")
    every = np.arange(first, last)
    return every[np.is_busday(every, holidays=np.array(sorted(free), "datetime64[D]"))].astype(int)


def working_number(days: ArrayLike) -> np.ndarray:
    """How many working days have come up to and with each day; differences count working days."""
    return np.searchsorted(working_days(), days, side="right")


def working_day(numbers: ArrayLike) -> np.ndarray:
    """The working day with each number: the reverse of `working_number`."""
    return working_days()[np.asarray(numbers) - 1]


def last_working_day(days: ArrayLike) -> np.ndarray:
    """The day itself, or the last working day before it."""
    return working_day(working_number(days))


def working_days_between(earlier: ArrayLike, later: ArrayLike) -> np.ndarray:
    """Working days after the earlier day, up to and with the later one: the start is day 0.

    Args:
        earlier: The days from which to count.
        later: The days up to which to count.
    """
    return working_number(later) - working_number(earlier)


@functools.cache
def _texts(iso: bool) -> np.ndarray:
    """One text a day, with a blank at the end for OPEN."""
    every = np.arange(np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR}-01-01"))
    texts = every.astype(str).tolist()
    if not iso:
        texts = [f"{text[8:]}/{text[5:7]}/{text[:4]}" for text in texts]
    return np.array([*texts, ""], object)


def as_text(days: ArrayLike, iso: bool = False) -> np.ndarray:
    """Days as dd/mm/yyyy, OPEN as a blank.

    Args:
        days: The days.
        iso: Dates as yyyy-mm-dd instead.
    """
    table = _texts(iso)
    return table[np.minimum(np.asarray(days, np.int64), len(table) - 1)]


def minutes_as_text(minutes: ArrayLike, iso: bool = False) -> np.ndarray:
    """Minutes since 1970 as dd/mm/yyyy HH:MM, those from OPEN on as a blank.

    Args:
        minutes: The minutes.
        iso: Dates as yyyy-mm-dd instead.
    """
    minutes = np.asarray(minutes, np.int64)
    clock = np.array([f" {m // 60:02d}:{m % 60:02d}" for m in range(1440)], object)
    texts = as_text(minutes // 1440, iso) + clock[minutes % 1440]
    return np.where(minutes >= OPEN * 1440, "", texts)
