"""Referrals and assessments: when each came, whose it was, and how long the case stayed open.

Assessments come first; most of them start with a referral. Children whose plan or care is already written
claim a referral some weeks before it; the other referrals are re-referrals in the number wanted each month,
or children new to the service.
"""

import numpy as np

from . import quotas
from .assessments import IN_TIME, Assessments, assessments, reassess
from .care import Periods
from .cases import Cases
from .chance import choose, dice
from .days import (
    EXTRACT,
    HISTORY_START,
    OPEN,
    add_months,
    birthday,
    day,
    first_day,
    last_day,
    last_working_day,
    month_of,
    working_day,
    working_days_between,
    working_number,
)
from .people import Register, born_at_age
from .protection import Plans

AGES = {(0.02, 1): 12, (1, 5): 25, (5, 10): 29, (10, 15): 25, (15, 16.4): 9}
WITH_ASSESSMENT = 0.955  # of the referrals
NO_ASSESSMENT = -1
NEAREST = (0, -1, -2, -3, 1, -4, 2, 3, 4, 5)  # days from the one wanted, the best first


def referral_slots(found: Assessments) -> tuple[np.ndarray, np.ndarray]:
    """A referral date for each assessment that begins a case, and referrals that need none.

    Returns:
        The day of each referral, in order, and its assessment (NO_ASSESSMENT where it has none).
    """
    rng = dice("referral slots")
    referred = working_day(working_number(found.start) - (rng.random(len(found.start)) < 0.45))
    months = month_of(referred)
    numbers, _ = quotas.referrals()
    before = np.flatnonzero((months < quotas.HISTORY[0]) & (rng.random(len(months)) < 0.77))
    dates, picks = [referred[before]], [before]
    for month, count in zip(quotas.HISTORY, numbers, strict=True):
        within = np.flatnonzero(months == month)
        picked = within[choose(rng, np.ones(len(within)), min(round(WITH_ASSESSMENT * count), len(within)))]
        rest = count - len(picked)
        first, last = working_number(first_day(month) - 1) + 1, working_number(last_day(month))
        alone = working_day(rng.integers(first, last + 1, rest))
        dates += [referred[picked], alone]
        picks += [picked, np.full(rest, NO_ASSESSMENT)]
    on, chosen = np.concatenate(dates), np.concatenate(picks)
    order = np.lexsort((chosen, on))
    return on[order], chosen[order]


def careers(register: Register, plans: Plans, enquiries: np.ndarray, periods: Periods) -> list[np.ndarray]:
    """The stretches in which a case must be open for a plan or for care, joined where close.

    Args:
        register: Everybody.
        plans: The protection plans.
        enquiries: When the enquiry before each plan began.
        periods: The periods of care.

    Returns:
        The person, first and last day of each stretch.
    """
    rng = dice("cases of careers")
    born = register.born
    lead = enquiries - rng.integers(1, 25, len(enquiries))
    step_down = plans.end + rng.integers(15, 150, len(plans.end))
    at_once = rng.random(len(periods.start)) < 0.35
    care_lead = periods.start - np.where(at_once, 1, rng.integers(5, 60, len(periods.start)))
    care_after = periods.end + rng.integers(3, 50, len(periods.end))
    person = np.concatenate([plans.person, periods.person])
    start = np.concatenate([lead, care_lead])
    end = np.concatenate([step_down, care_after])
    end = np.where(end > EXTRACT, OPEN, np.minimum(end, np.maximum(birthday(born[person], 18), end - 400)))
    hard_end = np.concatenate([plans.end, periods.end])
    end = np.where(end < OPEN, np.maximum(np.minimum(end, birthday(born[person], 18)), hard_end), OPEN)
    start = np.maximum(last_working_day(start), born[person])
    return _join_stretches(person, start, end)


def _join_stretches(person: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[np.ndarray]:
    """Stretches of one person less than sixty days apart, or sooner than an assessment takes, as one."""
    order = np.lexsort((start, person))
    stretches: list[list[int]] = []
    columns = (column[order].tolist() for column in (person, start, end))
    for who, begins, ends in zip(*columns, strict=True):
        last = stretches[-1] if stretches else [-1, 0, 0]
        if last[0] == who and begins <= max(last[2] + 60, last[1] + 220):
            last[2] = max(last[2], ends)
        else:
            stretches.append([who, begins, ends])
    return [np.array(column) for column in zip(*stretches, strict=True)]


def earlier_contacts(
    register: Register, person: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """For some children an earlier referral, well before the one that led to a plan or care.

    Args:
        register: Everybody.
        person: The children, those of one child together.
        start: The day on which each one's plan or care needs a case.

    Returns:
        The person and the day of each earlier referral.
    """
    rng = dice("earlier referrals")
    first = np.append(True, person[1:] != person[:-1])
    before = start - rng.integers(215, 900, len(start))
    fits = first & (rng.random(len(start)) < 0.34)
    fits &= (before > register.born[person] + 5) & (before > HISTORY_START)
    return person[fits], last_working_day(before[fits])


def claim(dates: np.ndarray, chosen: np.ndarray, wanted: np.ndarray, born: np.ndarray) -> np.ndarray:
    """For each wanted day a referral with an assessment, of that day or one just before or after.

    Args:
        dates: The day of each referral.
        chosen: Its assessment, NO_ASSESSMENT where it has none.
        wanted: The days wanted.
        born: The day of birth for each of them; no referral comes before it.

    Returns:
        The place of a referral for each day wanted, no referral twice.

    Raises:
        ValueError: If none is left near one of the days.
    """
    free: dict[int, list[int]] = {}
    for slot in np.flatnonzero(chosen != NO_ASSESSMENT)[::-1].tolist():
        free.setdefault(int(dates[slot]), []).append(slot)
    claimed = np.full(len(wanted), -1)
    for place, (on, birth) in enumerate(zip(wanted.tolist(), born.tolist(), strict=True)):
        for nearby in (on + days for days in NEAREST):
            if nearby >= birth and free.get(nearby):
                claimed[place] = free[nearby].pop()
                break
    if (claimed < 0).any():
        raise ValueError(f"{(claimed < 0).sum()} careers found no referral near their day.")
    return claimed


class FrontDoor:
    """Gives every referral its child and its end, month by month."""

    def __init__(self, register: Register, found: Assessments, dates: np.ndarray, chosen: np.ndarray) -> None:
        self.rng = dice("front door")
        self.register, self.found = register, found
        self.dates, self.chosen = dates, chosen
        self.person = np.full(len(dates), -1)
        self.end = np.full(len(dates), OPEN)
        self.career = np.zeros(len(dates), bool)
        length = working_days_between(found.start, np.minimum(found.authorised, EXTRACT))
        self.late = np.where(chosen != NO_ASSESSMENT, length[chosen] > IN_TIME, False)
        self.last_referral = np.zeros(len(register.born), int)
        self.last_end = np.zeros(len(register.born), int)
        # a claim of theirs is still to come, or they have a career
        self.reserved = np.zeros(len(register.born), bool)

    def settle_claims(self, slots: np.ndarray, person: np.ndarray, end: np.ndarray) -> None:
        """Referrals of children whose plan or care is already written.

        Args:
            slots: The referrals' places.
            person: Whose they are.
            end: When each case can end at the earliest.
        """
        self.person[slots], self.career[slots] = person, True
        authorised = self.found.authorised[self.chosen[slots]]
        over = np.maximum(end, authorised) <= EXTRACT
        self.end[slots] = np.where(over, np.maximum(end, authorised + 1), OPEN)
        self.reserved[person] = True

    def settle_earlier_cases(self, slots: np.ndarray, person: np.ndarray) -> None:
        """The shorter, earlier cases of the same children.

        Args:
            slots: The referrals' places.
            person: Whose they are.
        """
        self.person[slots] = person
        authorised = self.found.authorised[self.chosen[slots]]
        self.end[slots] = authorised + self.rng.integers(0, 25, len(slots))

    def run_month(self, month: int, again: int) -> None:
        """The referrals of a month, some of them re-referrals within twelve months.

        Args:
            month: The month, as a number.
            again: How many re-referrals are wanted.
        """
        first, last = first_day(month), last_day(month)
        mine = slice(*np.searchsorted(self.dates, [first, last + 1]))
        slots = np.arange(mine.start, mine.stop)
        claimed = slots[self.person[slots] >= 0]
        already = add_months(self.last_referral[self.person[claimed]], 12) >= self.dates[claimed]
        free = slots[self.person[slots] < 0]
        self.rng.shuffle(free)
        wanted = again - already.sum()
        count = self.register.count
        closed = (self.last_end[:count] < first) & (self.last_end[:count] > 0) & ~self.reserved[:count]
        young = self.register.born[:count] + 16.4 * 365.25 > last
        since, recent_from = self.last_referral[:count], add_months(last, -12) + 3
        lately = closed & young & (since >= recent_from)
        longer_ago = closed & young & (since < add_months(first, -12) - 5)
        returning = choose(self.rng, lately, min(max(wanted, 0), lately.sum()))
        back = choose(self.rng, longer_ago, min(round(0.17 * len(free)), longer_ago.sum()))
        rest = free[len(returning) + len(back) :]
        new = self.register.add(born_at_age(self.rng, self.dates[rest], AGES), late=self.late[rest])
        self.person[free] = np.concatenate([returning, back, new])
        self.end[free] = self.ends(free)
        self.last_referral[self.person[slots]] = self.dates[slots]
        self.last_end[self.person[slots]] = self.end[slots]

    def ends(self, slots: np.ndarray) -> np.ndarray:
        """When cases end: at once, after the assessment, or after a while as a child in need.

        Args:
            slots: The referrals' places.

        Returns:
            A day for each, OPEN while the case goes on.
        """
        size = len(slots)
        assessed = self.chosen[slots] != NO_ASSESSMENT
        authorised = self.found.authorised[self.chosen[slots]]
        since = [day("2010-04-01"), day("2016-04-01"), day("2019-10-01")]
        length = np.interp(self.dates[slots], since, [178, 192, 200])
        in_need = self.rng.random(size) < 0.60
        in_need_for = self.rng.gamma(1.6, 1 / 1.6, size) * length + 20
        after = np.where(in_need, in_need_for, self.rng.integers(0, 9, size)).astype(int)
        end = np.where(assessed, authorised + after, self.dates[slots] + self.rng.integers(0, 5, size))
        eighteen = birthday(self.register.born[self.person[slots]], 18)
        end = np.where(assessed, np.maximum(np.minimum(end, eighteen), authorised), end)
        return np.where(end > EXTRACT, OPEN, end)


def cases(
    register: Register, plans: Plans, enquiries: np.ndarray, periods: Periods
) -> tuple[Cases, Assessments]:
    """All referrals with their cases, and all assessments.

    Args:
        register: Everybody; new children are added to it.
        plans: The protection plans.
        enquiries: When the enquiry before each plan began.
        periods: The periods of care.
    """
    found = assessments()
    dates, chosen = referral_slots(found)
    door = FrontDoor(register, found, dates, chosen)
    old = _claim_careers(door, *careers(register, plans, enquiries, periods))
    months, (_, again) = np.arange(int(month_of(dates[0])), quotas.HISTORY[-1] + 1), quotas.referrals()
    for month, wanted in zip(months, np.append(np.zeros(len(months) - len(again), int), again), strict=True):
        door.run_month(month, wanted)
    size = len(old[0])
    result = Cases(
        np.concatenate([old[0], door.person]),
        np.concatenate([old[1], dates]),
        np.concatenate([old[2], door.end]),
        np.concatenate([np.full(size, NO_ASSESSMENT), chosen]),
        np.concatenate([np.ones(size, bool), door.career]),
    )
    begun = np.flatnonzero(result.assessment != NO_ASSESSMENT)
    found.case[result.assessment[begun]] = begun
    reassess(found, result)
    return result, found


def _claim_careers(
    door: FrontDoor, person: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Let careers claim their referrals; returns those from before the history: (person, from, to)."""
    before_history = start < HISTORY_START
    old = before_history & (end >= HISTORY_START)
    earlier_person, earlier_start = earlier_contacts(door.register, person, start)
    claimants = np.concatenate([person[~before_history], earlier_person])
    wanted = np.concatenate([start[~before_history], earlier_start])
    claimed = claim(door.dates, door.chosen, wanted, door.register.born[claimants])
    kept = np.count_nonzero(~before_history)
    door.settle_claims(claimed[:kept], person[~before_history], end[~before_history])
    door.settle_earlier_cases(claimed[kept:], earlier_person)
    return person[old], start[old], end[old]
