"""Small multiples: a measure's trend for each of several areas, in panels of their own on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from careboard import formatting
from careboard.charts.chart import Chart
from careboard.charts.marks import INVENTED, Mark, Measure, is_trend, paragraph, series
from careboard.charts.scale import Scale, fitted_scale
from careboard.charts.svg import ACCENT, INK, LINE, SOFT, WIDE, Form, Sheet, two_forms

A_YEAR = 12  # points
PANELS_ACROSS = {"wide": 4, "narrow": 2}
PANEL, HEAD, GAP, FOOT = 84, 38, 14, 22  # heights in pixels


def small_multiples(
    measure: Measure, areas: Mapping[str, Sequence[Mark]], whole: Sequence[Mark]
) -> Chart | None:
    """One panel an area, or None where fewer than two areas have a trend; see `is_trend`.

    An area most of whose points have no figure has no panel and is told in words.

    Args:
        measure: what is measured.
        areas: name -> points, earliest first, in the council's own order.
        whole: the points of the place that they make up, a thin grey line behind each.
    """
    drawn = {name: points for name, points in areas.items() if is_trend(points)}
    if len(drawn) < 2:
        return None
    left_out = len(areas) - len(drawn)
    few = (
        f" {left_out} of {len(areas)} are left out: most of their points have no figure." if left_out else ""
    )
    span = f"{whole[0].name} to {whole[-1].name}"
    title = f"{measure.title}, each part of {measure.area}, {span}"
    description = paragraph(
        [
            "Small line charts on one scale, in the council's own order; latest figure of each.",
            *(_area_sentence(measure, name, points) for name, points in areas.items()),
            measure.invented_sentence,
        ]
    )
    subtitle = (
        f"{measure.title}, {measure.unit_lead}{span}, one scale for all. The grey line is {measure.area} as"
        f" a whole; gaps are figures that are hidden or missing.{few}"
    )
    forms = two_forms(
        lambda form: _sheet(form, measure, drawn, whole), f"{measure.ident}-parts", title, description
    )
    return Chart(_finding(measure, areas), subtitle, title, description, **forms)


def _area_sentence(measure: Measure, name: str, points: Sequence[Mark]) -> str:
    """An area with its latest figure, and that of a year before where both are shown."""
    latest, before = points[-1], points[-1 - A_YEAR] if len(points) > A_YEAR else Mark("")
    addition = ""
    if latest.shown and before.shown:
        addition = f"; {measure.write(before.value)} a year before"
    return f"{name}: {measure.in_words(latest)}{addition}."


def _finding(measure: Measure, areas: Mapping[str, Sequence[Mark]]) -> str:
    """Between which latest figures the parts lie. It claims no rank."""
    values = [points[-1].value for points in areas.values() if points[-1].shown]
    if len(values) < 2:
        return "Fewer than two districts have a latest figure"
    all_shown = len(values) == len(areas)
    who = "The districts" if all_shown else f"{len(values)} of the {len(areas)} districts have a figure, and"
    low, high = measure.write(min(values)), measure.write(max(values))
    return f"{who} are all at {low}" if low == high else f"{who} lie between {low} and {high}"


def _sheet(form: Form, measure: Measure, areas: Mapping[str, Sequence[Mark]], whole: Sequence[Mark]) -> Sheet:
    """One form of the chart: panels row by row, the numbers of the scale at the left of each row."""
    across, height = PANELS_ACROSS[form.name], HEAD + PANEL + GAP
    sheet = Sheet(form.width, math.ceil(len(areas) / across) * height + FOOT)
    values = [value for points in (*areas.values(), whole) for value in series(points)]
    values = [value for value in values if not math.isnan(value)]
    scale = fitted_scale(values, PANEL, 0, measure.unit == "%", measure.whole, number=3)
    numbers = formatting.ticks(scale.ticks, measure.unit)
    left = form.text_width(numbers) + 13
    panel_width = (form.width - left) / across
    for place, (name, points) in enumerate(areas.items()):
        row, column = divmod(place, across)
        top = row * height + HEAD
        edge = left + column * panel_width
        along = Scale(0, len(points) - 1, edge + 4, left + (column + 1) * panel_width - 14)
        up = replace(scale, start=top + PANEL, end=top)
        if column == 0:
            heights = [up.at(tick) for tick in up.ticks]
            sheet.rules([(left, y, form.width - 10, y) for y in heights], LINE, 0.6)
            for y, number in zip(heights, numbers, strict=True):
                sheet.text(left - 6, y, number, form.size, SOFT, "right")
        _draw_lines(sheet, points, whole, up, along)
        _draw_words(sheet, form, measure, name, points[-1], up, along)
        if points[-1].shown:
            sheet.dot(_place(along, len(points) - 1), up.at(points[-1].value), 3)
    ends = f"{formatting.short_month(whole[0].name)} to {formatting.short_month(whole[-1].name)}"
    sheet.text(left, sheet.height - 9, ends, form.size, SOFT)
    if measure.invented:
        sheet.foot_note(INVENTED)
    return sheet


def _place(along: Scale, index: int) -> float:
    """Where a point lies, in whole pixels: twelve panels weigh much."""
    return float(round(along.at(index)))


def _draw_lines(sheet: Sheet, points: Sequence[Mark], whole: Sequence[Mark], up: Scale, along: Scale) -> None:
    """An area's line, and the whole's line behind it."""
    xs = [_place(along, index) for index in range(len(points))]
    for line, colour, width in ((whole, SOFT, 1.2), (points, ACCENT, 1.8)):
        heights = [up.at(value) for value in series(line)]
        ys = [height if math.isnan(height) else float(round(height)) for height in heights]
        bends = [place for place in range(len(ys)) if not _is_level(ys[max(place - 1, 0) : place + 2])]
        sheet.line([xs[place] for place in bends], [ys[place] for place in bends], colour, width)


def _is_level(heights: Sequence[float]) -> bool:
    """Whether a point and its two neighbours lie on one level, so that the line needs no bend there."""
    return len(heights) == 3 and heights[0] == heights[1] == heights[2]


def _draw_words(
    sheet: Sheet, form: Form, measure: Measure, name: str, latest: Mark, up: Scale, along: Scale
) -> None:
    """An area's name and latest figure above its panel."""
    left, size = along.start - 4, form.size if form is WIDE else form.size - 0.5
    first_line = form.wrap(name, along.end - along.start + 8)[0]
    sheet.text(left, up.end - 28, first_line, size, INK, bold=True)
    sheet.text(left, up.end - 12, measure.write(latest.value, latest.state), size, SOFT)
