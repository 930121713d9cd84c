"""The headline measures in one table that is looked at: a row each, what is to improve first."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from careboard.charts.marks import Measure
from careboard.charts.row_marks import Lettered, axis_marks, axis_of, sparkline
from careboard.figures.banding import IMPROVE, KNOW, WELL
from careboard.formatting import LEVELS, WHOLE, WINDOWS, Level, State
from careboard.params.areas import AreaLevel
from careboard.parts.chair import by_need
from careboard.parts.figures import PageFigures
from careboard.periods import Window
from careboard.pieces import Piece

LETTERS = {Level.ENGLAND: "E", Level.REGION: "R", Level.NEIGHBOURS: "S"}
CALLED = {"E": "England", "R": "region", "S": "similar councils"}
NO_FIGURE = "none"
GROUPS = {IMPROVE: "To improve", KNOW: "To know", WELL: "Going well", NO_FIGURE: "No figure for this area"}
Row = dict[str, Any]


def headlines(figures: PageFigures) -> Piece:
    """The table of the headline measures; see Page.headlines."""
    about = figures.edition.about
    idents = by_need(figures, about["headline"])
    initials = _initials(figures)
    rows = [_row(figures, ident, initials) for ident in idents]
    return Piece(
        "headlines.html",
        f"{len(rows)} headline measures",
        page=figures,
        rows=rows,
        groups=[
            (GROUPS[name], mine) for name in GROUPS if (mine := [row for row in rows if row["list"] == name])
        ],
        called=CALLED,
        places={letter: figures.edition.tree.name(area) for area, letter in initials.items()},
        reasons=[row for row in rows if row["reason"]],
    )


def others(figures: PageFigures) -> Piece:
    """The measures that are no headlines, by the board's lists; see Page.others."""
    left = [ident for ident in figures.edition.indicators if ident not in figures.edition.about["headline"]]
    lists = []
    for name, title in GROUPS.items():
        idents = [ident for ident in by_need(figures, left) if figures.list_of(ident) == name]
        told = [
            (
                figures.known(ident)["title"],
                figures.link(ident),
                figures.write(ident, figures.figure(ident)),
                figures.standing(ident).list_reason,
            )
            for ident in idents
        ]
        if told:
            lists.append((title, told))
    return Piece("others.html", "Other measures", lists=lists)


def _row(figures: PageFigures, ident: str, initials: dict[str, str]) -> Row:
    """One measure: what the row says, and its three pictures."""
    known, stands, measure = figures.known(ident), figures.standing(ident), figures.measure(ident)
    figure, (_, before) = figures.figure(ident), figures.year_before(ident)
    comparators = [] if known["kind"] in WHOLE else figures.comparators(ident)
    beside = [Lettered(LETTERS[Level(row.level)], row.value, row.like == "yes") for row in comparators]
    places = _places(figures, ident, initials)
    own = figure.value if figure.state == State.SHOWN else math.nan
    along = axis_of(measure, [own, *(other.value for other in [*beside, *places])])
    both = State.SHOWN == figure.state == before.state
    return {
        "ident": ident,
        "title": known["brief"],
        "window": _window(figures.lead(ident)),
        "link": figures.link(ident),
        "mark": figures.mark(ident),
        "behind": figures.numbers(ident, figure) if known["kind"] == "share" else "",
        "measure": measure,
        "line": _line(figures, ident, measure),
        "band": stands.band if figure.state == State.SHOWN else "",
        "before": figures.mark_before(ident),
        "bare": measure if known["unit"] == "%" else replace(measure, unit=""),
        "direction": stands.direction if both else "",
        "beside": axis_marks(along, own, beside) if along else "",
        "beside_words": [_beside_words(figures, ident, row) for row in comparators],
        "areas": axis_marks(along, own, places) if along else "",
        "areas_words": _areas_words(figures, ident, initials) if places else [],
        "list": (stands.list or KNOW) if figure.state == State.SHOWN else NO_FIGURE,
        "reason": stands.list_reason,
    }


def _window(window: str) -> str:
    """A window behind a measure's name, 'month' or 'from 1 April'; '' for a figure at a date."""
    words = WINDOWS[window]
    return "" if window == Window.AT_DATE else words[0].lower() + words[1:]


def _line(figures: PageFigures, ident: str, measure: Measure) -> str:
    """The last 25 points of the window that leads, with their limits or the threshold for Good."""
    window = figures.lead(ident)
    found = figures.limits(ident) if window == Window.MONTH else None
    limits = (found.lower, found.upper) if found is not None else None
    return sparkline(measure, figures.trend_marks(ident, window), figures.standing(ident).threshold, limits)


def _initials(figures: PageFigures) -> dict[str, str]:
    """The areas that belong to this one, each with the letters that tell it from the others."""
    tree = figures.edition.tree
    areas = [area for area in figures.children if tree.level(area) != AreaLevel.UNALLOCATED]
    names = {area: tree.name(area) for area in areas}
    length = 1
    while len({name[:length] for name in names.values()}) < len({*names.values()}) and length < 3:
        length += 1
    return {area: name[:length] for area, name in names.items()}


def _places(figures: PageFigures, ident: str, initials: dict[str, str]) -> list[Lettered]:
    """The areas of this one on the row's axis; none of a count, since places differ in size."""
    if figures.known(ident)["kind"] in WHOLE:
        return []
    found = [(letter, figures.figure(ident, area=area)) for area, letter in initials.items()]
    return [Lettered(letter, figure.value) for letter, figure in found if figure.state == State.SHOWN]


def _beside_words(figures: PageFigures, ident: str, row: Any) -> str:
    words = f"{LEVELS[row.level]} {figures.write(ident, row)} in {row.year}"
    return words if row.like == "yes" else f"{words}, not like for like"


def _areas_words(figures: PageFigures, ident: str, initials: dict[str, str]) -> list[str]:
    name = figures.edition.tree.name
    found = [(name(area), figures.figure(ident, area=area)) for area in initials]
    return [f"{called} {figures.write(ident, figure)}" for called, figure in found]
