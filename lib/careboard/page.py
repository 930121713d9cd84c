"""What a notebook is handed: the pieces of one page, for one area and period.

A page knows its edition and nothing else: published figures, how they stand, and the analysts' words.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import pandas

from careboard import charts, periods, wording
from careboard.charts import Beside, Mark, Measure
from careboard.edition import Edition, open_edition
from careboard.problems import WrongUse, unknown

SAYS = "application/vnd.careboard.page+json"
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.globals["wording"] = wording
MOST_SENTENCES, MOST_TO_IMPROVE, MOST_WELL = 5, 3, 2
MIDDLE = 2.5  # where a figure without a band stands among the four
NO_FIGURE = ("not_available", "not_applicable", "failed")
WHOLE = ("count", "highest")
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
        from careboard.batch import edition_for  # the build is imported only where a page is opened by hand

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


class Page:
    """One page of an edition, for one area. Its methods give the pieces; an analyst tries things out with `figures`."""

    def __init__(self, edition: Edition, name: str, area: str):
        titles = {page["name"]: page["title"] for page in edition.about["pages"]}
        if name not in titles:
            raise WrongUse(unknown("", "page", name, titles))
        edition.require_area(area)
        self.edition, self.name, self.area = edition, name, area
        self.title, self.place, self.titles = titles[name], edition.areas[area]["name"], titles
        self.children = [ident for ident, told in edition.areas.items() if told["parent"] == area]
        self._rows: dict[str, dict] = {}
        self._split: dict[str, dict[str, list[Mark]]] = {}
        self._divided: dict[str, pandas.DataFrame] | None = None
        self._standing = {(row.indicator, row.window, row.area): row for row in edition.standing.itertuples()}

    def __repr__(self) -> str:
        return f"{self.title}, {self.place}, {self.edition.period.name}"

    # what is known of an indicator

    def _known(self, ident: str) -> dict[str, Any]:
        if ident not in self.edition.indicators:
            raise WrongUse(unknown("", "indicator", ident, self.edition.indicators))
        return self.edition.indicators[ident]

    def _lead(self, ident: str) -> str:
        """The window that leads: the first of the indicator's."""
        return self._known(ident)["windows"][0]

    def _measure(self, ident: str) -> Measure:
        known = self._known(ident)
        window = self.edition.period.window_name(self._lead(ident))
        return Measure(ident, known["title"], self.place, window, known["unit"], known["kind"] in WHOLE, bool(self.edition.about["invented"]))

    def stands(self, ident: str, area: str | None = None, window: str | None = None) -> Any:
        """How a published figure stands: the row of `standing`, or None."""
        return self._standing.get((ident, window or self._lead(ident), area or self.area))

    def mark(self, ident: str, name: str = "", area: str | None = None, window: str | None = None, period: str | None = None) -> Mark:
        """One published figure for the whole of an area; its name is what the reader calls it."""
        area, window, period = area or self.area, window or self._lead(ident), period or self.edition.about["period"]
        if ident not in self._rows:
            own = self._figures_of(ident)
            self._rows[ident] = {(row.period, row.window, row.area): row for row in own[own["breakdown"] == "total"].itertuples()}
        row = self._rows[ident].get((period, window, area))
        stands = self.stands(ident, area, window) if period == self.edition.about["period"] else None
        return self._as_mark(ident, name, row, stands)

    def _as_mark(self, ident: str, name: str, row: Any, stands: Any = None) -> Mark:
        if row is None:
            return Mark(name)
        low, high = (stands.low, stands.high) if stands is not None else (math.nan, math.nan)
        if row.state != "shown":
            return Mark(name, state=row.state)
        known = self._known(ident)
        return Mark(name, row.value, row.state, row.numerator, row.denominator, low, high, "share" if known["unit"] == "%" else known["kind"])

    def groups(self, ident: str, breakdown: str) -> list[Mark]:
        """The published figures of a breakdown, such as age or not_met, in the edition's order."""
        return self._splits(ident).get(breakdown, [])

    def _figures_of(self, ident: str) -> pandas.DataFrame:
        """All published figures of an indicator; the long table is divided once."""
        if self._divided is None:
            self._divided = dict(iter(self.edition.figures.groupby("indicator", sort=False)))
        return self._divided.get(ident, self.edition.figures.iloc[:0])

    def _splits(self, ident: str) -> dict[str, list[Mark]]:
        """The breakdowns of an indicator's lead window for this area and period, each with its figures."""
        if ident not in self._split:
            own = self._figures_of(ident)
            here = (own["breakdown"] != "total") & (own["area"] == self.area) & (own["window"] == self._lead(ident)) & (own["period"] == self.edition.about["period"])
            self._split[ident] = {}
            for row in own[here].itertuples():
                self._split[ident].setdefault(row.breakdown, []).append(self._as_mark(ident, row.group, row))
        return self._split[ident]

    def points(self, ident: str) -> list[Mark]:
        """The last 25 points of the lead window, earliest first."""
        return [self.mark(ident, point.name, period=point.text) for point in self.edition.period.points()]

    def _year_before(self, ident: str) -> Mark:
        stands = self.stands(ident)
        point = periods.parse(stands.since) if stands is not None and stands.since else self.edition.period.back(12)
        return self.mark(ident, point.name, period=point.text)

    def comparators(self, ident: str) -> list[Any]:
        """England, the region and the neighbours, those that are there, in that order."""
        told = self.edition.comparators
        rows = {row.level: row for row in told[told["indicator"] == ident].itertuples() if not math.isnan(row.value)}
        return [rows[level] for level in wording.LEVELS if level in rows]

    def _england(self, ident: str) -> Beside | None:
        """England's figure, where it is like for like: the only one drawn on a chart."""
        return next((Beside(row.name, row.value, row.year) for row in self.comparators(ident) if row.level == "england" and row.like == "yes"), None)

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

    def _areas_of(self, ident: str) -> list[Mark]:
        """The areas that make up this one; an area of no cases or for which the measure is not made is left to the table."""
        return [self.mark(ident, self.edition.areas[area]["name"], area) for area in self.children]

    def _areas_with_own(self, ident: str) -> list[tuple[Mark, Any]]:
        places = [self.area, *self.children]
        return [(self.mark(ident, self.edition.areas[area]["name"], area), self.stands(ident, area)) for area in places]

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

    def figures(self, ident: str | None = None) -> pandas.DataFrame:
        """The published figures as a tidy table, of one indicator or of all; a copy to try things out on."""
        if ident is not None:
            self._known(ident)
        told = self.edition.figures if ident is None else self._figures_of(ident)
        return told.reset_index(drop=True).copy()

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
