"""Chance, and the sharing out of exact totals: the same seed gives the same county."""

import zlib

import numpy as np

SEED = 20191031


def dice(subject, seed=SEED):
    """A random generator of its own for each subject, so that one can be tuned without moving the others."""
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(subject.encode())]))


def spread(total, weights):
    """Whole numbers in proportion to the weights that add up to the total exactly."""
    shares = np.asarray(weights, float) / np.sum(weights) * total
    whole = np.floor(shares).astype(int)
    largest_rests = np.argsort(whole - shares, kind="stable")[: total - whole.sum()]
    whole[largest_rests] += 1
    return whole


def choose(rng, weights, count):
    """Places of `count` different members, heavier ones more often; members of weight 0 never."""
    weights = np.asarray(weights, float)
    possible = np.flatnonzero(weights > 0)
    if count > len(possible):
        raise ValueError(f"{count} are to be chosen and only {len(possible)} can be.")
    keys = np.log(weights[possible]) + rng.gumbel(size=len(possible))
    return np.sort(possible[np.argpartition(-keys, count - 1)[:count]]) if count else possible[:0]


def draw(rng, codes, size):
    """Codes drawn by their weights; `codes` is {code: weight}."""
    names = np.array(list(codes), object)
    weights = np.cumsum(list(codes.values()))
    return names[np.searchsorted(weights / weights[-1], rng.random(size), side="right")]


def draw_by_group(rng, groups, tables):
    """Codes drawn from a table of weights for each group; `groups` are places in `tables`."""
    drawn = np.empty(len(groups), object)
    for place, table in enumerate(tables):
        members = np.flatnonzero(groups == place)
        drawn[members] = draw(rng, table, len(members))
    return drawn


def ticks(starts, ends, gap, first=None, limit=400):
    """Repeated events between start and end, with a gap drawn anew each time.

    `gap(rows, at)` gives the days from the event at `at` to the next one, for the rows still going;
    `first` the same for the first event. Returns the row and the day of every event, by row then day.
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


def last_before(rows, days, count, limit):
    """For each of `count` rows its latest event on or before `limit`, -1 where there is none."""
    latest = np.full(count, -1)
    early = days <= limit
    np.maximum.at(latest, rows[early], days[early])
    return latest
