"""Section 47 enquiries and initial conferences: those before plans, and those that led to none."""

from dataclasses import dataclass

import numpy as np

from .chance import dice
from .days import EXTRACT, OPEN, working_day, working_number

NO_PLAN = -1


@dataclass
class Enquiries:
    """Enquiries: the case, from, to; the conference (OPEN where none was held) and the plan it made."""

    case: np.ndarray
    start: np.ndarray
    end: np.ndarray
    conference: np.ndarray
    plan: np.ndarray


def case_of(cases, person, on):
    """The latest case of each person begun by the day, -1 where there is none."""
    order = np.lexsort((cases.start, cases.person))
    keys = cases.person[order] * 1_000_000 + cases.start[order]
    at = np.searchsorted(keys, person * 1_000_000 + on, side="right") - 1
    found = order[np.maximum(at, 0)]
    return np.where((at >= 0) & (cases.person[found] == person), found, -1)


def enquiries(cases, assessments, plans, starts):
    """All enquiries, by their start."""
    rng = dice("enquiries")
    own = np.flatnonzero(~plans.ola)
    case = case_of(cases, plans.person[own], starts[own])
    late = case < 0
    case[late] = case_of(cases, plans.person[own][late], plans.start[own][late])
    start = np.maximum(starts[own], cases.start[case])
    parts = [(case, start, plans.start[own], plans.start[own], own)]
    parts.append(_without_plan(rng, cases, assessments))
    found = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(found[1], kind="stable")
    return Enquiries(*(column[order] for column in found))


def _without_plan(rng, cases, assessments):
    """Enquiries that found no need of a plan; a few of them only at a conference."""
    assessed = np.flatnonzero(cases.assessment >= 0)
    case = assessed[rng.random(len(assessed)) < 0.17]
    start = working_day(working_number(cases.start[case]) + rng.integers(0, 11, len(case)))
    end = working_day(working_number(start) + rng.integers(4, 16, len(case)))
    to_conference = (rng.random(len(case)) < 0.11)
    conference = np.where(to_conference, working_day(working_number(end) + rng.integers(0, 6, len(case))), OPEN)
    within = np.maximum(end, np.where(to_conference, conference, 0)) <= np.minimum(cases.end[case], EXTRACT)
    fits = within & (start <= assessments.authorised[cases.assessment[case]])
    columns = case, start, end, conference, np.full(len(case), NO_PLAN)
    return tuple(column[fits] for column in columns)
