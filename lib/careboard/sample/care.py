"""Periods of care: who comes into care, when, and when the period ends.

Month by month the number of starts is given and the number of ends follows from the stock wanted;
children who reach 18 leave first. Care begins in 2000, so that today's care leavers have a history.
"""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .chance import choose, dice
from .days import EXTRACT, HISTORY_START, OPEN, birthday, day, first_day, last_day, last_working_day
from .people import Register, born_at_age
from .protection import Plans

AGES = {(0.04, 0.3): 26, (0.3, 1): 12, (1, 5): 19, (5, 10): 9, (10, 15): 17, (15, 17.6): 24}
UNACCOMPANIED_AGES = {(15.2, 17.4): 1}
AFTER_PLAN = 0.40  # of those who come into care
UNACCOMPANIED_A_MONTH = 1.1


@dataclass
class Periods:
    """Periods of care: who, from, to; whether it is an agreed series of short breaks."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    short_break: np.ndarray

    def open_at(self, on: int) -> np.ndarray:
        """Children looked after on a date, short breaks left out.

        Args:
            on: The day, as a number.

        Returns:
            True or False for each period.
        """
        return (self.start <= on) & (self.end > on) & ~self.short_break


class Careers:
    """Periods being written, month by month."""

    def __init__(self, register: Register, plans: Plans) -> None:
        self.rng = dice("care")
        self.register, self.plans = register, plans
        self.person, self.start, self.end = (np.zeros(0, int) for _ in range(3))
        own = ~plans.ola
        self.last_plan_start, self.last_plan_end = (np.zeros(register.count, int) for _ in range(2))
        np.maximum.at(self.last_plan_start, plans.person[own], plans.start[own])
        np.maximum.at(self.last_plan_end, plans.person[own], plans.end[own])

    def add(self, person: np.ndarray, start: np.ndarray) -> None:
        """Periods that start.

        Args:
            person: The children's numbers in the register.
            start: The day on which each period starts.
        """
        self.person = np.concatenate([self.person, person])
        self.start = np.concatenate([self.start, start])
        self.end = np.concatenate([self.end, np.full(len(person), OPEN)])

    def begin(self, count: int) -> None:
        """Children already in care when the simulation begins."""
        born = day("2000-01-01") - (self.rng.beta(2.2, 1.7, count) * 17.6 * 365.25).astype(int) - 40
        since = self.rng.exponential(900, count).astype(int) % 4_000
        start = last_working_day(day("2000-01-01") - 2 - since)
        self.add(self.register.add(born), np.maximum(start, born + 2))

    def start_month(self, month: int, count: int, again: int) -> None:
        """The periods that start in a month: repeats, children from plans, those who come alone, others.

        Args:
            month: The month, as a number.
            count: How many periods start.
            again: How many of them are of children who were in care before.
        """
        first, last = int(first_day(month)), int(last_day(month))
        days = last_working_day(self.rng.integers(first + 3, last + 1, count))
        back = self.returning_children(first, last, again)
        from_plans, plan_days = self.children_from_plans(first, last, round(AFTER_PLAN * count))
        alone = round(UNACCOMPANIED_A_MONTH + self.rng.uniform(-0.6, 0.6)) if first > day("2015-06-01") else 0
        days[len(back) : len(back) + len(from_plans)] = plan_days
        rest = days[len(back) + len(from_plans) :]
        born = born_at_age(self.rng, rest[:alone], UNACCOMPANIED_AGES)
        arrived = self.register.add(born, boys=0.9, unaccompanied=True)
        others = self.register.add(born_at_age(self.rng, rest[alone:], AGES), boys=0.55)
        self.add(np.concatenate([back, from_plans, arrived, others]), days)

    def returning_children(self, first: int, last: int, count: int) -> np.ndarray:
        """Children whose last period ended a while ago, the recent ones more often.

        Args:
            first: The month's first day.
            last: The month's last day.
            count: How many are wanted; fewer come where there are not so many.

        Returns:
            The children's numbers in the register.
        """
        last_end = np.zeros(self.register.count, int)
        np.maximum.at(last_end, self.person, self.end)
        since = first - last_end
        young = self.register.born[: self.register.count] + 17.2 * 365.25 > last
        on_plan = np.zeros(self.register.count, bool)
        on_plan[: len(self.last_plan_end)] = self.last_plan_end > first - 30
        weights = young * (since > 25) * (since < 3_000) * (last_end > 0) * ~on_plan * np.exp(-since / 500)
        return choose(self.rng, weights, min(count, int(np.count_nonzero(weights))))

    def children_from_plans(self, first: int, last: int, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Children whose last plan ends about now, and a day within sixty days of that end.

        Args:
            first: The month's first day.
            last: The month's last day.
            count: How many are wanted; fewer come where there are not so many.

        Returns:
            The children's numbers in the register, and the day on which each comes into care.
        """
        if last < HISTORY_START + 30:
            return np.zeros(0, int), np.zeros(0, int)
        size = len(self.last_plan_end)
        ever = np.zeros(self.register.count, bool)
        ever[self.person] = True
        target = self.last_plan_end - self.rng.integers(0, 45, size)
        entry = last_working_day(np.clip(target, first + 3, last))
        fits = (np.abs(self.last_plan_end - entry) < 55) & (entry > self.last_plan_start + 25)
        young = self.register.born[:size] + 17.4 * 365.25 > entry
        who = choose(self.rng, fits * young * ~ever[:size], min(count, (fits & young & ~ever[:size]).sum()))
        return who, entry[who]

    def end_month(self, month: int, wanted: int) -> None:
        """Ends in a month: at 18 without choice, the others by age and by how long the period has lasted.

        Args:
            month: The month, as a number.
            wanted: How many periods end in it.
        """
        first, last = first_day(month), last_day(month)
        born = self.register.born[self.person]
        opened = (self.end == OPEN) & (self.start < first + 20)
        eighteen = birthday(born, 18)
        at_18 = (self.end == OPEN) & (eighteen <= last)
        lasted, age = last - self.start, (last - born) / 365.25
        weights = np.select([lasted < 60, lasted < 365, lasted < 1_100], [1.6, 1.0, 1.1], 0.30)
        weights = weights * np.select([age > 15.3, age > 5, lasted > 300], [0.12, 1.0, 1.7], 0.9)
        weights = weights * ~self.register.unaccompanied[self.person] * ~at_18 * opened
        ending = choose(self.rng, weights, wanted - at_18.sum())
        days = last_working_day(self.rng.integers(first + 3, last + 1, len(ending)))
        self.end[ending] = np.where(days > self.start[ending], days, np.minimum(self.start[ending] + 2, last))
        self.end[at_18] = eighteen[at_18]


def periods(register: Register, plans: Plans) -> Periods:
    """All periods of care, short breaks among them."""
    careers = Careers(register, plans)
    starts, again = quotas.care_starts()
    stock = quotas.stock(quotas.LOOKED_AFTER, quotas.CARE_HISTORY)
    careers.begin(stock[0])
    for place, month in enumerate(quotas.CARE_HISTORY.tolist()):
        careers.start_month(month, starts[place], again[place])
        careers.end_month(month, stock[place] + starts[place] - stock[place + 1])
    ordinary = len(careers.person)
    _short_breaks(careers)
    short_break = np.arange(len(careers.person)) >= ordinary
    return Periods(careers.person, careers.start, careers.end, short_break)


def _short_breaks(careers: Careers) -> None:
    """Disabled children's series of short breaks: some sixty at a time, never counted as looked after."""
    start = last_working_day(careers.rng.integers(HISTORY_START - 300, EXTRACT - 5, 460))
    who = careers.register.add(born_at_age(careers.rng, start, {(5, 15.5): 1}), boys=0.66)
    end = last_working_day(start + careers.rng.integers(120, 800, len(start)))
    end = np.minimum(end, last_working_day(birthday(careers.register.born[who], 18)))
    careers.add(who, start)
    careers.end[-len(start) :] = np.where(end > EXTRACT, OPEN, end)
