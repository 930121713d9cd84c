"""Chance, and the sharing out of exact totals: the same seed gives the same county."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

SEED = 20191031

Weights = Mapping[Any, float]
Gap = Callable[[np.ndarray, np.ndarray], np.ndarray]  # (rows, days) to the days until the next event


def dice(subject: str, seed: int = SEED) -> np.random.Generator:
    """A random generator of its own for each subject, so that one can be tuned without moving the others."""
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(subject.encode())]))


def spread(total: int, weights: ArrayLike) -> np.ndarray:
    """Whole numbers in proportion to the weights that add up to the total exactly.

    Args:
        total: What they add up to.
        weights: One for each number.
    """
    shares = np.asarray(weights, float) / np.sum(weights) * total
    whole = np.floor(shares).astype(int)
    largest_rests = np.argsort(whole - shares, kind="stable")[: total - whole.sum()]
    whole[largest_rests] += 1
    return whole


def choose(rng: np.random.Generator, weights: ArrayLike, count: int) -> np.ndarray:
    """Places of so many different members, heavier ones more often; members of weight 0 never.

    Args:
        rng: The random numbers.
        weights: One for each member.
        count: How many are chosen.

    Returns:
        The places of those chosen, in order.

    Raises:
        ValueError: If fewer members than that have a weight.
    """
    weights = np.asarray(weights, float)
    possible = np.flatnonzero(weights > 0)
    if count > len(possible):
        raise ValueError(f"{count} are to be chosen and only {len(possible)} can be.")
    keys = np.log(weights[possible]) + rng.gumbel(size=len(possible))
    return np.sort(possible[np.argpartition(-keys, count - 1)[:count]]) if count else possible[:0]


def draw(rng: np.random.Generator, codes: Weights, size: int) -> np.ndarray:
    """Codes drawn by their weights.

    Args:
        rng: The random numbers.
        codes: The weight of each code.
        size: How many are drawn.
    """
    names = np.array(list(codes), object)
    weights = np.cumsum(list(codes.values()))
    return names[np.searchsorted(weights / weights[-1], rng.random(size), side="right")]


def draw_by_group(rng: np.random.Generator, groups: np.ndarray, tables: Sequence[Weights]) -> np.ndarray:
    """Codes drawn from a table of weights for each group.

    Args:
        rng: The random numbers.
        groups: The place of each member's table in `tables`.
        tables: The weight of each code, one table a group.
    """
    drawn = np.empty(len(groups), object)
    for place, table in enumerate(tables):
        members = np.flatnonzero(groups == place)
        drawn[members] = draw(rng, table, len(members))
    return drawn


def ticks(
    starts: np.ndarray, ends: np.ndarray, gap: Gap, first: Gap | None = None, limit: int = 400
) -> tuple[np.ndarray, np.ndarray]:
    """Repeated events between start and end, with a gap drawn anew each time.

    Args:
        starts: The day from which each row's events are counted.
        ends: The day before which they stop.
        gap: Gives the days from each event to the next one, for the rows still going.
        first: The same for the first event, where it differs.
        limit: The most events that a row can have.

    Returns:
        The row and the day of every event, by row then day.
    """
    rows, at = np.arange(len(starts)), np.asarray(starts).copy()
    kept_rows, kept_days = [rows[:0]], [at[:0]]
    step = (first or gap)(rows, at)
    for _ in range(limit):
        at = at + step
        going = at < ends[rows]
        rows, at = rows[going], at[going]
        if not len(rows):
            break
        kept_rows.append(rows)
        kept_days.append(at)
        step = gap(rows, at)
    rows, days = np.concatenate(kept_rows), np.concatenate(kept_days)
    order = np.lexsort((days, rows))
    return rows[order], days[order]


def latest_days(rows: np.ndarray, days: np.ndarray, count: int, limit: int) -> np.ndarray:
    """For each row its latest event on or before a day.

    Args:
        rows: The row of each event.
        days: The day of each event.
        count: How many rows there are.
        limit: The last day that counts.

    Returns:
        A day for each row, -1 where there is none.
    """
    latest = np.full(count, -1)
    early = days <= limit
    np.maximum.at(latest, rows[early], days[early])
    return latest
