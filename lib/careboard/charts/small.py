"""Small multiples: the same measure's trend for several areas, each in a panel of its own, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping

from careboard import wording
from careboard.charts.limited import values_of
from careboard.charts.marks import Mark, Measure, said
from careboard.charts.scale import Scale, ticks
from careboard.charts.sheet import ACCENT, INK, LETTER, LINE, PALE, SOFT, WIDE, Chart, Form, Sheet, both
from careboard.charts.trend import unit_words

ACROSS = {"wide": 4, "narrow": 2}
PANEL, HEAD, GAP, FOOT = 84, 38, 14, 22  # heights in pixels


def small(measure: Measure, areas: Mapping[str, list[Mark]], whole: list[Mark]) -> Chart | None:
    """One panel an area, or None where fewer than two areas have two figures to join.

    areas: name -> points, earliest first, in the council's own order.  whole: the points of the place that they make up,
    a pale line behind each.
    """
    drawn = [name for name, points in areas.items() if sum(point.shown for point in points) > 1]
    if len(drawn) < 2:
        return None
    first, last = whole[0], whole[-1]
    title = f"{measure.title}, each part of {measure.area}, {first.name} to {last.name}"
    told = [f"{name}: {said(points[-1], measure)}{_before(measure, points)}." for name, points in areas.items()]
    description = " ".join(["Small line charts on one scale, in the council's own order; latest figure of each.", *told, *(["Invented records."] if measure.invented else [])])
    forms = both(lambda form: _draw(form, measure, areas, whole), f"{measure.ident}-parts", title, description)
    invented = " Invented records." if measure.invented else ""
    subtitle = f"{measure.title}, {unit_words(measure)}{first.name} to {last.name}, one scale for all. The pale line is {measure.area} as a whole; gaps are figures that are hidden or missing.{invented}"
    return Chart(_finding(measure, areas), subtitle, title, description, **forms)


def _before(measure: Measure, points: list[Mark]) -> str:
    then = points[-13] if len(points) > 12 else Mark("")
    return f"; {measure.write(then.value)} a year before" if points[-1].shown and then.shown else ""


def _finding(measure: Measure, areas: Mapping[str, list[Mark]]) -> str:
    """Between which latest figures the parts lie. It claims no rank."""
    values = [points[-1].value for points in areas.values() if points[-1].shown]
    if len(values) < 2:
        return "Fewer than two parts have a latest figure"
    who = "The parts" if len(values) == len(areas) else f"{len(values)} of {len(areas)} parts have a figure, and"
    return f"{who} lie between {measure.write(min(values))} and {measure.write(max(values))}"


def _draw(form: Form, measure: Measure, areas: Mapping[str, list[Mark]], whole: list[Mark]) -> Sheet:
    across = ACROSS[form.name]
    rows = math.ceil(len(areas) / across)
    sheet = Sheet(form.width, rows * (HEAD + PANEL + GAP) + FOOT)
    values = [value for points in [*areas.values(), whole] for value in values_of(points) if not math.isnan(value)]
    rungs = ticks(values, measure.unit == "%", measure.whole, 3)
    numbers = wording.ticks(rungs, measure.unit)
    left = max(map(len, numbers)) * form.size * LETTER + 13
    wide = (form.width - left) / across
    for place, (name, points) in enumerate(areas.items()):
        row, column = divmod(place, across)
        top = row * (HEAD + PANEL + GAP) + HEAD
        along = Scale(0, len(points) - 1, left + column * wide + 4, left + (column + 1) * wide - 14)
        up = Scale(min(rungs[0], *values), max(rungs[-1], *values), top + PANEL, top)
        sheet.rules([(along.start - 4, up.at(rung), along.end + 4, up.at(rung)) for rung in rungs], LINE, 0.6)
        if column == 0:
            for rung, number in zip(rungs, numbers, strict=True):
                sheet.text(left - 6, up.at(rung), number, form.size, SOFT, "right")
        _panel(sheet, form, measure, name, points, whole, up, along)
    ends = f"{wording.short_month(whole[0].name)} to {wording.short_month(whole[-1].name)}"
    sheet.text(left, sheet.height - 9, ends, form.size, SOFT)
    if measure.invented:
        sheet.text(form.width, sheet.height - 9, "Invented records", 11.5, SOFT, "right")
    return sheet


def _panel(sheet: Sheet, form: Form, measure: Measure, name: str, points: list[Mark], whole: list[Mark], up: Scale, along: Scale) -> None:
    """One area: its name and latest figure above, the whole's line behind its own."""
    places = [float(round(along.at(index))) for index in range(len(points))]
    for line, colour, width in ((whole, PALE, 3), (points, ACCENT, 1.8)):
        heights = [up.at(value) for value in values_of(line)]
        sheet.line(places, [height if math.isnan(height) else float(round(height)) for height in heights], colour, width)  # whole pixels: twelve panels weigh much
    latest, size = points[-1], form.size - (form is not WIDE) * 0.5
    sheet.text(along.start - 4, up.end - 28, form.wrapped(name, along.end - along.start + 8)[0], size, INK, bold=True)
    sheet.text(along.start - 4, up.end - 12, measure.write(latest.value, latest.state), size, SOFT)
    if latest.shown:
        sheet.dot(places[-1], up.at(latest.value), 3)
