"""Commentary proof-read: each number that a writer typed is held against what the page publishes.

A sentence says which figures it speaks of: its areas, its months, its windows, England or the neighbours, and
its measures, by the words that it shares with their titles. What it does not say is taken to be the page's
own area and period. See commentary.sentence_scope and commentary.candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from careboard import formatting
from careboard.commentary import typed_numbers
from careboard.commentary.candidates import Candidates
from careboard.commentary.parse import Commentary, Passage
from careboard.commentary.plain_text import of_markdown, of_words
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.commentary.small_counts import QUOTE_IT, small_count_faults
from careboard.commentary.typed_numbers import TypedNumber

UNITS = {"%": "%", "points": " points", "rate": " per 10,000"}  # of a published number -> as written after it


class NumberInSentence(NamedTuple):
    """A number typed in a passage, with the sentence that it stands in and its place in the passage."""

    number: TypedNumber
    sentence: str
    offset: int


class NumberCheck:
    """Holds the words of a page against what it publishes of an area.

    Args:
        figures: the edition's figures.
        indicators: the ids of the measures that the page reaches.
        area: the page's area.
    """

    def __init__(self, figures: QuotedFigures, indicators: Iterable[str], area: str) -> None:
        self.indicators = list(indicators)
        self._candidates = Candidates(figures, self.indicators, area)

    @staticmethod
    def faults(commentary: Commentary, threshold: int) -> list[str]:
        """The places where words count so few people or cases that figures would hide them, a line each.

        Args:
            commentary: the file's words.
            threshold: the largest number that a figure hides.
        """
        faults = [
            f"{commentary.name}, '{key}': {fault}"
            for key in ("author", "signed_off_by")
            for _, fault in small_count_faults(of_words(commentary.head.get(key, "")), threshold)
        ]
        return faults + [
            f"{commentary.name}, line {passage.line + line}: {fault}"
            for passage in commentary.passages
            for line, fault in small_count_faults(of_markdown(passage.text), threshold, QUOTE_IT)
        ]

    def warnings(self, commentary: Commentary, by_heading: Mapping[str, Sequence[str]]) -> list[str]:
        """A line for each number that nothing published bears out, with the nearest one that is.

        Args:
            commentary: the file's words.
            by_heading: heading -> the ids of its measures; all of the page's where it has none.
        """
        warnings = []
        for passage in commentary.passages:
            indicators = by_heading.get(passage.heading) or self.indicators
            for number, sentence, offset in self.numbers_in(passage.text):
                if not self.evidence(sentence, number, indicators):
                    nearest = self._nearest(sentence, number, indicators)
                    bare = number.text.split()[0].rstrip("%")
                    warnings.append(
                        f"{_where(commentary, passage, offset)}: {number.text} equals no published figure"
                        f" that this sentence speaks of. {nearest}If it is no figure of this page, write"
                        f" {{={bare}}}."
                    )
        return warnings

    @staticmethod
    def numbers_in(text: str) -> Iterator[NumberInSentence]:
        """Each number typed in a passage."""
        for begin, sentence in typed_numbers.sentences(text):
            for number in typed_numbers.numbers(sentence):
                yield NumberInSentence(number, sentence, begin + number.offset)

    def evidence(self, sentence: str, number: TypedNumber, indicators: Sequence[str]) -> list[str]:
        """The published figures that bear a typed number out, by name; none where it is wrong.

        Args:
            sentence: the sentence in which it stands.
            number: the number.
            indicators: the ids of the measures that the sentence may speak of.

        Returns:
            Such as ['Assessments finished within 45 working days, Fellshire, October 2019'].
        """
        published = self._candidates.published_numbers(sentence, number, indicators)
        return sorted({other.words for other in published if typed_numbers.bears_out(other, number)})

    def _nearest(self, sentence: str, number: TypedNumber, indicators: Sequence[str]) -> str:
        """Which published number comes nearest to a typed one, and how to write it live."""
        candidates = self._candidates.published_numbers(sentence, number, indicators)
        near = typed_numbers.nearest_number(number, candidates)
        if near is None:
            return ""
        value = formatting.number(near.value, 0 if near.value.is_integer() else 1)
        live = f"Write {near.quote}. " if near.quote else ""
        return f"The nearest is {value}{UNITS.get(near.unit, '')}, {near.words}. {live}"


def _where(commentary: Commentary, passage: Passage, offset: int) -> str:
    """A place in a passage for a message."""
    return f"{commentary.name}, line {passage.line + passage.text.count(chr(10), 0, offset)}"
