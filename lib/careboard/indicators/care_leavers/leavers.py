"""Care leavers on a date, or at their birthdays, from the history of their states.

In scope are those recorded as relevant or former relevant: looked after for 13 weeks or more from the age of
14, ending after 16. Those transferred to another authority have no open state.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas

from careboard.indicators.cases import age_at, open_at
from careboard.periods import day_text
from careboard.records.codes import CARE_LEAVERS
from careboard.records.spans import Spans
from careboard.records.tables import NotAvailable, Tables, kept

DIED = "DIED"
GONE = [DIED, "RHOM"]
YOUNGEST, OLDEST = 17, 25
OLDEST_IN_RETURNS = 21  # the SSDA903 return asks for the birthdays from the 17th to the 21st
UNLIKE = "the published figure is measured at birthdays over a year, this one on one day"
STATE = ["in_touch", "activity", "accommodation"]


def care_leavers_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Care leavers in scope on a date, one row each, with their state and `age`. Without a history, on the
    extract's own date alone.
    """

    def made() -> pandas.DataFrame:
        if tables.has("care_leavers"):
            states = open_at(_history(tables), on)
        elif on == tables.drawn:
            states = tables.care_leavers_now
            states = states[states.eligibility.isin(CARE_LEAVERS)]
        else:
            raise NotAvailable(f"no history of care leavers tells how they were on {day_text(on)}")
        states = states.drop_duplicates("child", keep="last")
        return states.assign(age=age_at(tables.born(states.child), on), on=pandas.Timestamp(on))

    return tables.once(("care_leavers_at", on), made)


@kept
def _history(tables: Tables) -> pandas.DataFrame:
    """All states of care leavers in scope, in the order in which they began."""
    states = tables.care_leavers[tables.care_leavers.eligibility.isin(CARE_LEAVERS)]
    return states.sort_values("started", kind="stable")


@kept
def at_birthdays(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    """One row for each birthday in a window of a care leaver in scope: child, on, age (that is reached), and
    the state on that day.
    """
    if tables.reach is not None and first < tables.reach.stocks:
        raise NotAvailable(f"no snapshot tells how care leavers were before {day_text(tables.reach.stocks)}")
    found = tables.once("all birthdays", lambda: _all_birthdays(tables))
    return found[(found.on >= pandas.Timestamp(first)) & (found.on <= pandas.Timestamp(last))]


def _all_birthdays(tables: Tables) -> pandas.DataFrame:
    """Every birthday of a care leaver at which the history, or an SSDA903 return, tells the state."""
    if not tables.has("care_leavers"):
        returned = tables.birthdays
        return returned.assign(age=age_at(tables.born(returned.child), returned.on))
    states = tables.care_leavers[tables.care_leavers.eligibility.isin(CARE_LEAVERS)]
    people = states[["child"]].drop_duplicates()
    people = people.assign(born=tables.born(people.child))
    reached = pandas.concat(
        [people.assign(age=age) for age in range(YOUNGEST, OLDEST + 1)], ignore_index=True
    ).dropna(subset="born")
    reached["on"] = _birthday(reached.born, reached.age)
    found = Spans(states, "child").at(reached.child, reached.on, ["eligibility", *STATE])
    return pandas.concat([reached[["child", "on", "age"]], found[STATE]], axis=1)[found.eligibility.notna()]


def _birthday(born: pandas.Series, age: pandas.Series) -> pandas.Series:
    """The day on which somebody reaches an age; of those born on 29 February, 1 March where the year has no
    such day.
    """
    year = born.dt.year + age.astype("int")
    leap_year = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    leap = (born.dt.month == 2) & (born.dt.day == 29) & ~leap_year
    return pandas.to_datetime(
        {"year": year, "month": born.dt.month.mask(leap, 3), "day": born.dt.day.mask(leap, 1)}
    ).astype("datetime64[s]")


def leavers_in(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    """Care leavers on the date where the window is a day, else at the birthdays in it."""
    return care_leavers_at(tables, last) if first == last else at_birthdays(tables, first, last)


def aged(
    tables: Tables,
    first: date,
    last: date,
    youngest: int,
    oldest: int,
    leavers: Callable[[Tables, date, date], pandas.DataFrame] = leavers_in,
) -> pandas.DataFrame:
    """Care leavers of an age in a window, out of those of all ages that `leavers` gives for it.

    Birthdays that no SSDA903 return asks for are not available from returns alone.
    """
    if first < last and youngest > OLDEST_IN_RETURNS and not tables.has("care_leavers"):
        raise NotAvailable(f"SSDA903 returns end with the birthday of age {OLDEST_IN_RETURNS}")
    found = leavers(tables, first, last)
    return found[found.age.between(youngest, oldest)]
