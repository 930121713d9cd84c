"""What an edition shows of one area: its figures, how they stand, and what they are set beside.

It is the one way from an edition's tables to a page: rows are found by indicator, window, period and area.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from careboard import formatting
from careboard.edition.edition import Edition
from careboard.errors import WrongUse, unknown
from careboard.figures import spc
from careboard.figures.banding import IMPROVE, WELL
from careboard.figures.columns import TOTAL, Comparator, Figure, Position, Standing
from careboard.figures.spc_rules import Signal, signals
from careboard.formatting import BANDS, LEVELS, WHOLE, Band, State
from careboard.periods import Period, Window, parse

# the states in which nothing is known of a figure
UNKNOWN = (State.NOT_AVAILABLE, State.NOT_APPLICABLE, State.FAILED)
NOT_THERE = Figure("", "", "", "", TOTAL, "", math.nan, math.nan, math.nan, State.NOT_AVAILABLE, "")
NO_STANDING = Standing(
    "", "", "", math.nan, math.nan, "", math.nan, "", "", "", "", math.nan, "", "", "", "", ""
)
# measures that lead a page: in all, of those to improve, of those that go well
MOST, MOST_TO_IMPROVE, MOST_WELL = 5, 3, 2
MIDDLE = 2.5  # where a figure without a band stands among the four


class AreaFigures:
    """The figures of one area and of those that belong to it.

    Args:
        edition: the edition, or a page's slice of it.
        area: the area's id.

    Raises:
        WrongUse: for an unknown area or, in each method, an unknown indicator, with the nearest right id.
    """

    def __init__(self, edition: Edition, area: str):
        edition.require_area(area)
        self.edition, self.area = edition, area
        self.place, self.children = edition.tree.name(area), edition.tree.children(area)
        self._totals: dict[tuple[str, str], dict[tuple[str, str], Figure]] = {}
        self._groups: dict[str, dict[str, list[Figure]]] = {}

    def known(self, ident: str) -> dict[str, Any]:
        """What the edition says of an indicator: title, kind, unit, good, windows and the rest."""
        if ident not in self.edition.indicators:
            raise WrongUse(unknown("", "indicator", ident, self.edition.indicators))
        return self.edition.indicators[ident]

    def lead(self, ident: str) -> str:
        """The window that leads: the first of the indicator's."""
        return self.known(ident)["windows"][0]

    def trend_window(self, ident: str) -> str:
        """The window whose points are drawn: months where they have limits, else the window that leads."""
        return Window.MONTH if self.known(ident)["variation"] else self.lead(ident)

    def write(self, ident: str, figure: Figure | Comparator) -> str:
        """A figure or a comparator of an indicator with its unit, or the symbol of why there is none."""
        known, state = self.known(ident), getattr(figure, "state", State.SHOWN)
        return formatting.figure(figure.value, state, known["unit"], known["kind"] in WHOLE)

    def numbers(self, ident: str, figure: Figure) -> str:
        """The numbers behind a figure, '412 of 453'; '' for one that is not shown."""
        known = self.known(ident)
        kind = "share" if known["unit"] == "%" else known["kind"]
        shown = figure.state == State.SHOWN
        return formatting.behind(figure.numerator, figure.denominator, kind) if shown else ""

    def in_words(self, ident: str, figure: Figure) -> str:
        """A figure with the numbers behind it, '91%, 412 of 453', or why there is none."""
        if figure.state != State.SHOWN:
            return formatting.STATES[State(figure.state)]
        return ", ".join(filter(None, [self.write(ident, figure), self.numbers(ident, figure)]))

    def figure(self, ident: str, window: str = "", period: str = "", area: str = "") -> Figure:
        """One published figure, all cases together; NOT_THERE where the edition has none.

        Args:
            ident: the indicator's id.
            window: the window that leads where none is named.
            period: as typed, the edition's own where none is named.
            area: this area where none is named.
        """
        key = (ident, area or self.area)
        if key not in self._totals:
            rows = self.edition.figures.rows(*key)
            self._totals[key] = {(row.period, row.window): row for row in rows if row.breakdown == TOTAL}
        where = (period or self.edition.about["period"], window or self.lead(ident))
        return self._totals[key].get(where, NOT_THERE)

    def standing(self, ident: str, window: str = "", area: str = "") -> Standing:
        """How a figure of the period stands; NO_STANDING where that is not known.

        Arguments as of `figure`.
        """
        rows = self.edition.standing.rows(ident, area or self.area)
        window = window or self.lead(ident)
        return next((row for row in rows if row.window == window), NO_STANDING)

    def points(self, ident: str, window: str = "", area: str = "") -> list[Figure]:
        """The figures of the last 25 points, earliest first. Arguments as of `figure`."""
        return [self.figure(ident, window, point.text, area) for point in self.edition.period.points()]

    def year_before(self, ident: str) -> tuple[Period, Figure]:
        """The point a year before, and the figure of the window that leads."""
        since = self.standing(ident).since
        point = parse(since) if since else self.edition.period.back(12)
        return point, self.figure(ident, period=point.text)

    def groups(self, ident: str) -> dict[str, list[Figure]]:
        """The figures of each breakdown of the window that leads, in the edition's order."""
        if ident not in self._groups:
            found: dict[str, list[Figure]] = {}
            here = (self.edition.about["period"], self.lead(ident))
            for row in self.edition.figures.rows(ident, self.area):
                if row.breakdown != TOTAL and (row.period, row.window) == here:
                    found.setdefault(row.breakdown, []).append(row)
            self._groups[ident] = found
        return self._groups[ident]

    def comparators(self, ident: str, window: str = "") -> list[Comparator]:
        """England, the region and the neighbours beside a window; those that are there, in that order."""
        window = window or self.lead(ident)
        rows = self.edition.comparators.rows(ident, ident)
        there = {row.level: row for row in rows if row.window == window and not math.isnan(row.value)}
        return [there[level] for level in LEVELS if level in there]

    def position(self, ident: str) -> Position | None:
        """Where the whole authority lies among all others; None of another area, and where there is none."""
        rows = self.edition.positions.rows(ident, ident) if self.area == self.edition.tree.whole else ()
        return next(iter(rows), None)

    def events(self, ident: str) -> list[tuple[int, dict[str, Any]]]:
        """The named events of an indicator's 25 points: the point with which each begins, and the event."""
        ends = self._ends()
        mine = [
            event
            for event in self.edition.about["events"]
            if ident in event["indicators"] and ends[0].isoformat() < event["on"] <= ends[-1].isoformat()
        ]
        mine.sort(key=lambda event: event["on"])
        places = spc.first_points([date.fromisoformat(event["on"]) for event in mine], ends)
        return list(zip(places, mine, strict=True))

    def limits(self, ident: str) -> spc.Limits | None:
        """The mean and the limits of an indicator's months, None where it has none."""
        known = self.known(ident)
        if not known["variation"]:
            return None
        months = self._months(ident)
        rebase = [place for place, event in self.events(ident) if event["rebase"]]
        kind = known["kind"]
        return spc.limits(known["variation"], months, kind in WHOLE, rebase, spc.per(kind))

    def signals(self, ident: str) -> list[Signal]:
        """What chance alone would hardly give among an indicator's months, by every rule of its chart."""
        return signals(self._months(ident), self.limits(ident))

    def _months(self, ident: str) -> list[spc.Point]:
        """The last 25 months as points of a chart of usual variation; one that is not shown is missing."""
        return [
            spc.Point(point.value, point.numerator, point.denominator)
            if point.state == State.SHOWN
            else spc.Point()
            for point in self.points(ident, Window.MONTH)
        ]

    def signal(self, ident: str) -> str:
        """'above' or 'below' where the period's month lies outside a limit of usual variation."""
        return self.standing(ident, Window.MONTH).signal

    def list_of(self, ident: str) -> str:
        """The list of the board summary that a measure is on; '' for none, and where no figure is known."""
        return "" if self.figure(ident).state in UNKNOWN else self.standing(ident).list

    def leading(self, idents: Iterable[str]) -> list[str]:
        """The measures to say first: those to improve, lowest band first; those that go well; the others.

        Args:
            idents: the measures to choose from, in their order.

        Returns:
            At most MOST of those that have a figure.
        """
        shown = [ident for ident in idents if self.figure(ident).state == State.SHOWN]
        rank = {ident: self.rank(ident) for ident in shown}
        lists = {ident: self._list_by_evidence(ident) for ident in shown}
        improve = sorted((ident for ident in shown if lists[ident] == IMPROVE), key=lambda ident: rank[ident])
        well = sorted((ident for ident in shown if lists[ident] == WELL), key=lambda ident: -rank[ident])
        first = improve[:MOST_TO_IMPROVE] + well[:MOST_WELL]
        return (first + [ident for ident in shown if ident not in first])[:MOST]

    def rank(self, ident: str) -> float:
        """Where a measure's band stands, from 1 for the lowest to 4; in the middle where it has none."""
        return ["", *reversed(BANDS)].index(self.standing(ident).band) or MIDDLE

    def _list_by_evidence(self, ident: str) -> str:
        """The board's list; for a measure on neither, what its band or a month outside a limit says."""
        stands = self.standing(ident)
        if stands is NO_STANDING or stands.list in (IMPROVE, WELL):
            return stands.list
        signal, good = self.signal(ident), self.known(ident)["good"]
        worse = bool(signal and good) and (signal == "above") == (good == "low")
        if stands.band in (Band.INADEQUATE, Band.REQUIRES_IMPROVEMENT) or worse:
            return IMPROVE
        return WELL if stands.band or (signal and good) else ""

    def _ends(self) -> list[date]:
        return [point.end for point in self.edition.period.points()]
