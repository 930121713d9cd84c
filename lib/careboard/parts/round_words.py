"""Figures as people say them, 'about 9 in 10' and 'about 550', and how a picture of ten is filled by them."""

from __future__ import annotations

import math
from typing import NamedTuple

from careboard.charts.pictures import Filled
from careboard.figures.columns import Figure

TEN, WHOLE = 10, 100  # the parts of a share as it is told; all of it in per cent
STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)  # for how many one drawing may stand
MOST_DRAWINGS = 30


class RoundWords(NamedTuple):
    """A figure as people say it.

    Attributes:
        words: 'about 9 in 10', 'almost all', 'about 550'.
        share: whether it is a part of something.
        filled: how its picture is filled.
        each: for how many of a count one drawing stands; 0 for a share.
    """

    words: str
    share: bool
    filled: Filled
    each: int = 0


def round_share(value: float, whole: bool = True) -> RoundWords:
    """A share in tenths.

    The rule: to the nearest tenth, a half goes up. What would be ten tenths and is not all is 'almost all';
    what would be none and is some is 'very few'. So 95 is 'almost all', 94.9 'about 9 in 10', 49.9 'about 5
    in 10', 5 'about 1 in 10' and 4.9 'very few'. 'All' and 'none' are said of 100 and of 0 alone.

    Args:
        value: as published, from 0 to 100.
        whole: whether 100 and 0 are so in truth; False where rounding made them.
    """
    tenths = math.floor(value / TEN + 0.5)
    if tenths >= TEN:
        all_of_it = value >= WHOLE and whole
        filled = Filled(TEN, TEN) if all_of_it else Filled(TEN, TEN - 1, large=True)
        return RoundWords("all" if all_of_it else "almost all", True, filled)
    if tenths <= 0:
        none = value <= 0 and whole
        return RoundWords("none" if none else "very few", True, Filled(TEN, 0, small=not none))
    return RoundWords(f"about {tenths} in 10", True, Filled(TEN, tenths))


def round_count(value: float) -> RoundWords:
    """A count to the nearest ten, a half goes up; 'fewer than 10' below ten, and 'no' for none.

    Args:
        value: as published.
    """
    if value < TEN:
        words = "no" if value <= 0 else "fewer than 10"
        return RoundWords(words, False, Filled(1, 0, small=value > 0), TEN)
    tens = math.floor(value / TEN + 0.5) * TEN
    each = next((step for step in STEPS if tens / step <= MOST_DRAWINGS), STEPS[-1])
    drawings = max(1, math.floor(tens / each + 0.5))
    return RoundWords(f"about {tens:,}", False, Filled(drawings, drawings), each)


def round_words(figure: Figure, share: bool) -> RoundWords:
    """A published figure as people say it.

    Args:
        figure: one that is shown.
        share: whether it is a share, else a count.
    """
    if not share:
        return round_count(figure.value)
    above, below = figure.numerator, figure.denominator
    known = not (math.isnan(above) or math.isnan(below))
    return round_share(figure.value, not known or above in (0, below))
