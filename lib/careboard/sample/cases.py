"""Cases: each opened by a referral, and the one that a person had on a day."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Cases:
    """Referrals with the case that each opens: whose, from, to, its first assessment, and its career."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    assessment: np.ndarray
    career: np.ndarray  # a protection plan or care comes out of it


def latest_case(cases: Cases, person: np.ndarray, on: np.ndarray) -> np.ndarray:
    """The latest case of each person begun by the day.

    Args:
        cases: All cases.
        person: The people's numbers in the register.
        on: A day for each of them.

    Returns:
        The place of each one's case in the cases, -1 where there is none.
    """
    order = np.lexsort((cases.start, cases.person))
    keys = cases.person[order] * 1_000_000 + cases.start[order]
    at = np.searchsorted(keys, person * 1_000_000 + on, side="right") - 1
    found = order[np.maximum(at, 0)]
    return np.where((at >= 0) & (cases.person[found] == person), found, -1)
