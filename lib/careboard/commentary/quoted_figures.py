"""The published figures of an edition as words quote them.

Importing this module costs no pandas. A hidden figure comes out as 'a hidden number', whatever is
asked of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar, get_type_hints

from careboard import formatting, nouns
from careboard.commentary.quotes import Quotable, Quote
from careboard.edition.edition import Edition
from careboard.figures.columns import LATENESS, TOTAL, Comparator, Figure, Standing
from careboard.formatting import Level, State
from careboard.periods import parse

HIDDEN_NUMBER, NO_CHANGE = "a hidden number", "a change that cannot be told"
NO_BAND, NO_RANK = "no band", "not told apart from the others"
NOT_AVAILABLE = formatting.STATES[State.NOT_AVAILABLE]
POINTS = " percentage points"
MONTHS_IN_YEAR = 12  # months back to the figure that a change is measured from
Row = TypeVar("Row", bound=tuple)


def _blank_row(row: type[Row]) -> Row:
    """A row of a table that says nothing: its texts are empty, its numbers missing."""
    values = [math.nan if kind is float else "" for kind in get_type_hints(row).values()]
    return row._make(values)  # type: ignore[attr-defined]  # a named tuple


MISSING_FIGURE = _blank_row(Figure)._replace(state=State.NOT_AVAILABLE)
MISSING_STANDING = _blank_row(Standing)


class QuotedFigures:
    """An edition's figures, found by measure, period, window and area, and said in words.

    Args:
        edition: the edition.

    Attributes:
        period: the edition's period.
        quotable: what braces may name.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.period = edition.period
        before = [point.text for point in self.period.points()][:-1]
        self.quotable = Quotable(edition.indicators, list(edition.areas), before)
        self._phrases: dict[str, Callable[[Quote, Figure], str]] = {
            "": self._value,
            "number": self._number,
            "change": self._change,
            "behind": self._behind,
            "not_met": self._not_met,
            "reason": self._reason,
            "band": self._band,
            "rank": self._rank,
        }

    def title(self, ident: str) -> str:
        """A measure's title."""
        return self.edition.indicators[ident]["title"]

    def leading_window(self, ident: str) -> str:
        """The window that a measure is shown for first."""
        return self.edition.indicators[ident]["windows"][0]

    def figure(self, ident: str, window: str, area: str, period: str = "") -> Figure:
        """One published figure for the whole of an area.

        Args:
            ident: the measure's id.
            window: its window.
            area: the area's id.
            period: the period as typed, '' for the edition's own.

        Returns:
            The figure; one that is not there is MISSING_FIGURE, which is not available.
        """
        wanted = (period or self.period.text, window, TOTAL)
        rows = self.edition.figures.rows(ident, area)
        found = (row for row in rows if (row.period, row.window, row.breakdown) == wanted)
        return next(found, MISSING_FIGURE)

    def standing(self, ident: str, window: str, area: str) -> Standing:
        """How a figure stands; MISSING_STANDING where that is not known."""
        rows = self.edition.standing.rows(ident, area)
        return next((row for row in rows if row.window == window), MISSING_STANDING)

    def comparator(self, ident: str, window: str, level: str) -> Comparator | None:
        """England's, the region's or the neighbours' published figure; None where there is none."""
        for row in self.edition.comparators.rows(ident, ident):
            if row.window == window and row.level == level and not math.isnan(row.value):
                return row
        return None

    def is_shown(self, ident: str, area: str) -> bool:
        """Whether a measure's leading figure is shown for an area."""
        return self.figure(ident, self.leading_window(ident), area).state == State.SHOWN

    def write(self, ident: str, value: float) -> str:
        """A measure's figure with its unit: '89%', '1,194 plans'."""
        indicator = self.edition.indicators[ident]
        whole = indicator["kind"] in formatting.WHOLE
        return formatting.figure(value, State.SHOWN, indicator["unit"], whole=whole)

    def phrase(self, quote: Quote) -> str:
        """What stands in the words in place of a quote.

        Returns:
            Such as '89%', '1,032 of 1,160', 'up 7 percentage points since October 2018' or 'a hidden number'.
        """
        if quote.form in formatting.LEVELS:
            return self._comparator_phrase(quote)
        figure = self.figure(quote.ident, quote.window, quote.area)
        if figure.state == State.HIDDEN:
            return {"band": NO_BAND, "rank": NO_RANK, "change": NO_CHANGE}.get(quote.form, HIDDEN_NUMBER)
        if figure.state != State.SHOWN:
            return NO_BAND if quote.form == "band" else _state_phrase(figure.state)
        return self._phrases[quote.form](quote, figure)

    def _value(self, quote: Quote, figure: Figure) -> str:
        return self.write(quote.ident, figure.value)

    def _number(self, quote: Quote, figure: Figure) -> str:
        return nouns.without(self.write(quote.ident, figure.value))

    def _behind(self, quote: Quote, figure: Figure) -> str:
        if _without_numbers(figure):
            return NOT_AVAILABLE
        kind = self.edition.indicators[quote.ident]["kind"]
        return formatting.behind(figure.numerator, figure.denominator, kind)

    def _not_met(self, quote: Quote, figure: Figure) -> str:
        if _without_numbers(figure):
            return NOT_AVAILABLE
        good = self.edition.indicators[quote.ident]["good"]
        not_met = formatting.not_met(figure.numerator, figure.denominator, good)
        return f"{not_met} of {formatting.plain(figure.denominator)}"

    def _reason(self, quote: Quote, figure: Figure) -> str:
        """The largest group of the first breakdown that says why, or how late."""
        if quote.window == self.leading_window(quote.ident):
            for breakdown in LATENESS:
                groups = self._groups(quote.ident, quote.area, breakdown)
                # nought and a missing number both leave a group out
                shown = [row for row in groups if row.state == State.SHOWN and row.denominator > 0]
                if shown:
                    largest = max(shown, key=lambda row: row.numerator)
                    return f"{largest.group} ({formatting.behind(largest.numerator, largest.denominator)})"
        return NOT_AVAILABLE

    def _change(self, quote: Quote, figure: Figure) -> str:
        since = parse(quote.since) if quote.since else self.period.back(MONTHS_IN_YEAR)
        before = self.figure(quote.ident, quote.window, quote.area, since.text)
        if before.state != State.SHOWN:
            return NO_CHANGE
        change = round(figure.value - before.value, 1)
        if not change:
            return f"unchanged since {since.name}"
        indicator = self.edition.indicators[quote.ident]
        by = self.write(quote.ident, abs(change))
        if indicator["unit"] == "%":
            by = by.removesuffix("%") + POINTS
        elif indicator["kind"] != "rate":
            by = by.split(" ")[0]
        return f"{'up' if change > 0 else 'down'} {by} since {since.name}"

    def _band(self, quote: Quote, figure: Figure) -> str:
        band = self.standing(quote.ident, quote.window, quote.area).band
        return formatting.BANDS[formatting.Band(band)][1] if band else NO_BAND

    def _rank(self, quote: Quote, figure: Figure) -> str:
        """A place among the areas of the same level, only where the area can be told from the rest."""
        side = self.standing(quote.ident, quote.window, quote.area).rest
        if side not in ("higher", "lower"):
            return NO_RANK
        tree = self.edition.tree
        same_level = tree.of_level(tree.level(quote.area))
        figures = [self.figure(quote.ident, quote.window, area) for area in same_level]
        values = [other.value for other in figures if other.state == State.SHOWN]
        extreme = max(values) if side == "higher" else min(values)
        if figure.value != extreme or values.count(extreme) > 1:
            return f"{side} than the rest of {tree.name(tree.whole)}"
        return f"the {'highest' if side == 'higher' else 'lowest'} of {len(values)}"

    def _groups(self, ident: str, area: str, breakdown: str) -> list[Figure]:
        """The figures of a breakdown in the window that leads."""
        wanted = (self.period.text, self.leading_window(ident), breakdown)
        rows = self.edition.figures.rows(ident, area)
        return [row for row in rows if (row.period, row.window, row.breakdown) == wanted]

    def _comparator_phrase(self, quote: Quote) -> str:
        row = self.comparator(quote.ident, quote.window, Level(quote.form))
        if row is None:
            return NOT_AVAILABLE
        unlike = "" if row.like == "yes" else ", not like for like"
        return f"{self.write(quote.ident, row.value)} ({row.year}{unlike})"


def _state_phrase(state: str) -> str:
    """Why there is no figure, in words."""
    return formatting.STATES.get(state, NOT_AVAILABLE)


def _without_numbers(figure: Figure) -> bool:
    """Whether a number behind a figure is missing."""
    return math.isnan(figure.numerator) or math.isnan(figure.denominator)
