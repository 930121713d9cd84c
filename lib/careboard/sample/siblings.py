"""Which looked-after children are brothers and sisters: groups of children who are in care already.

Those grouped come from one district, are of one ethnic group, entered care within days of each other where
there are such children, and could have one mother by their days of birth.
"""

import numpy as np

from . import county
from .care import Periods
from .chance import dice
from .days import DATE_SHOWN, EXTRACT, OPEN, day
from .people import Register

SINCE = day("2015-01-01")
SHARE = 0.44  # of the children looked after at the date shown
SIZES = {2: 56, 3: 29, 4: 11, 5: 4}
APART = 35  # days between two entries, at most
YEARS_BETWEEN = 13  # oldest and youngest
ETHNIC_GROUPS = {
    "White": "WBRI WIRI WIRT WROM WOTH",
    "Mixed": "MWBC MWBA MWAS MOTH",
    "Asian": "AIND APKN ABAN CHNE AOTH",
    "Black": "BCRB BAFR BOTH",
    "Other": "OOTH",
}


def groups(periods: Periods, register: Register) -> tuple[np.ndarray, np.ndarray]:
    """Brothers and sisters among the children in care.

    Returns:
        The children, and the number of each one's group.
    """
    rng = dice("siblings")
    rows = _latest_periods(periods, register)
    shown = periods.open_at(DATE_SHOWN)
    families = _families(rng, periods, register, rows)
    counted = np.cumsum([np.count_nonzero(shown[family]) for family in families])
    found = families[: int(np.searchsorted(counted, SHARE * shown.sum())) + 1]
    person = np.concatenate([periods.person[family] for family in found])
    group = np.repeat(np.arange(len(found)), [len(family) for family in found])
    return person, group


def _latest_periods(periods: Periods, register: Register) -> np.ndarray:
    """One period a child, the latest, of those looked after since 2015 who did not come alone."""
    alone = register.unaccompanied[periods.person]
    kept = np.flatnonzero((periods.end > SINCE) & ~periods.short_break & ~alone)
    kept = kept[np.lexsort((-periods.start[kept], periods.person[kept]))]
    return kept[np.unique(periods.person[kept], return_index=True)[1]]


def broad_groups(codes: np.ndarray) -> np.ndarray:
    """The broad ethnic group of each code, blank where it is not known."""
    names = {code: name for name, listed in ETHNIC_GROUPS.items() for code in listed.split()}
    return np.array([names.get(code, "") for code in codes], object)


def _families(
    rng: np.random.Generator, periods: Periods, register: Register, rows: np.ndarray
) -> list[np.ndarray]:
    """Groups of children that could be families, those in care at the same time longest first."""
    person = periods.person[rows]
    ethnic = np.unique(broad_groups(register.ethnicity[person]).astype(str), return_inverse=True)[1]
    place = register.district[person] + len(county.DISTRICTS) * ethnic
    order = np.lexsort((periods.start[rows], place))
    shares = np.array(list(SIZES.values())) / sum(SIZES.values())
    sizes = rng.choice(list(SIZES), len(rows), p=shares).tolist()
    families = _join_children(periods, register, rows[order].tolist(), place[order].tolist(), sizes)
    until = np.where(periods.end < OPEN, periods.end, EXTRACT + rng.exponential(900, len(periods.end)))

    def distance(family: np.ndarray) -> float:
        return (np.ptp(periods.start[family]) + np.ptp(until[family]) / 10) / len(family)

    return sorted(families, key=distance)


def _join_children(
    periods: Periods, register: Register, rows: list[int], place: list[int], sizes: list[int]
) -> list[np.ndarray]:
    """Each child with those of its district and ethnic group who entered care soon after."""
    taken: set[int] = set()
    families = []
    for at, (first, wanted) in enumerate(zip(rows, sizes, strict=True)):
        if at in taken:
            continue
        family = [first]
        for other in range(at + 1, len(rows)):
            late = periods.start[rows[other]] - periods.start[first] > APART
            if len(family) == wanted or place[other] != place[at] or late:
                break
            if other not in taken and _one_family(periods, register, [*family, rows[other]]):
                family.append(rows[other])
                taken.add(other)
        if len(family) > 1:
            families.append(np.array(family))
    return families


def _one_family(periods: Periods, register: Register, family: list[int]) -> bool:
    """Whether the last of them could be a brother or sister of the others, in care at the same time."""
    *others, last = family
    born = register.born[periods.person[family]]
    between = np.abs(born[:-1] - born[-1])
    together = (periods.start[others] < periods.end[last]) & (periods.end[others] > periods.start[last])
    possible = ((between < 2) | (between > 290)) & together
    return bool(possible.all() and np.ptp(born) < YEARS_BETWEEN * 365.25)
