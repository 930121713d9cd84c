"""How a chart draws the figures that stand beside its own: other people's dotted, a threshold long-dashed."""

from __future__ import annotations

from typing import NamedTuple

from careboard.charts.marks import Comparison
from careboard.charts.svg import COMPARISON, DOTTED, INK, Dash

LONG_DASHES = (0, (9.0, 4.0))  # longer than those of the mean


class LineLook(NamedTuple):
    """How a line is drawn.

    Attributes:
        colour: one of the page's colours.
        width: in pixels.
        dash: matplotlib's word for its dashes.
    """

    colour: str
    width: float
    dash: Dash


def reference_look(reference: Comparison) -> LineLook:
    """How the line of a reference is drawn; its words bear the same colour."""
    if reference.agreed:
        return LineLook(INK, 1.3, LONG_DASHES)
    return LineLook(COMPARISON, 1.6, DOTTED)
