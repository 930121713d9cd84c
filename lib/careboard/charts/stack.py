"""A mix as stacked bars: how a whole is made up, a bar for each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from careboard.charts.chart import Chart
from careboard.charts.colours import PALETTE
from careboard.charts.marks import INVENTED, Mark, Measure, paragraph, state_symbol
from careboard.charts.scale import Scale
from careboard.charts.svg import INK, PAPER, SOFT, WIDE, Form, Sheet, two_forms

ROW, HALF_BAR = 40, 13  # heights in pixels


def stack(measure: Measure, names: Sequence[str], mixes: Mapping[str, Sequence[Mark]]) -> Chart | None:
    """How a whole is made up, a bar for each area: shares that add up to 100% or less.

    Args:
        measure: what is measured.
        names: of the parts, in drawing order.
        mixes: area -> its parts. An area with a part not shown is described, not drawn.

    Returns:
        The chart, or None where no area has all of its parts.
    """
    whole = {area: parts for area, parts in mixes.items() if all(part.shown for part in parts)}
    if not whole:
        return None
    first, parts = next(iter(whole.items()))
    most = max(range(len(parts)), key=lambda index: parts[index].value)
    title = f"{measure.title} by area, {measure.area}, {measure.window}"
    sentences = [_area_sentence(measure, area, names, mixes[area]) for area in mixes]
    description = paragraph(["Stacked bars, one for each area.", *sentences, measure.invented_sentence])
    subtitle = f"{measure.title}, share of all, {measure.window}. What is left of 100% is other placements."
    forms = two_forms(
        lambda form: _sheet(form, measure, names, mixes, first), f"{measure.ident}-mix", title, description
    )
    return Chart(
        f"{first}: {names[most]} makes up {measure.write(parts[most].value)}",
        subtitle,
        title,
        description,
        **forms,
    )


def _area_sentence(measure: Measure, area: str, names: Sequence[str], parts: Sequence[Mark]) -> str:
    """An area with its parts, each with its share or why there is none."""
    shares = [measure.write(part.value) if part.shown else measure.in_words(part) for part in parts]
    return f"{area}: {', '.join(f'{name} {share}' for name, share in zip(names, shares, strict=True))}."


def _sheet(
    form: Form,
    measure: Measure,
    names: Sequence[str],
    mixes: Mapping[str, Sequence[Mark]],
    first: str,
) -> Sheet:
    """One form of the stack: the parts of the first bar are named above it, each by a line to its middle."""
    left, step = (130, 19) if form is WIDE else (84, 18)
    head = step * len(names) + 12
    sheet = Sheet(form.width, head + ROW * len(mixes) + (24 if measure.invented else 6))
    along = Scale(0, 100, left, form.width - 4)
    for index, (area, parts) in enumerate(mixes.items()):
        middle = head + ROW * (index + 0.5)
        sheet.text_block(left - 8, middle, form.wrap(area, left - 6), form.size, align="right")
        if not all(part.shown for part in parts):
            sheet.text(left, middle, _missing_words(parts), form.size, SOFT)
            continue
        start = 0.0
        for place, (name, part) in enumerate(zip(names, parts, strict=True)):
            words, end = measure.write(part.value), start + part.value
            _draw_part(sheet, form, words, place, along.at(start), along.at(end), middle)
            if area == first:
                x, y = along.at(start + part.value / 2), head - 6 - step * (place + 0.5)
                _draw_name(sheet, form, f"{name} {words}", x, y, middle - HALF_BAR)
            start = end
    if measure.invented:
        sheet.foot_note(INVENTED)
    return sheet


def _missing_words(parts: Sequence[Mark]) -> str:
    """Why a bar is not drawn: '[c] in 2 of 5 parts'."""
    states = [part.state for part in parts if not part.shown]
    return ", ".join(
        f"{state_symbol(state, state)} in {states.count(state)} of {len(parts)} parts"
        for state in dict.fromkeys(states)
    )


def _draw_part(
    sheet: Sheet, form: Form, words: str, place: int, start: float, end: float, middle: float
) -> None:
    """One part of a bar, with its share inside where there is room; each has a hue of its own."""
    fill = PALETTE[place % len(PALETTE)]
    sheet.bar(start, middle - HALF_BAR, max(end - start - 1.5, 0.5), 2 * HALF_BAR, fill)
    if end - start > len(words) * form.size * 0.62:
        sheet.text((start + end) / 2, middle, words, form.size, PAPER, "center")


def _draw_name(sheet: Sheet, form: Form, words: str, x: float, y: float, foot: float) -> None:
    """A part's name at its own height, with a line down to its bar.

    Words run left of the line, or right where there is no room.
    """
    room = x > form.text_width([words]) + 8
    sheet.line([x, x], [y, foot], SOFT, 0.8)
    sheet.text(x - 5 if room else x + 5, y, words, form.size, INK, "right" if room else "left")
