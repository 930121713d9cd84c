"""What a sentence of commentary speaks of: measures, areas, windows, months, England or the neighbours.

What a sentence does not say is taken to be the page's own area and period.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from careboard.commentary.quoted_figures import QuotedFigures
from careboard.formatting import Level
from careboard.periods import Period, Window

LEVEL_PATTERNS = {
    Level.ENGLAND: r"\bEngland\b|\bnational",
    Level.REGION: (
        r"\bregion|\bNorth West\b|\bNorth East\b|\bYorkshire\b|\bMidlands\b|\bLondon\b|\bSouth East\b"
        r"|\bSouth West\b"
    ),
    Level.NEIGHBOURS: r"\bneighbour|\bsimilar (?:councils|authorities)|\bstatistical",
}
WINDOW_PATTERNS = {
    Window.MONTH: r"\b(?:in|during|this) (?:the )?month\b",
    Window.SIX_MONTHS: r"\bsix[- ]months?\b|\bhalf[- ]year\b|\b6 months\b",
    Window.YEAR: (
        r"\b(?:twelve|12) months\b|\b(?:over|in|during|for) (?:the|a|this|last) (?:last |past )?year\b"
        r"|\bthe year to\b"
    ),
    Window.FINANCIAL_YEAR: r"\bsince April\b|\bfinancial year\b|\byear to date\b",
}
MONTHS_BACK = {  # months before the period -> how a sentence names that point
    12: (
        r"\b(?:a|one|the) year (?:before|ago|earlier)\b|\blast year\b|\bsame (?:month|time) last year\b"
        r"|\bprevious year\b"
    ),
    1: r"\b(?:last|previous) month\b|\bmonth before\b|\ba month (?:ago|earlier)\b",
    24: r"\btwo years (?:ago|before|earlier)\b",
    6: r"\bsix months (?:ago|before|earlier)\b",
}
AREAS_BELOW = re.compile(
    r"\b(?:areas?|districts?|teams?|highest|lowest|best|between|range[sd]?)\b", re.IGNORECASE
)
WHOLE_AUTHORITY = re.compile(r"\b(?:county|council|authority|overall|whole|county-wide)\b", re.IGNORECASE)
LEAST_SHARED = 2.0  # words' weights: two common ones, or a rare one, of a title
STEM_LETTERS = 7
COMMON_WORDS = {  # they tell no measure from another
    "the", "of", "in", "a", "an", "and", "to", "for", "with", "at", "by", "who", "were", "was", "is", "are",
    "on", "from", "that", "this", "it", "have", "had", "has", "their", "them", "than", "over", "within",
    "children", "child", "each", "all", "or", "per", "since", "before", "last", "more",
}  # fmt: skip


class SentenceScope:
    """What the sentences of an area's page speak of.

    Args:
        figures: the edition's figures.
        indicators: the ids of the measures that the page reaches.
        area: the page's area.
    """

    def __init__(self, figures: QuotedFigures, indicators: Sequence[str], area: str) -> None:
        self.figures, self.area = figures, area
        tree = figures.edition.tree
        self._children = tree.children(area)
        near = {*tree.around(area), tree.whole}
        self._names = {ident: tree.name(ident) for ident in figures.edition.areas if ident in near}
        self._stems = {ident: set(_stems(figures.title(ident))) for ident in indicators}
        self._titles_with = Counter(stem for stems in self._stems.values() for stem in stems)

    def indicators(self, sentence: str, among: Sequence[str]) -> list[str]:
        """The measures that a sentence speaks of.

        Args:
            sentence: its text.
            among: the ids of the measures that it may speak of.

        Returns:
            Those that it quotes, and those whose titles share most of its words; all where it is silent.
        """
        stems = set(_stems(sentence))
        quoted = [ident for ident in among if re.search(rf"\{{{ident}\b", sentence)]
        scores = {ident: self._weight(self._stems.get(ident, set()) & stems) for ident in among}
        best = max(scores.values(), default=0)
        shared = [ident for ident in among if best >= LEAST_SHARED and scores[ident] >= best / 2]
        return list(dict.fromkeys(quoted + shared)) or list(among)

    def areas(self, sentence: str) -> list[str]:
        """The page's own area, and those that a sentence names."""
        named = [
            ident for ident, name in self._names.items() if re.search(rf"\b{re.escape(name)}\b", sentence)
        ]
        whole = [self.figures.edition.tree.whole] if WHOLE_AUTHORITY.search(sentence) else []
        below = self._children if AREAS_BELOW.search(sentence) else []
        return list(dict.fromkeys([self.area, *named, *whole, *below]))

    def points(self, sentence: str) -> list[Period]:
        """The period, and the points that a sentence names by month or by how long ago."""
        period = self.figures.period
        points = [period]
        for point in reversed(period.points()[:-1]):
            # a month without its year is the latest of that name
            month = point.name.rsplit(" ", 1)[0].split()[-1]
            latest = all(month not in other.name for other in points[1:])
            if re.search(rf"\b{re.escape(point.name)}\b", sentence) or (
                latest and re.search(rf"\b{month}\b(?! \d{{4}})", sentence)
            ):
                points.append(point)
        return points + [period.back(back) for back in MONTHS_BACK if _matches(MONTHS_BACK[back], sentence)]

    def windows(self, sentence: str, ident: str) -> list[str]:
        """The windows of a measure that a sentence names; all of its windows where it names none."""
        windows = self.figures.edition.indicators[ident]["windows"]
        named = [window for window, pattern in WINDOW_PATTERNS.items() if _matches(pattern, sentence)]
        return [window for window in windows if window in named] or windows

    @staticmethod
    def levels(sentence: str) -> list[Level]:
        """Whose published figures a sentence speaks of: England's, the region's, the neighbours'."""
        return [level for level, pattern in LEVEL_PATTERNS.items() if _matches(pattern, sentence)]

    def _weight(self, stems: Iterable[str]) -> float:
        """How much words tell of a measure: the fewer titles hold one, the more."""
        return math.fsum(1 + math.log(len(self._stems) / self._titles_with[stem]) for stem in stems)


def _matches(pattern: str, sentence: str) -> bool:
    return bool(re.search(pattern, sentence, re.IGNORECASE))


def _stems(text: str) -> Iterator[str]:
    """The words of a text that tell it from others, without their endings."""
    for word in re.findall(r"[a-z]{3,}", re.sub(r"\{[^{}]*\}", "", text).lower()):
        if word not in COMMON_WORDS:
            yield re.sub(r"(?:ing|ed|es|s|ly)$", "", word)[:STEM_LETTERS]
