"""School terms of looked-after children: plans reviewed, attendance, suspensions and special needs."""

from dataclasses import dataclass

import numpy as np

from .care import Periods
from .chance import dice
from .days import DATE_SHOWN, OPEN, age_at, day, last_working_day
from .people import Register

TERMS = {"autumn": ("09-01", "12-20"), "spring": ("01-04", "03-31"), "summer": ("04-12", "07-22")}
FIRST, LAST = 2016, 2020  # autumn of the first year to spring of the last
WITH_PLAN = 0.875  # of the terms of which the child is in care two weeks or more
CARE_PLAN, SUPPORT = 0.275, 0.30  # education, health and care plans; support in school
TROUBLED = 0.102  # of the children stay away often


@dataclass
class Terms:
    """A row a child and term: who, its first and last day, review, how it went, days in care in it."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    reviewed: np.ndarray
    attendance: np.ndarray
    suspended: np.ndarray
    sen: np.ndarray
    since: np.ndarray
    until: np.ndarray


def terms() -> list[tuple[int, int]]:
    """Each term's first and last day, in order."""
    found = [
        (day(f"{year}-{first}"), day(f"{year}-{last}"))
        for year in range(FIRST, LAST + 1)
        for first, last in TERMS.values()
    ]
    start, end = day(f"{FIRST}-09-01"), day(f"{LAST}-03-31")
    return sorted(term for term in found if start <= term[0] and term[1] <= end)


def schooling(periods: Periods, register: Register) -> Terms:
    """The terms of all looked-after children aged 4 to 16 at the term's start or entry."""
    rng = dice("schooling")
    parts = [_term_rows(periods, register, *term) for term in terms()]
    person, start, end, since, until = (np.concatenate(column) for column in zip(*parts, strict=True))
    reviewed = _reviews(rng, since, until)
    attendance = _attendance(rng, person, register.count)
    older = age_at(register.born[person], start) >= 11
    restless = rng.gamma(0.8, 1 / 0.8, register.count)
    suspended = rng.random(len(person)) < np.where(older, 0.075, 0.022) * restless[person]
    shown = np.unique(person[(start <= DATE_SHOWN) & (end > DATE_SHOWN)])
    needs = _needs(rng, person, shown, register.count)[person]
    return Terms(person, start, end, reviewed, attendance, suspended, needs, since, until)


def _term_rows(
    periods: Periods, register: Register, first: int, last: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Children in care in the term: (person, first, last, from and to when they were in care in it)."""
    within = np.flatnonzero(~periods.short_break & (periods.start <= last) & (periods.end > first))
    since = np.maximum(periods.start[within], first)
    age = age_at(register.born[periods.person[within]], since)
    within, since = within[(age >= 4) & (age <= 16)], since[(age >= 4) & (age <= 16)]
    until = np.minimum(periods.end[within] - 1, last)
    order = np.lexsort((since, periods.person[within]))  # of two periods in one term the later one
    within, since, until = within[order], since[order], until[order]
    latest = np.append(periods.person[within][1:] != periods.person[within][:-1], True)
    person = periods.person[within[latest]]
    return person, np.full(len(person), first), np.full(len(person), last), since[latest], until[latest]


def _reviews(rng: np.random.Generator, since: np.ndarray, until: np.ndarray) -> np.ndarray:
    """The review's day in the term, later than the first week in care; OPEN where there was none."""
    there = until - since
    on = last_working_day(since + 7 + ((there - 7) * rng.random(len(since))).astype(int))
    held = (rng.random(len(since)) < WITH_PLAN) & (there >= 14) & (on >= since)
    return np.where(held, on, OPEN)


def _attendance(rng: np.random.Generator, person: np.ndarray, count: int) -> np.ndarray:
    """Per cent of sessions; a few children stay away term after term."""
    troubled = rng.random(count) < TROUBLED
    usual = rng.gamma(3.0, 1.0, count)
    away = usual[person] * 0.7 + rng.gamma(2.0, 1.1, len(person))
    often = 8 + rng.gamma(1.5, 9.0, len(person))
    return np.clip(np.round(100 - np.where(troubled[person], often, away), 1), 5.0, 100.0)


def _needs(rng: np.random.Generator, person: np.ndarray, shown: np.ndarray, count: int) -> np.ndarray:
    """Special needs of each child, in exact shares of those in care at the date shown and of the others."""
    rank = rng.random(count)
    for part in (shown, np.setdiff1d(person, shown)):
        rank[part] = (np.argsort(np.argsort(rank[part])) + 0.5) / max(len(part), 1)
    return np.select([rank < CARE_PLAN, rank < CARE_PLAN + SUPPORT], ["E", "K"], "N").astype(object)
