"""What else is hidden where no other whole numbers were found: the cheapest shown number that holds one fast.

A programme that takes a narrow number as far as it goes prices the sums that keep it there. Shown numbers
that these sums, so weighted, leave over are how a reader would work it out.
"""

from __future__ import annotations

from collections import defaultdict

import numpy

from careboard.disclosure.programmes import CLOSE, Part, holding
from careboard.disclosure.system import System
from careboard.disclosure.worth import cheapest_cover


def relief(
    system: System, parts: list[Part], may_hide: numpy.ndarray, cost: numpy.ndarray, up: bool, times: int
) -> list[int]:
    """Shown numbers to hide, so that something of what holds each narrow number is not known any more.

    Args:
        system: the numbers and how they hang together.
        parts: the parts in which numbers are narrow.
        may_hide: which numbers are shown and may still be hidden.
        cost: what it costs to hide each.
        up: whether narrow numbers are to rise, or else to fall.
        times: how many shown numbers are hidden for each narrow one.
    """
    helped: dict[int, set[int]] = defaultdict(set)
    for part in parts:
        equations = system.equations[part.places]
        for number in part.narrow():
            used = (holding(part, number, up) @ equations).toarray().ravel()
            for other in numpy.flatnonzero((numpy.abs(used) > CLOSE) & may_hide).tolist():
                helped[other].add(int(part.numbers[number]))
    return cheapest_cover(helped, cost, times)
