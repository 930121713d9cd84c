"""The register of invented people: born, sex, ethnic group and home district, and no names."""

import numpy as np

from . import county
from .chance import dice, draw, draw_by_group
from .days import OPEN

CAPACITY = 250_000


class Register:
    """Everybody in the county that the service may come to know, numbered from 0."""

    def __init__(self):
        self.rng = dice("people")
        self.count = 0
        self.born = np.full(CAPACITY, OPEN)
        self.sex = np.full(CAPACITY, "", object)
        self.ethnicity = np.full(CAPACITY, "", object)
        self.district = np.zeros(CAPACITY, int)
        self.unaccompanied = np.zeros(CAPACITY, bool)

    def add(self, born, boys=0.52, unaccompanied=False, late=None):
        """New people by their days of birth; returns their numbers. Where `late`, more come from districts often late."""
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
            self.ethnicity[who] = draw_by_group(self.rng, not_white.astype(int), [county.WHITE, county.NOT_WHITE])
        return who


def born_at_age(rng, days, bands):
    """Days of birth for children of drawn ages on the given days; `bands` is {(from year, below year): weight}."""
    edges = np.array(list(bands), float)
    weights = np.cumsum(list(bands.values()))
    band = np.searchsorted(weights / weights[-1], rng.random(len(days)), side="right")
    years = edges[band, 0] + rng.random(len(days)) * (edges[band, 1] - edges[band, 0])
    return np.asarray(days) - (years * 365.25).astype(int)
