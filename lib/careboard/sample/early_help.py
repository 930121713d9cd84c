"""Early help for families before, or instead of, a referral."""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .cases import latest_case
from .chance import dice
from .children import KnownChildren, working_days_in
from .days import EXTRACT, OPEN, last_working_day

STEPPED_UP = 0.104  # of the episodes are to end in a referral
SHORTEST, LONGEST = 62, 364  # days
QUIET = 45  # days without a referral after the others


@dataclass
class EarlyHelp:
    """Episodes of early help: whose, from, to, and whether a referral came of it."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    stepped_up: np.ndarray

    def pick(self, rows: np.ndarray) -> "EarlyHelp":
        """Some of the episodes."""
        return EarlyHelp(*(part[rows] for part in vars(self).values()))


def early_help(known: KnownChildren) -> EarlyHelp:
    """All episodes, by their start; no child has two at once."""
    rng = dice("early help")
    start = working_days_in(rng, quotas.HISTORY, quotas.early_help())
    person, referred = _stepped_up_children(rng, known, start, rng.random(len(start)) < STEPPED_UP)
    length = SHORTEST + (rng.beta(1.6, 2.4, len(start)) * (LONGEST - SHORTEST)).astype(int)
    about = np.clip(referred + rng.integers(-24, 17, len(start)) - start, SHORTEST, LONGEST)
    stepped_up = person >= 0
    end = last_working_day(start + np.where(stepped_up, about, length))
    others = np.flatnonzero(~stepped_up)

    def fits(child: np.ndarray, rows: np.ndarray) -> np.ndarray:
        on, until = start[others[rows]], end[others[rows]]
        return ~known.case_open(child, on) & (known.next_referral(child, on) > until + QUIET)

    person[others] = known.find(rng, start[others], fits)
    found = EarlyHelp(person, start, np.where(end > EXTRACT, OPEN, end), stepped_up)
    return _drop_overlaps(found)


def _stepped_up_children(
    rng: np.random.Generator, known: KnownChildren, start: np.ndarray, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """For the episodes wanted a child who is referred some weeks or months later.

    Returns:
        The person and the day of the referral for each episode, -1 and OPEN where none is wanted or found.
    """
    cases = known.cases
    by_start = np.argsort(cases.start, kind="stable")
    starts = cases.start[by_start]
    person, referred = np.full(len(start), -1), np.full(len(start), OPEN)
    rows = np.flatnonzero(wanted)
    on = start[rows] + rng.integers(20, 230, len(rows))
    rows, on = rows[on <= EXTRACT], on[on <= EXTRACT]
    for _ in range(60):
        place = np.searchsorted(starts, on) + rng.integers(0, 150, len(on))
        case = by_start[np.minimum(place, len(starts) - 1)]
        child, begun = cases.person[case], start[rows]
        before = latest_case(cases, child, cases.start[case] - 1)
        fits = (before < 0) | (cases.end[before] <= begun)
        fits &= (cases.start[case] > begun + 4) & (cases.start[case] < begun + 320)
        fits &= known.is_child(child, begun)
        person[rows[fits]], referred[rows[fits]] = child[fits], cases.start[case[fits]]
        rows, on = rows[~fits], on[~fits]
    return person, referred


def _drop_overlaps(found: EarlyHelp) -> EarlyHelp:
    """Leave out episodes that begin while another of the child goes on."""
    while True:
        order = np.lexsort((found.start, found.person))
        found = found.pick(order)
        same = found.person[1:] == found.person[:-1]
        clash = np.append(False, same & (found.start[1:] <= found.end[:-1]))
        if not clash.any():
            return found.pick(np.argsort(found.start, kind="stable"))
        found = found.pick(~(clash & ~np.append(False, clash[:-1])))
