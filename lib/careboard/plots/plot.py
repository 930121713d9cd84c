"""A chart of an analyst's own, seaborn's or matplotlib's, made fit to publish, or refused with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy
import pandas
from matplotlib import pyplot
from matplotlib.figure import Figure

from careboard.charts import Chart
from careboard.charts.marks import paragraph
from careboard.charts.svg import NARROW, WIDE
from careboard.edition.area_figures import AreaFigures
from careboard.errors import Problem, WrongUse, raise_all
from careboard.plots.caption import FINDING, Caption
from careboard.plots.fit import Fit, faults
from careboard.plots.fitness import what_is_unfit
from careboard.plots.published import PublishedData, published_data
from careboard.plots.table import Table, data_table
from careboard.plots.tidy import tidied

MOST_NAMED = 3  # faults of one kind in a message
MOST_WORDS = 100  # of a chart that could be read on a phone without scrolling


@dataclass(frozen=True)
class Plot:
    """A chart ready for a page.

    Attributes:
        title: what is measured, where and when; '' where the data hold no row.
        chart: the chart; None where no figure of the page's own area is shown in its data.
        table: its data as a table.
        published: its data.
        missing: a sentence on the figures that are not shown.
    """

    title: str
    chart: Chart | None
    table: Table
    published: PublishedData
    missing: str


def plot(
    axes: Any,
    data: pandas.DataFrame,
    figures: AreaFigures,
    words: Mapping[str, str | None],
    requested: Collection[str],
    ident: str,
) -> Plot:
    """Make a chart fit to publish; see Page.chart.

    Args:
        axes: what seaborn or matplotlib gave back: axes, several of them, a grid or a figure. It is closed.
        data: the rows of page.figures(...) that it is drawn from.
        figures: the page's figures.
        words: 'finding', what it shows, and 'says', its alternative text.
        requested: the ids of the measures whose figures the page was asked for, which words may quote.
        ident: must be the only one of its kind on a page.

    Raises:
        Problems: with all that keeps it from being published.
    """
    figure = figure_of(axes)
    try:
        published = published_data(data, figures)
        caption = Caption(published, requested)
        if not published.tells_of_its_area:
            title = caption.subtitle() if len(published.frame) else ""
            return Plot(title, None, data_table(published), published, caption.missing())
        chart = _chart(figure, caption, words, ident)
        return Plot(chart.title, chart, data_table(published), published, caption.missing())
    finally:
        pyplot.close(figure)


def _chart(figure: Figure, caption: Caption, words: Mapping[str, str | None], ident: str) -> Chart:
    """The chart with its words in both forms; all that is wrong with it is told together."""
    published, problems = caption.published, list[str]()
    title = caption.subtitle()
    finding = _tried(problems, caption.words, "finding", words["finding"], FINDING)
    described = _tried(problems, caption.description, words["says"])
    problems += what_is_unfit(figure, published)
    invented = "Invented records." if published.figures.edition.about["invented"] else ""
    description = paragraph([described, caption.missing(), invented])
    forms = _tried(problems, _forms, figure, published, ident, title, description)
    raise_all(problems)
    return Chart(finding, paragraph([title, invented]), title, description, *forms)


def figure_of(axes: Any) -> Figure:
    """The figure of what seaborn or matplotlib gave back.

    Raises:
        WrongUse: where it is no chart.
    """
    if isinstance(axes, Figure):
        return axes
    first = next(iter(numpy.ravel(axes)), None) if isinstance(axes, numpy.ndarray | list | tuple) else axes
    figure = getattr(first, "figure", None)
    if not isinstance(figure, Figure):
        raise WrongUse(
            f"page.chart was given a {type(axes).__name__}. Give it what seaborn or matplotlib returns: the"
            " axes, a grid or a figure."
        )
    return figure


def _forms(
    figure: Figure, published: PublishedData, ident: str, title: str, description: str
) -> tuple[str, str]:
    """The wide and the narrow form; where words cannot be read in the narrow one, '' for it."""
    fit = Fit(figure, tidied(figure, published), published)
    wide = fit.drawn(WIDE)
    raise_all(list(islice(faults(wide), MOST_NAMED)))
    drawn = wide.sheet.svg(f"{ident}-{WIDE.name}", title, description)
    if len(wide.words) > MOST_WORDS or any(faults(narrow := fit.drawn(NARROW))):
        return drawn, ""
    return drawn, narrow.sheet.svg(f"{ident}-{NARROW.name}", title, description)


def _tried(problems: list[str], make: Any, *arguments: Any) -> Any:
    """What a step gives; '' and its problem among the others where it refuses."""
    try:
        return make(*arguments)
    except Problem as problem:
        problems.append(str(problem))
        return ""
