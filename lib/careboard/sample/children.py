"""Children whom the service knows anyway, found for what happens before a referral or without one."""

from collections.abc import Callable

import numpy as np

from .cases import Cases, latest_case
from .days import OPEN, first_day, last_day, working_day, working_number
from .people import Register

OLDEST = int(17.2 * 365.25)  # days


class KnownChildren:
    """Everybody who appears, with their referrals."""

    def __init__(self, register: Register, appears: np.ndarray, cases: Cases) -> None:
        self.born, self.cases = register.born, cases
        self.who = np.flatnonzero(appears)
        self.keys = np.sort(cases.person * 1_000_000 + cases.start)

    def next_referral(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """The first referral of each person on or after the day, OPEN where there is none.

        Args:
            person: The people's numbers in the register.
            on: A day for each of them.
        """
        found = np.append(self.keys, 0)[np.searchsorted(self.keys, person * 1_000_000 + on)]
        return np.where(found // 1_000_000 == person, found % 1_000_000, OPEN)

    def case_open(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether a case of the person is open on the day.

        Args:
            person: The people's numbers in the register.
            on: A day for each of them.
        """
        case = latest_case(self.cases, person, on)
        return (case >= 0) & (self.cases.end[case] > on)

    def is_child(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether the person is born by then, and young enough.

        Args:
            person: The people's numbers in the register.
            on: A day for each of them.
        """
        return (self.born[person] < on) & (on - self.born[person] < OLDEST)

    def find(
        self,
        rng: np.random.Generator,
        on: np.ndarray,
        fits: Callable[[np.ndarray, np.ndarray], np.ndarray],
        patience: int = 200,
    ) -> np.ndarray:
        """For each day a child that fits.

        Args:
            rng: The random numbers.
            on: The days.
            fits: Says of children drawn for some rows of `on` whether each fits: `fits(children, rows)`.
            patience: How often another child is tried.

        Returns:
            The children's numbers in the register.

        Raises:
            ValueError: If for some day no child is found.
        """
        person = np.full(len(on), -1)
        rows = np.arange(len(on))
        for _ in range(patience):
            if not len(rows):
                return person
            child = rng.choice(self.who, len(rows))
            good = self.is_child(child, on[rows]) & fits(child, rows)
            person[rows[good]] = child[good]
            rows = rows[~good]
        raise ValueError(f"For {len(rows)} days no child was found.")


def working_days_in(rng: np.random.Generator, months: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """So many days in each month, all of them working days.

    Args:
        rng: The random numbers.
        months: The months, as numbers.
        counts: How many days in each.
    """
    month = np.repeat(months, counts)
    first, last = working_number(first_day(month) - 1) + 1, working_number(last_day(month))
    return working_day(rng.integers(first, last + 1))
