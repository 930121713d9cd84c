"""Where a council lies among all authorities: a dot each, the neighbours and the region marked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.path import Path

from careboard import formatting
from careboard.charts.chart import Chart
from careboard.charts.marks import INVENTED, Measure, paragraph
from careboard.charts.scale import Scale, fitted_scale
from careboard.charts.svg import ACCENT, COMPARISON, INK, LINE, NARROW, SOFT, Form, Sheet, two_forms
from careboard.figures.columns import Position

FOOT, MARGIN, LINE_OF_WORDS = 46, 20, 18  # pixels; the margin holds half a number of the axis
HALF_LETTER = 0.31  # the room of half a bold letter, as a share of the type size
STEP = {"wide": 8, "narrow": 6}  # from a dot to the next, to the side and upwards, in pixels
TICK_NUMBERS = {"wide": 6, "narrow": 3}  # about how many numbers the axis has
# of the figures of the neighbours, of the region and of the others: names, colours, sizes of dots in steps
KINDS = (
    ("Statistical neighbours", COMPARISON, 0.42),
    ("Others of the region", ACCENT, 0.42),
    ("All others", SOFT, 0.22),
)


def position(measure: Measure, placed: Position) -> Chart:
    """All authorities as dots along one axis, alike figures one above the other, and the council's own line.

    Args:
        measure: what is measured; its area is the whole authority.
        placed: where that lies, and the figures of the others.
    """
    title = f"{measure.title}: {measure.area} among all English authorities, {placed.year}"
    description = _description(measure, placed)
    forms = two_forms(
        lambda form: _sheet(form, measure, placed), f"{measure.ident}-position", title, description
    )
    return Chart(_finding(measure, placed), _subtitle(measure, placed), title, description, **forms)


def _finding(measure: Measure, placed: Position) -> str:
    """In which quarter the council lies: a position, and no judgement."""
    return (
        f"{measure.area} lies in the {placed.quarter} of England: {placed.lower:.0f} of "
        f"{_others(placed):.0f} other authorities lie lower"
    )


def _subtitle(measure: Measure, placed: Position) -> str:
    """What is measured, whose the figures are, and how the dots are read."""
    return paragraph(
        [
            f"{measure.title}, {measure.unit_lead}{placed.year}; ours is {placed.whose}.",
            "Each dot is an authority, squares are statistical neighbours. A position is no judgement.",
            measure.invented_sentence,
        ]
    )


def _description(measure: Measure, placed: Position) -> str:
    """The alternative text: the council's figure, how many lie lower and higher, neighbours, region."""
    near, region, _ = _figures(placed)
    return paragraph(
        [
            f"Dot chart of {_others(placed):.0f} other English authorities, {placed.year}.",
            f"{measure.area}: {measure.write(placed.value)}, {placed.whose}.",
            f"{placed.lower:.0f} lie lower, {placed.same:.0f} at the same figure, "
            f"{placed.higher:.0f} higher.",
            f"Statistical neighbours: {_span(measure, near)}." if near else "",
            f"Others of the region: {_span(measure, region)}." if region else "",
            f"{placed.note}." if placed.note else "",
            measure.invented_sentence,
        ]
    )


def _span(measure: Measure, values: Sequence[float]) -> str:
    """'10, from 67% to 95%'."""
    return f"{len(values)}, from {measure.write(values[0])} to {measure.write(values[-1])}"


def _others(placed: Position) -> float:
    return placed.lower + placed.same + placed.higher


def _figures(placed: Position) -> tuple[list[float], list[float], list[float]]:
    """The figures of the neighbours, of others of the region and of the rest, each the lowest first."""
    near, region, rest = (
        [float(value) for value in text.split()] for text in (placed.neighbours, placed.region, placed.others)
    )
    return near, region, rest


def _sheet(form: Form, measure: Measure, placed: Position) -> Sheet:
    """One form of the chart: the key and the council's figure at the head, the dots above their axis."""
    figures, step = _figures(placed), STEP[form.name]
    values = [placed.value, *(value for part in figures for value in part)]
    share, number = measure.unit == "%", TICK_NUMBERS[form.name]
    along = fitted_scale(values, MARGIN, form.width - MARGIN, share, False, number)
    columns = _columns(figures, along, step)
    key = len(KINDS) if form is NARROW else 1
    head = (key + 1) * LINE_OF_WORDS + 10
    sheet = Sheet(form.width, head + max(map(len, columns.values())) * step + FOOT)
    foot = sheet.height - FOOT
    sheet.rules([(MARGIN, foot, form.width - MARGIN, foot)], LINE, 1)
    for tick, words in zip(along.ticks, formatting.ticks(along.ticks, measure.unit), strict=True):
        sheet.text(along.at(tick), foot + 14, words, form.size, SOFT, "center")
    _draw_own(sheet, form, measure, placed, along.at(placed.value), key * LINE_OF_WORDS + 10)
    for kind in range(len(KINDS)):
        places = [
            (x, foot - step * (height + 0.7))
            for x, stack in columns.items()
            for height, one in enumerate(stack)
            if one == kind
        ]
        _draw_dots(sheet, kind, places, step)
    for kind, (name, _, _) in enumerate(KINDS):
        x, y = (8.0, 9.0 + LINE_OF_WORDS * kind) if form is NARROW else (8.0 + 200 * kind, 9.0)
        _draw_dots(sheet, kind, [(x, y)], step)
        sheet.text(x + 10, y, name, form.size)
    if measure.invented:
        sheet.foot_note(INVENTED)
    return sheet


def _columns(
    figures: tuple[list[float], list[float], list[float]], along: Scale, step: float
) -> dict[float, list[int]]:
    """Where dots stand: the middle of each column, and in it from below the kinds of its dots."""
    columns: dict[float, list[int]] = {}
    for kind, values in enumerate(figures):
        for value in values:
            middle = MARGIN + step * round((along.at(value) - MARGIN) / step)
            columns.setdefault(middle, []).append(kind)
    return columns


def _draw_dots(sheet: Sheet, kind: int, places: Sequence[tuple[float, float]], step: float) -> None:
    """The dots of one kind, all in one path; neighbours are squares, so that colour alone tells nothing."""
    _, colour, size = KINDS[kind]
    if not places:
        return
    if kind == 0:
        sheet.squares(places, size * step * 0.85, colour)
    else:
        ends = [(x, sheet.height - y) for x, y in places for _ in range(2)]
        codes = [Path.MOVETO, Path.LINETO] * len(places)
        sheet.path(Path(ends, codes), colour, 2 * size * step, cap="round")


def _draw_own(sheet: Sheet, form: Form, measure: Measure, placed: Position, x: float, y: float) -> None:
    """The council's own figure: a line through the dots, named at its head."""
    words = f"{measure.area} {measure.write(placed.value)}"
    half = math.ceil(len(words) * form.size * HALF_LETTER)
    sheet.text(min(max(x, half), form.width - half), y, words, form.size, INK, "center", bold=True)
    sheet.line([x, x], [y + 9, sheet.height - FOOT], INK, 1.6)
