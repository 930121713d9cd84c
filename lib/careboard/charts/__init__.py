"""The few chart shapes, each with a finding as its title and its own alternative text.

What comes in: a Measure (what is measured, where, in which unit) and Marks, its published figures, one a
month, an area or a group. A Mark whose figure is hidden or missing has no number, so no chart can give one
away. A Comparison is a figure drawn beside them: England's, or the whole county's.

What goes out: a Chart, or None where too little is published to draw. Its words (finding, subtitle, title,
description) and its two SVG forms, wide and narrow, say the same; the page shows the form that fits, so
that text never shrinks below reading size. Each form has a role, a title and the alternative text inside,
takes its colours from the page, and has the same bytes whenever the figures are the same.

Example:
    >>> plans = Measure("plans", "Protection plans", "North", "October 2019", "plans", whole=True)
    >>> points = [Mark("September 2019", 41, "shown"), Mark("October 2019", 44, "shown")]
    >>> trend(plans, points).finding
    '44 plans in October 2019; no figure for a year before'
"""

from careboard.charts.bars import bars
from careboard.charts.chart import Chart
from careboard.charts.dots import dots
from careboard.charts.marks import Comparison, Mark, Measure
from careboard.charts.position import position
from careboard.charts.small_multiples import small_multiples
from careboard.charts.stack import stack
from careboard.charts.trend import trend

__all__ = [
    "Chart",
    "Comparison",
    "Mark",
    "Measure",
    "bars",
    "dots",
    "position",
    "small_multiples",
    "stack",
    "trend",
]
