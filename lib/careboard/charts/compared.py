"""Charts that set figures side by side: areas as dots, groups as bars, a mix as a stack."""

from __future__ import annotations

import math

from careboard import wording
from careboard.charts.marks import Beside, Mark, Measure, said
from careboard.charts.scale import Scale, ticks
from careboard.charts.sheet import ACCENT, BESIDE, DOTTED, INK, LINE, NARROW, PALE, PAPER, SOFT, WIDE, Chart, Form, Sheet, both
from careboard.charts.trend import unit_words

FOOT, ROW, TALL_ROW = 46, 34, 52
NARROWEST_STEP = 52  # pixels between the numbers on an axis


def dots(measure: Measure, areas: list[Mark], whole: Beside, beside: Beside | None = None, no_area: str = "") -> Chart | None:
    """The areas of one place, a dot each, with the interval of a share; None where no area has a figure.

    areas: in the council's own order, which is no rank.  whole: the figure of the place that they make up.
    no_area: the name of the row of cases without an area, which the finding leaves out.
    """
    shown = [area for area in areas if area.shown and area.name != no_area]
    if not shown:
        return None
    title = f"{measure.title} by area of {measure.area}, {measure.window}"
    description = " ".join(part for part in [
        "Dot chart, areas in the council's own order.",
        *(f"{area.name}: {said(area, measure)}{', interval ' + wording.interval(*area.interval, measure.unit) if area.interval else ''}." for area in areas),
        f"{whole.name}: {measure.write(whole.value)}." if whole.known else f"{whole.name}: no figure.",
        f"{beside.name}, {beside.year}: {measure.write(beside.value)}." if beside else "",
        "Invented records." if measure.invented else "",
    ] if part)
    drawn = both(lambda form: _dots(form, measure, areas, whole, beside), f"{measure.ident}-areas", title, description)
    how = "share" if measure.unit == "%" else "rate"
    bar = f" The pale bar is the 95% interval: how far chance alone could move the {how}." if any(area.interval for area in shown) else ""
    invented = " Invented records." if measure.invented else ""
    return Chart(spread(measure, [area for area in areas if area.name != no_area], whole), f"{measure.title}, {unit_words(measure)}by area, {measure.window}.{bar}{invented}", title, description, **drawn)


def spread(measure: Measure, areas: list[Mark], whole: Beside) -> str:
    """The finding: between which figures the areas lie. It claims no rank and no difference."""
    values = [area.value for area in areas if area.shown]
    who = "The areas" if len(values) == len(areas) else "Areas with a figure"
    lead = f"{who} lie between {measure.write(min(values))} and {measure.write(max(values))}" if len(values) > 1 else f"One area has a figure: {measure.write(values[0])}"
    added = whole.known and not measure.whole
    return f"{lead}; {whole.name} as a whole is at {measure.write(whole.value)}" if added else lead


def _dots(form: Form, measure: Measure, areas: list[Mark], whole: Beside, beside: Beside | None) -> Sheet:
    """One form of the chart: reference lines named at the head, a row for each area, its figure at the right."""
    left, right = (130, 190) if form is WIDE else (88, 78)
    lines = [] if measure.whole else [given for given in (whole, beside) if given and given.known]
    head = 8 + 18 * len(lines)
    row = ROW if measure.unit == "%" or measure.whole else TALL_ROW  # rates and averages have more words to carry
    sheet = Sheet(form.width, head + row * len(areas) + FOOT)
    along = _along(measure, areas, lines, left + 8, form.width - right - 12, 5 if form is WIDE else 2)
    foot = sheet.height - FOOT
    apart = max(1, math.ceil(NARROWEST_STEP / max(along.at(along.rungs[-1]) - along.at(along.rungs[-2]), 1))) if len(along.rungs) > 1 else 1
    rungs = along.rungs[::apart]
    sheet.rules([(along.at(rung), head, along.at(rung), foot) for rung in rungs], LINE, 0.7)
    for rung, number in zip(rungs, wording.ticks(rungs, measure.unit), strict=True):
        sheet.text(along.at(rung), foot + 14, number, form.size, SOFT, "center")
    for index, given in enumerate(lines):
        _reference(sheet, form, measure, given, along.at(given.value), 10 + 18 * index, foot, INK if given is whole else BESIDE)
    for index, area in enumerate(areas):
        _row(sheet, form, measure, area, along, head + row * (index + 0.5), left, right)
    if measure.invented:
        sheet.text(form.width, sheet.height - 9, "Invented records", 11.5, SOFT, "right")
    return sheet


def _along(measure: Measure, areas: list[Mark], lines: list[Beside], start: float, end: float, number: int) -> Scale:
    """The scale for a row of areas: counts begin at nought; nothing lies outside it."""
    values = [area.value for area in areas if area.shown] + [line.value for line in lines]
    values += [bound for area in areas if area.interval for bound in area.interval] + ([0] if measure.whole else [])
    rungs = ticks(values, measure.unit == "%", measure.whole, number)
    return Scale(min(rungs[0], *values), max(rungs[-1], *values), start, end, tuple(rungs))


def _reference(sheet: Sheet, form: Form, measure: Measure, given: Beside, x: float, y: float, foot: float, colour: str) -> None:
    """A line across the rows, named at its head."""
    words = f"{given.name} {measure.write(given.value)}" + (f" ({given.year})" if given.year else "")
    half = len(words) * form.size * 0.29
    sheet.line([x, x], [y + 8, foot], colour, 1.3, "-" if colour == INK else DOTTED)
    sheet.text(min(max(x, half), form.width - half), y, words, form.size, colour, "center")


def _row(sheet: Sheet, form: Form, measure: Measure, area: Mark, along: Scale, y: float, left: int, right: int) -> None:
    """One area: its name, its dot and interval, its figure; where there is none, why."""
    sheet.lines(left - 6, y, form.wrapped(area.name, left), form.size, align="right")
    if area.shown:
        if area.interval:
            sheet.bar(along.at(area.low), y - 4, max(along.at(area.high) - along.at(area.low), 1), 8, PALE)
        sheet.dot(along.at(area.value), y, 5)
    words = measure.write(area.value, area.state)
    added = "" if form is NARROW else f", {area.behind}" if area.behind else "" if area.shown else f" {wording.STATES.get(area.state, '')}"
    sheet.lines(form.width - right + 6, y, form.wrapped(words + added, right - 4), form.size, colour=INK if area.shown else SOFT, bold=form is NARROW)


def bars(measure: Measure, groups: list[Mark], noun: str, ident: str = "not-met") -> Chart | None:
    """Cases by group: a bar for each, its numbers at the end; None where none is shown.

    noun: how the subtitle names what is split and by what.  ident: what tells this chart from the measure's others.
    """
    shown = [group for group in groups if group.counted]
    if not shown:
        return None
    most = max(shown, key=lambda group: group.numerator)
    title = f"{measure.title}, {measure.area}, {measure.window}: {noun}"
    finding = f"Largest group{'' if len(shown) == len(groups) else ' with a figure'}: {most.name}, {_number(measure, most)}"
    told = " ".join(f"{group.name}: {_number(measure, group) or wording.STATES.get(group.state, group.state)}." for group in groups)
    invented = " Invented records." if measure.invented else ""
    description = f"Bar chart. {told}{invented}"
    drawn = both(lambda form: _bars(form, measure, groups), f"{measure.ident}-{ident}", title, description)
    return Chart(finding, f"{measure.title}: {noun}, {measure.area}, {measure.window}.{invented}", title, description, **drawn)


def _number(measure: Measure, group: Mark) -> str:
    """A group's numbers: '60 of 128', or for a count the count itself."""
    return group.behind or (measure.write(group.numerator) if group.counted else "")


def _bars(form: Form, measure: Measure, groups: list[Mark]) -> Sheet:
    """One form of the bars: names beside them, or above them where there is less room."""
    left, row, right = (230, 34, 120) if form is WIDE else (0, 46, 100)
    sheet = Sheet(form.width, row * len(groups) + (24 if measure.invented else 6))
    longest = max(group.numerator for group in groups if group.counted) or 1
    for index, group in enumerate(groups):
        middle = row * index + (row / 2 if form is WIDE else 34)
        if form is WIDE:
            sheet.lines(left - 10, middle, form.wrapped(group.name, left - 10), form.size, align="right")
        else:
            sheet.text(0, middle - 20, group.name, form.size)
        known = group.counted
        length = group.numerator / longest * (form.width - left - right) if known else 0
        if length:
            sheet.bar(left, middle - 8, length, 16)
        words = _number(measure, group) if known else f"{wording.SYMBOLS.get(group.state, '')} {wording.STATES.get(group.state, '')}"
        sheet.text(left + length + 8, middle, words, form.size, INK if known else SOFT)
    if measure.invented:
        sheet.text(form.width, sheet.height - 9, "Invented records", 11.5, SOFT, "right")
    return sheet


def stack(measure: Measure, names: list[str], mixes: dict[str, list[Mark]]) -> Chart | None:
    """How a whole is made up, a bar for each area: shares that add up to 100% or less.

    names: of the parts, in drawing order.  mixes: area -> its parts; an area with a part not shown is told, not drawn.
    """
    whole = {area: parts for area, parts in mixes.items() if all(part.shown for part in parts)}
    if not whole:
        return None
    title = f"{measure.title} by area, {measure.area}, {measure.window}"
    told = []
    for area, parts in mixes.items():
        told.append(f"{area}: " + ", ".join(f"{name} {said(part, measure) if not part.shown else measure.write(part.value)}" for name, part in zip(names, parts, strict=True)) + ".")
    invented = " Invented records." if measure.invented else ""
    description = f"Stacked bars, one for each area. {' '.join(told)}{invented}"
    first, parts = next(iter(whole.items()))
    most = max(range(len(parts)), key=lambda index: parts[index].value)
    finding = f"{first}: {names[most]} makes up {measure.write(parts[most].value)}"
    drawn = both(lambda form: _stack(form, measure, names, mixes, first), f"{measure.ident}-mix", title, description)
    return Chart(finding, f"{measure.title}, share of all by area, {measure.window}. What is left of 100% is other placements.{invented}", title, description, **drawn)


def _stack(form: Form, measure: Measure, names: list[str], mixes: dict[str, list[Mark]], first: str) -> Sheet:
    """One form of the stack: the parts of the first bar are named above it, each by a line to its middle."""
    left, step, row = (130, 19, 40) if form is WIDE else (84, 18, 40)
    head = step * len(names) + 12
    sheet = Sheet(form.width, head + row * len(mixes) + (24 if measure.invented else 6))
    along = Scale(0, 100, left, form.width - 4)
    for index, (area, parts) in enumerate(mixes.items()):
        middle = head + row * (index + 0.5)
        sheet.lines(left - 8, middle, form.wrapped(area, left - 6), form.size, align="right")
        if not all(part.shown for part in parts):
            sheet.text(left, middle, _not_drawn(parts), form.size, SOFT)
            continue
        start = 0.0
        for place, (name, part) in enumerate(zip(names, parts, strict=True)):
            _part(sheet, form, measure, part, place, along.at(start), along.at(start + part.value), middle)
            if area == first:
                _named(sheet, form, f"{name} {measure.write(part.value)}", along.at(start + part.value / 2), head - 6 - step * (place + 0.5), middle - 13)
            start += part.value
    if measure.invented:
        sheet.text(form.width, sheet.height - 9, "Invented records", 11.5, SOFT, "right")
    return sheet


def _not_drawn(parts: list[Mark]) -> str:
    """Why a bar is not drawn: '[c] in 2 of 5 parts'."""
    states = [part.state for part in parts if not part.shown]
    return ", ".join(f"{wording.SYMBOLS.get(state, state)} in {states.count(state)} of {len(parts)} parts" for state in dict.fromkeys(states))


def _part(sheet: Sheet, form: Form, measure: Measure, part: Mark, place: int, start: float, end: float, middle: float) -> None:
    """One part of a bar, with its share inside where there is room."""
    sheet.bar(start, middle - 13, max(end - start - 1.5, 0.5), 26, ACCENT if place % 2 == 0 else PALE)
    words = measure.write(part.value)
    if end - start > len(words) * form.size * 0.62:
        sheet.text((start + end) / 2, middle, words, form.size, PAPER if place % 2 == 0 else INK, "center")


def _named(sheet: Sheet, form: Form, words: str, x: float, y: float, foot: float) -> None:
    """A part's name at its own height, with a line down to its bar. Words run left of the line, or right where there is no room."""
    room = x > len(words) * form.size * 0.56 + 8
    sheet.line([x, x], [y, foot], SOFT, 0.8)
    sheet.text(x - 5 if room else x + 5, y, words, form.size, INK, "right" if room else "left")
