"""What happens around a protection plan: enquiry and conference before it, visits and reviews during it."""

import numpy as np

from . import county
from .care_contacts import Contacts
from .chance import choose, dice, latest_days, ticks
from .days import (
    DATE_SHOWN,
    EXTRACT,
    add_months,
    day,
    last_working_day,
    working_day,
    working_days_between,
    working_number,
)
from .people import Register
from .protection import Plans

STANDARD = 15  # working days
VISITED_IN_TIME = 0.85  # of the plans open longer than the standard at the date shown


def enquiry_starts(plans: Plans) -> np.ndarray:
    """When the enquiry before each plan began: mostly within 15 working days of the conference.

    Returns:
        A day for each plan.
    """
    rng = dice("enquiries before plans")
    size = len(plans.start)
    in_time = rng.random(size) < np.interp(plans.start, [day("2011-01-01"), day("2019-06-01")], [0.72, 0.86])
    before = np.where(in_time, rng.integers(8, 16, size), rng.integers(16, 27, size))
    return working_day(working_number(plans.start) - before)


def visits(plans: Plans, register: Register) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Visits under a plan, about every ten working days.

    Returns:
        The plan, the day and whether the child was seen.
    """
    rng = dice("protection visits")
    kept_from = day("2009-12-01")
    start = np.maximum(working_number(plans.start), working_number(kept_from))
    end = working_number(np.minimum(plans.end, EXTRACT + 1) - 1) + 1
    lateness = county.LATENESS[register.district[plans.person]]
    since = working_number([day("2014-04-01"), day("2017-04-01"), day("2019-04-01")])

    def gap(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(rows)) < lateness[rows] * np.interp(at, since, [0.165, 0.23, 0.22])
        return np.where(late, rng.integers(16, 31, len(rows)), rng.integers(7, 14, len(rows)))

    plan, number = ticks(start, end, gap, lambda rows, at: rng.integers(2, 9, len(rows)))
    seen = rng.random(len(plan)) < 0.955
    return _settle(plans, plan, working_day(number), seen, rng)


def _settle(
    plans: Plans, plan: np.ndarray, on: np.ndarray, seen: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """At the date shown, the wanted share of plans has a visit with the child seen within the standard."""
    long_open = working_days_between(plans.start, DATE_SHOWN) > STANDARD
    due = np.flatnonzero(plans.open_at(DATE_SHOWN) & long_open)
    latest = latest_days(plan[seen], on[seen], len(plans.start), DATE_SHOWN)
    limit = working_day(working_number(DATE_SHOWN) - STANDARD)
    overdue = latest < limit
    unmet = due[choose(rng, np.where(overdue[due], 1e4, 1.0), len(due) - round(VISITED_IN_TIME * len(due)))]
    is_unmet = np.zeros(len(plans.start), bool)
    is_unmet[unmet] = True
    lost = is_unmet[plan] & (on >= limit - 4) & (on <= DATE_SHOWN)
    missing = due[~is_unmet[due] & (overdue[due] | (latest[due] < limit + 2))]
    lately = working_day(working_number(DATE_SHOWN) - rng.integers(0, 9, len(missing)))
    plan = np.concatenate([plan[~lost], missing])
    on = np.concatenate([on[~lost], lately])
    seen = np.concatenate([seen[~lost], np.ones(len(missing), bool)])
    order = np.lexsort((on, plan))
    return plan[order], on[order], seen[order]


def reviews(plans: Plans) -> Contacts:
    """Review conferences: the first within 3 months, then within 6, most in time."""
    rng = dice("protection reviews")
    end = np.minimum(plans.end, EXTRACT + 1)

    def first_gap(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(rows)) < 0.05
        return np.where(late, rng.integers(95, 120, len(rows)), rng.integers(70, 89, len(rows)))

    def later_gap(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(rows)) < 0.05
        return np.where(late, rng.integers(186, 220, len(rows)), rng.integers(140, 180, len(rows)))

    plan, on = ticks(plans.start, end, later_gap, first_gap)
    on = last_working_day(on)
    is_first = np.append(True, plan[1:] != plan[:-1])
    before = np.where(is_first, plans.start[plan], np.append(0, on[:-1]))
    due = np.where(is_first, add_months(before, 3), add_months(before, 6))
    kept = on >= day("2009-12-01")
    return Contacts(plan[kept], on[kept], due[kept])
