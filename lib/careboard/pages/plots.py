"""A chart of an analyst's own as a piece of a page."""

from careboard.parts.figures import PageFigures
from careboard.pieces import CHART_FIGURES, Piece
from careboard.plots import Plot


def chart_piece(figures: PageFigures, plot: Plot, cell: str) -> Piece:
    """A chart with its data as a table; the rows themselves go into the download."""
    rows = [[None if value != value else value for value in row] for row in plot.published.rows]
    summary = repr(plot.chart) if plot.chart else "No chart: no figure of the area is shown."
    said, beside = figures.commentary_of(cell), {CHART_FIGURES: rows}
    number = cell.rpartition("-")[2]
    return Piece("chart.html", summary, said, beside, page=figures, plot=plot, number=number)
