"""Children under 18 by district, sex and ethnic group, for the mid-years that data/population.csv gives."""

import numpy as np

from . import county
from .chance import spread

# as in data/population.csv, shared out in the same way
COUNTY = {2016: 245_765, 2017: 246_467, 2018: 247_600}
BOYS = 0.512
# the service knows more children of mixed and fewer of Asian heritage
NOT_WHITE = {"Mixed": 25, "Asian": 63, "Black": 7, "Other": 5}
GROUPS = ["White", *NOT_WHITE]


def population_groups() -> list[np.ndarray]:
    """Children under 18 in each district, by sex and ethnic group.

    Returns:
        The columns district, sex, ethnic group, year and children, all as texts.
    """
    size, _, share = (np.array(part) for part in zip(*county.DISTRICTS.values(), strict=True))
    others = np.array(list(NOT_WHITE.values())) / sum(NOT_WHITE.values())
    by_group = np.column_stack([1 - share, np.outer(share, others)])
    names = [(sex, group) for sex in "MF" for group in GROUPS]
    rows = []
    for year, total in COUNTY.items():
        children_of_each = spread(total, size)
        for district, children, weights in zip(county.DISTRICT_IDS, children_of_each, by_group, strict=True):
            cells = spread(children, np.concatenate([BOYS * weights, (1 - BOYS) * weights]))
            for (sex, group), count in zip(names, cells, strict=True):
                rows.append((district, sex, group, str(year), str(count)))
    return [np.array(column, object) for column in zip(*rows, strict=True)]
