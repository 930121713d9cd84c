"""The trend: one measure's figures month by month, as a line with its last point labelled."""

from __future__ import annotations

from collections.abc import Sequence

from careboard import wording
from careboard.charts import limited
from careboard.charts.limited import Block, Event
from careboard.charts.marks import Beside, Mark, Measure, left_out, said
from careboard.charts.scale import Scale, ticks
from careboard.charts.sheet import ACCENT, BESIDE, DOTTED, LETTER, LINE, SOFT, WIDE, Chart, Form, Sheet, both
from careboard.variation import Limits

A_YEAR = 12
HEIGHT, TOP, BOTTOM = 250, 14, 44


def trend(measure: Measure, points: list[Mark], direction: str = "", beside: Beside | None = None, limits: Limits | None = None, events: Sequence[Event] = ()) -> Chart | None:
    """The trend chart of a measure, or None where fewer than two points have a figure.

    points: earliest first; the last one is the period's.  direction: how the last stands to a year before.
    beside: a figure to compare with, drawn dotted. It is drawn only where it is told, so it is like for like.
    limits: mean and limits of the same points, from careboard.variation.  events: (index of the point with which it
    begins, words), earliest first.
    """
    if sum(point.shown for point in points) < 2:
        return None
    title = f"{measure.title}, {measure.area}, {points[0].name} to {points[-1].name}"
    description = describe(measure, points, direction, beside, limits, events)
    drawn = both(lambda form: draw(form, measure, points, beside, limits, events), f"{measure.ident}-trend", title, description)
    invented = ". Invented records" if measure.invented else ""
    missing = left_out(points)
    subtitle = f"{measure.title}, {unit_words(measure)}{measure.area}, {points[0].name} to {points[-1].name}{invented}.{' Gaps: ' + missing[0].lower() + missing[1:] if missing else ''}"
    return Chart(finding(measure, points, direction), subtitle + limited.noted(points, limits), title, description, **drawn)


def unit_words(measure: Measure) -> str:
    """The unit where neither the axis nor the title carries it: 'per 10,000, '."""
    return "" if measure.unit == "%" or measure.unit in measure.title else f"{measure.unit}, "


def finding(measure: Measure, points: list[Mark], direction: str) -> str:
    """The chart's title: what the line shows, in words that the published figures bear."""
    last, before = points[-1], points[-1 - A_YEAR] if len(points) > A_YEAR else Mark("")
    if not last.shown:
        return f"{last.name}: {said(last, measure)}"
    text = measure.write(last.value)
    if not before.shown:
        return f"{text} {wording.at_point(last.name)}; no figure for a year before"
    return f"{text} {wording.at_point(last.name)}, {wording.changed(last.value, before.value, direction)} {measure.write(before.value)} a year before"


def describe(measure: Measure, points: list[Mark], direction: str, beside: Beside | None, limits: Limits | None = None, events: Sequence[Event] = ()) -> str:
    """The alternative text: what it is, the latest figure, the change, the comparison, limits and events, what is hidden."""
    last, before = points[-1], points[-1 - A_YEAR] if len(points) > A_YEAR else Mark("a year before")
    parts = [
        "Line chart by month." if len(points) > 2 else "Line chart.",
        f"Latest, {last.name}: {said(last, measure)}.",
        f"A year before, {before.name}: {said(before, measure)}{': ' + direction + ' since' if direction and last.shown and before.shown else ''}.",
    ]
    shown = [point for point in points if point.shown]
    least, most = min(shown, key=lambda point: point.value), max(shown, key=lambda point: point.value)
    parts.append(f"Lowest {measure.write(least.value)} {wording.at_point(least.name)}, highest {measure.write(most.value)} {wording.at_point(most.name)}.")
    if beside:
        parts.append(f"{beside.name}, {beside.year}: {measure.write(beside.value)}.")
    parts += [*limited.told(measure, points, limits, events), left_out(points)]
    parts.append("Invented records." if measure.invented else "")
    return " ".join(part for part in parts if part)


def draw(form: Form, measure: Measure, points: list[Mark], beside: Beside | None, limits: Limits | None = None, events: Sequence[Event] = ()) -> Sheet:
    """One form of the chart: grid, events, comparator, limits, line, labels."""
    head = limited.head(form, events)
    sheet = Sheet(form.width, HEIGHT + head)
    foot = sheet.height - BOTTOM
    values = [point.value for point in points if point.shown] + ([beside.value] if beside else []) + limited.levels(limits)
    rungs = ticks(values, measure.unit == "%", measure.whole)
    numbers = wording.ticks(rungs, measure.unit)
    left = max(map(len, numbers)) * form.size * LETTER + 10
    up = Scale(min(rungs[0], *values), max(rungs[-1], *values), foot, TOP + head)
    along = Scale(0, len(points) - 1, left + 6, form.width - form.right - 10)
    sheet.rules([(left, up.at(rung), form.width - form.right, up.at(rung)) for rung in rungs], LINE, 0.7)
    for rung, number in zip(rungs, numbers, strict=True):
        sheet.text(left - 6, up.at(rung), number, form.size, SOFT, "right")
    _months(sheet, form, points, along)
    if events:
        limited.draw_events(sheet, form, events, along, head + TOP / 2, foot)
    if beside:
        sheet.line([left, form.width - form.right], [up.at(beside.value)] * 2, BESIDE, 1.6, DOTTED)
    if limits:
        limited.draw_limits(sheet, limits, up, along)
    _series(sheet, points, up, along)
    _labels(sheet, form, _blocks(form, measure, points, beside, up), limits, up, head)
    if points[-1].shown:
        sheet.dot(along.at(len(points) - 1), up.at(points[-1].value))
    if limits:
        limited.draw_outside(sheet, form, points, limits, up, along)
    if measure.invented:
        sheet.text(form.width, sheet.height - 8, "Invented records", 11.5, SOFT, "right")
    return sheet


def _series(sheet: Sheet, points: list[Mark], up: Scale, along: Scale) -> None:
    """The line itself; a point without a neighbour is a dot."""
    sheet.line([along.at(index) for index in range(len(points))], [up.at(value) for value in limited.values_of(points)])
    for index in _alone(points):
        sheet.dot(along.at(index), up.at(points[index].value), 2.5)


def _months(sheet: Sheet, form: Form, points: list[Mark], along: Scale) -> None:
    """Months along the foot, counted back from the last: every sixth, or every twelfth where there is less room."""
    step, foot = A_YEAR // 2 if form is WIDE else A_YEAR, sheet.height - BOTTOM
    named = range(len(points) - 1, -1, -step)
    sheet.rules([(along.at(index), foot, along.at(index), foot + 4) for index in named], SOFT, 0.8)
    for index in named:
        sheet.text(along.at(index), foot + 15, wording.short_month(points[index].name), form.size, SOFT, "center")


def _alone(points: list[Mark]) -> list[int]:
    """Points with no figure on either side, which a line alone would not show."""
    shown = [False, *(point.shown for point in points), False]
    return [index for index in range(len(points)) if shown[index + 1] and not shown[index] and not shown[index + 2]]


def _blocks(form: Form, measure: Measure, points: list[Mark], beside: Beside | None, up: Scale) -> list[Block]:
    """The labels of the last figure and of the comparator."""
    last, room = points[-1], form.right - 6
    latest_shown = [point.value for point in points if point.shown][-1]
    blocks = [(up.at(latest_shown), form.wrapped(f"{measure.area} {measure.write(last.value, last.state)}", room * 0.94), ACCENT)]
    if beside:
        blocks.append((up.at(beside.value), form.wrapped(f"{beside.name} {measure.write(beside.value)} ({beside.year})", room), BESIDE))
    return blocks


def _labels(sheet: Sheet, form: Form, blocks: list[Block], limits: Limits | None, up: Scale, top: float) -> None:
    """Each line named at its own end, the mean and the limits where there is room."""
    bottom = sheet.height - BOTTOM + 6
    if limits:
        blocks = limited.with_limits(form, blocks, limits, up, top, bottom)
    for (_, words, colour), middle in zip(blocks, limited.placed(form, blocks, top, bottom), strict=True):
        sheet.lines(form.width - form.right + 6, middle, words, form.size, colour=colour, bold=colour == ACCENT)
