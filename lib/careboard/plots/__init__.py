"""An analyst's own charts: the published figures as a tidy frame, and what is drawn from it put on the page.

What comes in: the figures of a page, a chart that seaborn or matplotlib drew from them, and its words. What
goes out: a Plot, whose chart, table and words hold published figures alone; or a message that says what keeps
it from being published.

    figure_frame     the figures of a page as a data frame, one row each
    published        a chart's data held against what the page publishes
    numbers          the numbers that a chart draws, read from its artists
    caption          its finding and its description, with their quotes filled in
    tidy             months, units and names in the suite's way; lines broken where a figure is not shown
    fit, renderer    the chart drawn in a wide and a narrow form
    table            its data as a table
    heat             the heat map of measures by area
    plot             all of these in their order

seaborn takes 34 to 230 ms a chart where the suite's own shapes (package charts) take 1 to 10: it serves one
chart a page, which an analyst can change.
"""

from careboard.plots.figure_frame import figure_frame
from careboard.plots.plot import Plot, plot

__all__ = ["Plot", "figure_frame", "plot"]
