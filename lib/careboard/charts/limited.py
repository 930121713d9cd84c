"""What a trend shows of its variation: mean, limits, the points outside them, named events, and all of it in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from careboard import wording
from careboard.charts.marks import Mark, Measure, several
from careboard.charts.scale import Scale, apart
from careboard.charts.sheet import SOFT, Form, Sheet
from careboard.variation import Limits, outside

Event = tuple[int, str]  # the index of the point with which it begins, and its words
Block = tuple[float, list[str], str]  # what a label points at, its lines, its colour
DASHED = (0, (6, 3))
LEADING, LABEL = 1.2, 1.25  # of a line of words among its own, and of a label among others, as shares of the type size
WIDEST_WORDS = 200  # pixels
HALF = {"wide": 5.5, "narrow": 4.2}  # of a square's side, in pixels
REACH = 2  # how far a label may be moved from what it points at, in type sizes
SQUARES = "Hollow squares lie outside a limit."


def values_of(points: Sequence[Mark]) -> list[float]:
    """The figures that are shown; missing where one is not."""
    return [point.value if point.shown else math.nan for point in points]


def levels(limits: Limits | None) -> list[float]:
    """Every height that the mean and the limits reach."""
    return [level for line in (limits.lower, limits.centre, limits.upper) for level in line if not math.isnan(level)] if limits else []


def noted(points: Sequence[Mark], limits: Limits | None) -> str:
    """What the subtitle adds: how the limits were made, and the sign of a point outside them."""
    return "" if limits is None else f" {limits.said} {SQUARES}" if outside(values_of(points), limits) else f" {limits.said}"


def told(measure: Measure, points: Sequence[Mark], limits: Limits | None, events: Sequence[Event]) -> list[str]:
    """The sentences of the alternative text on limits, on points outside them and on events."""
    return [*(_told_limits(measure, points, limits) if limits else []), *(f"Marked from {points[index].name}: {words}." for index, words in events)]


def _told_limits(measure: Measure, points: Sequence[Mark], limits: Limits) -> list[str]:
    last = max(index for index, mean in enumerate(limits.centre) if not math.isnan(mean))
    low, mean, high = (wording.figure(line[last], "shown", measure.unit) for line in (limits.lower, limits.centre, limits.upper))
    found = outside(values_of(points), limits)
    number = sum(not math.isnan(mean) for mean in limits.centre)
    places = "" if len(found) > 4 else ": " + several([f"{points[index].name} ({side})" for index, side in found.items()])
    beyond = f"{len(found)} of {number} points {'lies' if len(found) == 1 else 'lie'} outside a limit{places}." if found else "No point lies outside a limit."
    latest = len(points) - 1
    stands = f"lies outside, {found[latest]} the {'upper' if found[latest] == 'above' else 'lower'} limit" if latest in found else "has no limit" if last < latest else "lies within the limits"
    return [limits.said, f"{points[last].name}: mean {mean}, lower limit {low}, upper limit {high}.", beyond, f"The latest {stands}."]


def draw_limits(sheet: Sheet, limits: Limits, up: Scale, along: Scale) -> None:
    """Behind the series: the mean dashed, both limits as thin lines, each stretch apart, each point with its own step."""
    lower, upper = (_steps(line, limits.starts, up, along) for line in (limits.lower, limits.upper))
    sheet.line([*lower[0], math.nan, *upper[0]], [*lower[1], math.nan, *upper[1]], SOFT, 1.1)
    sheet.line(*_steps(limits.centre, limits.starts, up, along), SOFT, 1.1, DASHED)


def _steps(line: Sequence[float], starts: tuple[int, ...], up: Scale, along: Scale) -> tuple[list[float], list[float]]:
    """The places of a stepped line: level from half way before a point to half way after it, broken at gaps and new stretches."""
    xs: list[float] = []
    ys: list[float] = []
    for index, level in enumerate(line):
        left, right, y = along.at(max(index - 0.5, 0)), along.at(min(index + 0.5, len(line) - 1)), up.at(level)
        if index in starts or math.isnan(level):
            xs, ys = [*xs, math.nan], [*ys, math.nan]
        if math.isnan(level):
            continue
        if ys and abs(ys[-1] - y) < 0.05:
            xs[-1] = right
        else:
            xs, ys = [*xs, left, right], [*ys, y, y]
    return xs, ys


def draw_outside(sheet: Sheet, form: Form, points: Sequence[Mark], limits: Limits, up: Scale, along: Scale) -> None:
    """Points outside a limit, told by shape and size, not by colour alone."""
    places = [(along.at(index), up.at(points[index].value)) for index in outside(values_of(points), limits)]
    if places:
        sheet.squares(places, HALF[form.name])


def head(form: Form, events: Sequence[Event]) -> float:
    """How much height the words of the events need above the chart, in pixels."""
    return max((len(form.wrapped(words, _room(form, events))) for _, words in events), default=0) * form.size * LEADING


def _room(form: Form, events: Sequence[Event]) -> float:
    return min(WIDEST_WORDS, form.width / len(events) - 8)


def draw_events(sheet: Sheet, form: Form, events: Sequence[Event], along: Scale, top: float, foot: float) -> None:
    """Each event as a thin line at the start of its point, its words above; no words cover others."""
    lines = [form.wrapped(words, _room(form, events)) for _, words in events]
    xs = [along.at(max(index - 0.5, 0)) for index, _ in events]
    sheet.rules([(x, top, x, foot) for x in xs], SOFT, 1)
    widths = [max(map(len, several_lines)) * form.size * 0.6 + 8 for several_lines in lines]
    for several_lines, x in zip(lines, apart(xs, widths, 0, form.width), strict=True):
        sheet.lines(x, top - 3 - len(several_lines) * form.size * LEADING / 2, several_lines, form.size, colour=SOFT, align="center")


def with_limits(form: Form, blocks: list[Block], limits: Limits, up: Scale, top: float, bottom: float) -> list[Block]:
    """The labels, and after them those of the mean and the limits for which there is room beside what they point at."""
    last = max(index for index, mean in enumerate(limits.centre) if not math.isnan(mean))
    named = {"upper limit": limits.upper[last], "mean": limits.centre[last], "lower limit": limits.lower[last]}
    wanted: list[Block] = [(up.at(level), [name], SOFT) for name, level in named.items()]
    while wanted:
        after = placed(form, [*blocks, *wanted], top, bottom)
        moved = [abs(place - block[0]) for place, block in zip(after[len(blocks) :], wanted, strict=True)]
        pushed = [abs(now - then) for now, then in zip(after, placed(form, blocks, top, bottom), strict=False)]
        if max(moved + pushed) <= REACH * form.size and min(after) >= top:
            break
        wanted.pop(moved.index(max(moved)))
    return [*blocks, *wanted]


def placed(form: Form, blocks: list[Block], top: float, bottom: float) -> list[float]:
    """The middles of the labels, so that none covers another."""
    return apart([block[0] for block in blocks], [len(block[1]) * form.size * LABEL for block in blocks], top, bottom)
