"""Assessments: how many are authorised each month, how many of them in time, and whose the later ones are."""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .cases import Cases
from .chance import dice
from .days import EXTRACT, OPEN, first_day, last_day, working_day, working_number

OPEN_AT_EXTRACT = 1_720
IN_TIME = 45  # working days


@dataclass
class Assessments:
    """Assessments: started, authorised (OPEN while going on), and the referral or case they belong to."""

    start: np.ndarray
    authorised: np.ndarray
    case: np.ndarray


def assessments() -> Assessments:
    """Assessments by month of authorisation, so many of them in time; starts are worked back."""
    rng = dice("assessments")
    numbers, in_time = quotas.assessments()
    starts, ends = [], []
    for month, count, timely in zip(quotas.HISTORY, numbers, in_time, strict=True):
        first, last = working_number(first_day(month) - 1) + 1, working_number(last_day(month))
        end = rng.integers(first, last + 1, count)
        late = IN_TIME + 1 + np.minimum(rng.exponential(14, count), 44).astype(int)
        soon = IN_TIME - (rng.beta(1.15, 1.9, count) * 44).astype(int)
        starts.append(end - np.where(np.arange(count) < timely, soon, late))
        ends.append(end)
    extract = working_number(EXTRACT)
    still_going = extract - (rng.beta(1, 2.2, OPEN_AT_EXTRACT) * 58).astype(int)
    start = working_day(np.concatenate([*starts, still_going]))
    end = np.concatenate([working_day(np.concatenate(ends)), np.full(OPEN_AT_EXTRACT, OPEN)])
    order = np.lexsort((end, start))
    return Assessments(start[order], end[order], np.full(len(order), -1))


def reassess(found: Assessments, result: Cases) -> None:
    """The other assessments belong to cases already open; two of one case never run at once.

    Args:
        found: All assessments; those without a case are given one in place.
        result: All cases.

    Raises:
        ValueError: If an assessment finds no open case.
    """
    rng = dice("reassessments")
    by_start = np.argsort(result.start, kind="stable")
    starts = result.start[by_start]
    own_end = np.where(result.assessment >= 0, found.authorised[result.assessment], 0)
    for patience in range(300):
        open_ones = np.flatnonzero(found.case < 0)
        if not len(open_ones):
            return
        start, authorised = found.start[open_ones], found.authorised[open_ones]
        low = np.searchsorted(starts, start - 620 - 5 * patience)
        high = np.searchsorted(starts, start - 60)
        place = low + (rng.random(len(low)) * (high - low)).astype(int)
        candidate = by_start[np.minimum(place, len(starts) - 1)]
        fits = (high > low) & (result.end[candidate] >= np.minimum(authorised, EXTRACT))
        fits &= (own_end[candidate] < start) & (result.start[candidate] < start)
        fits &= (authorised < OPEN) | (result.end[candidate] >= OPEN)
        found.case[open_ones[fits]] = candidate[fits]
        _separate_overlaps(found, open_ones)
    raise ValueError(f"{(found.case < 0).sum()} reassessments found no open case.")


def _separate_overlaps(found: Assessments, lately_placed: np.ndarray) -> None:
    """Take back those just placed that run at the same time as another of their case."""
    placed = np.flatnonzero(found.case >= 0)
    order = placed[np.lexsort((found.start[placed], found.case[placed]))]
    same = found.case[order[1:]] == found.case[order[:-1]]
    clash = same & (found.start[order[1:]] <= found.authorised[order[:-1]])
    both = np.concatenate([order[1:][clash], order[:-1][clash]])
    found.case[both[np.isin(both, lately_placed)]] = -1
