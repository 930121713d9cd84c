"""When children in care move, and how many of them have moved often.

Moves come by chance, early ones, those of restless children, those at 16 and those to adopters; then some
are taken away, until the wanted number of children had three or more placements in twelve months.
"""

import numpy as np

from .care import Periods
from .chance import choose, dice
from .days import DATE_SHOWN, EXTRACT, OPEN, add_months
from .people import Register

WINDOW_START = int(add_months(DATE_SHOWN, -12))
THREE_OR_MORE = 172  # children with three or more placements in the twelve months to the date shown


def adoptions(periods: Periods, register: Register) -> np.ndarray:
    """Periods that end, or are about to end, in adoption: young children some while in care.

    Returns:
        True or False for each period.
    """
    rng = dice("adoption")
    close = np.minimum(periods.end, EXTRACT + 300)
    age = (close - register.born[periods.person]) / 365.25
    again = _later_period(periods)
    fit = (age < 7.5) & (close - periods.start > 380) & ~periods.short_break & ~again
    share = np.where(periods.end < OPEN, 0.62, 0.22)
    return fit & (rng.random(len(close)) < share)


def _later_period(periods: Periods) -> np.ndarray:
    """Whether the child comes into care again after the period."""
    latest = np.zeros(periods.person.max() + 1, int)
    np.maximum.at(latest, periods.person, periods.start)
    return latest[periods.person] > periods.start


def moves(periods: Periods, register: Register, adoptions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The days on which children move.

    Args:
        periods: The periods of care.
        register: Everybody.
        adoptions: True for the periods that end in adoption.

    Returns:
        The period and the day of each move, sorted.
    """
    rng = dice("moves")
    end = np.minimum(periods.end, EXTRACT + 1)
    to_adopters = _moves_to_adopters(rng, periods, end, adoptions)
    last = np.full(len(end), OPEN)
    last[to_adopters[0]] = to_adopters[1]
    parts = [
        _restless_moves(rng, periods, end),
        _early_moves(rng, periods),
        _moves_after_16(rng, periods, register, end),
        to_adopters,
    ]
    owner, days = (np.concatenate(column) for column in zip(*parts, strict=True))
    fits = (days > periods.start[owner] + 2) & (days < end[owner] - 3) & (days <= last[owner])
    return _separate_moves(owner[fits], days[fits])


def _restless_moves(
    rng: np.random.Generator, periods: Periods, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Moves at any time; some children move again and again."""
    restless = rng.gamma(0.55, 1 / 0.55, len(end)) * ~periods.short_break
    count = rng.poisson(restless * 0.42 / 365.25 * (end - periods.start))
    owner = np.repeat(np.arange(len(end)), count)
    return owner, periods.start[owner] + (rng.random(len(owner)) * (end - periods.start)[owner]).astype(int)


def _early_moves(rng: np.random.Generator, periods: Periods) -> tuple[np.ndarray, np.ndarray]:
    """The first placement often was all that could be found that night."""
    owner = np.flatnonzero(rng.random(len(periods.start)) < 0.22 * ~periods.short_break)
    return owner, periods.start[owner] + rng.integers(3, 75, len(owner))


def _moves_after_16(
    rng: np.random.Generator, periods: Periods, register: Register, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Many move on after 16, to live more independently."""
    days = register.born[periods.person] + 5_850 + rng.integers(0, 560, len(end))
    moving = (rng.random(len(end)) < 0.54) & ~periods.short_break
    owner = np.flatnonzero((days > periods.start) & (days < end) & moving)
    return owner, days[owner]


def _moves_to_adopters(
    rng: np.random.Generator, periods: Periods, end: np.ndarray, adoptions: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The move to adopters is the last, some months before the adoption."""
    owner = np.flatnonzero(adoptions)
    return owner, np.maximum(end[owner] - rng.integers(100, 460, len(owner)), periods.start[owner] + 150)


def _separate_moves(owner: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moves at least five days before the next."""
    order = np.lexsort((days, owner))
    owner, days = owner[order], days[order]
    near = np.zeros(len(days), bool)
    near[:-1] = (owner[1:] == owner[:-1]) & (days[1:] - days[:-1] < 5)
    return owner[~near], days[~near]


def settle_three_or_more(
    periods: Periods, owner: np.ndarray, days: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Take moves away until exactly the wanted number of children had three or more placements.

    Args:
        periods: The periods of care.
        owner: The period of each move.
        days: Its day.

    Returns:
        The period and the day of each move that stays.

    Raises:
        ValueError: If too few children have moved so often.
    """
    rng = dice("three or more placements")
    shown = periods.open_at(DATE_SHOWN)
    in_window = (days > WINDOW_START) & (days <= DATE_SHOWN)
    own = 1 + np.bincount(owner[in_window], minlength=len(shown))
    total = own + _placements_of_earlier_periods(periods, owner, days, shown)
    many = np.flatnonzero(shown & (total >= 3))
    if len(many) < THREE_OR_MORE:
        raise ValueError(f"{len(many)} children have three or more placements; {THREE_OR_MORE} are wanted.")
    fewer = choose(rng, (own - 1)[many] >= total[many] - 2, len(many) - THREE_OR_MORE)
    keep = np.ones(len(days), bool)
    for period in many[fewer]:
        mine = np.flatnonzero((owner == period) & in_window)
        keep[mine[: total[period] - 2]] = False
    return owner[keep], days[keep]


def _placements_of_earlier_periods(
    periods: Periods, owner: np.ndarray, days: np.ndarray, shown: np.ndarray
) -> np.ndarray:
    """For each period, the placements in the window that belong to the child's earlier periods."""
    counts = np.zeros(len(shown), int)
    current = dict(zip(periods.person[shown], np.flatnonzero(shown), strict=True))
    lately = (periods.end > WINDOW_START) & (periods.end <= DATE_SHOWN) & ~periods.short_break
    for period in np.flatnonzero(lately):
        if periods.person[period] in current:
            moved = (days[owner == period] > WINDOW_START).sum()
            counts[current[periods.person[period]]] += 1 + moved
    return counts
