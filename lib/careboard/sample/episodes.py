"""Care episodes: a new one with each change of placement or legal status, as in the SSDA903 return."""

from dataclasses import dataclass

import numpy as np

from .care import Periods
from .chance import dice, draw, draw_by_group
from .days import EXTRACT, OPEN, birthday
from .people import Register
from .placements import Stays

NEEDS = {"N1": 63, "N2": 3, "N3": 4, "N4": 8, "N5": 14, "N6": 2, "N8": 6}
FIRST_STATUS = {"V2": 57, "C1": 29, "L1": 8, "L2": 5}
FIRST_STATUS_OLDER = {"V2": 80, "C1": 12, "L1": 5, "J1": 3}
AT_18 = {"E5": 24, "E6": 38, "E7": 4, "E8": 34}
ENDS_YOUNG = {
    "E4A": 40,
    "E4B": 14,
    "E45": 9,
    "E46": 14,
    "E47": 3,
    "E48": 5,
    "E41": 5,
    "E13": 4,
    "E8": 5,
    "E3": 1,
}
ENDS_OLDER = {"E4A": 46, "E4B": 22, "E8": 20, "E13": 7, "E3": 3, "E14": 2}
ENDS_TO_RETURN = {"E4A": 60, "E4B": 30, "E8": 10}
MOVE_REASONS = {
    "CARPL": 42,
    "CREQB": 14,
    "CREQO": 8,
    "CHILD": 9,
    "LAREQ": 6,
    "STAND": 1,
    "ALLEG": 3,
    "APPRR": 3,
    "PLACE": 6,
    "CLOSE": 3,
    "OTHER": 5,
}


@dataclass
class Episodes:
    """Care episodes, in order of period and day."""

    period: np.ndarray
    start: np.ndarray
    end: np.ndarray
    stay: np.ndarray  # the place in the stays
    status: np.ndarray
    started: np.ndarray  # RNE
    ceased: np.ndarray  # REC


def legal_changes(
    periods: Periods, stays: Stays, register: Register
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The legal statuses of each period.

    Returns:
        The period, the day and the status of each change.
    """
    rng = dice("legal status")
    size = len(periods.person)
    home, adopters = _first_day_of(stays, "parents", size), _first_day_of(stays, "adoption", size)
    first, in_court = _first_statuses(rng, periods, register, home, adopters)
    emergency = np.isin(first, ["L1", "L2", "J1"])
    order_made = periods.start + np.where(emergency, rng.integers(3, 9, size), rng.integers(15, 160, size))
    order_made = np.minimum(order_made, np.where(adopters < OPEN, periods.start + 40, OPEN))
    order_made = np.where(first == "C1", periods.start, np.minimum(order_made, home))
    full = order_made + rng.integers(150, 290, size)
    before_move = np.maximum(adopters - rng.integers(10, 70, size), order_made + 20)
    freed = np.where(adopters < OPEN, before_move, OPEN)
    in_order = in_court | (first == "C1")
    changes = [
        (np.ones(size, bool), periods.start, first),
        (in_court & (first != "C1"), order_made, np.full(size, "C1", object)),
        (emergency & ~in_court, order_made, np.full(size, "V2", object)),
        (in_order & (full < freed), full, np.full(size, "C2", object)),
        (freed < OPEN, freed, np.full(size, "E1", object)),
    ]
    who = np.concatenate([np.flatnonzero(chosen) for chosen, *_ in changes])
    days = np.concatenate([on[chosen] for chosen, on, _ in changes])
    status = np.concatenate([code[chosen] for chosen, _, code in changes])
    fits = days < np.minimum(periods.end[who], EXTRACT + 1)
    return who[fits], days[fits], status[fits]


def _first_statuses(
    rng: np.random.Generator, periods: Periods, register: Register, home: np.ndarray, adopters: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The status on entry, and whether the court will make a care order."""
    size = len(periods.person)
    age = (periods.start - register.born[periods.person]) / 365.25
    first = draw_by_group(rng, (age >= 13).astype(int), [FIRST_STATUS, FIRST_STATUS_OLDER])
    first[home == periods.start] = "C1"
    alone = register.unaccompanied[periods.person]
    first[alone] = "V2"
    first[periods.short_break] = draw(rng, {"V4": 9, "V3": 1}, periods.short_break.sum())
    in_court = rng.random(size) < np.select([age < 10, age < 15.5], [0.8, 0.5], 0.12)
    return first, (in_court | (home < OPEN) | (adopters < OPEN)) & ~alone & ~periods.short_break


def _first_day_of(stays: Stays, kind: str, size: int) -> np.ndarray:
    """For each period the day on which a kind of placement first began, OPEN where it never did."""
    first = np.full(size, OPEN)
    rows = stays.kind == kind
    np.minimum.at(first, stays.period[rows], stays.start[rows])
    return first


def episodes(periods: Periods, stays: Stays, register: Register) -> Episodes:
    """Episodes from the placements and the legal statuses."""
    who, days, status = legal_changes(periods, stays, register)
    blank = np.full(len(stays.start), "", object)
    period = np.concatenate([stays.period, who])
    start = np.concatenate([stays.start, days])
    stay = np.concatenate([np.arange(len(stays.start)), np.full(len(who), -1)])
    status = np.concatenate([blank, status])
    order = np.lexsort((stay, start, period))
    period, start, stay, status = period[order], start[order], stay[order], status[order]
    new = np.ones(len(start), bool)
    new[1:] = (period[1:] != period[:-1]) | (start[1:] != start[:-1])
    group = np.cumsum(new) - 1
    moved, legal = np.full(new.sum(), -1), np.full(new.sum(), "", object)
    np.maximum.at(moved, group, stay)
    has_status = status != ""
    legal[group[has_status]] = status[has_status]
    return _complete_episodes(periods, stays, register, period[new], start[new], moved, legal)


def _complete_episodes(
    periods: Periods,
    stays: Stays,
    register: Register,
    period: np.ndarray,
    start: np.ndarray,
    moved: np.ndarray,
    legal: np.ndarray,
) -> Episodes:
    """Fill each change forward, end each episode where the next begins, and give the reasons."""
    places = np.arange(len(start))
    changed_status = legal != ""
    legal = legal[np.maximum.accumulate(np.where(changed_status, places, 0))]
    stay = moved[np.maximum.accumulate(np.where(moved >= 0, places, 0))]
    end = periods.end[period].copy()
    goes_on = np.append(period[1:] == period[:-1], False)
    end[:-1][goes_on[:-1]] = start[1:][goes_on[:-1]]
    same_carer = stays.no_move[stay]
    is_move, enters = moved >= 0, start == periods.start[period]
    both = is_move & changed_status
    conditions = [enters, both & same_carer, both, is_move & same_carer, is_move]
    started = np.select(conditions, ["S", "U", "B", "T", "P"], "L").astype(object)
    ceased = np.where(end < OPEN, "X1", "").astype(object)
    last = ~goes_on & (end < OPEN)
    ceased[last] = _reasons(periods, stays, register, period[last], stay[last])
    return Episodes(period, start, end, stay, legal, started, ceased)


def _reasons(
    periods: Periods, stays: Stays, register: Register, period: np.ndarray, stay: np.ndarray
) -> np.ndarray:
    """Why each period ended."""
    rng = dice("reasons for leaving care")
    born = register.born[periods.person[period]]
    latest = np.zeros(register.count, int)
    np.maximum.at(latest, periods.person, periods.start)
    returns = latest[periods.person[period]] > periods.start[period]
    age = (periods.end[period] - born) / 365.25
    at_18 = periods.end[period] >= birthday(born, 18)
    group = np.select([at_18, returns, age < 12], [0, 1, 2], 3)
    reasons = draw_by_group(rng, group, [AT_18, ENDS_TO_RETURN, ENDS_YOUNG, ENDS_OLDER])
    with_adopters = (stays.kind[stay] == "adoption") & ~at_18 & ~returns
    reasons[with_adopters] = draw(rng, {"E11": 2, "E12": 8}, with_adopters.sum())
    reasons[(stays.code[stay] == "R5") & ~at_18 & (rng.random(len(stay)) < 0.5)] = "E9"
    reasons[periods.short_break[period]] = "E8"
    return reasons


def move_reasons(periods: Periods, stays: Stays) -> np.ndarray:
    """Why each placement ended in a move; blank where the child left care or stayed with the carer."""
    rng = dice("reasons for moves")
    reasons = draw(rng, MOVE_REASONS, len(stays.start))
    left = (stays.end == periods.end[stays.period]) | (stays.end >= OPEN)
    next_same = np.append(stays.no_move[1:], False)
    reasons[left | next_same] = ""
    reasons[(stays.kind == "temporary") & ~left] = "CARPL"
    return reasons
