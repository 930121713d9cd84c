"""The trend: one measure's figures month by month, as a line with its last point labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careboard import formatting
from careboard.charts.chart import Chart
from careboard.charts.limits import (
    Event,
    add_limit_labels,
    draw_events,
    draw_limits,
    draw_points_outside,
    event_sentences,
    events_height,
    limit_levels,
    limit_note,
    limit_sentences,
)
from careboard.charts.marks import (
    INVENTED,
    Comparison,
    Mark,
    Measure,
    is_trend,
    missing_sentence,
    paragraph,
    series,
)
from careboard.charts.reference_lines import reference_look
from careboard.charts.scale import Label, Scale, fitted_scale, label_middles
from careboard.charts.svg import (
    ACCENT,
    LINE,
    SOFT,
    WIDE,
    Form,
    Sheet,
    two_forms,
)
from careboard.figures.spc import Limits

A_YEAR = 12  # points
HEIGHT, TOP, BOTTOM = 230, 14, 44  # of the sheet and its margins, in pixels


def trend(
    measure: Measure,
    points: Sequence[Mark],
    direction: str = "",
    references: Sequence[Comparison] = (),
    limits: Limits | None = None,
    events: Sequence[Event] = (),
) -> Chart | None:
    """The trend chart of a measure, or None where most points have no figure: what is left is no trend.

    Args:
        measure: what is measured.
        points: earliest first; the last one is the period's.
        direction: how the last stands to a year before, a Direction; '' where that is not known.
        references: the threshold for Good, and figures to compare with that are like for like; each a line.
        limits: mean and limits of the same points, from careboard.figures.spc.
        events: (index of the point with which it begins, words), earliest first.
    """
    if not is_trend(points):
        return None
    content = _Content(measure, points, direction, references, limits, events)
    title, description = content.title(), content.description()
    forms = two_forms(lambda form: _sheet(form, content), f"{measure.ident}-trend", title, description)
    return Chart(content.finding(), content.subtitle(), title, description, **forms)


@dataclass(frozen=True)
class _Content:
    """What a trend chart shows, and the words for it."""

    measure: Measure
    points: Sequence[Mark]
    direction: str
    references: Sequence[Comparison]
    limits: Limits | None
    events: Sequence[Event]

    @property
    def last(self) -> Mark:
        return self.points[-1]

    @property
    def year_before(self) -> Mark:
        return self.points[-1 - A_YEAR] if len(self.points) > A_YEAR else Mark("a year before")

    def title(self) -> str:
        return f"{self.measure.title}, {self.measure.area}, {self.points[0].name} to {self.last.name}"

    def finding(self) -> str:
        """The chart's title: what the line shows, in words that the published figures bear."""
        measure, last, before = self.measure, self.last, self.year_before
        if not last.shown:
            return f"{last.name}: {measure.in_words(last)}"
        lead = f"{measure.write(last.value)} {formatting.at_point(last.name)}"
        if not before.shown:
            return f"{lead}; no figure for a year before"
        movement = formatting.movement(last.value, before.value, self.direction)
        return f"{lead}, {movement} {measure.write(before.value)} a year before"

    def subtitle(self) -> str:
        """What is measured, where and when, the gaps, and how the limits were made."""
        measure, missing = self.measure, missing_sentence(self.points)
        span = f"{self.points[0].name} to {self.last.name}"
        text = paragraph(
            [
                f"{measure.title}, {measure.unit_lead}{measure.area}, {span}.",
                f"Gaps: {missing[0].lower()}{missing[1:]}" if missing else "",
            ]
        )
        return text + limit_note(self.points, self.limits)

    def description(self) -> str:
        """The alternative text: latest figure, change, comparison, limits and events, what is hidden."""
        return paragraph(
            [
                "Line chart by month." if len(self.points) > 2 else "Line chart.",
                f"Latest, {self.last.name}: {self.measure.in_words(self.last)}.",
                self._year_before_sentence(),
                self._range_sentence(),
                *(f"{self.measure.beside(reference)}." for reference in self.references),
                *limit_sentences(self.measure, self.points, self.limits),
                *event_sentences(self.points, self.events),
                missing_sentence(self.points),
                self.measure.invented_sentence,
            ]
        )

    def _year_before_sentence(self) -> str:
        before = self.year_before
        known = self.direction and self.last.shown and before.shown
        since = f": {self.direction} since" if known else ""
        return f"A year before, {before.name}: {self.measure.in_words(before)}{since}."

    def _range_sentence(self) -> str:
        shown = [point for point in self.points if point.shown]
        least, most = min(shown, key=lambda point: point.value), max(shown, key=lambda point: point.value)
        lowest = f"{self.measure.write(least.value)} {formatting.at_point(least.name)}"
        highest = f"{self.measure.write(most.value)} {formatting.at_point(most.name)}"
        return f"Lowest {lowest}, highest {highest}."


def _sheet(form: Form, content: _Content) -> Sheet:
    """One form of the chart: grid, events, references, limits, line, labels."""
    points, limits = content.points, content.limits
    head = events_height(form, content.events)
    sheet = Sheet(form.width, HEIGHT + head)
    foot = sheet.height - BOTTOM
    up = _scale(content, foot, TOP + head)
    numbers = formatting.ticks(up.ticks, content.measure.unit)
    left, right = form.text_width(numbers) + 10, form.width - form.right
    along = Scale(0, len(points) - 1, left + 6, right - 10)
    sheet.rules([(left, up.at(tick), right, up.at(tick)) for tick in up.ticks], LINE, 0.7)
    for tick, number in zip(up.ticks, numbers, strict=True):
        sheet.text(left - 6, up.at(tick), number, form.size, SOFT, "right")
    _draw_months(sheet, form, points, along)
    if content.events:
        draw_events(sheet, form, content.events, along, head + TOP / 2, foot)
    for reference in content.references:
        sheet.line([left, right], [up.at(reference.value)] * 2, *reference_look(reference))
    if limits:
        draw_limits(sheet, limits, up, along)
    _draw_series(sheet, points, up, along)
    _draw_labels(sheet, form, content, up, head)
    if points[-1].shown:
        sheet.dot(along.at(len(points) - 1), up.at(points[-1].value))
    if limits:
        draw_points_outside(sheet, form, points, limits, up, along)
    if content.measure.invented:
        sheet.foot_note(INVENTED, rise=8)
    return sheet


def _scale(content: _Content, foot: float, top: float) -> Scale:
    """The scale of the figures, which holds the references and the limits too."""
    values = [point.value for point in content.points if point.shown]
    values += [reference.value for reference in content.references]
    values += limit_levels(content.limits)
    return fitted_scale(values, foot, top, content.measure.unit == "%", content.measure.whole)


def _draw_months(sheet: Sheet, form: Form, points: Sequence[Mark], along: Scale) -> None:
    """Months along the foot, counted back from the last: every sixth, or every twelfth on a narrow form."""
    step, foot = A_YEAR // 2 if form is WIDE else A_YEAR, sheet.height - BOTTOM
    indexes = range(len(points) - 1, -1, -step)
    sheet.rules([(along.at(index), foot, along.at(index), foot + 4) for index in indexes], SOFT, 0.8)
    for index in indexes:
        month = formatting.short_month(points[index].name)
        sheet.text(along.at(index), foot + 15, month, form.size, SOFT, "center")


def _draw_series(sheet: Sheet, points: Sequence[Mark], up: Scale, along: Scale) -> None:
    """The line itself; a point without a neighbour is a dot."""
    sheet.line([along.at(index) for index in range(len(points))], [up.at(value) for value in series(points)])
    for index in _lone_points(points):
        sheet.dot(along.at(index), up.at(points[index].value), 2.5)


def _lone_points(points: Sequence[Mark]) -> list[int]:
    """Points with no figure on either side, which a line alone would not show."""
    shown = [False, *(point.shown for point in points), False]
    return [
        index
        for index in range(len(points))
        if shown[index + 1] and not shown[index] and not shown[index + 2]
    ]


def _draw_labels(sheet: Sheet, form: Form, content: _Content, up: Scale, top: float) -> None:
    """Each line named at its own end, the mean and the limits where there is room."""
    bottom = sheet.height - BOTTOM + 6
    labels = _labels(form, content, up)
    if content.limits:
        labels = add_limit_labels(form, labels, content.limits, up, top, bottom)
    left = form.width - form.right + 6
    for label, middle in zip(labels, label_middles(labels, form.size, top, bottom), strict=True):
        bold = label.colour == ACCENT
        sheet.text_block(left, middle, label.lines, form.size, label.colour, bold=bold)


def _labels(form: Form, content: _Content, up: Scale) -> list[Label]:
    """The labels of the last figure and of the references."""
    measure, last = content.measure, content.last
    room = form.right - 6
    latest_value = [point.value for point in content.points if point.shown][-1]
    words = form.wrap(f"{measure.area} {measure.write(last.value, last.state)}", room * 0.94)
    labels = [Label(up.at(latest_value), words, ACCENT)]
    for reference in content.references:
        words = form.wrap(measure.beside(reference), room)
        labels.append(Label(up.at(reference.value), words, reference_look(reference).colour))
    return labels
