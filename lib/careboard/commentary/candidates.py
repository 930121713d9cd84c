"""The published numbers that a sentence of commentary speaks of: a typed number is held against these."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from careboard import formatting
from careboard.commentary import typed_numbers
from careboard.commentary.number_patterns import MOVEMENT
from careboard.commentary.quoted_figures import MONTHS_IN_YEAR, QuotedFigures
from careboard.commentary.sentence_scope import SentenceScope
from careboard.commentary.typed_numbers import PublishedNumber, TypedNumber
from careboard.figures.columns import TOTAL, Figure
from careboard.formatting import State
from careboard.periods import Period

REMAINDER = re.compile(
    r"\b(?:not|other|others|remaining|rest|remainder|without|miss\w*|late|outside|fail\w*|no|overdue|lack\w*"
    r"|never|un\w+)\b",
    re.IGNORECASE,
)
JUDGEMENT = re.compile(
    r"\b(?:threshold|target|interval|band|good|outstanding|requires|inadequate|would|standard|expect\w*|goal"
    r"|aim)\b",
    re.IGNORECASE,
)
POSITION = re.compile(r"\b(?:authorit(?:y|ies)|quarters?|position)\b", re.IGNORECASE)


class Candidates:
    """What a page publishes of an area, as numbers that a sentence may hold.

    Args:
        figures: the edition's figures.
        indicators: the ids of the measures that the page reaches.
        area: the page's area.
    """

    def __init__(self, figures: QuotedFigures, indicators: Sequence[str], area: str) -> None:
        self.figures, self.area = figures, area
        self.scope = SentenceScope(figures, indicators, area)

    def published_numbers(
        self, sentence: str, number: TypedNumber, indicators: Sequence[str]
    ) -> list[PublishedNumber]:
        """The published numbers in a typed number's unit that its sentence speaks of.

        Args:
            sentence: its text.
            number: a number typed in it.
            indicators: the ids of the measures that it may speak of.

        Returns:
            Those of the measures that it names; of all measures where these have none.
        """
        for named in (self.scope.indicators(sentence, indicators), indicators):
            published = self._spoken_of(sentence, named)
            comparable = [other for other in published if typed_numbers.comparable(other, number)]
            if comparable:
                return comparable
        return []

    def _spoken_of(self, sentence: str, indicators: Sequence[str]) -> Iterator[PublishedNumber]:
        areas, points = self.scope.areas(sentence), self.scope.points(sentence)
        for ident in indicators:
            for window in self.scope.windows(sentence, ident):
                for area in areas:
                    yield from self._figures(ident, window, area, points, sentence)
                    if MOVEMENT.search(sentence):
                        yield from self._changes(ident, window, area, points)
                yield from self._comparators(ident, window, sentence)
                if JUDGEMENT.search(sentence):
                    yield from self._judgement(ident, window)
            if POSITION.search(sentence):
                yield from self._position(ident)
            yield from self._groups(ident, areas, sentence)

    def _figures(
        self, ident: str, window: str, area: str, points: Sequence[Period], sentence: str
    ) -> Iterator[PublishedNumber]:
        """An area's figures at some points, of which only the first, the period, can be written live."""
        rest = bool(REMAINDER.search(sentence))
        for point in points:
            now = point == points[0]
            figure = self.figures.figure(ident, window, area, point.text)
            if figure.state == State.SHOWN:
                when = point.window_name(window) if now else point.name
                words = ", ".join([self.figures.title(ident), self.figures.edition.tree.name(area), when])
                settings = self._settings(ident, window, area) if now else None
                yield from self._parts(figure, words, settings, rest)

    def _settings(self, ident: str, window: str, area: str) -> str:
        """What follows a measure in braces that is of a window and an area: ' window=year area=east'."""
        leads, own = window == self.figures.leading_window(ident), area == self.area
        return ("" if leads else f" window={window}") + ("" if own else f" area={area}")

    def _changes(
        self, ident: str, window: str, area: str, points: Sequence[Period]
    ) -> Iterator[PublishedNumber]:
        """By how much an area's figure moved since a year before, and since the points that are named."""
        indicator = self.figures.edition.indicators[ident]
        unit = "points" if indicator["unit"] == "%" else _unit(indicator)
        now = self.figures.figure(ident, window, area)
        for point in [self.figures.period.back(MONTHS_IN_YEAR), *points[1:]]:
            then = self.figures.figure(ident, window, area, point.text)
            if then.state == now.state == State.SHOWN:
                where = f"{self.figures.title(ident)}, {self.figures.edition.tree.name(area)}"
                yield PublishedNumber(
                    round(abs(now.value - then.value), 1),
                    unit,
                    f"the change of {where}, since {point.name}",
                    f"{{{ident}.change since={point.text}}}",
                )

    def _comparators(self, ident: str, window: str, sentence: str) -> Iterator[PublishedNumber]:
        """England's, the region's and the neighbours' figures, where a sentence speaks of them."""
        unit = _unit(self.figures.edition.indicators[ident])
        for level in self.scope.levels(sentence):
            row = self.figures.comparator(ident, window, level)
            if row:
                words = f"{self.figures.title(ident)}, {row.name}, {row.year}"
                yield PublishedNumber(row.value, unit, words, f"{{{ident}.{level}}}")

    def _position(self, ident: str) -> Iterator[PublishedNumber]:
        """Where the whole authority lies among all others, now and the year before."""
        edition, words = self.figures.edition, f"where {self.figures.title(ident)} lies among authorities"
        for row in edition.positions.rows(ident, ident) if self.area == edition.tree.whole else ():
            yield PublishedNumber(row.value, _unit(edition.indicators[ident]), words, "")
            others = row.lower + row.same + row.higher
            counts = (row.lower, row.same, row.higher, others, others + 1)
            for number in (*counts, row.lower_before, row.others_before):
                if not math.isnan(number):
                    yield PublishedNumber(number, "", words, "")

    def _judgement(self, ident: str, window: str) -> Iterator[PublishedNumber]:
        """What a figure is judged by: its interval, its threshold, the numbers in the rule of its band."""
        unit, title = _unit(self.figures.edition.indicators[ident]), self.figures.title(ident)
        standing = self.figures.standing(ident, window, self.area)
        limits = {"low": standing.low, "high": standing.high, "threshold": standing.threshold}
        for name, value in limits.items():
            if not math.isnan(value):
                yield PublishedNumber(round(value, 1), unit, f"{name} of {title}", "")
        for rule in (standing.band_rule, standing.to_move):
            for number in typed_numbers.numbers(rule):
                own = number.unit or ("rate" if unit == "rate" else "")
                yield PublishedNumber(number.value, own, f"the band of {title}", "")

    def _groups(self, ident: str, areas: Sequence[str], sentence: str) -> Iterator[PublishedNumber]:
        """The figures of the groups that a sentence names: a reason, an age, an ethnic group, a team."""
        lead, text = self.figures.leading_window(ident), sentence.lower()
        for area in areas:
            for row in self.figures.edition.figures.rows(ident, area):
                if row.breakdown == TOTAL or row.state != State.SHOWN or row.window != lead:
                    continue
                if row.group.lower() in text:
                    words = f"{self.figures.title(ident)}, {row.group}"
                    yield from self._parts(row, words, None, rest=False)

    def _parts(
        self, figure: Figure, words: str, settings: str | None, rest: bool
    ) -> Iterator[PublishedNumber]:
        """A figure's value and the numbers behind it.

        Args:
            figure: a figure that is shown.
            words: what it is.
            settings: what follows its measure in braces; None where it cannot be written live.
            rest: whether the cases that are left are wanted too.
        """
        ident = figure.indicator
        indicator = self.figures.edition.indicators[ident]
        kind, unit = indicator["kind"], _unit(indicator)
        yield PublishedNumber(figure.value, unit, words, _braces(ident, "", settings))
        numbers = [] if kind in formatting.WHOLE else [figure.numerator, figure.denominator]
        behind = [number for number in numbers if not math.isnan(number)]
        for number in behind:
            live = _braces(ident, ".behind", settings)
            yield PublishedNumber(number, "", f"a number behind {words}", live)
        if rest and unit == "%":
            yield PublishedNumber(round(100 - figure.value, 1), "%", f"the rest of {words}", "")
            if len(behind) == 2 and kind == "share":
                live = _braces(ident, ".not_met", None if settings is None else "")
                yield PublishedNumber(behind[1] - behind[0], "", f"the rest of {words}", live)


def _braces(ident: str, form: str, settings: str | None) -> str:
    """How a figure is written live; '' where it cannot be."""
    return "" if settings is None else f"{{{ident}{form}{settings}}}"


def _unit(indicator: Mapping[str, Any]) -> str:
    """The unit of an indicator's figures as typed numbers have it."""
    if indicator["unit"] == "%":
        return "%"
    if indicator["kind"] == "rate":
        return "rate"
    return "average" if indicator["kind"] in ("average", "ratio") else ""
