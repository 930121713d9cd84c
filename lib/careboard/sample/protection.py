"""Protection plans as careers: who comes onto a plan, when, and when the plan ends.

Month by month the number of starts is given and the number of ends follows from the stock wanted.
"""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .chance import choose, dice, draw
from .days import (
    HISTORY_START,
    MONTH_SHOWN,
    OPEN,
    add_months,
    birthday,
    first_day,
    last_day,
    last_working_day,
)
from .people import Bands, Register, born_at_age

AGES: Bands = {(0.13, 1): 17, (1, 5): 30, (5, 10): 29, (10, 14): 16, (14, 17): 8}
CATEGORIES = {"NEG": 49, "EMO": 37, "PHY": 7, "SAB": 5, "MUL": 2}
SHORTEST = 45  # days

EarlierPlan = tuple[int, int, int, bool]  # person, start, end, whether only the years are known


@dataclass
class Plans:
    """Protection plans: who, from when, to when; `ola` are other authorities' temporary ones."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    category: np.ndarray
    ola: np.ndarray

    def open_at(self, on: int) -> np.ndarray:
        """The county's own plans open on a date.

        Args:
            on: The day, as a number.

        Returns:
            True or False for each plan.
        """
        return (self.start <= on) & (self.end > on) & ~self.ola


class Careers:
    """Plans being written, month by month."""

    def __init__(self, register: Register) -> None:
        self.rng = dice("protection plans")
        self.register = register
        self.person, self.start, self.end = (np.zeros(0, int) for _ in range(3))
        self.earlier_plans: list[EarlierPlan] = []

    def add(self, person: np.ndarray, start: np.ndarray, end: int = OPEN) -> None:
        """Plans that start.

        Args:
            person: The children's numbers in the register.
            start: The day on which each plan starts.
            end: The day on which all of them end, OPEN while they go on.
        """
        self.person = np.concatenate([self.person, person])
        self.start = np.concatenate([self.start, start])
        self.end = np.concatenate([self.end, np.full(len(person), end)])

    def last_ends(self) -> np.ndarray:
        """The end of each child's last plan, OPEN while one is open, 0 where there was none."""
        ends = np.zeros(self.register.count, int)
        np.maximum.at(ends, self.person, self.end)
        return ends

    def begin(self, count: int) -> None:
        """Plans that were already open when the history begins."""
        start = last_working_day(HISTORY_START - 1 - self.rng.exponential(260, count).astype(int) % 1_000)
        self.add(self.register.add(born_at_age(self.rng, start, {(0.13, 5): 60, (5, 13): 40})), start)

    def start_month(self, month: int, count: int, within: int, later: int) -> None:
        """The plans that start in a month: first ones, and repeats of two kinds.

        Args:
            month: The month, as a number.
            count: How many plans start.
            within: How many are repeats within a year of the plan before.
            later: How many are repeats after a longer time.
        """
        first, last = first_day(month), last_day(month)
        days = np.sort(last_working_day(self.rng.integers(first + 3, last + 1, count)))
        self.rng.shuffle(days)
        ends, born = self.last_ends(), self.register.born[: self.register.count]
        young = (born + 16.4 * 365.25 > last) & (ends > 0)
        recent = young & (ends <= first - 20) & (ends >= add_months(last, -12) + 5)
        longer_ago = young & (ends < add_months(first, -12) - 5)
        within = min(within, recent.sum())
        known = round(later * np.interp(month, [484, 544, 603], [1, 0.45, 0.12]))
        known = max(known, later - longer_ago.sum())
        again = choose(self.rng, recent, within), choose(self.rng, longer_ago, later - known)
        old = self.children_with_earlier_plans(days[within + later - known : within + later])
        new = self.register.add(born_at_age(self.rng, days[within + later :], AGES))
        self.add(np.concatenate([*again, old, new]), days)

    def children_with_earlier_plans(self, days: np.ndarray) -> np.ndarray:
        """Older children whose earlier plan was before April 2010; that plan is kept in `earlier_plans`.

        Args:
            days: The day on which the new plan of each starts.

        Returns:
            The children's numbers in the register.
        """
        since = (days - HISTORY_START) / 365.25
        age = np.minimum(np.maximum(self.rng.uniform(3, 15, len(days)), since + 2.2), 16.3)
        who = self.register.add(days - (age * 365.25).astype(int))
        born = self.register.born[who]
        room = np.minimum(HISTORY_START, days - 380) - 40 - born - 60
        start = born + 60 + (room * self.rng.random(len(days)) * 0.6).astype(int)
        longest = np.minimum(HISTORY_START, days - 380) - start
        end = start + np.maximum(30, longest * self.rng.random(len(days)) * 0.8)
        year_only = self.rng.random(len(days)) < 0.2
        self.earlier_plans += zip(who, start, end.astype(int), year_only, strict=True)
        return who

    def end_month(self, month: int, wanted: int) -> None:
        """Ends in a month: at 18 without choice, the others by how long the plan has lasted.

        Args:
            month: The month, as a number.
            wanted: How many plans end in it.
        """
        first, last = first_day(month), last_day(month)
        eighteen = birthday(self.register.born[self.person], 18)
        lasted = last - self.start
        opened = (self.end == OPEN) & (self.start < first - SHORTEST + 30)
        band = np.searchsorted([SHORTEST, 95, 185, 365, 730], lasted)
        weights = np.array([0.0, 0.35, 1.3, 1.7, 2.2, 3.2])[band]
        if month == MONTH_SHOWN:  # the review of long plans
            weights *= np.where(lasted > 365, 6.0, 0.8)
        at_18 = opened & (eighteen <= last)
        ending = choose(self.rng, opened * weights * ~at_18, wanted - at_18.sum())
        days = last_working_day(self.rng.integers(first + 3, last + 1, len(ending)))
        self.end[ending] = np.maximum(days, self.start[ending] + 20)
        self.end[at_18] = np.maximum(eighteen[at_18] - 1, first)


def plans(register: Register) -> tuple[Plans, list[EarlierPlan]]:
    """All protection plans of the county, and the rows of `earlier_plans`."""
    careers = Careers(register)
    starts, within, later = quotas.plan_starts()
    stock = quotas.stock(quotas.PLANS_OPEN, quotas.HISTORY)
    careers.begin(stock[0])
    for place, month in enumerate(quotas.HISTORY.tolist()):
        careers.start_month(month, starts[place], within[place], later[place])
        careers.end_month(month, stock[place] + starts[place] - stock[place + 1])
    own = len(careers.person)
    temporary = _add_temporary(careers)
    category = draw(careers.rng, CATEGORIES, own + temporary)
    ola = np.arange(own + temporary) >= own
    return Plans(careers.person, careers.start, careers.end, category, ola), careers.earlier_plans


def _add_temporary(careers: Careers) -> int:
    """Other authorities' plans, held here for a while: some fifteen a year, never counted."""
    start = last_working_day(careers.rng.integers(HISTORY_START + 5, last_day(quotas.HISTORY[-1]), 150))
    end = last_working_day(start + careers.rng.integers(40, 130, len(start)))
    who = careers.register.add(born_at_age(careers.rng, start, AGES))
    careers.add(who, start)
    careers.end[-len(start) :] = np.where(end > last_day(quotas.HISTORY[-1]), OPEN, end)
    return len(start)
