"""Areas as dots: the figure of each, with its interval, beside the figure of the whole that they make up."""

from __future__ import annotations

import math
from collections.abc import Sequence

from careboard import formatting
from careboard.charts.chart import Chart
from careboard.charts.marks import INVENTED, Comparison, Mark, Measure, paragraph, state_phrase
from careboard.charts.reference_lines import LineLook, reference_look
from careboard.charts.scale import Scale, fitted_scale
from careboard.charts.svg import (
    ACCENT,
    INK,
    LINE,
    NARROW,
    SOFT,
    Form,
    Sheet,
    two_forms,
)

FOOT, ROW, TALL_ROW, REFERENCE_ROW = 46, 34, 52, 18  # heights in pixels
MARGINS = {"wide": (130, 190), "narrow": (88, 78)}  # left and right, in pixels
TICK_NUMBERS = {"wide": 5, "narrow": 2}  # about how many numbers an axis has
WHOLE_LINE = LineLook(INK, 1.3, "-")  # of the place that the areas make up
INTERVAL_END, INTERVAL_WIDTH = 4, 1.6  # how far an end reaches up and down, and its line, in pixels
NARROWEST_STEP = 52  # pixels between the numbers on an axis


def dots(
    measure: Measure,
    areas: Sequence[Mark],
    whole: Comparison,
    references: Sequence[Comparison] = (),
    no_area: str = "",
) -> Chart | None:
    """The areas of one place, a dot each, with the interval of a share; None where no area has a figure.

    Counts are not set side by side: areas are of different size.

    Args:
        measure: what is measured, no count.
        areas: in the council's own order, which is no rank.
        whole: the figure of the place that they make up.
        references: the threshold for Good, and figures to compare with that are like for like; each a line.
        no_area: the name of the row of cases without an area, which the finding leaves out.
    """
    named = [area for area in areas if area.name != no_area]
    if not any(area.shown for area in named):
        return None
    title = f"{measure.title} by area of {measure.area}, {measure.window}"
    description = _description(measure, areas, whole, references)
    forms = two_forms(
        lambda form: _sheet(form, measure, areas, whole, references),
        f"{measure.ident}-areas",
        title,
        description,
    )
    return Chart(_finding(measure, named, whole), _subtitle(measure, named), title, description, **forms)


def _finding(measure: Measure, areas: Sequence[Mark], whole: Comparison) -> str:
    """Between which figures the areas lie, or that they are alike. It claims no rank and no difference."""
    values = [area.value for area in areas if area.shown]
    who = "The areas" if len(values) == len(areas) else "Areas with a figure"
    low, high = measure.write(min(values)), measure.write(max(values))
    if len(values) > 1:
        lead = f"{who} are all at {low}" if low == high else f"{who} lie between {low} and {high}"
    else:
        lead = f"One area has a figure: {low}"
    if not whole.known:
        return lead
    return f"{lead}; {whole.name} as a whole is at {measure.write(whole.value)}"


def _subtitle(measure: Measure, areas: Sequence[Mark]) -> str:
    """What is measured, and what the line through a dot means where there is one."""
    noun = "share" if measure.unit == "%" else "rate"
    line = f"Line: how far chance alone could move the {noun} (95% interval)."
    return paragraph(
        [
            f"{measure.title}, {measure.unit_lead}by area, {measure.window}.",
            line if any(area.interval for area in areas) else "",
        ]
    )


def _description(
    measure: Measure, areas: Sequence[Mark], whole: Comparison, references: Sequence[Comparison]
) -> str:
    """The alternative text: each area, the whole, the references."""
    return paragraph(
        [
            "Dot chart, areas in the council's own order.",
            *(_area_sentence(measure, area) for area in areas),
            f"{whole.name}: {measure.write(whole.value) if whole.known else 'no figure'}.",
            *(f"{measure.beside(reference)}." for reference in references),
            measure.invented_sentence,
        ]
    )


def _area_sentence(measure: Measure, area: Mark) -> str:
    """An area with its figure and its interval."""
    words = measure.in_words(area)
    if area.interval:
        words += f", interval {formatting.interval(*area.interval, measure.unit)}"
    return f"{area.name}: {words}."


def _sheet(
    form: Form,
    measure: Measure,
    areas: Sequence[Mark],
    whole: Comparison,
    references: Sequence[Comparison],
) -> Sheet:
    """One form of the chart: reference lines named at the head, and a row for each area."""
    left, right = MARGINS[form.name]
    lines = [figure for figure in (whole, *references) if figure.known]
    head = 8 + REFERENCE_ROW * len(lines)
    # rates and averages have more words to carry
    row = ROW if measure.unit == "%" else TALL_ROW
    sheet = Sheet(form.width, head + row * len(areas) + FOOT)
    along = _scale(form, measure, areas, lines)
    foot = sheet.height - FOOT
    numbered = _numbered_ticks(along)
    sheet.rules([(along.at(tick), head, along.at(tick), foot) for tick in numbered], LINE, 0.7)
    for tick, number in zip(numbered, formatting.ticks(numbered, measure.unit), strict=True):
        sheet.text(along.at(tick), foot + 14, number, form.size, SOFT, "center")
    for index, reference in enumerate(lines):
        words, x = measure.beside(reference), along.at(reference.value)
        look = WHOLE_LINE if reference is whole else reference_look(reference)
        _draw_reference(sheet, form, words, x, 10 + REFERENCE_ROW * index, foot, look)
    middles = [head + row * (index + 0.5) for index in range(len(areas))]
    _draw_intervals(sheet, areas, along, middles)
    for area, middle in zip(areas, middles, strict=True):
        sheet.text_block(left - 6, middle, form.wrap(area.name, left), form.size, align="right")
        if area.shown:
            sheet.dot(along.at(area.value), middle, 5)
        _draw_figure(sheet, form, measure, area, middle, right)
    if measure.invented:
        sheet.foot_note(INVENTED)
    return sheet


def _scale(form: Form, measure: Measure, areas: Sequence[Mark], references: Sequence[Comparison]) -> Scale:
    """The scale for a row of areas; nothing lies outside it."""
    values = [area.value for area in areas if area.shown] + [figure.value for figure in references]
    values += [bound for area in areas if area.interval for bound in area.interval]
    left, right = MARGINS[form.name]
    share, number = measure.unit == "%", TICK_NUMBERS[form.name]
    return fitted_scale(values, left + 8, form.width - right - 12, share, False, number)


def _numbered_ticks(along: Scale) -> tuple[float, ...]:
    """The round numbers for which there is room along the axis."""
    if len(along.ticks) < 2:
        return along.ticks
    step = max(along.at(along.ticks[-1]) - along.at(along.ticks[-2]), 1)
    return along.ticks[:: max(1, math.ceil(NARROWEST_STEP / step))]


def _draw_reference(
    sheet: Sheet, form: Form, words: str, x: float, y: float, foot: float, look: LineLook
) -> None:
    """A line across the rows, named at its head."""
    half = len(words) * form.size * 0.29
    sheet.line([x, x], [y + 8, foot], *look)
    sheet.text(min(max(x, half), form.width - half), y, words, form.size, look.colour, "center")


def _draw_intervals(sheet: Sheet, areas: Sequence[Mark], along: Scale, middles: Sequence[float]) -> None:
    """The lines of the areas' intervals, with an end at each side, all in one path."""
    rules: list[tuple[float, float, float, float]] = []
    for area, y in zip(areas, middles, strict=True):
        if area.interval:
            low, high = (along.at(bound) for bound in area.interval)
            rules += [(low, y, high, y), *((x, y - INTERVAL_END, x, y + INTERVAL_END) for x in (low, high))]
    if rules:
        sheet.rules(rules, ACCENT, INTERVAL_WIDTH)


def _draw_figure(sheet: Sheet, form: Form, measure: Measure, area: Mark, y: float, right: int) -> None:
    """One area's figure at the right; where there is none, why."""
    words = measure.write(area.value, area.state)
    if form is not NARROW:
        words += _addition(area)
    colour = INK if area.shown else SOFT
    lines = form.wrap(words, right - 4)
    sheet.text_block(form.width - right + 6, y, lines, form.size, colour, bold=form is NARROW)


def _addition(area: Mark) -> str:
    """What follows a figure where there is room: its numbers, or in words why there is none."""
    if area.behind:
        return f", {area.behind}"
    return "" if area.shown else f" {state_phrase(area.state)}"
