"""The few chart shapes, each with a finding as its title and its own alternative text.

A chart is drawn twice, wide and narrow, and the page shows the one that fits; text never shrinks below reading size.
"""

from careboard.charts.compared import bars, dots, stack
from careboard.charts.marks import Beside, Mark, Measure
from careboard.charts.sheet import Chart
from careboard.charts.small import small
from careboard.charts.trend import trend

__all__ = ["Beside", "Chart", "Mark", "Measure", "bars", "dots", "small", "stack", "trend"]
