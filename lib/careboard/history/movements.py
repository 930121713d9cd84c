"""How a movement is written, on a page and in the terminal: then, now, by how much, and why.

Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from careboard import formatting, periods
from careboard.figures.columns import Figure
from careboard.formatting import State
from careboard.history.compare import CAUSES, Cause, Part, Revision

if TYPE_CHECKING:
    from careboard.edition.period_figures import PeriodFigure

HEAD = ["Measure", "Window", "Then", "Now", "Moved by", "Why"]


def row(revision: Revision, known: Mapping[str, Any], more: int = 0) -> list[Any]:
    """A movement as a line of a table.

    Args:
        revision: the movement.
        known: the indicator's title, kind and unit.
        more: how many other points of the window moved too.

    Returns:
        indicator, window in words, then, now, by how much, why, and `more`.
    """
    return [
        revision.indicator,
        periods.parse(revision.now.period).window_name(revision.now.window),
        figure_text(revision.then, known),
        figure_text(revision.now, known),
        signed(revision.by, known),
        reasons(revision.parts, known),
        more,
    ]


def by_measure(revisions: Iterable[Revision]) -> list[list[Revision]]:
    """Movements by measure and window, those of leading windows first.

    Within each the latest point whose value moved stands first.
    """
    groups: dict[tuple[str, str], list[Revision]] = {}
    for revision in revisions:
        groups.setdefault((revision.indicator, revision.now.window), []).append(revision)
    place: Counter[str] = Counter()
    ranked = []
    for (ident, _), group in groups.items():
        ranked.append((place[ident], sorted(group, key=lambda revision: revision.by == 0)))
        place[ident] += 1
    return [group for _, group in sorted(ranked, key=lambda pair: pair[0])]


def causes(revisions: Iterable[Revision]) -> list[tuple[Cause, int]]:
    """How many figures each cause moved, in part or wholly."""
    number = Counter(part.cause for revision in revisions for part in revision.parts)
    return [(cause, number[cause]) for cause in CAUSES if number[cause]]


def summary(revisions: Sequence[Revision], hidden: int) -> str:
    """How many earlier figures moved, by which causes, and how many are not told."""
    lead = "No earlier figure that is shown has moved since."
    if revisions:
        by = ", ".join(f"{CAUSES[cause]} {number:,}" for cause, number in causes(revisions))
        lead = (
            f"{count(len(revisions), 'earlier figure has', 'earlier figures have')} moved since. Causes: "
            f"{by}."
        )
    if not hidden:
        return lead
    end = "is not told." if hidden == 1 else "are not told."
    return f"{lead} {count(hidden, 'figure that is', 'figures that are')} hidden then or now {end}"


def count(number: int, one: str, several: str) -> str:
    """So many of something: '3 measures'; nothing where there is none."""
    return f"{number:,} {one if number == 1 else several}" if number else ""


def figure_text(figure: Figure | PeriodFigure, known: Mapping[str, Any]) -> str:
    """A figure with the numbers behind it: '91% (412 of 453)'."""
    text = formatting.figure(figure.value, figure.state, known["unit"], known["kind"] in formatting.WHOLE)
    if figure.state != State.SHOWN:
        return text
    kind = "share" if known["unit"] == "%" else known["kind"]
    behind = formatting.behind(figure.numerator, figure.denominator, kind)
    return f"{text} ({behind})" if behind else text


def signed(by: float, known: Mapping[str, Any]) -> str:
    """A movement with its sign, in the figure's own unit; nothing from or to no cases."""
    if math.isnan(by):
        return ""
    decimals = 0 if known["kind"] in formatting.WHOLE else 1
    return ("+" if by > 0 else "") + formatting.number(by, decimals)


def reasons(parts: Sequence[Part], known: Mapping[str, Any]) -> str:
    """The causes of a movement; where there are several, how much each did."""
    return "; ".join(_reason(part, signed(part.by, known) if len(parts) > 1 else "") for part in parts)


def _reason(part: Part, amount: str) -> str:
    cases = ""
    if part.cases:
        direction = "more" if part.cases > 0 else "fewer"
        cases = f" ({count(abs(int(part.cases)), 'case', 'cases')} {direction})"
    return f"{CAUSES[part.cause]}{f' {amount}' if amount else ''}{cases}"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows in columns, for the terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
