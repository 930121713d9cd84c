"""Health passports: what young people who leave care take with them of their health's history."""

import numpy as np

from .chance import dice
from .days import EXTRACT, HISTORY_START, birthday, on_working_day

GIVEN, OUT_OF = 16, 20


def passports(periods, register):
    """To whom one was given and when: (person, day)."""
    rng = dice("health passports")
    sixteen = birthday(register.born[periods.person], 16)
    left = np.flatnonzero(~periods.short_break & (periods.end >= sixteen) & (periods.end > HISTORY_START) & (periods.end <= EXTRACT))
    left = left[np.lexsort((-periods.end[left], periods.person[left]))]
    left = left[np.unique(periods.person[left], return_index=True)[1]]
    rows = _chosen(rng, left[np.argsort(periods.end[left], kind="stable")])
    start, end, sixteen = periods.start[rows], periods.end[rows], sixteen[rows]
    soon = on_working_day(sixteen + rng.integers(10, 130, len(rows)))
    late = on_working_day(end - 3 - rng.integers(0, 720, len(rows)))
    given = np.where((rng.random(len(rows)) < 0.35) & (soon < end), soon, late)
    given = np.maximum(given, start + 5)  # nobody is given one before coming into care
    return periods.person[rows], np.minimum(given, end)


def _chosen(rng, rows):
    """So many of each twenty, in the order of leaving."""
    order = np.lexsort((rng.random(len(rows)), np.arange(len(rows)) // OUT_OF))
    return rows[np.sort(order[np.arange(len(rows)) % OUT_OF < GIVEN])]
