"""Assessments: how many are authorised each month, how many of them in time, and whose the later ones are."""

from dataclasses import dataclass

import numpy as np

from . import quotas
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


def assessments():
    """Assessments by month of authorisation, so many of them in time; starts are worked back."""
    rng = dice("assessments")
    numbers, in_time = quotas.assessments()
    starts, ends = [], []
    for month, count, timely in zip(quotas.HISTORY, numbers, in_time, strict=True):
        first, last = working_number(first_day(month) - 1) + 1, working_number(last_day(month))
        end = rng.integers(first, last + 1, count)
        late = IN_TIME + 1 + np.minimum(rng.exponential(14, count), 44).astype(int)
        length = np.where(np.arange(count) < timely, IN_TIME - (rng.beta(1.15, 1.9, count) * 44).astype(int), late)
        starts.append(end - length)
        ends.append(end)
    extract = working_number(EXTRACT)
    still_going = extract - (rng.beta(1, 2.2, OPEN_AT_EXTRACT) * 58).astype(int)
    start = working_day(np.concatenate([*starts, still_going]))
    end = np.concatenate([working_day(np.concatenate(ends)), np.full(OPEN_AT_EXTRACT, OPEN)])
    order = np.lexsort((end, start))
    return Assessments(start[order], end[order], np.full(len(order), -1))


def reassess(found, result):
    """The other assessments belong to cases already open; two of one case never run at once."""
    rng = dice("reassessments")
    by_start = np.argsort(result.start, kind="stable")
    starts = result.start[by_start]
    own_end = np.where(result.assessment >= 0, found.authorised[result.assessment], 0)
    for patience in range(300):
        open_ones = np.flatnonzero(found.case < 0)
        if not len(open_ones):
            return
        low = np.searchsorted(starts, found.start[open_ones] - 620 - 5 * patience)
        high = np.searchsorted(starts, found.start[open_ones] - 60)
        candidate = by_start[np.minimum(low + (rng.random(len(low)) * (high - low)).astype(int), len(starts) - 1)]
        fits = (high > low) & (result.end[candidate] >= np.minimum(found.authorised[open_ones], EXTRACT))
        fits &= (own_end[candidate] < found.start[open_ones]) & (result.start[candidate] < found.start[open_ones])
        fits &= (found.authorised[open_ones] < OPEN) | (result.end[candidate] >= OPEN)
        found.case[open_ones[fits]] = candidate[fits]
        _part_overlapping(found, open_ones)
    raise ValueError(f"{(found.case < 0).sum()} reassessments found no open case.")


def _part_overlapping(found, lately_placed):
    """Take back those just placed that run at the same time as another of their case."""
    placed = np.flatnonzero(found.case >= 0)
    order = placed[np.lexsort((found.start[placed], found.case[placed]))]
    same = found.case[order[1:]] == found.case[order[:-1]]
    clash = same & (found.start[order[1:]] <= found.authorised[order[:-1]])
    both = np.concatenate([order[1:][clash], order[:-1][clash]])
    found.case[both[np.isin(both, lately_placed)]] = -1
