"""What a trend shows of its variation: mean, limits, points outside them, events, and the words for them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from careboard import formatting
from careboard.charts.marks import MOST_NAMES, Mark, Measure, enumeration, series
from careboard.charts.scale import Label, Scale, label_middles, places_apart
from careboard.charts.svg import LEADING, SOFT, Form, Sheet
from careboard.figures.spc import Limits
from careboard.figures.spc_rules import outside
from careboard.formatting import State

Event = tuple[int, str]  # the index of the point with which it begins, and its words
DASHED = (0, (6, 3))
LIMIT_WIDTH = 1.1  # pixels
EVENT_LETTER = 0.6  # the room of a letter of an event's words, as a share of the type size
WIDEST_EVENT = 200  # pixels
SQUARE_HALF = {"wide": 5.5, "narrow": 4.2}  # of a square's side, in pixels
LABEL_REACH = 2  # how far a label may lie from what it points at, in type sizes
SAME_LEVEL = 0.05  # pixels; steps that differ by less are drawn as one
LINES_SENTENCE = "Thin lines: the limits of usual variation."
SQUARES_SENTENCE = "Hollow squares lie outside a limit."


def limit_levels(limits: Limits | None) -> list[float]:
    """Every height that the mean and the limits reach, in the figures' unit."""
    if limits is None:
        return []
    lines = (limits.lower, limits.centre, limits.upper)
    return [level for line in lines for level in line if not math.isnan(level)]


def limit_note(points: Sequence[Mark], limits: Limits | None) -> str:
    """What the subtitle adds: what the thin lines are, and the sign of points outside; '' without limits.

    How the limits were made is said where they rest on few points or begin anew; the alternative text always
    says it.
    """
    if limits is None:
        return ""
    squares = f" {SQUARES_SENTENCE}" if outside(series(points), limits) else ""
    special = limits.trial or len(limits.starts) > 1
    return f" {limits.sentence if special else LINES_SENTENCE}{squares}"


def limit_sentences(measure: Measure, points: Sequence[Mark], limits: Limits | None) -> list[str]:
    """The sentences of the alternative text on limits and on points outside them; none without limits."""
    if limits is None:
        return []
    last = _last_index(limits)
    low, mean, high = (
        formatting.figure(line[last], State.SHOWN, measure.unit)
        for line in (limits.lower, limits.centre, limits.upper)
    )
    sides = outside(series(points), limits)
    return [
        limits.sentence,
        f"{points[last].name}: mean {mean}, lower limit {low}, upper limit {high}.",
        _outside_sentence(points, limits, sides),
        _latest_sentence(len(points) - 1, last, sides),
    ]


def event_sentences(points: Sequence[Mark], events: Sequence[Event]) -> list[str]:
    """The sentences of the alternative text on events."""
    return [f"Marked from {points[index].name}: {words}." for index, words in events]


def _last_index(limits: Limits) -> int:
    """The last point that has limits."""
    return max(index for index, mean in enumerate(limits.centre) if not math.isnan(mean))


def _outside_sentence(points: Sequence[Mark], limits: Limits, sides: Mapping[int, str]) -> str:
    """How many points lie outside a limit, and which where they are few."""
    if not sides:
        return "No point lies outside a limit."
    number = sum(not math.isnan(mean) for mean in limits.centre)
    verb = "lies" if len(sides) == 1 else "lie"
    names = [f"{points[index].name} ({side})" for index, side in sides.items()]
    which = f": {enumeration(names)}" if len(names) <= MOST_NAMES else ""
    return f"{len(sides)} of {number} points {verb} outside a limit{which}."


def _latest_sentence(latest: int, last: int, sides: Mapping[int, str]) -> str:
    """How the latest point stands to its limits; last is the last point that has any."""
    if latest in sides:
        limit = "upper" if sides[latest] == "above" else "lower"
        return f"The latest lies outside, {sides[latest]} the {limit} limit."
    return "The latest has no limit." if last < latest else "The latest lies within the limits."


def draw_limits(sheet: Sheet, limits: Limits, up: Scale, along: Scale) -> None:
    """Behind the series: the mean dashed, both limits as thin lines, with a step for each point."""
    lower_xs, lower_ys = _steps(limits.lower, limits.starts, up, along)
    upper_xs, upper_ys = _steps(limits.upper, limits.starts, up, along)
    sheet.line([*lower_xs, math.nan, *upper_xs], [*lower_ys, math.nan, *upper_ys], SOFT, LIMIT_WIDTH)
    sheet.line(*_steps(limits.centre, limits.starts, up, along), SOFT, LIMIT_WIDTH, DASHED)


def _steps(
    line: Sequence[float], starts: tuple[int, ...], up: Scale, along: Scale
) -> tuple[list[float], list[float]]:
    """The xs and ys of a stepped line, broken at gaps and new stretches.

    It is level from half way before a point to half way after it.
    """
    xs: list[float] = []
    ys: list[float] = []
    for index, level in enumerate(line):
        if index in starts or math.isnan(level):
            xs.append(math.nan)
            ys.append(math.nan)
        if math.isnan(level):
            continue
        left, right = along.at(max(index - 0.5, 0)), along.at(min(index + 0.5, len(line) - 1))
        y = up.at(level)
        if ys and abs(ys[-1] - y) < SAME_LEVEL:
            xs[-1] = right
        else:
            xs += [left, right]
            ys += [y, y]
    return xs, ys


def draw_points_outside(
    sheet: Sheet, form: Form, points: Sequence[Mark], limits: Limits, up: Scale, along: Scale
) -> None:
    """Points outside a limit, known by shape and size, not by colour alone."""
    places = [(along.at(index), up.at(points[index].value)) for index in outside(series(points), limits)]
    if places:
        sheet.squares(places, SQUARE_HALF[form.name])


def events_height(form: Form, events: Sequence[Event]) -> float:
    """How much height the words of the events need above the chart, in pixels."""
    lines = max((len(words) for words in _event_lines(form, events)), default=0)
    return lines * form.size * LEADING


def _event_lines(form: Form, events: Sequence[Event]) -> list[list[str]]:
    """The words of each event in lines, so that all of them fit side by side."""
    return [form.wrap(words, min(WIDEST_EVENT, form.width / len(events) - 8)) for _, words in events]


def draw_events(
    sheet: Sheet, form: Form, events: Sequence[Event], along: Scale, top: float, foot: float
) -> None:
    """Each event as a thin line at the start of its point, its words above; no words cover others.

    Args:
        sheet: the sheet to draw on.
        form: the form of the chart.
        events: earliest first.
        along: the scale of the points' indexes.
        top: where the lines begin, in pixels.
        foot: where they end.
    """
    blocks = _event_lines(form, events)
    xs = [along.at(max(index - 0.5, 0)) for index, _ in events]
    sheet.rules([(x, top, x, foot) for x in xs], SOFT, 1)
    widths = [max(map(len, lines)) * form.size * EVENT_LETTER + 8 for lines in blocks]
    for lines, x in zip(blocks, places_apart(xs, widths, 0, form.width), strict=True):
        middle = top - 3 - len(lines) * form.size * LEADING / 2
        sheet.text_block(x, middle, lines, form.size, SOFT, "center")


def add_limit_labels(
    form: Form, labels: Sequence[Label], limits: Limits, up: Scale, top: float, bottom: float
) -> list[Label]:
    """The labels, and after them those of the mean and the limits for which there is room.

    A label has room where it lies beside what it points at and moves no other one away.

    Args:
        form: the form of the chart.
        labels: those that stand in any case.
        limits: the mean and the limits.
        up: the scale of the figures.
        top: how high labels may go, in pixels.
        bottom: how low they may go.
    """
    last = _last_index(limits)
    levels = {
        "upper limit": limits.upper[last],
        "mean": limits.centre[last],
        "lower limit": limits.lower[last],
    }
    added = [Label(up.at(level), [name], SOFT) for name, level in levels.items()]
    before = label_middles(labels, form.size, top, bottom)
    while added:
        after = label_middles([*labels, *added], form.size, top, bottom)
        distances = [abs(middle - label.y) for middle, label in zip(after[len(labels) :], added, strict=True)]
        shifts = [abs(now - then) for now, then in zip(after, before)]
        if max(distances + shifts) <= LABEL_REACH * form.size and min(after) >= top:
            break
        added.pop(distances.index(max(distances)))
    return [*labels, *added]
