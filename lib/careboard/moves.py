"""How a movement is written, on a page and in the terminal: then, now, by how much, and why.

Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from careboard import periods, wording
from careboard.changes import CAUSES, Figure, Moved, Part

HEAD = ["Measure", "Window", "Then", "Now", "Moved by", "Why"]


def row(moved: Moved, known: dict[str, Any], more: int = 0) -> list[Any]:
    """A movement: indicator, window in words, then, now, by how much, why, and how many other points of the window moved too.

    known: the indicator's title, kind and unit.
    """
    window = periods.parse(moved.period).window_name(moved.window)
    return [moved.indicator, window, written(moved.then, known), written(moved.now, known), signed(moved.by, known), why(moved.parts, known), more]


def grouped(moved: list[Moved]) -> list[list[Moved]]:
    """Movements by measure and window, those of leading windows first; within each the latest point whose value moved stands first."""
    groups: dict[tuple[str, str], list[Moved]] = {}
    for one in moved:
        groups.setdefault((one.indicator, one.window), []).append(one)
    place: Counter[str] = Counter()
    ranked = []
    for (id, _), group in groups.items():
        ranked.append((place[id], sorted(group, key=lambda one: one.by == 0)))
        place[id] += 1
    return [group for _, group in sorted(ranked, key=lambda pair: pair[0])]


def causes(moved: Iterable[Moved]) -> list[tuple[str, int]]:
    """How many figures each cause moved, in part or wholly."""
    found = Counter(part.cause for one in moved for part in one.parts)
    return [(cause, found[cause]) for cause in CAUSES if found[cause]]


def summary(moved: list[Moved], hidden: int) -> str:
    """How many earlier figures moved, by which causes, and how many are not told."""
    by = ", ".join(f"{CAUSES[cause]} {number:,}" for cause, number in causes(moved))
    lead = f"{counted(len(moved), 'earlier figure has', 'earlier figures have')} moved since. Causes: {by}." if moved else "No earlier figure that is shown has moved since."
    return f"{lead} {counted(hidden, 'figure that is', 'figures that are')} hidden then or now {'is' if hidden == 1 else 'are'} not told." if hidden else lead


def counted(number: int, one: str, several: str) -> str:
    """So many of something; nothing where there is none."""
    return f"{number:,} {one if number == 1 else several}" if number else ""


def written(figure: Figure, known: dict[str, Any]) -> str:
    """A figure with the numbers behind it: '91% (412 of 453)'."""
    text = wording.figure(figure.value, figure.state, known["unit"], known["kind"] in wording.WHOLE)
    behind = wording.numbers(figure.numerator, figure.denominator, "share" if known["unit"] == "%" else known["kind"]) if figure.state == "shown" else ""
    return f"{text} ({behind})" if behind else text


def signed(by: float, known: dict[str, Any]) -> str:
    """A movement with its sign, in the figure's own unit; nothing from or to no cases."""
    if math.isnan(by):
        return ""
    return ("+" if by > 0 else "") + wording.number(by, 0 if known["kind"] in wording.WHOLE else 1)


def why(parts: tuple[Part, ...], known: dict[str, Any]) -> str:
    """The causes of a movement; where there are several, how much each did."""
    found = []
    for part in parts:
        cases = f" ({counted(abs(int(part.cases)), 'case', 'cases')} {'more' if part.cases > 0 else 'fewer'})" if part.cases else ""
        found.append(f"{CAUSES[part.cause]}{' ' + amount if len(parts) > 1 and (amount := signed(part.by, known)) else ''}{cases}")
    return "; ".join(found)


def table(rows: list[list[str]]) -> list[str]:
    """Rows in columns, for the terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
