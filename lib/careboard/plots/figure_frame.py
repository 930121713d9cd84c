"""The published figures of a page as a tidy data frame, as pandas and seaborn like it: one row a figure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas

from careboard import formatting
from careboard.edition.area_figures import NO_STANDING, NOT_THERE, AreaFigures
from careboard.figures.columns import TOTAL, Figure
from careboard.formatting import BANDS, LEVELS, WHOLE, State
from careboard.periods import Period, Window

KEY = ["indicator", "area", "period", "window", "breakdown", "group"]  # what tells one figure from the others
SERIES = [column for column in KEY if column != "period"]  # what the figures of one line have in common
PUBLISHED = ["value", "numerator", "denominator"]  # the numbers of a figure itself
OF_STANDING = ["low", "high", "threshold", "change"]
OF_LIMITS = ["lower_limit", "mean", "upper_limit"]
NUMBERS = [*PUBLISHED, *OF_STANDING, *OF_LIMITS, *LEVELS]
OF_MEASURE = ["indicator", "measure", "unit", "good"]
OF_TIME = ["period", "date", "window", "leads"]
OF_AREA = ["area", "area_name", "level", "relation"]
OF_FIGURE = ["breakdown", "group", *PUBLISHED, "written", "state", "stretch"]
STANDS = ["band", *OF_STANDING, "direction", "rest"]
COLUMNS = [*OF_MEASURE, *OF_TIME, *OF_AREA, *OF_FIGURE, *STANDS, *OF_LIMITS, *LEVELS]
NAMES: dict[str, str] = {band: name for band, (_, name) in BANDS.items()}
NAN = math.nan
NO_LIMITS = (NAN, NAN, NAN)
NONE_BESIDE = [NAN] * len(LEVELS)


def figure_frame(
    figures: AreaFigures, indicators: Sequence[str], deep: bool = False, latest: bool = False
) -> pandas.DataFrame:
    """The figures that a page of an area shows, one row each; see Page.figures for its columns.

    Args:
        figures: the area's figures.
        indicators: the ids of the measures, in the order in which they are to stand.
        deep: whether the areas below the ones below it belong to it too.
        latest: whether only the figures of the period itself are wanted, without the months before and the
            limits that come of them.

    Returns:
        All figures of the area itself, and those of all cases together of the areas around it.

    Raises:
        WrongUse: for an unknown indicator.
    """
    key = ("figure_frame", figures.area, *indicators, deep, latest)
    return figures.edition.once(key, lambda: _frame(figures, indicators, deep, latest)).copy()


def _frame(figures: AreaFigures, indicators: Sequence[str], deep: bool, latest: bool) -> pandas.DataFrame:
    near = figures.edition.tree.near(figures.area, deep)
    rows = [row for ident in indicators for area in near for row in _known_rows(figures, ident, area, latest)]
    frame = pandas.DataFrame.from_records(rows, columns=COLUMNS)
    frame["state"] = pandas.Categorical(frame["state"], categories=list(State))
    frame["band"] = pandas.Categorical(frame["band"], categories=list(reversed(NAMES.values())), ordered=True)
    return frame


def _known_rows(figures: AreaFigures, ident: str, area: str, latest: bool) -> list[tuple]:
    """The rows of a measure in an area, kept: a chart's data are held against the same ones."""
    key = ("figure_rows", figures.area, ident, area, latest)
    return figures.edition.once(key, lambda: list(_rows(figures, ident, area, latest)))


def _rows(figures: AreaFigures, ident: str, area: str, latest: bool) -> Iterator[tuple]:
    """The rows of a measure in an area, in the order of COLUMNS."""
    edition, known, tree = figures.edition, figures.known(ident), figures.edition.tree
    ends = edition.once(("ends of points",), lambda: _ends(edition.period))
    standing = {row.window: row for row in edition.standing.rows(ident, area)}
    limits = {} if latest else _limits(figures, ident, area)
    beside, stretches = _comparators(figures, ident), _Stretches()
    relation = _relation(figures, area)
    table, now = edition.figures, edition.period.text
    rows = table.rows_of(ident, area, now) if latest else table.rows(ident, area)
    lead, place = figures.lead(ident), (area, tree.name(area), tree.level(area), relation)
    measure, whole = (ident, known["title"], known["unit"], known["good"]), known["kind"] in WHOLE
    for row in rows or [_not_available(ident, now, window, area) for window in known["windows"]]:
        total = row.breakdown == TOTAL
        if not total and area != figures.area:
            continue
        stands = standing.get(row.window, NO_STANDING) if total and row.period == now else NO_STANDING
        usual = limits.get(row.period, NO_LIMITS) if total and row.window == Window.MONTH else NO_LIMITS
        written = formatting.figure(row.value, row.state, known["unit"], whole)
        yield (
            *measure,
            *(row.period, ends[row.period], row.window, row.window == lead),
            *place,
            *(row.breakdown, row.group, row.value, row.numerator, row.denominator),
            *(written, row.state, stretches.of(row)),
            *(NAMES.get(stands.band), stands.low, stands.high, stands.threshold, stands.change),
            *(stands.direction, stands.rest, *usual),
            *(beside.get(row.window, NONE_BESIDE) if total else NONE_BESIDE),
        )


def _ends(period: Period) -> dict[str, pandas.Timestamp]:
    """The last day of each of a period's points, by the point as typed."""
    return {point.text: pandas.Timestamp(point.end) for point in period.points()}


def _relation(figures: AreaFigures, area: str) -> str:
    """How an area stands to the page's own."""
    if area == figures.area:
        return "own"
    tree = figures.edition.tree
    if area in tree.line(figures.area):
        return "above"
    return "below" if figures.area in tree.line(area) else "beside"


def _not_available(ident: str, period: str, window: str, area: str) -> Figure:
    """The row of a measure of which the edition holds none in an area: it is not available there."""
    return NOT_THERE._replace(indicator=ident, period=period, window=window, area=area)


class _Stretches:
    """Numbers the unbroken stretches of each line of one measure in one area, from nought."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, str], tuple[int, bool]] = {}

    def of(self, row: Figure) -> int:
        """The number of the stretch in which a figure stands; figures come in the order of their dates."""
        line, there = (row.window, row.breakdown, row.group), not math.isnan(row.value)
        number, before = self._last.get(line, (0, there))
        number += before and not there
        self._last[line] = (number, there)
        return number


def _limits(figures: AreaFigures, ident: str, area: str) -> dict[str, tuple[float, float, float]]:
    """By month: the lower limit of usual variation, the mean and the upper limit, where there are any."""
    if not figures.known(ident)["variation"]:
        return {}
    own = figures if area == figures.area else AreaFigures(figures.edition, area)
    limits = own.limits(ident)
    if limits is None:
        return {}
    months = [point.text for point in figures.edition.period.points()]
    return dict(zip(months, zip(limits.lower, limits.centre, limits.upper, strict=True), strict=True))


def _comparators(figures: AreaFigures, ident: str) -> dict[str, list[float]]:
    """By window: England's, the region's and the neighbours' figure, where it is like for like.

    A council's count has none beside it: England's is of another size.
    """
    if figures.known(ident)["kind"] in WHOLE:
        return {}
    rows = [row for row in figures.edition.comparators.rows(ident, ident) if row.like == "yes"]
    values = {(row.window, row.level): row.value for row in rows}
    return {window: [values.get((window, level), NAN) for level in LEVELS] for window, _ in values}
