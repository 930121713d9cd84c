"""Children whom the service knows anyway, found for what happens before or beside a referral."""

import numpy as np

from .days import OPEN, first_day, last_day, working_day, working_number
from .enquiries import case_of

OLDEST = int(17.2 * 365.25)  # days


class Known:
    """Everybody who appears, with their referrals."""

    def __init__(self, register, appears, cases):
        self.born, self.cases = register.born, cases
        self.who = np.flatnonzero(appears)
        self.keys = np.sort(cases.person * 1_000_000 + cases.start)

    def next_referral(self, person, on):
        """The first referral of each person on or after the day, OPEN where there is none."""
        found = np.append(self.keys, 0)[np.searchsorted(self.keys, person * 1_000_000 + on)]
        return np.where(found // 1_000_000 == person, found % 1_000_000, OPEN)

    def case_open(self, person, on):
        """Whether a case of the person is open on the day."""
        case = case_of(self.cases, person, on)
        return (case >= 0) & (self.cases.end[case] > on)

    def a_child(self, person, on):
        """Whether the person is born by then, and young enough."""
        return (self.born[person] < on) & (on - self.born[person] < OLDEST)

    def find(self, rng, on, fits, patience=200):
        """For each day a child for whom `fits(children, rows)` holds."""
        person = np.full(len(on), -1)
        rows = np.arange(len(on))
        for _ in range(patience):
            if not len(rows):
                return person
            child = rng.choice(self.who, len(rows))
            good = self.a_child(child, on[rows]) & fits(child, rows)
            person[rows[good]] = child[good]
            rows = rows[~good]
        raise ValueError(f"For {len(rows)} days no child was found.")


def working_days_in(rng, months, counts):
    """So many days in each month, all of them working days."""
    month = np.repeat(months, counts)
    return working_day(rng.integers(working_number(first_day(month) - 1) + 1, working_number(last_day(month)) + 1))
