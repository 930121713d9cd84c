"""Where the postcode sectors of placements lie: within a district of the county, or outside it.

The placements' postcodes and distances are given, and have nothing to do with each other: near and far
placements share their sectors. So those sectors lie outside in which children far from home spent more of
the time, of late, than in others (a majority would be too few), and the rest lie in the district that most of
their children come from.
"""

import numpy as np

from . import county
from .chance import dice
from .days import EXTRACT, day

FAR = 20.0  # miles
SINCE = day("2017-10-01")
OUTSIDE = [f"elsewhere_{number}" for number in range(1, 7)]
FAR_ENOUGH = 0.27  # the share of time spent far from home from which on a sector lies outside
CENTRE = (152_000, 452_000)  # of an invented grid: eastings and northings in metres


def sectors(
    postcodes: np.ndarray, miles: np.ndarray, district: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Where every postcode sector of the placements lies.

    Args:
        postcodes: The postcode of each placement.
        miles: Its distance from the child's home.
        district: The child's home district, by its place in `county.DISTRICTS`.
        start: The placement's first day.
        end: Its last day.

    Returns:
        The name, district, easting and northing of each sector.
    """
    rng = dice("postcode sectors")
    names, at = np.unique(np.array([code[:-2] for code in postcodes]), return_inverse=True)
    days = np.clip(np.minimum(end, EXTRACT) - np.maximum(start, SINCE), 0, None) + 0.01
    far = np.bincount(at, days * (miles > FAR)) / np.bincount(at, days)
    places = len(county.DISTRICTS)
    near = np.bincount(at * places + district, days * (miles <= FAR), minlength=len(names) * places)
    from_each = near.reshape(-1, places)
    home = np.where(from_each.sum(axis=1) > 0, from_each.argmax(axis=1), rng.integers(0, places, len(names)))
    outside = far >= FAR_ENOUGH
    elsewhere = rng.integers(0, len(OUTSIDE), len(names))
    named = np.where(outside, np.array(OUTSIDE, object)[elsewhere], county.DISTRICT_IDS[home]).astype(object)
    easting, northing = _positions(rng, np.where(outside, places + elsewhere, home))
    return names.astype(object), named, easting, northing


def _positions(rng: np.random.Generator, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A point near the middle of each sector's district; those outside lie in a ring around the county."""
    inside, outside = len(county.DISTRICTS), len(OUTSIDE)
    turn = np.concatenate([np.arange(inside) / inside, np.arange(outside) / outside]) * 2 * np.pi
    reach = np.concatenate([np.where(np.arange(inside) % 2, 12_000, 24_000), np.full(outside, 70_000)])
    east = CENTRE[0] + reach * np.cos(turn)
    north = CENTRE[1] + reach * np.sin(turn)
    spread = np.where(place < inside, 4_500, 14_000)
    easting, northing = (middle[place] + rng.normal(0, 1, len(place)) * spread for middle in (east, north))
    return easting.astype(int), northing.astype(int)
