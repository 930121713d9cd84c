"""The register of invented people: born, sex, ethnic group and home district, and no names."""

from collections.abc import Mapping

import numpy as np

from . import county
from .chance import dice, draw, draw_by_group
from .days import OPEN

CAPACITY = 250_000

Bands = Mapping[tuple[float, float], int]  # the weight of each band of age: (from year, below year)


class Register:
    """Everybody in the county that the service may come to know, numbered from 0."""

    def __init__(self) -> None:
        self.rng = dice("people")
        self.count = 0
        self.born = np.full(CAPACITY, OPEN)
        self.sex = np.full(CAPACITY, "", object)
        self.ethnicity = np.full(CAPACITY, "", object)
        self.district = np.zeros(CAPACITY, int)
        self.unaccompanied = np.zeros(CAPACITY, bool)

    def add(
        self,
        born: np.ndarray,
        boys: float = 0.52,
        unaccompanied: bool = False,
        late: np.ndarray | None = None,
    ) -> np.ndarray:
        """New people by their days of birth.

        Args:
            born: The days of birth.
            boys: The share of boys.
            unaccompanied: Whether they come alone to seek asylum.
            late: True for those who are to come more often from districts that are often late.

        Returns:
            Their numbers in the register.
        """
        size = len(born)
        who = np.arange(self.count, self.count + size)
        self.count += size
        self.born[who] = born
        self.sex[who] = np.where(self.rng.random(size) < boys, "M", "F")
        group = np.zeros(size, int) if late is None else late.astype(int)
        tables = [county.DISTRICT_WEIGHTS, county.LATE_WEIGHTS]
        self.district[who] = draw_by_group(self.rng, group, tables).astype(int)
        if unaccompanied:
            self.unaccompanied[who] = True
            self.ethnicity[who] = draw(self.rng, county.UNACCOMPANIED, size)
        else:
            shares = np.array([share for *_, share in county.DISTRICTS.values()])
            not_white = self.rng.random(size) < shares[self.district[who]]
            mixes = [county.WHITE, county.NOT_WHITE]
            self.ethnicity[who] = draw_by_group(self.rng, not_white.astype(int), mixes)
        return who


def born_at_age(rng: np.random.Generator, days: np.ndarray, bands: Bands) -> np.ndarray:
    """Days of birth for children of drawn ages on the given days.

    Args:
        rng: The random numbers.
        days: The days on which they have that age.
        bands: The weight of each band of age, given as (from year, below year).
    """
    edges = np.array(list(bands), float)
    weights = np.cumsum(list(bands.values()))
    band = np.searchsorted(weights / weights[-1], rng.random(len(days)), side="right")
    years = edges[band, 0] + rng.random(len(days)) * (edges[band, 1] - edges[band, 0])
    return np.asarray(days) - (years * 365.25).astype(int)
