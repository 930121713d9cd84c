"""The charts of a question: the trend, the areas, the districts' own trends, and why cases are not met."""

from __future__ import annotations

from careboard import charts
from careboard.charts import Chart, Comparison
from careboard.formatting import WHOLE, State, not_met_noun
from careboard.params.areas import AreaLevel
from careboard.parts.figures import PageFigures

# the breakdowns of the cases that are not met, in words
LATENESS = {"not_met": "by reason", "how_late": "by how late"}
LEFT_TO_THE_TABLE = (State.NOT_APPLICABLE, State.NO_CASES)


def trend(figures: PageFigures, ident: str) -> Chart | None:
    """The trend over 25 points, with limits where there are any; None where there is too little to draw."""
    window = figures.trend_window(ident)
    direction = figures.standing(ident, window).direction
    events = [(place, event["words"]) for place, event in figures.events(ident)]
    measure, points = figures.measure(ident, window), figures.trend_marks(ident, window)
    references = figures.references(ident, window)
    return charts.trend(measure, points, direction, references, figures.limits(ident), events)


def areas(figures: PageFigures, ident: str) -> Chart | None:
    """The areas that belong to this one, side by side; None of a count, and where none has a figure."""
    tree = figures.edition.tree
    unallocated = (tree.name(area) for area in figures.children if tree.level(area) == AreaLevel.UNALLOCATED)
    loose = next(unallocated, "")
    below = [mark for mark, _ in figures.area_marks(ident)[1:] if mark.state not in LEFT_TO_THE_TABLE]
    marks = [mark for mark in below if not (mark.name == loose and mark.value == 0)]
    if not marks or figures.known(ident)["kind"] in WHOLE:
        return None
    whole = Comparison(figures.place, figures.mark(ident).value)
    return charts.dots(figures.measure(ident), marks, whole, figures.references(ident), loose)


def position(figures: PageFigures, ident: str) -> Chart | None:
    """Where the whole authority lies among all others; None for another area, and where it has no place."""
    placed = figures.position(ident)
    return charts.position(figures.measure(ident), placed) if placed else None


def districts(figures: PageFigures, ident: str) -> Chart | None:
    """Each district's own trend beside its area's; None of a count, and where there are not two to draw."""
    tree, window = figures.edition.tree, figures.trend_window(ident)
    within = [area for area in tree.of_level(AreaLevel.DISTRICT) if figures.area in tree.line(area)[1:3]]
    if not within or figures.known(ident)["kind"] in WHOLE:
        return None
    trends = {tree.name(area): figures.trend_marks(ident, window, area) for area in within}
    return charts.small_multiples(figures.measure(ident, window), trends, figures.trend_marks(ident, window))


def not_met(figures: PageFigures, ident: str) -> list[Chart]:
    """What lies behind the cases not met: by reason, and by how late, where that is known."""
    measure, noun = figures.measure(ident), not_met_noun(figures.known(ident)["good"])
    drawn = (
        charts.bars(measure, figures.marks(ident, breakdown), f"{noun}, {how}", breakdown.replace("_", "-"))
        for breakdown, how in LATENESS.items()
    )
    return [chart for chart in drawn if chart is not None]
