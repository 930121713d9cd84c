"""What a figure is set beside, in words: other windows, a year before, England, the rest of the authority."""

from __future__ import annotations

import math
from collections.abc import Iterator

from careboard import formatting
from careboard.edition.area_figures import AreaFigures
from careboard.figures import intervals
from careboard.figures.columns import Comparator
from careboard.formatting import DIRECTIONS, LEVELS, Direction, State

REFERENCE = {"ethnicity": "White", "sex": "Male"}  # the groups that the rates of others are set against
ANOTHER_TIME, ANOTHER_WAY = "(over another time)", "(not like for like)"
NOT_AVAILABLE = formatting.STATES[State.NOT_AVAILABLE]
Line = dict[str, str]  # who, figure, note


def own_lines(figures: AreaFigures, ident: str) -> Iterator[Line]:
    """What a figure is set against of our own: its other windows, and a year before."""
    for window in figures.known(ident)["windows"][1:]:
        other, words = figures.figure(ident, window), figures.edition.period.window_name(window)
        yield _line(_capital(words), figures.write(ident, other), figures.numbers(ident, other))
    point, before = figures.year_before(ident)
    notes = [figures.numbers(ident, before)]
    direction = figures.standing(ident).direction
    if direction and before.state == figures.figure(ident).state == State.SHOWN:
        notes.append(DIRECTIONS[Direction(direction)])
    note = "; ".join(filter(None, notes))
    yield _line(f"A year before, {point.name}", figures.write(ident, before), note)


def beside_lines(figures: AreaFigures, ident: str) -> Iterator[Line]:
    """What a figure is seen beside at once: a year before, and what there is elsewhere, each in few words.

    Figures elsewhere that count another time, or in another way, say so; `comparator_lines` says how.
    """
    point, before = figures.year_before(ident)
    direction = figures.standing(ident).direction
    both = before.state == figures.figure(ident).state == State.SHOWN
    moved = DIRECTIONS[Direction(direction)] if direction and both else ""
    yield _line(f"A year before, {point.name}:", figures.write(ident, before), moved)
    there = {row.level: row for row in figures.comparators(ident)}
    for row in (there[level] for level in LEVELS if level in there):
        elsewhen = ANOTHER_TIME if _window_alike(figures, ident, row) else ANOTHER_WAY
        note = "" if row.like == "yes" else elsewhen
        yield _line(f"{row.name}, {row.year}:", figures.write(ident, row), note)
    placed = figures.position(ident)
    if placed is not None:
        yield _line("Among all authorities:", f"{placed.quarter} of England", "")


def comparator_lines(figures: AreaFigures, ident: str) -> Iterator[Line]:
    """What there is elsewhere, each with its year, and with which window it is like for like.

    Of a figure that could not be made, why; last of all, where the authority lies among all others.
    """
    there = {row.level: row for row in figures.comparators(ident)}
    rows = figures.edition.comparators.rows(ident, ident)
    if not there:
        yield _line("England, region, neighbours", NOT_AVAILABLE, "")
        return
    for level, name in LEVELS.items():
        if level in there:
            row = there[level]
            notes = (_capital(words) for words in (_likeness(figures, ident, row), row.note) if words)
            yield _line(f"{row.name}, {row.year}", figures.write(ident, row), ". ".join(notes))
        else:
            why = next((_capital(row.note) for row in rows if row.level == level), "")
            yield _line(name, NOT_AVAILABLE, why)
    yield from position_lines(figures, ident)


def position_lines(figures: AreaFigures, ident: str) -> Iterator[Line]:
    """Where the authority lies among all others, and where it lay the year before; none without a place."""
    placed = figures.position(ident)
    if placed is None:
        return
    others, known = placed.lower + placed.same + placed.higher, figures.known(ident)
    own = formatting.figure(placed.value, State.SHOWN, known["unit"])
    before = "not known"
    if placed.quarter_before:
        same = placed.quarter_before == placed.quarter
        quarter = "the same quarter" if same else f"the {placed.quarter_before}"
        before = f"{placed.lower_before:.0f} of {placed.others_before:.0f}, {quarter}"
    notes = [
        f"{placed.lower:.0f} of {others:.0f} others lie lower than our {own} ({placed.whose})",
        f"The year before: {before}",
        *([placed.note] if placed.note else []),
    ]
    who = f"Among {others + 1:.0f} authorities, {placed.year}"
    yield _line(who, f"{_capital(placed.quarter)} of England", ". ".join(notes))


def _likeness(figures: AreaFigures, ident: str, row: Comparator) -> str:
    """Nothing where the published figure measures the same; else with which window it does, if any."""
    if row.like == "yes":
        return ""
    window = _window_alike(figures, ident, row)
    if window:
        return f"Like for like with the {figures.edition.period.window_name(window)}"
    return f"Another measurement, not like for like: {row.like}"


def _window_alike(figures: AreaFigures, ident: str, row: Comparator) -> str:
    """The window over which the published figure measures the same, '' for none."""
    for window in figures.known(ident)["windows"]:
        there = figures.comparators(ident, window)
        if any(other.like == "yes" and other.level == row.level for other in there):
            return window
    return ""


def areas_apart(figures: AreaFigures, ident: str) -> str:
    """Which areas can be told from the rest of the authority; '' where none was compared."""
    tree = figures.edition.tree
    sides = [(tree.name(area), figures.standing(ident, area=area).rest) for area in figures.children]
    sides = [(name, side) for name, side in sides if side]
    if not sides:
        return ""
    whole = tree.name(tree.whole)
    apart = [f"{name} is {side}" for name, side in sides if side in (Direction.HIGHER, Direction.LOWER)]
    if not apart:
        return f"No area differs from the rest of {whole} by more than chance would explain."
    others = " The others differ by no more than chance would explain." if len(apart) < len(sides) else ""
    return f"Against the rest of {whole}: {', '.join(apart)}.{others}"


def practices(figures: AreaFigures, ident: str) -> Iterator[dict[str, str]]:
    """What the council wrote of areas that do better than the rest at a measure: what they do, and who knows.

    Returns:
        Each with area (its name), text, written_on (ISO) and contact (a role). None of an area that cannot be
        told apart from the rest, or that does worse.
    """
    better = {"high": Direction.HIGHER, "low": Direction.LOWER}.get(figures.known(ident)["good"])
    for entry in figures.edition.about["practices"]:
        stands = figures.standing(ident, area=entry["area"]) if entry["area"] in figures.children else None
        if entry["indicator"] == ident and better and stands and stands.rest == better:
            yield entry | {"area": figures.edition.tree.name(entry["area"])}


def relative_rates(figures: AreaFigures, ident: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """For a rate that is known by sex or ethnic group: how many times each is that of the group of reference.

    Returns:
        Each breakdown with a row a group: its name, its rate, the numbers behind it, how many times, the
            interval.
    """
    if figures.known(ident)["kind"] != "rate":
        return []
    return [(name, list(_rows(figures, ident, name))) for name in figures.groups(ident) if name in REFERENCE]


def _rows(figures: AreaFigures, ident: str, name: str) -> Iterator[tuple[str, ...]]:
    groups = figures.groups(ident)[name]
    shown = [group for group in groups if group.state == State.SHOWN]
    base = next((group for group in shown if group.group == REFERENCE[name]), None)
    for group in groups:
        times = interval = ""
        if group is base:
            times = "1, the group of reference"
        elif base is not None and group.state == State.SHOWN:
            numbers = (group.numerator, group.denominator, base.numerator, base.denominator)
            ratio, low, high = intervals.relative(*numbers)
            if not math.isnan(ratio):
                times = formatting.number(ratio, 2)
                interval = f"{formatting.number(low, 2)} to {formatting.number(high, 2)}"
        yield group.group, figures.write(ident, group), figures.numbers(ident, group), times, interval


def _line(who: str, figure: str, note: str) -> Line:
    return {"who": who, "figure": figure, "note": note}


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
