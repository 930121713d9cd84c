"""What a notebook is handed: the pieces of one page, for one area and period.

A page knows its edition and nothing else: published figures, how they stand, and the analysts' words.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from careboard import charts, periods, wording
from careboard.charts import Beside, Measure
from careboard.edition import Edition, edition_for, open_edition
from careboard.problems import WrongUse, unknown
from careboard.shown import NO_FIGURE, Shown

SAYS = "application/vnd.careboard.page+json"
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.globals["wording"] = wording
MOST_SENTENCES, MOST_TO_IMPROVE, MOST_WELL = 5, 3, 2
MIDDLE = 2.5  # where a figure without a band stands among the four
LISTS = {"well": "Going well", "improve": "To improve", "know": "To know"}


class Piece:
    """One piece of a page: shown as HTML on the page and in JupyterLab, and as its first words in a terminal."""

    def __init__(self, template: str, words: str, /, **told: Any):
        self._html = TEMPLATES.get_template(template).render(**told)
        self._words = words

    def _repr_html_(self) -> str:
        return self._html

    __html__ = _repr_html_

    def __repr__(self) -> str:
        return self._words


@lru_cache(maxsize=4)
def _opened(folder: str) -> Edition:
    """An edition is opened once in a process: its folder is named for what is in it and never changes."""
    return open_edition(Path(folder))


def open_page(name: str, period: str, area: str) -> Page:
    """Open a page of the edition for a period and an area; notebooks begin with this.

    name: a page, such as 'front_door'.  period: '2019-10', or '2019-10-18' for a fortnight.  area: an id from
    params/areas.yml.  Raises WrongUse, with the nearest right name, where one of them does not exist.
    """
    periods.parse(period)
    folder = os.environ.get("CAREBOARD_EDITION")
    if not folder:
        folder = str(edition_for(period, start=Path.cwd()))
    edition = _opened(str(Path(folder).resolve()))
    if edition.about["period"] != period:
        raise WrongUse(f"the edition in CAREBOARD_EDITION is of {edition.about['period']}, and the page asks for {period}. Unset CAREBOARD_EDITION, or ask for its period.")
    page = Page(edition, name, area)
    _say({"page": name, "period": period, "area": area})
    return page


def _say(told: dict[str, str]) -> None:
    """Put what was drawn into the notebook, unseen, so that publishing can hold it against what was asked for."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is not None:
        display({SAYS: told}, raw=True)


class Page(Shown):
    """One page of an edition, for one area. Its methods give the pieces; an analyst tries things out with `figures`."""

    def __init__(self, edition: Edition, name: str, area: str):
        titles = {page["name"]: page["title"] for page in edition.about["pages"]}
        if name not in titles:
            raise WrongUse(unknown("", "page", name, titles))
        super().__init__(edition, area)
        self.name, self.title, self.titles = name, titles[name], titles

    def __repr__(self) -> str:
        return f"{self.title}, {self.place}, {self.edition.period.name}"

    def link(self, ident: str) -> str:
        """Where an indicator's question is: on this page, on another one, or nowhere yet ('')."""
        home = self._known(ident)["page"]
        return f"#{ident}" if home == self.name else f"{home}.html#{ident}" if home in self.titles else ""

    # the pieces of a question

    def question(self, ident: str) -> Piece:
        """All that the page says to one question: figure, numbers, band, against whom, trend, areas, cases not met, tables, definition."""
        measure, mark, known = self._measure(ident), self.mark(ident), self._known(ident)
        told = {"page": self, "ident": ident, "known": known, "measure": measure, "mark": mark, "stands": self.stands(ident), "drawn": mark.state not in NO_FIGURE}
        if told["drawn"]:
            told |= {"against": [list(self._own_before(ident)), list(self._others(ident))], "trend": self.trend(ident), "areas": self.areas(ident), "not_met": self.not_met(ident)}
            told |= {"area_marks": self._areas_with_own(ident), "points": self.points(ident), "splits": [split for split in self._splits(ident).items() if split[0] != "not_met"]}
        return Piece("question.html", f"{measure.title}: {charts.marks.said(mark, measure)}, {measure.window}", **told)

    def _own_before(self, ident: str) -> Iterator[dict[str, str]]:
        """What the figure is set against of our own: its other windows, and a year before."""
        measure, stands = self._measure(ident), self.stands(ident)
        for window in self._known(ident)["windows"][1:]:
            other, words = self.mark(ident, window=window), self.edition.period.window_name(window)
            yield {"who": words[0].upper() + words[1:], "figure": measure.write(other.value, other.state), "note": other.behind}
        before = self._year_before(ident)
        moved = wording.DIRECTIONS.get(stands.direction, "") if stands is not None and before.shown and self.mark(ident).shown else ""
        yield {"who": f"A year before, {before.name}", "figure": measure.write(before.value, before.state), "note": "; ".join(filter(None, [before.behind, moved]))}

    def _others(self, ident: str) -> Iterator[dict[str, str]]:
        """What the figure is set against elsewhere: England, the region, the neighbours, each with its year."""
        measure = self._measure(ident)
        there = {row.level: row for row in self.comparators(ident)}
        if not there:
            yield {"who": "England, region, neighbours", "figure": "not available", "note": ""}
            return
        for level, name in wording.LEVELS.items():
            row = there.get(level)
            if row is None:
                yield {"who": name, "figure": "not available", "note": ""}
            else:
                unlike = "" if row.like == "yes" else f"Not like for like: {row.like}"
                yield {"who": f"{row.name}, {row.year}", "figure": measure.write(row.value), "note": ". ".join(filter(None, [unlike, row.note]))}

    def trend(self, ident: str) -> charts.Chart | None:
        """The trend of the lead window over 25 points, or None where there is too little to draw."""
        stands = self.stands(ident)
        return charts.trend(self._measure(ident), self.points(ident), stands.direction if stands is not None else "", self._england(ident))

    def areas(self, ident: str) -> charts.Chart | None:
        """The areas that make up this one, side by side, or None where none has a figure."""
        loose = next((self.edition.areas[area]["name"] for area in self.children if self.edition.areas[area]["level"] == "unallocated"), "")
        told = [mark for mark in self._areas_of(ident) if mark.state not in ("not_applicable", "no_cases") and not (mark.name == loose and mark.value == 0)]
        return charts.dots(self._measure(ident), told, Beside(self.place, self.mark(ident).value), self._england(ident), loose) if told else None

    def not_met(self, ident: str) -> charts.Chart | None:
        """What lies behind the cases that a share leaves out, by reason, or None where that is not known."""
        return charts.bars(self._measure(ident), self.groups(ident, "not_met"), "cases not met")

    def mix(self, idents: list[str], names: list[str] | None = None) -> Piece:
        """How a whole is made up, by area: the shares of several indicators in one chart and one table.

        idents: shares that do not overlap.  names: short names for the chart; the titles where none are given.
        """
        names = names or [self._known(ident)["title"] for ident in idents]
        places = [self.area, *self.children]
        mixes = {self.edition.areas[area]["name"]: [self.mark(ident, name, area) for ident, name in zip(idents, names, strict=True)] for area in places}
        mixes = {area: parts for area, parts in mixes.items() if any(part.state not in ("not_applicable", "no_cases") for part in parts)}
        chart = charts.stack(self._mix_measure(idents), names, mixes) if mixes else None
        return Piece("mix.html", f"Mix of {len(idents)} measures", page=self, chart=chart, names=names, mixes=mixes, idents=idents, window=self._measure(idents[0]).window)

    def _mix_measure(self, idents: list[str]) -> Measure:
        first = self._measure(idents[0])
        return Measure(f"mix-{idents[0]}", f"{self.title}, the mix", self.place, first.window, "%", invented=first.invented)

    # words, lists and definitions

    def in_short(self) -> Piece:
        """At most five sentences, chosen by rule from this page's measures, each with a link to its question."""
        idents = self.own() if self.own() else [ident for ident in self.edition.indicators if self._list_of(ident)]
        chosen = self._chosen(idents)
        rule = f"Chosen by rule from {len(idents)} measures on this page: at most {MOST_TO_IMPROVE} to improve, the lowest band first; at most {MOST_WELL} that go well, the highest band first; then the others in their order."
        return Piece("in_short.html", "In short", sentences=[self.told(ident) for ident in chosen], rule=rule)

    def own(self) -> list[str]:
        """The indicators whose questions stand on this page."""
        return [ident for ident, known in self.edition.indicators.items() if known["page"] == self.name]

    def _list_of(self, ident: str) -> str:
        stands = self.stands(ident)
        return stands.list if stands is not None and self.mark(ident).state not in NO_FIGURE else ""

    def _chosen(self, idents: list[str]) -> list[str]:
        """Those to improve first, then those that go well, then the rest, five in all."""
        shown = [ident for ident in idents if self.mark(ident).shown]
        sorts = {ident: self._sort(ident) for ident in shown}
        bands = ["", *reversed(wording.BANDS)]  # from the lowest to the highest; those without a band are neither
        rank = {ident: bands.index(self._band(ident)) or MIDDLE for ident in shown}
        improve = sorted((ident for ident in shown if sorts[ident] == "improve"), key=lambda ident: rank[ident])[:MOST_TO_IMPROVE]
        well = sorted((ident for ident in shown if sorts[ident] == "well"), key=lambda ident: -rank[ident])[:MOST_WELL]
        rest = [ident for ident in shown if ident not in improve + well]
        return (improve + well + rest)[:MOST_SENTENCES]

    def _band(self, ident: str) -> str:
        stands = self.stands(ident)
        return stands.band if stands is not None else ""

    def _sort(self, ident: str) -> str:
        stands = self.stands(ident)
        if stands is None:
            return ""
        if stands.list in ("improve", "well"):
            return stands.list
        bad = stands.band in ("inadequate", "requires_improvement") or stands.direction == "worsening"
        return "improve" if bad else "well" if stands.band in ("outstanding", "good") or stands.direction == "improving" else ""

    def told(self, ident: str) -> dict[str, str]:
        """One indicator in one sentence and its parts: figure, numbers, window, band, comparator, direction, link."""
        measure, mark, before, stands = self._measure(ident), self.mark(ident), self._year_before(ident), self.stands(ident)
        beside = next(iter(self.comparators(ident)), None)
        if mark.shown and before.shown:
            moved = f"{wording.changed(mark.value, before.value, stands.direction if stands is not None else '')} {measure.write(before.value)} a year before"
        else:
            moved = "no figure for a year before" if mark.shown else charts.marks.said(mark, measure)
        return {
            "ident": ident,
            "title": measure.title,
            "link": self.link(ident),
            "figure": measure.write(mark.value, mark.state),
            "behind": mark.behind,
            "window": measure.window,
            "band": self._band(ident) if mark.shown else "",
            "moved": moved,
            "beside": f"{beside.name} {measure.write(beside.value)} in {beside.year}" if beside is not None else "No comparator",
            "unlike": "" if beside is None or beside.like == "yes" else beside.like,
            "reason": stands.list_reason if stands is not None else "",
        }

    def listed(self, name: str) -> list[dict[str, str]]:
        """What one of the three lists holds for this area, in the edition's order."""
        return [self.told(ident) for ident in self.edition.indicators if self._list_of(ident) == name]

    def going_well(self) -> Piece:
        """All that goes well, from every page."""
        return Piece("listed.html", LISTS["well"], items=self.listed("well"), own=True)

    def to_improve(self) -> Piece:
        """All that is to improve, from every page."""
        return Piece("listed.html", LISTS["improve"], items=self.listed("improve"), own=True)

    def to_know(self) -> Piece:
        """All that a board should know and that is neither good nor bad, from every page."""
        return Piece("listed.html", LISTS["know"], items=self.listed("know"), own=True)

    def commentary(self) -> Piece:
        """The analysts' words for this page and area, or a quiet line where there are none."""
        return Piece("commentary.html", "Commentary", words=self.edition.words.get(f"{self.area}/{self.name}"))

    def definitions(self) -> Piece:
        """How each figure of this page is made, and how its symbols are read."""
        idents = self.own() or [ident for ident, known in self.edition.indicators.items() if known["page"] not in self.titles]
        return Piece("definitions.html", "Definitions", page=self, idents=idents, indicators=self.edition.indicators, period=self.edition.period)
