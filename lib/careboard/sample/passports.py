"""Health passports: what young people who leave care take with them of their health's history."""

import numpy as np

from .care import Periods
from .chance import dice
from .days import EXTRACT, HISTORY_START, birthday, last_working_day
from .people import Register

GIVEN, OUT_OF = 16, 20


def passports(periods: Periods, register: Register) -> tuple[np.ndarray, np.ndarray]:
    """To whom a health passport was given, and when.

    Returns:
        The person and the day.
    """
    rng = dice("health passports")
    sixteen = birthday(register.born[periods.person], 16)
    in_history = (periods.end > HISTORY_START) & (periods.end <= EXTRACT)
    left = np.flatnonzero(~periods.short_break & (periods.end >= sixteen) & in_history)
    left = left[np.lexsort((-periods.end[left], periods.person[left]))]
    left = left[np.unique(periods.person[left], return_index=True)[1]]
    rows = _choose(rng, left[np.argsort(periods.end[left], kind="stable")])
    start, end, sixteen = periods.start[rows], periods.end[rows], sixteen[rows]
    soon = last_working_day(sixteen + rng.integers(10, 130, len(rows)))
    late = last_working_day(end - 3 - rng.integers(0, 720, len(rows)))
    given = np.where((rng.random(len(rows)) < 0.35) & (soon < end), soon, late)
    given = np.maximum(given, start + 5)  # nobody is given one before coming into care
    return periods.person[rows], np.minimum(given, end)


def _choose(rng: np.random.Generator, rows: np.ndarray) -> np.ndarray:
    """So many of each twenty, in the order of leaving."""
    order = np.lexsort((rng.random(len(rows)), np.arange(len(rows)) // OUT_OF))
    return rows[np.sort(order[np.arange(len(rows)) % OUT_OF < GIVEN])]
