"""Groups as bars: how many cases each has, its numbers at the end of its bar."""

from __future__ import annotations

from collections.abc import Sequence

from careboard.charts.chart import Chart
from careboard.charts.marks import (
    INVENTED,
    Mark,
    Measure,
    largest_group,
    paragraph,
    state_phrase,
    state_symbol,
)
from careboard.charts.svg import INK, SOFT, WIDE, Form, Sheet, two_forms


def bars(measure: Measure, groups: Sequence[Mark], noun: str, ident: str = "not-met") -> Chart | None:
    """Cases by group: a bar for each, its numbers at the end; None where none is shown.

    Args:
        measure: what is measured.
        groups: in the order in which they are drawn, their cases in the numerators.
        noun: how the subtitle names what is split and by what, such as 'cases not met, by reason'.
        ident: what sets this chart apart from the measure's others.
    """
    if not any(group.counted for group in groups):
        return None
    lead, most = largest_group(groups)
    title = f"{measure.title}, {measure.area}, {measure.window}: {noun}"
    sentences = [
        f"{group.name}: {_numbers(measure, group) or state_phrase(group.state, group.state)}."
        for group in groups
    ]
    description = paragraph(["Bar chart.", *sentences, measure.invented_sentence])
    subtitle = f"{measure.title}: {noun}, {measure.area}, {measure.window}."
    forms = two_forms(
        lambda form: _sheet(form, measure, groups), f"{measure.ident}-{ident}", title, description
    )
    return Chart(
        f"{lead}: {most.name}, {_numbers(measure, most)}",
        paragraph([subtitle, measure.invented_sentence]),
        title,
        description,
        **forms,
    )


def _numbers(measure: Measure, group: Mark) -> str:
    """A group's numbers: '60 of 128', or for a count the count itself; '' where none is published."""
    return group.behind or (measure.write(group.numerator) if group.counted else "")


def _sheet(form: Form, measure: Measure, groups: Sequence[Mark]) -> Sheet:
    """One form of the bars: names beside them, or above them where there is less room."""
    left, row, right = (230, 34, 120) if form is WIDE else (0, 46, 100)
    sheet = Sheet(form.width, row * len(groups) + (24 if measure.invented else 6))
    longest = max(group.numerator for group in groups if group.counted) or 1
    for index, group in enumerate(groups):
        middle = row * index + (row / 2 if form is WIDE else 34)
        if form is WIDE:
            lines = form.wrap(group.name, left - 10)
            sheet.text_block(left - 10, middle, lines, form.size, align="right")
        else:
            sheet.text(0, middle - 20, group.name, form.size)
        length = group.numerator / longest * (form.width - left - right) if group.counted else 0
        if length:
            sheet.bar(left, middle - 8, length, 16)
        words, colour = _end_words(measure, group), INK if group.counted else SOFT
        sheet.text(left + length + 8, middle, words, form.size, colour)
    if measure.invented:
        sheet.foot_note(INVENTED)
    return sheet


def _end_words(measure: Measure, group: Mark) -> str:
    """What stands at the end of a bar: the group's numbers, or in sign and words why there are none."""
    if group.counted:
        return _numbers(measure, group)
    return f"{state_symbol(group.state)} {state_phrase(group.state)}"
