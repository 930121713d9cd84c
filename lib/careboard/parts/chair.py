"""Five lines for the chair: what changed, what is to improve, what goes well, who does better, what is asked.

They speak of the headline measures and are made by rule from what is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from careboard import nouns
from careboard.figures.banding import IMPROVE, KNOW, WELL
from careboard.formatting import Direction, Level, State
from careboard.parts.figures import PageFigures
from careboard.pieces import Piece

MOST_NAMES = 2  # that a line lists; the others are counted


class Line(NamedTuple):
    """One line: a word or two that lead it, the words before its measures, the measures, and those after.

    Attributes:
        lead: what the line is about.
        text: a sentence without measures, '' where measures follow.
        named: a measure each: its name, its link and its figure.
        more: how many are left out.
    """

    lead: str
    text: str
    named: Sequence[tuple[str, str, str]] = ()
    more: int = 0


def for_the_chair(figures: PageFigures) -> Piece:
    """The five lines of the board summary; see Page.for_the_chair."""
    idents = by_need(figures, figures.edition.about["headline"])
    shown = [ident for ident in idents if figures.figure(ident).state == State.SHOWN]
    lines = [_changed(figures, shown), *_lists(figures, shown), _beside(figures, shown), _asked(figures)]
    return Piece("chair.html", "For the chair", lines=lines)


def by_need(figures: PageFigures, idents: Sequence[str]) -> list[str]:
    """Measures as a board needs them: to improve, lowest band first; to know; going well; without a figure.

    Args:
        figures: the page's figures.
        idents: the ids of the measures, in the paper's order, which stands among alike ones.
    """
    lists = [IMPROVE, KNOW, WELL]

    def key(ident: str) -> tuple[int, float]:
        on_list = figures.standing(ident).list or KNOW
        shown = figures.figure(ident).state == State.SHOWN
        return lists.index(on_list) if shown else len(lists), figures.rank(ident)

    return sorted(idents, key=key)


def _changed(figures: PageFigures, shown: Sequence[str]) -> Line:
    """How many measures improved and worsened by more than chance since a year before, and which."""
    ways = {way: _moved(figures, shown, way) for way in (Direction.WORSENING, Direction.IMPROVING)}
    better, worse = (len(ways[way]) for way in (Direction.IMPROVING, Direction.WORSENING))
    said = f"Of {_number_of(len(shown), 'measures')}, {better} improved and {worse} worsened in a year"
    if not worse:
        return Line("What changed", f"{said}.")
    return Line("What changed", f"{said}. Worse:", *_named(figures, ways[Direction.WORSENING]))


def _moved(figures: PageFigures, shown: Sequence[str], way: Direction) -> list[str]:
    return [ident for ident in shown if figures.standing(ident).direction == way]


def _lists(figures: PageFigures, shown: Sequence[str]) -> list[Line]:
    """What is to improve and what goes well, by the board's lists."""
    improve = [ident for ident in shown if figures.list_of(ident) == IMPROVE]
    well = [ident for ident in reversed(shown) if figures.list_of(ident) == WELL]
    said = "Lowest band first:" if improve else "No headline measure."
    return [
        Line("To improve", said, *_named(figures, improve)),
        Line("Going well", "" if well else "No headline measure.", *_named(figures, well)),
    ]


def _beside(figures: PageFigures, shown: Sequence[str]) -> Line:
    """On which measures the place is better or worse than England, where that is like for like."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for ident in shown:
        good = figures.known(ident)["good"]
        level = (
            row for row in figures.comparators(ident) if row.level == Level.ENGLAND and row.like == "yes"
        )
        row, own = next(level, None), figures.figure(ident).value
        if good and row is not None and row.value != own:
            sides[(own > row.value) == (good == "high")].append(ident)
    better, worse = sides[True], sides[False]
    if not better and not worse:
        return Line(
            "Beside England", "No headline measure is counted in the same way and over the same time."
        )
    said = f"Better on {len(better)} and worse on {len(worse)} of those counted in the same way"
    return Line("Beside England", f"{said}{'. Worse:' if worse else '.'}", *_named(figures, worse))


def _asked(figures: PageFigures) -> Line:
    """What the paper asks of the board, else what is open from its meetings."""
    about = figures.edition.about
    if about["asks"]:
        return Line("Asked of the board", " ".join(about["asks"]))
    entries = [*about["requests"], *about.get("decisions", [])]
    still = sum(entry["state"] == "open" for entry in entries)
    left = f"{_number_of(still, 'requests or decisions')} still open" if still else "nothing is still open"
    return Line("Asked of the board", f"To note the paper. From earlier meetings, {left}.")


def _number_of(count: int, noun: str) -> str:
    return f"{count} {noun}" if count != 1 else f"1 {' or '.join(map(nouns.singular, noun.split(' or ')))}"


def _named(figures: PageFigures, idents: Sequence[str]) -> tuple[list[tuple[str, str, str]], int]:
    """The first of some measures with their links and figures, and how many are left out."""
    named = [
        (figures.known(ident)["brief"], figures.link(ident), figures.write(ident, figures.figure(ident)))
        for ident in idents[:MOST_NAMES]
    ]
    return named, len(idents) - len(named)
