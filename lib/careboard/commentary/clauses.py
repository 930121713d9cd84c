"""The clauses of a sentence: which of its live figures some words of it speak of.

A sentence is parted where another statement begins: at a semicolon, 'but', 'while', 'and'. A part that has no
subject of its own ('and is now at', 'but has fallen') speaks on of what the one before it speaks of. Commas
part less: 'Timeliness rose, to 89%' is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

STATEMENT = re.compile(
    r";|\s[–—]\s|\s(?:but|while|whereas|although|though|whilst)\s"
    r"|\sand\s(?!(?:our|the region|the neighbours|England|similar|statistical|neighbours|national|above"
    r"|below)\b)",
    re.IGNORECASE,
)
COMMA = re.compile(r"[,:](?=\s)")
SPEAKS_ON = re.compile(  # without a subject of its own
    r"\s*(?:it|this|that|they|these|those|which|so|now|still|not|never|has|have|had|is|are|was|were|did|does"
    r"|do|remains?|stays?|stands?|then|also|at|to|only|improved|worsened|deteriorated|rose|increased|grew"
    r"|fell|decreased|dropped|better|worse|higher|lower|up|down|unchanged|steady|stable|above|below"
    r"|the (?:highest|lowest|best|worst))\b",
    re.IGNORECASE,
)
NOT_JOINED = 9  # farther than any


class Place(NamedTuple):
    """Where something stands: in which statement, in which part of it between commas."""

    statement: int
    part: int


class Clauses:
    """The clauses of a sentence.

    Args:
        sentence: its text, live figures blanked out.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        breaks = [match.start() for match in STATEMENT.finditer(sentence)]
        ends = [match.end() for match in STATEMENT.finditer(sentence)]
        self._statements = list(zip([0, *ends], [*breaks, len(sentence)], strict=True))
        commas = [match.end() for match in COMMA.finditer(sentence)]
        self._starts = sorted({0, *ends, *commas})

    def part(self, at: int) -> str:
        """The words between two commas, or ends of a statement, that stand around a place."""
        begin = max(start for start in self._starts if start <= at)
        ends = [start for start in self._starts if start > at]
        return self.sentence[begin : min(ends, default=len(self.sentence))]

    def before(self, at: int) -> str:
        """The words of a statement that stand before a place in it."""
        begin = max(begin for begin, _ in self._statements if begin <= at)
        return self.sentence[begin:at]

    def nearest(self, begin: int, end: int, spans: Iterable[tuple[int, int]]) -> int | None:
        """Which of some figures words speak of.

        Args:
            begin: where the words begin.
            end: where they end.
            spans: where each of the figures stands.

        Returns:
            The number of the nearest in the same part, else in the same statement, else in one that is
            joined with it; None where there is none.
        """
        ranked = []
        for number, (first, last) in enumerate(spans):
            apart = self._apart(self._place(begin), self._place(first))
            if apart < NOT_JOINED:
                ranked.append((apart, max(first - end, begin - last), number))
        return min(ranked)[-1] if ranked else None

    def _place(self, at: int) -> Place:
        statement = max(number for number, (begin, _) in enumerate(self._statements) if begin <= at)
        return Place(statement, max(number for number, begin in enumerate(self._starts) if begin <= at))

    def _apart(self, one: Place, other: Place) -> int:
        """How far two places are apart: 0 in one part, 1 in one statement, 2 where statements are joined."""
        if one.statement == other.statement:
            return 0 if one.part == other.part else 1
        first, last = sorted((one.statement, other.statement))
        between = (self.sentence[begin:end] for begin, end in self._statements[first + 1 : last + 1])
        return 2 if all(SPEAKS_ON.match(statement) for statement in between) else NOT_JOINED
