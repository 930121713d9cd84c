"""Children missing or away, and the interviews when they return."""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .care import Periods
from .cases import Cases
from .chance import choose, dice, draw
from .days import EXTRACT, MONTH_SHOWN, OPEN, YEAR_SHOWN, first_day, last_day, month_of
from .people import Register

DAY, THREE_DAYS = 1440, 3 * 1440  # minutes
MET_IN_YEAR_SHOWN, MET_IN_MONTH_SHOWN, DUE_IN_MONTH_SHOWN = 0.410, 78, 174
INTERVIEWED_IN_TIME = {"2010-04": 0.28, "2015-04": 0.35, "2018-10": 0.385, "2019-09": 0.43, "2020-03": 0.44}
USUAL_SPELLS = {"2010-04": 55, "2014-04": 95, "2017-04": 140, "2019-10": 168, "2020-03": 165}  # a month
INTERVIEWERS = {"Independent visitor": 35, "Social worker": 40, "Youth worker": 25}


@dataclass
class Spells:
    """Missing (M) and away (A) spells in minutes, with the interview offered and completed."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray
    offered: np.ndarray
    completed: np.ndarray


def spells(register: Register, periods: Periods, cases: Cases) -> Spells:
    """All spells. A spell is counted in the month in which the 72 hours after the return are over."""
    rng = dice("missing")
    months, counts = _monthly_counts()
    due_month = np.repeat(months, counts)
    first, last = first_day(due_month) * DAY, (last_day(due_month) + 1) * DAY
    due = first + ((last - first) * rng.random(len(due_month))).astype(int)
    end = due - THREE_DAYS
    length = np.minimum(rng.lognormal(6.3, 1.1, len(end)), 9 * DAY).astype(int) + 45
    kind = np.full(len(end), "M", object)
    away = first_day(rng.choice(months, 900)) * DAY + rng.integers(0, 28 * DAY, 900)
    end = np.concatenate([end, away, np.full(12, OPEN * DAY)])
    away_start = away - rng.integers(120, 1_500, 900)
    open_start = (EXTRACT + 1) * DAY - rng.integers(200, 6 * DAY, 12)
    start = np.concatenate([due - THREE_DAYS - length, away_start, open_start])
    kind = np.concatenate([kind, np.full(900, "A", object), np.full(12, "M", object)])
    person = Wanderers(rng, register, periods, cases).assign(start, end)
    offered, completed = _interviews(rng, end, kind)
    order = np.argsort(start, kind="stable")
    return Spells(*(part[order] for part in (person, start, end, kind, offered, completed)))


def _monthly_counts() -> tuple[np.ndarray, np.ndarray]:
    """Spells whose 72 hours end in each month: summer is busier, and the years grow."""
    months = quotas.HISTORY
    usual = quotas.monthly_values(USUAL_SPELLS, months)
    counts = np.round(usual * (1 + 0.12 * np.sin((months - 3) * np.pi / 6))).astype(int)
    counts[months == MONTH_SHOWN] = DUE_IN_MONTH_SHOWN
    return months, counts


class Wanderers:
    """Finds a child for each spell: four in five in care at the time, some again and again."""

    def __init__(self, rng: np.random.Generator, register: Register, periods: Periods, cases: Cases) -> None:
        self.rng, self.register = rng, register
        own = np.flatnonzero(~periods.short_break)
        others = np.flatnonzero(cases.assessment >= 0)
        self.person = np.concatenate([periods.person[own], cases.person[others]])
        self.start = np.concatenate([periods.start[own], cases.start[others]])
        self.end = np.concatenate([periods.end[own], cases.end[others]])
        self.in_care = np.arange(len(self.person)) < len(own)
        self.weight = rng.gamma(0.22, 1, register.count)[self.person]

    def assign(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """A child for each spell, so that no two spells of a child overlap.

        Args:
            start: The minute in which each spell begins.
            end: The minute in which it ends.

        Returns:
            The children's numbers in the register.

        Raises:
            ValueError: If some spells find no child.
        """
        person = np.full(len(start), -1)
        care = self.rng.random(len(start)) < 0.8
        open_end = np.minimum(end, (EXTRACT + 1) * DAY)
        for _ in range(40):
            waiting = person < 0
            if not waiting.any():
                return person
            for month in np.unique(month_of(start[waiting] // DAY)):
                for in_care in (True, False):
                    spells = np.flatnonzero(waiting & (care == in_care) & (month_of(start // DAY) == month))
                    person[spells] = self.children(month, in_care, len(spells))
            self.take_back(person, start, open_end)
        raise ValueError("Missing spells that no child could have.")

    def children(self, month: int, in_care: bool, count: int) -> np.ndarray:
        """Children aged 10 to 17, in care or known, from before the month to after its end.

        Args:
            month: The month, as a number.
            in_care: Whether children in care are wanted, or others.
            count: How many; some come more than once.

        Returns:
            The children's numbers in the register, -1 where there are none.
        """
        first, last = first_day(month), last_day(month)
        age = (first - self.register.born[self.person]) / 365.25
        fits = (self.in_care == in_care) & (self.start < first - 1) & (self.end > last + 12)
        places = np.flatnonzero(fits & (age > 9.5) & (age < 17.8))
        if not count or not len(places):
            return np.array(-1)
        weights = np.cumsum(self.weight[places] * np.where(age[places] > 13, 4, 1))
        drawn = np.searchsorted(weights / weights[-1], self.rng.random(count), side="right")
        return self.person[places[drawn]]

    def take_back(self, person: np.ndarray, start: np.ndarray, end: np.ndarray) -> None:
        """Free the spells less than two hours after, or before the end of, another of the same child.

        Args:
            person: Whose each spell is; -1 is put in place for those freed.
            start: The minute in which each spell begins.
            end: The minute in which it ends.
        """
        order = np.lexsort((start, person))
        clash = np.zeros(len(order), bool)
        clash[1:] = (person[order][1:] == person[order][:-1]) & (start[order][1:] < end[order][:-1] + 120)
        person[order[clash]] = -1


def _interviews(rng: np.random.Generator, end: np.ndarray, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Interviews after missing spells: offered more often than completed, in time so often as wanted."""
    size = len(end)
    never = np.full(size, OPEN * DAY)
    missing = np.flatnonzero((kind == "M") & (end < OPEN * DAY))
    due_month = month_of((end[missing] + THREE_DAYS) // DAY)
    met = missing[_interviews_in_time(rng, due_month)]
    unmet = np.setdiff1d(missing, met)
    completed, offered = never.copy(), never.copy()
    completed[met] = end[met] + rng.integers(5 * 60, THREE_DAYS - 90, len(met))
    late = unmet[rng.random(len(unmet)) < 0.42]
    completed[late] = end[late] + THREE_DAYS + (rng.exponential(4.5, len(late)) * DAY).astype(int) + 180
    asked = unmet[rng.random(len(unmet)) < 0.72]
    offered[asked] = end[asked] + rng.integers(2 * 60, 5 * DAY, len(asked))
    done = completed < OPEN * DAY
    soon = end[done] + ((completed - end)[done] * rng.random(done.sum()) * 0.8).astype(int) + 30
    offered[done] = np.minimum(soon, completed[done])
    known = (EXTRACT + 1) * DAY
    return np.where(offered < known, offered, never), np.where(completed < known, completed, never)


def _interviews_in_time(rng: np.random.Generator, due_month: np.ndarray) -> np.ndarray:
    """Which of the spells had their interview in time."""
    chosen = []
    share = quotas.monthly_values(INTERVIEWED_IN_TIME, quotas.HISTORY)
    wanted = {
        month: part * np.count_nonzero(due_month == month)
        for month, part in zip(quotas.HISTORY.tolist(), share, strict=True)
    }
    wanted[MONTH_SHOWN] = MET_IN_MONTH_SHOWN
    others = [month for month in YEAR_SHOWN if month != MONTH_SHOWN]
    total = round(MET_IN_YEAR_SHOWN * np.isin(due_month, YEAR_SHOWN).sum()) - MET_IN_MONTH_SHOWN
    wave = 1 + 0.09 * np.sin(np.arange(len(others)) * 2.1)
    wanted.update(zip(others, quotas.spread(total, wave * [wanted[month] for month in others]), strict=True))
    for month in np.unique(due_month).tolist():
        mine = np.flatnonzero(due_month == month)
        chosen.append(mine[choose(rng, np.ones(len(mine)), round(wanted.get(month, 0.4 * len(mine))))])
    return np.concatenate(chosen)


def interviewers(rng: np.random.Generator, count: int) -> np.ndarray:
    """Who held or offered each interview."""
    return draw(rng, INTERVIEWERS, count)
