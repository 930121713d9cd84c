"""Plans for children in need, within a case and outside protection and care, and the visits under them."""

from dataclasses import dataclass

import numpy as np

from . import county
from .assessments import Assessments
from .care import Periods
from .cases import Cases, latest_case
from .chance import dice, ticks
from .days import EXTRACT, OPEN, birthday, day, last_working_day
from .people import Register
from .protection import Plans

KEPT_FROM, VISITS_FROM = day("2015-04-01"), day("2016-10-01")
WITH_PLAN, WITH_PLAN_IF_LONG = 0.40, 0.56  # of the stretches in which a child is in need
LONG = 300  # days
GOES_ON = 0.95  # of the plans last as long as the case, more where practice is slow
SHORTEST = 28  # days
# of the visits come more than four weeks after the one before, more of them where practice is slow
LATE = 0.46


@dataclass
class NeedPlans:
    """Plans: the case, whose, from, to."""

    case: np.ndarray
    person: np.ndarray
    start: np.ndarray
    end: np.ndarray


class ProtectionOrCare:
    """When children are on a protection plan or looked after."""

    def __init__(self, plans: Plans, periods: Periods) -> None:
        person = np.concatenate([plans.person, periods.person])
        start, end = np.concatenate([plans.start, periods.start]), np.concatenate([plans.end, periods.end])
        order = np.lexsort((start, person))
        self.person, self.end = person[order], end[order]
        self.keys = self.person * 1_000_000 + start[order]
        self.latest_end = np.maximum.accumulate(self.person * 1_000_000 + self.end)

    def covers(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether each person is on a protection plan or looked after on the day.

        Args:
            person: The people's numbers in the register.
            on: A day for each of them.
        """
        place = np.searchsorted(self.keys, person * 1_000_000 + on, side="right") - 1
        return (place >= 0) & (self.latest_end[place] > person * 1_000_000 + on)

    def next_start(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """The next day after the given one on which either begins for each, OPEN where it never does.

        Args:
            person: The people's numbers in the register.
            on: A day for each of them.
        """
        found = np.append(self.keys, 0)[np.searchsorted(self.keys, person * 1_000_000 + on, side="right")]
        return np.where(found // 1_000_000 == person, found % 1_000_000, OPEN)


def plans(cases: Cases, assessments: Assessments, busy: ProtectionOrCare, register: Register) -> NeedPlans:
    """Plans that were open in April 2015 or later."""
    rng = dice("plans for children in need")
    case, start, end = _stretches(rng, cases, assessments, busy)
    may_end = EXTRACT + rng.exponential(150, len(end))  # those still open
    about = np.where(end < OPEN, end, may_end)
    chosen = rng.random(len(case)) < np.where(about - start > LONG, WITH_PLAN_IF_LONG, WITH_PLAN)
    case, start, end = case[chosen], start[chosen], end[chosen]
    person = cases.person[case]
    lasting = rng.random(len(case)) < GOES_ON * county.LATENESS[register.district[person]]
    usual = last_working_day(start + 50 + (rng.beta(2.4, 1.7, len(case)) * 280).astype(int))
    end = np.minimum(np.where(lasting, end, np.minimum(end, usual)), birthday(register.born[person], 18))
    kept = np.flatnonzero((end - start >= SHORTEST) & (start <= EXTRACT) & (end > KEPT_FROM))
    kept = kept[np.argsort(start[kept], kind="stable")]
    return NeedPlans(case[kept], person[kept], start[kept], np.where(end > EXTRACT, OPEN, end)[kept])


def _stretches(
    rng: np.random.Generator, cases: Cases, assessments: Assessments, busy: ProtectionOrCare
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stretches in need, after the first assessment and after protection and care: (case, from, to)."""
    assessed = np.flatnonzero(cases.assessment >= 0)
    person = np.concatenate([cases.person[assessed], busy.person])
    after = np.concatenate([assessments.authorised[cases.assessment[assessed]], busy.end])
    person, after = person[after <= EXTRACT], after[after <= EXTRACT]
    case = latest_case(cases, person, after)
    free = (case >= 0) & (cases.end[case] > after) & ~busy.covers(person, after)
    person, after, case = person[free], after[free], case[free]
    until = np.minimum(cases.end[case], busy.next_start(person, after))
    order = np.lexsort((after, until, case))
    case, after, until = case[order], after[order], until[order]
    first = np.append(True, (case[1:] != case[:-1]) | (until[1:] != until[:-1]))
    case, after, until = case[first], after[first], until[first]
    begun = after + rng.integers(0, 12, len(after))
    return case, np.maximum(last_working_day(begun), after), until


def visits(found: NeedPlans, register: Register) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Visits under the plans, every two to four weeks, or up to seven.

    Returns:
        The plan, the day and whether the child was seen, by day.
    """
    rng = dice("visits to children in need")
    late_share = LATE * county.LATENESS[register.district[found.person]]
    start = np.maximum(found.start, VISITS_FROM - rng.integers(1, 21, len(found.start)))
    end = np.minimum(found.end, EXTRACT + 1)

    def gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(of)) < late_share[of]
        return np.where(late, rng.integers(29, 50, len(of)), rng.integers(14, 28, len(of)))

    plan, on = ticks(start, end, gap, lambda of, at: rng.integers(5, 15, len(of)))
    on = last_working_day(on)
    kept = (on >= VISITS_FROM) & (on >= found.start[plan])
    plan, on = plan[kept], on[kept]
    order = np.argsort(on, kind="stable")
    return plan[order], on[order], rng.random(len(plan)) < 0.965
