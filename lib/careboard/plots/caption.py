"""The words of a chart of an analyst's own: quotes filled in, typed numbers held against its data."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from careboard import formatting
from careboard.charts.marks import Mark, missing_sentence
from careboard.commentary.plain_text import of_words
from careboard.commentary.quoted_figures import HIDDEN_NUMBER, QuotedFigures
from careboard.commentary.quotes import BRACES, parse_quote
from careboard.commentary.small_counts import small_counts
from careboard.errors import Problem
from careboard.figures.columns import TOTAL, Figure
from careboard.formatting import State
from careboard.periods import parse
from careboard.plots.axes_kinds import NUMBER
from careboard.plots.published import PublishedData

FINDING = "what the chart shows, in a sentence: finding='{id} of assessments in time, {id.change}'"
SAYS = "what somebody who cannot see the chart should know, with the latest figure: says='... {id} ...'"
MOST_NAMED = 3  # measures in a subtitle


class Caption:
    """The words of one chart.

    Args:
        published: the chart's data.
        requested: the ids of the measures whose figures the page was asked for: an extract may hold none.
    """

    def __init__(self, published: PublishedData, requested: Collection[str]) -> None:
        self.published, self._requested = published, {*published.idents, *requested}
        self._quoted = QuotedFigures(published.figures.edition)

    def words(self, name: str, text: str | None, wanted: str) -> str:
        """A finding or a description as it stands on the page.

        Args:
            name: 'finding' or 'says'.
            text: as the analyst wrote it, with figures in braces as in commentary.
            wanted: what belongs there, for the message where it is missing.

        Raises:
            Problem: where it is missing, quotes what the data do not hold, or holds a number of its own.
        """
        if text is None or not text.strip():
            raise Problem(f"{name} is missing. Give {wanted}.")
        threshold = self.published.figures.edition.about.get("threshold", 0)
        own = BRACES.sub(" ", text)
        numbers = [number.rstrip(",.") for number in NUMBER.findall(own)]
        if any(number not in self.published.written_numbers for number in numbers):
            raise Problem(
                f"{name} holds a number that is in no row of data. Write the figure in braces, such as"
                f" {{{self.published.idents[0]}}}."
            )
        if small_counts(of_words(text), threshold):
            raise Problem(f"{name} counts so few people that a figure would hide them. Leave the number out.")
        return re.sub(BRACES, lambda brace: self._phrase(name, brace[1]), text).strip()

    def description(self, says: str | None) -> str:
        """The alternative text, which names the latest figure.

        Raises:
            Problem: as `words`, and where the latest figure is not named.
        """
        text = self.words("says", says, SAYS)
        latest = [row for row in self.published.rows if row.period == self._latest]
        wanted = self._to_name(latest)
        if not any(_names(text, phrase) for row in wanted for phrase in self._phrases(row)):
            advice = next((row for row in latest if row.area == self.published.figures.area), latest[0])
            raise Problem(
                f"says does not name the latest figure, that of {parse(self._latest).name}."
                f" Add {self._advice(advice)}."
            )
        return text if text[-1] in ".!?" else f"{text}."

    def _to_name(self, latest: Sequence[Figure]) -> list[Figure]:
        """The figures of which a description names one: the page's own, and others where it has no row."""
        figures = self.published.figures
        kinds = dict.fromkeys((row.indicator, row.window, row.period) for row in latest)
        own = [
            figures.figure(*kind)._replace(indicator=kind[0], window=kind[1], area=figures.area)
            for kind in kinds
        ]
        there = any(row.area == figures.area and row.breakdown == TOTAL for row in latest)
        return own if there else [*own, *latest]

    def _advice(self, row: Figure) -> str:
        """How words name a figure: by a quote where it is of the edition's own period, else as written."""
        figures = self.published.figures
        if row.period != figures.edition.period.text or row.breakdown != TOTAL:
            return self._phrases(row)[0]
        window = "" if row.window == figures.lead(row.indicator) else f" window={row.window}"
        area = "" if row.area == figures.area else f" area={row.area}"
        return f"{{{row.indicator}{window}{area}}}"

    def subtitle(self) -> str:
        """What is measured, in which unit, where and when."""
        frame, figures = self.published.frame, self.published.figures
        titles = list(frame["measure"].unique())
        more = f" and {len(titles) - MOST_NAMED} more measures" if len(titles) > MOST_NAMED else ""
        unit = f", {self.published.unit}" if self.published.unit.startswith("per ") else ""
        windows = list(frame["window"].unique())
        period = parse(self._latest)
        window = period.window_name(windows[0]) if len(windows) == 1 else period.name
        return f"{'; '.join(titles[:MOST_NAMED])}{more}{unit}. {figures.place}, {window}."

    def missing(self) -> str:
        """The sentence on figures that are not shown; '' where there are none."""
        rows = self.published.frame[["area_name", "group", "period", "value", "state"]].drop_duplicates()
        marks = [
            Mark(", ".join(filter(None, [area, group, parse(period).name])), value, state)
            for area, group, period, value, state in rows.itertuples(index=False, name=None)
        ]
        return missing_sentence(marks)

    @cached_property
    def _latest(self) -> str:
        frame = self.published.frame
        return frame.loc[frame["date"].idxmax(), "period"]

    def _phrases(self, row: Figure) -> list[str]:
        """The ways in which words may name a figure."""
        figures = self.published.figures
        if row.state != State.SHOWN:
            words = HIDDEN_NUMBER if row.state == State.HIDDEN else figures.in_words(row.indicator, row)
            return [words, formatting.symbol(row.state)]
        number, sign = formatting.number(row.value, 1), figures.known(row.indicator)["unit"] == "%"
        return [figures.write(row.indicator, row), number.removesuffix(".0"), number + "%" * sign]

    def _phrase(self, name: str, inside: str) -> str:
        figures = self.published.figures
        try:
            quote = parse_quote(inside, self._quoted.quotable, figures.area)
        except Problem as problem:
            raise Problem(f"{name}: {problem}") from None
        frame = self.published.frame
        if quote.ident not in self._requested or quote.area not in {figures.area, *frame["area"]}:
            raise Problem(
                f"{name} quotes {{{inside}}}, of which data holds no row. Quote what the chart shows."
            )
        return self._quoted.phrase(quote)


def _names(text: str, phrase: str) -> bool:
    """Whether words hold a phrase by itself, and not as a part of another number."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(phrase)}(?![\d%]|[.,]\d)", text))
