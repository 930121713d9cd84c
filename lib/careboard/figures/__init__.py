"""Figures: cases counted, summed and held against thresholds and chance, and small numbers hidden.

What comes in are the checked tables of an extract (records.tables.Tables), the indicator definitions and the
agreed parameters (params.models.Params). What goes out are three data frames of long form, whose columns
`columns` declares: figures, how they stand, and what they are set beside. A figure goes one way: counted,
corrected where that is agreed, hidden where it is small, and only then banded and compared.

    columns       the columns of the long tables, and the type of their rows
    counting      every indicator, period, window, area and breakdown in one table
    case_windows  an indicator's cases, and those of each window
    parallel      the same work for many items, in processes side by side
    allocation    where a case belongs, and what kind of child it is of
    population    how many children live where: the bases of rates
    aggregation   cases summed, and the figure that comes of it
    rounding      how figures are rounded
    corrections   agreed corrections of figures, applied before anything is hidden
    disclosure    the only place where a figure is hidden
    intervals     how far chance alone could move a share or a rate
    spc           means and the limits of usual variation
    spc_rules     what lies outside them, and whether they meet a threshold
    banding       the agreed bands
    direction     how a figure moved since another, and whether chance alone could explain it
    standing      how a published figure stands
    comparators   England's, the region's and the neighbours' figures
    authorities   which authorities there were, their regions, joint returns
    positions     where the whole authority lies among all others
    worklists     the restricted lists of cases that somebody must see to

Each name is loaded when it is first asked for; the columns, the intervals and the limits need no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.figures.columns import Comparator, Figure, Position, Standing
    from careboard.figures.comparators import PublishedComparators
    from careboard.figures.counting import Counting
    from careboard.figures.population import Population
    from careboard.figures.spc import Limits, Point, limits

__all__ = [
    "Comparator",
    "Counting",
    "Figure",
    "Limits",
    "Point",
    "Population",
    "Position",
    "PublishedComparators",
    "Standing",
    "limits",
]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "Comparator": "columns",
        "Counting": "counting",
        "Figure": "columns",
        "Limits": "spc",
        "Point": "spc",
        "Population": "population",
        "Position": "columns",
        "PublishedComparators": "comparators",
        "Standing": "columns",
        "limits": "spc",
    },
)
