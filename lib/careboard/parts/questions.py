"""The questions of a page: a figure with all that belongs to it, several in one table, a mix, a breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from careboard import charts, formatting
from careboard.charts import Mark, Measure
from careboard.charts.marks import largest_group
from careboard.edition.area_figures import UNKNOWN
from careboard.edition.comparisons import (
    areas_apart,
    beside_lines,
    comparator_lines,
    own_lines,
    practices,
    relative_rates,
)
from careboard.edition.sentences import variation_lines
from careboard.parts import drawings
from careboard.parts.drawings import LATENESS, LEFT_TO_THE_TABLE
from careboard.parts.figures import PageFigures
from careboard.pieces import Piece

MOST_TEAMS = 16  # with more, a county's pages would be lists of teams


def question(figures: PageFigures, ident: str, parts: bool = False, position: bool = False) -> Piece:
    """All that the page says to one question; see Page.question."""
    measure, mark, known = figures.measure(ident), figures.mark(ident), figures.known(ident)
    shown = {"page": figures, "ident": ident, "known": known, "measure": measure, "mark": mark}
    shown |= {"stands": figures.standing(ident), "drawn": mark.state not in UNKNOWN}
    if shown["drawn"]:
        window = figures.trend_window(ident)
        shown |= {
            "others": list(beside_lines(figures, ident)),
            "practices": list(practices(figures, ident)),
            "lacking": _lacking(figures, ident),
            "against": [list(own_lines(figures, ident)), list(comparator_lines(figures, ident))],
            "position": drawings.position(figures, ident) if position else None,
            "trend": drawings.trend(figures, ident),
            "trend_window": figures.edition.period.window_name(window),
            "points": figures.trend_marks(ident, window),
            "varied": variation_lines(figures, ident),
            "areas": drawings.areas(figures, ident),
            "area_marks": figures.area_marks(ident),
            "apart": areas_apart(figures, ident),
            "districts": drawings.districts(figures, ident) if parts else None,
            "behind": drawings.not_met(figures, ident),
            "splits": _breakdown_tables(figures, ident),
            "relatives": relative_rates(figures, ident),
        }
    summary = f"{measure.title}: {figures.in_words(ident, figures.figure(ident))}, {measure.window}"
    return Piece("question.html", summary, figures.commentary_of(ident), **shown)


def measures(figures: PageFigures, idents: Sequence[str]) -> Piece:
    """Several measures in one table; see Page.measures."""
    rows = [
        {
            "ident": ident,
            "measure": figures.measure(ident),
            "mark": figures.mark(ident),
            "before": figures.mark_before(ident),
            "stands": figures.standing(ident),
            "other": next(comparator_lines(figures, ident)) if figures.comparators(ident) else None,
            "areas": figures.area_marks(ident)[1:],
        }
        for ident in idents
    ]
    places = [figures.edition.tree.name(area) for area in figures.children]
    words = figures.commentary_of(idents[0])
    return Piece("measures.html", f"{len(idents)} measures", words, page=figures, rows=rows, places=places)


def breakdown(figures: PageFigures, ident: str, name: str) -> Piece:
    """An indicator's figures by one of its breakdowns; see Page.split."""
    measure, groups, words = figures.measure(ident), figures.marks(ident, name), name.replace("_", " ")
    chart = None
    if groups and (figures.known(ident)["kind"] == "count" or name in LATENESS):
        chart = charts.bars(measure, groups, f"by {words}", f"by-{name.replace('_', '-')}")
    shown = {"page": figures, "measure": measure, "groups": groups, "breakdown": words, "chart": chart}
    return Piece("split.html", f"{measure.title} by {name}", figures.commentary_of(ident), **shown)


def mix(figures: PageFigures, idents: Sequence[str], names: Sequence[str] | None = None) -> Piece:
    """How a whole is made up, now and a year before, and by area; see Page.mix."""
    names = list(names or [figures.known(ident)["title"] for ident in idents])
    parts, tree = list(zip(idents, names, strict=True)), figures.edition.tree
    by_area = {
        tree.name(area): [figures.mark(ident, name, area=area) for ident, name in parts]
        for area in (figures.area, *figures.children)
    }
    before = [replace(figures.mark_before(ident), name=name) for ident, name in parts]
    year_before = f"{figures.place}, {figures.mark_before(idents[0]).name}"
    mixes = {figures.place: by_area[figures.place], year_before: before, **by_area}
    mixes = {
        area: marks for area, marks in mixes.items() if any(m.state not in LEFT_TO_THE_TABLE for m in marks)
    }
    first, title = figures.measure(idents[0]), f"{figures.title}, the mix"
    whole = Measure(f"mix-{idents[0]}", title, figures.place, first.window, "%", invented=first.invented)
    chart = charts.stack(whole, names, mixes) if mixes else None
    shown = {"page": figures, "chart": chart, "names": names, "mixes": mixes, "window": first.window}
    return Piece("mix.html", f"Mix of {len(idents)} measures", figures.commentary_of(idents[0]), **shown)


def _lacking(figures: PageFigures, ident: str) -> str:
    """What is behind a share that should be lower, or beyond one that should be higher, in a line or two.

    It names the largest group of each breakdown of these cases; '' where nothing is known of them.
    """
    known, mark, measure = figures.known(ident), figures.mark(ident), figures.measure(ident)
    if known["kind"] != "share" or not mark.shown or not mark.behind:
        return ""
    low = known["good"] == "low"
    told = [figures.marks(ident, name) for name in LATENESS]
    told = [groups for groups in told if any(group.counted for group in groups)]
    if not told and known["good"] != "high":
        return ""
    number = formatting.not_met(mark.numerator, mark.denominator, known["good"])
    share = measure.write(mark.value if low else 100 - mark.value)
    lead = f"Behind the {share}" if low else f"The other {share}"
    said = f"{lead}: {number} of {formatting.plain(mark.denominator)}."
    more = [_largest(groups, number) for groups in told] or ["The records do not say why."]
    return " ".join([said, *more])


def _largest(groups: Sequence[Mark], number: str) -> str:
    """Which of some groups is the largest; where it holds all of the cases, that it does."""
    lead, most = largest_group(groups)
    held = formatting.plain(most.numerator)
    return f"All of them: {most.name}." if held == number else f"{lead}: {most.name}, {held}."


def _breakdown_tables(figures: PageFigures, ident: str) -> list[tuple[str, list[tuple[Mark, str]]]]:
    """The breakdowns that stand as tables: groups, each with how many cases are not as they should be."""
    known, tables = figures.known(ident), []
    for name in figures.groups(ident):
        marks, groups = figures.marks(ident, name), []
        if name in LATENESS or (name == "team" and len(marks) > MOST_TEAMS):
            continue
        for mark in marks:
            counted = known["kind"] == "share" and mark.shown
            short = formatting.not_met(mark.numerator, mark.denominator, known["good"]) if counted else ""
            groups.append((mark, short))
        tables.append((name.replace("_", " "), groups))
    return tables
