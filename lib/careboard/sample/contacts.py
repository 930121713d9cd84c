"""Contacts: one before every referral, and about as many that led to none."""

from dataclasses import dataclass

import numpy as np

from . import quotas
from .chance import dice
from .children import KnownChildren, working_days_in
from .days import day, last_working_day, month_of

KEPT_FROM = day("2014-04-01")
QUIET = 31  # days after a contact in which no referral of the child comes, if it led to none
NO_CASE = -1


@dataclass
class Contacts:
    """Contacts: whose, when, and the case that came of each."""

    person: np.ndarray
    on: np.ndarray
    case: np.ndarray


def contacts(known: KnownChildren) -> Contacts:
    """All contacts, by day."""
    rng = dice("contacts")
    case, first = _referral_contacts(rng, known)
    there = np.bincount(month_of(first) - quotas.HISTORY[0], minlength=len(quotas.HISTORY))
    numbers = np.maximum(quotas.contacts() - there, 0)
    others = working_days_in(rng, quotas.HISTORY, numbers)
    person = known.find(rng, others, lambda child, rows: _no_referral(known, child, others[rows]))
    person = np.concatenate([known.cases.person[case], person])
    on = np.concatenate([first, others])
    case = np.concatenate([case, np.full(len(others), NO_CASE)])
    order = np.lexsort((person, on))
    return Contacts(person[order], on[order], case[order])


def _referral_contacts(rng: np.random.Generator, known: KnownChildren) -> tuple[np.ndarray, np.ndarray]:
    """The contact of the referral's day, or of a working day up to two days before."""
    cases = known.cases
    case = np.flatnonzero(cases.start >= KEPT_FROM)
    referred = cases.start[case]
    on = last_working_day(referred - rng.choice(3, len(case), p=[0.62, 0.26, 0.12]))
    possible = (on >= referred - 2) & (on >= KEPT_FROM) & (on >= known.born[cases.person[case]])
    return case, np.where(possible, on, referred)


def _no_referral(known: KnownChildren, child: np.ndarray, on: np.ndarray) -> np.ndarray:
    return known.next_referral(child, on - 2) > on + QUIET
