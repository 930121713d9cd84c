"""Section 47 enquiries and initial conferences: those before plans, and those that led to none."""

from dataclasses import dataclass

import numpy as np

from .assessments import Assessments
from .cases import Cases, latest_case
from .chance import dice
from .days import EXTRACT, OPEN, working_day, working_number
from .protection import Plans

NO_PLAN = -1


@dataclass
class Enquiries:
    """Enquiries: the case, from, to; the conference (OPEN where none was held) and the plan it made."""

    case: np.ndarray
    start: np.ndarray
    end: np.ndarray
    conference: np.ndarray
    plan: np.ndarray


def enquiries(cases: Cases, assessments: Assessments, plans: Plans, starts: np.ndarray) -> Enquiries:
    """All enquiries, by their start.

    Args:
        cases: All cases.
        assessments: Their assessments.
        plans: All protection plans.
        starts: When the enquiry before each plan began.
    """
    rng = dice("enquiries")
    own = np.flatnonzero(~plans.ola)
    case = latest_case(cases, plans.person[own], starts[own])
    late = case < 0
    case[late] = latest_case(cases, plans.person[own][late], plans.start[own][late])
    start = np.maximum(starts[own], cases.start[case])
    parts = [(case, start, plans.start[own], plans.start[own], own)]
    parts.append(_enquiries_without_plan(rng, cases, assessments))
    found = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(found[1], kind="stable")
    return Enquiries(*(column[order] for column in found))


def _enquiries_without_plan(
    rng: np.random.Generator, cases: Cases, assessments: Assessments
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Enquiries that found no need of a plan; a few of them only at a conference."""
    assessed = np.flatnonzero(cases.assessment >= 0)
    case = assessed[rng.random(len(assessed)) < 0.17]
    start = working_day(working_number(cases.start[case]) + rng.integers(0, 11, len(case)))
    end = working_day(working_number(start) + rng.integers(4, 16, len(case)))
    to_conference = rng.random(len(case)) < 0.11
    soon_after = working_day(working_number(end) + rng.integers(0, 6, len(case)))
    conference = np.where(to_conference, soon_after, OPEN)
    within = np.maximum(end, np.where(to_conference, conference, 0)) <= np.minimum(cases.end[case], EXTRACT)
    fits = within & (start <= assessments.authorised[cases.assessment[case]])
    columns = case, start, end, conference, np.full(len(case), NO_PLAN)
    return tuple(column[fits] for column in columns)
