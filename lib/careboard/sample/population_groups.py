"""Children under 18 by district, sex and ethnic group, for the mid-years that data/population.csv gives."""

import numpy as np

from . import county
from .chance import spread

COUNTY = {2016: 245_765, 2017: 246_467, 2018: 247_600}  # as in data/population.csv, shared out in the same way
BOYS = 0.512
NOT_WHITE = {"Mixed": 25, "Asian": 63, "Black": 7, "Other": 5}  # the service knows more children of mixed and fewer of Asian heritage
GROUPS = ["White", *NOT_WHITE]


def population_groups():
    """The rows: district, sex, ethnic group, year, children."""
    size, _, share = (np.array(part) for part in zip(*county.DISTRICTS.values(), strict=True))
    others = np.array(list(NOT_WHITE.values())) / sum(NOT_WHITE.values())
    by_group = np.column_stack([1 - share, np.outer(share, others)])
    rows = []
    for year, total in COUNTY.items():
        for district, children, weights in zip(county.DISTRICT_IDS, spread(total, size), by_group, strict=True):
            cells = spread(children, np.concatenate([BOYS * weights, (1 - BOYS) * weights]))
            names = [(sex, group) for sex in "MF" for group in GROUPS]
            rows += [(district, sex, group, str(year), str(count)) for (sex, group), count in zip(names, cells, strict=True)]
    return [np.array(column, object) for column in zip(*rows, strict=True)]
