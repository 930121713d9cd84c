"""What an edition shows of one area: published figures, how they stand, and what they are set beside."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pandas

from careboard import periods, wording
from careboard.charts import Beside, Mark, Measure
from careboard.edition import COMPARATORS, FIGURES, STANDING, Edition
from careboard.problems import WrongUse, unknown

NO_FIGURE = ("not_available", "not_applicable", "failed")
Figure, Stands, Elsewhere = namedtuple("Figure", FIGURES), namedtuple("Stands", STANDING), namedtuple("Elsewhere", COMPARATORS)


class Shown:
    """The figures of one area and of the areas that make it up, found by indicator, window, area and period."""

    def __init__(self, edition: Edition, area: str):
        edition.require_area(area)
        self.edition, self.area, self.place = edition, area, edition.areas[area]["name"]
        self.titles = {page["name"]: page["title"] for page in edition.about["pages"]}
        self.children = [ident for ident, told in edition.areas.items() if told["parent"] == area]
        self._split: dict[str, dict[str, list[Mark]]] = {}

    @cached_property
    def _standing(self) -> dict[tuple[str, str, str], Any]:
        """How each figure stands, by indicator, window and area."""
        return {row[:3]: row for row in rows_of(self.edition.standing, Stands)}

    @cached_property
    def _elsewhere(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What is known elsewhere of each indicator and window, by level."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for row in rows_of(self.edition.comparators, Elsewhere):
            if not math.isnan(row.value):
                found.setdefault(row[:2], {})[row.level] = row
        return found

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        """The long table as plain lists: pandas hands out single values slowly."""
        return {name: self.edition.figures[name].to_list() for name in FIGURES}

    @cached_property
    def _totals(self) -> dict[tuple[str, str, str, str], int]:
        """At which row of the long table the figure of all cases together stands, by indicator, period, window and area."""
        keys = zip(*(self._columns[name] for name in ("indicator", "period", "window", "area")), strict=True)
        return {key: place for place, (key, breakdown) in enumerate(zip(keys, self._columns["breakdown"], strict=True)) if breakdown == "total"}

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        """At which rows of the long table the parts of each indicator's figures stand, for this area and period."""
        found: dict[str, list[int]] = {}
        here = (self.edition.about["period"], self.area)
        for place, (ident, period, area, breakdown) in enumerate(zip(*(self._columns[name] for name in ("indicator", "period", "area", "breakdown")), strict=True)):
            if breakdown != "total" and (period, area) == here:
                found.setdefault(ident, []).append(place)
        return found

    def _row(self, place: int) -> Any:
        return Figure(*(column[place] for column in self._columns.values()))

    def _known(self, ident: str) -> dict[str, Any]:
        if ident not in self.edition.indicators:
            raise WrongUse(unknown("", "indicator", ident, self.edition.indicators))
        return self.edition.indicators[ident]

    def _lead(self, ident: str) -> str:
        """The window that leads: the first of the indicator's."""
        return self._known(ident)["windows"][0]

    def _measure(self, ident: str, window: str | None = None) -> Measure:
        known = self._known(ident)
        window = self.edition.period.window_name(window or self._lead(ident))
        return Measure(ident, known["title"], self.place, window, known["unit"], known["kind"] in wording.WHOLE, bool(self.edition.about["invented"]))

    def stands(self, ident: str, area: str | None = None, window: str | None = None) -> Any:
        """How a published figure stands: the row of `standing`, or None."""
        return self._standing.get((ident, window or self._lead(ident), area or self.area))

    def mark(self, ident: str, name: str = "", area: str | None = None, window: str | None = None, period: str | None = None) -> Mark:
        """One published figure for the whole of an area; its name is what the reader calls it."""
        area, window, period = area or self.area, window or self._lead(ident), period or self.edition.about["period"]
        place = self._totals.get((ident, period, window, area))
        stands = self.stands(ident, area, window) if period == self.edition.about["period"] else None
        return self._as_mark(ident, name, None if place is None else self._row(place), stands)

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

    def _splits(self, ident: str) -> dict[str, list[Mark]]:
        """The breakdowns of an indicator's lead window for this area and period, each with its figures."""
        if ident not in self._split:
            self._split[ident] = {}
            for row in map(self._row, self._parts.get(ident, [])):
                if row.window == self._lead(ident):
                    self._split[ident].setdefault(row.breakdown, []).append(self._as_mark(ident, row.group, row))
        return self._split[ident]

    def points(self, ident: str, window: str | None = None) -> list[Mark]:
        """The last 25 points of a window, the lead one where none is named, earliest first."""
        return [self.mark(ident, point.name, window=window, period=point.text) for point in self.edition.period.points()]

    def _year_before(self, ident: str) -> Mark:
        stands = self.stands(ident)
        point = periods.parse(stands.since) if stands is not None and stands.since else self.edition.period.back(12)
        return self.mark(ident, point.name, period=point.text)

    def comparators(self, ident: str, window: str | None = None) -> list[Any]:
        """England, the region and the neighbours beside a window, the lead one where none is named; those that are there, in that order."""
        rows = self._elsewhere.get((ident, window or self._lead(ident)), {})
        return [rows[level] for level in wording.LEVELS if level in rows]

    def _england(self, ident: str, window: str | None = None) -> Beside | None:
        """England's figure, where it is like for like and no count: the only one drawn on a chart."""
        if self._known(ident)["kind"] in wording.WHOLE:
            return None
        return next((Beside(row.name, row.value, row.year) for row in self.comparators(ident, window) if row.level == "england" and row.like == "yes"), None)

    def _areas_of(self, ident: str) -> list[Mark]:
        """The areas that make up this one; an area of no cases or for which the measure is not made is left to the table."""
        return [self.mark(ident, self.edition.areas[area]["name"], area) for area in self.children]

    def _areas_with_own(self, ident: str) -> list[tuple[Mark, Any]]:
        places = [self.area, *self.children]
        return [(self.mark(ident, self.edition.areas[area]["name"], area), self.stands(ident, area)) for area in places]

    def figures(self, ident: str | None = None) -> pandas.DataFrame:
        """The published figures as a tidy table, of one indicator or of all; a copy to try things out on."""
        if ident is not None:
            self._known(ident)
        told = self.edition.figures
        return (told if ident is None else told[told.indicator == ident]).reset_index(drop=True).copy()


def rows_of(table: pandas.DataFrame, kind: Any) -> Iterator[Any]:
    """A table's rows as named tuples of one kind."""
    return map(kind._make, zip(*(table[column].to_list() for column in kind._fields), strict=True))
