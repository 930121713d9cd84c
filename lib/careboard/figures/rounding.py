"""How figures are rounded: shares, rates and averages to one decimal, a half away from nought.

So that a gain and a loss of one size are one size on the page: 0.25 gives 0.3, and -0.25 gives -0.3.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from careboard.indicators import Definition

TENTHS = 10
LAST_DIGIT = 1e-7  # a figure that is a half but for the machine's last digit is a half
OUT_OF = {"share": 100, "rate": 10_000}
Figures = TypeVar("Figures")


def scale(definition: Definition) -> int:
    """By what a quotient is multiplied: shares are of 100, rates of 10,000."""
    return OUT_OF.get(definition.kind, 100 if definition.unit == "%" else 1)


def rounded(value: Figures) -> Figures:
    """A column of figures to one decimal as published; a half goes away from nought.

    Args:
        value: a number or a column of numbers, in the figure's unit.

    Returns:
        The same rounded: 85.05 gives 85.1, and -85.05 gives -85.1.
    """
    import numpy

    number: Any = value
    size = numpy.floor(abs(number) * TENTHS + 0.5 + LAST_DIGIT) / TENTHS
    return numpy.copysign(size, number) + 0.0  # nought bears no sign


def rate(numerator: float, denominator: float) -> float:
    """One rate per 10,000 as published, from its numbers: 31 of 6,200 gives 50.0. It needs no pandas."""
    return math.floor(numerator / denominator * OUT_OF["rate"] * TENTHS + 0.5 + LAST_DIGIT) / TENTHS
