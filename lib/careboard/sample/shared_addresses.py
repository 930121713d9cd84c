"""Addresses of brothers and sisters: the younger one's placement bears the postcode of the elder's.

Placements and their days are given. So two children share an address where both are with foster carers, both
with adopters or both with parents, and the placements have days in common. No two addresses of a child become
one, nor one two: a move stays a move.
"""

from itertools import product

import numpy as np

from .care import Periods
from .days import DATE_SHOWN, EXTRACT
from .people import Register
from .placements import Stays

SHARED = ["foster", "adoption", "parents"]
FIRST = 100_000  # days: the addresses at the date shown are settled before all others


def share_addresses(
    stays: Stays, periods: Periods, register: Register, siblings: tuple[np.ndarray, np.ndarray]
) -> None:
    """Give the placements of brothers and sisters the same postcodes, those shared longest first.

    Args:
        stays: The placements; their postcodes are changed in place, child by child from the eldest.
        periods: The periods of care.
        register: Everybody.
        siblings: The children, and the number of each one's group.
    """
    person, group = siblings
    homes = _homes(stays, periods, set(person.tolist()))
    family: dict[int, list[int]] = {}
    for who, number in zip(person.tolist(), group.tolist(), strict=True):
        family.setdefault(number, []).append(who)
    for children in family.values():
        children.sort(key=lambda who: (register.born[who], who))
        for place, child in enumerate(children[1:], start=1):
            elders = [home for elder in children[:place] for home in homes.get(elder, {}).items()]
            _move_in(stays, homes, child, elders)


def _homes(stays: Stays, periods: Periods, children: set[int]) -> dict[int, dict[str, list[int]]]:
    """The addresses of each child and the stays at each: {child: {postcode: places in the stays}}."""
    homes: dict[int, dict[str, list[int]]] = {}
    person = periods.person[stays.period]
    for row in np.flatnonzero(~periods.short_break[stays.period] & np.isin(person, list(children))).tolist():
        homes.setdefault(int(person[row]), {}).setdefault(stays.postcode[row], []).append(row)
    return homes


def _move_in(
    stays: Stays, homes: dict[int, dict[str, list[int]]], child: int, elders: list[tuple[str, list[int]]]
) -> None:
    """Give the child's stays the postcodes of elder ones: each address at most one, and none of its own."""
    own = homes.get(child, {})
    pairs = [
        (-_days_shared(stays, rows, theirs), mine, post)
        for (mine, rows), (post, theirs) in product(own.items(), elders)
    ]
    taken, new = set(own), {}
    for days, mine, post in sorted(pairs):
        if days < 0 and mine not in new and post not in taken:
            new[mine] = post
            taken.add(post)
    for mine, post in new.items():
        stays.postcode[own[mine]] = post
    homes[child] = {new.get(post, post): rows for post, rows in own.items()}


def _days_shared(stays: Stays, rows: list[int], others: list[int]) -> int:
    """For how many days two addresses are shared, none where the kinds of placement differ."""
    days = 0
    for row, other in product(rows, others):
        if stays.kind[row] == stays.kind[other] and stays.kind[row] in SHARED:
            start = max(stays.start[row], stays.start[other])
            end = min(stays.end[row], stays.end[other], EXTRACT + 1)
            days += max(end - start, 0) + FIRST * (start <= DATE_SHOWN < end)
    return days
