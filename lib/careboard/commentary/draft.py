"""A first text by rule: what an analyst might say of a page, from published figures and how they stand.

Each sentence carries live figures, says no more than the evidence does, stands once on its page, and has a
comment below it that says why it was chosen. What was said last time stands at the end as comments, with what
came of it. A draft is marked as one until somebody has read it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careboard import formatting
from careboard.commentary.forecasts import Forecasts
from careboard.commentary.parse import Commentary
from careboard.commentary.quoted_figures import NOT_AVAILABLE, QuotedFigures
from careboard.commentary.quotes import parse_quote
from careboard.figures.columns import Standing
from careboard.formatting import Band, Direction, Level
from careboard.notebook_source import questions
from careboard.params.areas import AreaLevel
from careboard.periods import Window

AUTHOR = "Drafted by rule"
MOST_ON_TOP, MOST_OF_A_TABLE = 3, 2
BEYOND_CHANCE = "The difference is larger than chance would give, with the number of areas allowed for."
# what sentences matter most, the lower the sooner
VARIATION_RANK, TABLE_RANK, EVIDENCE_RANK, NO_DIFFERENCE_RANK = 0, 4, 5, 6
BAND_RANKS = {Band.INADEQUATE: 1, Band.REQUIRES_IMPROVEMENT: 2}
OTHER_RANK = 3  # of a measure in no band that asks for something


@dataclass(frozen=True)
class DraftSentence:
    """A sentence of a draft.

    Attributes:
        words: its text, with live figures in braces.
        why: why it was chosen.
        rank: how much it matters: the lower the sooner.
    """

    words: str
    why: str
    rank: int

    @property
    def paragraph(self) -> str:
        """The sentence above a comment that says why it was chosen."""
        return f"{self.words}\n<!-- Chosen because: {self.why} -->\n"


class Draft:
    """The first text for one page of an area.

    Args:
        figures: the edition's figures.
        area: the page's area.
        notebook: the text of the page's notebook.
    """

    def __init__(self, figures: QuotedFigures, area: str, notebook: str) -> None:
        self.figures, self.area = figures, area
        self.indicators = figures.edition.indicators
        self.tree = figures.edition.tree
        self.questions = questions(notebook, self.indicators)
        alone = [question.indicators[0] for question in self.questions if len(question.indicators) == 1]
        self._without_a_better_area = list(filter(self._is_without_a_better_area, dict.fromkeys(alone)))

    def text(self, previous: Commentary | None = None) -> str:
        """The whole file.

        Args:
            previous: this page's commentary of the period before, where there is one.
        """
        sections = self._sections()
        sentences = [sentence for section in sections.values() for sentence in section]
        top = sorted(sentences, key=lambda sentence: sentence.rank)[:MOST_ON_TOP]
        parts = [self._head(), *(sentence.paragraph for sentence in top)]
        if not top:
            parts.append("No figure of this page is shown for this area and period.\n")
        for heading, section in sections.items():
            below = [sentence.paragraph for sentence in section if sentence not in top]
            parts += [f"## {heading}\n", *below] if below else []
        if previous:
            parts += Forecasts(self.figures, self.area, self.questions, previous).paragraphs()
        return "\n".join(parts)

    def _head(self) -> str:
        written = self.figures.edition.about["published"]
        return (
            f"---\nauthor: {AUTHOR}\nwritten: {written}\ndrafted: yes\n---\n\n"
            "<!-- Read, change and cut. Then put your name as author, and delete the line 'drafted'. -->\n"
        )

    def _sections(self) -> dict[str, list[DraftSentence]]:
        """Heading -> what may be said below it; what was said below an earlier one is not said again."""
        sections: dict[str, list[DraftSentence]] = {}
        said: set[str] = set()  # a measure may stand below its question, a chart and a table of its page
        for question in self.questions:
            below = sections.setdefault(question.heading, [])
            for sentence in self._section(question.indicators):
                if sentence.words not in said:
                    said.add(sentence.words)
                    below.append(sentence)
        return sections

    def _section(self, indicators: Sequence[str]) -> Iterator[DraftSentence]:
        """What may be said of the measures below a heading: all of one, and of a table what stands out."""
        if len(indicators) == 1:
            yield from self._question(indicators[0])
            return
        extreme = (Band.INADEQUATE, Band.OUTSTANDING)
        standing_out = [
            ident
            for ident in indicators
            if self.figures.is_shown(ident, self.area)
            and (self._signal(ident) or self._standing(ident).band in extreme)
        ]
        for ident in standing_out[:MOST_OF_A_TABLE]:
            yield DraftSentence(
                self._level(ident),
                f"{self.figures.title(ident)} stands out in its table: outside usual variation, or in the"
                " highest or the lowest band.",
                TABLE_RANK,
            )

    def _question(self, ident: str) -> Iterator[DraftSentence]:
        if not self.figures.is_shown(ident, self.area):
            return
        band = self._standing(ident).band
        named = f"; its band is {formatting.BANDS[Band(band)][1]}." if band else "."
        rank = BAND_RANKS[Band(band)] if band in BAND_RANKS else OTHER_RANK
        yield DraftSentence(self._level(ident), f"The measure that this question is about{named}", rank)
        yield from self._beyond_variation(ident)
        yield from self._against_others(ident)
        yield from self._by_area(ident)
        yield from self._behind(ident)

    def _level(self, ident: str) -> str:
        """The figure, the numbers behind it, and how it moved since a year before."""
        whole = self.indicators[ident]["kind"] in formatting.WHOLE
        behind = "" if whole else f" ({{{ident}.behind}})"
        direction = self._standing(ident).direction
        change = f"{{{ident}.change}}" if direction else "with no figure of a year before to compare with"
        if direction == Direction.NO_CLEAR_CHANGE and not self._signal(ident):
            change += ", which chance alone could explain"
        return f"{self.figures.title(ident)}: {{{ident}}}{behind}, {change}."

    def _beyond_variation(self, ident: str) -> Iterator[DraftSentence]:
        side = self._signal(ident)
        if not side:
            return
        leads = self.figures.leading_window(ident) == Window.MONTH
        month = f"{{{ident}}}" if leads else f"{{{ident} window=month}}"
        limit = "upper" if side == "above" else "lower"
        yield DraftSentence(
            f"{month} in {self.figures.period.name} lies {side} the {limit} limit of usual variation for"
            f" {self.figures.title(ident).lower()}.",
            "The month lies outside a limit of usual variation; chance alone gives that in about 3 months of"
            " 1,000.",
            VARIATION_RANK,
        )

    def _against_others(self, ident: str) -> Iterator[DraftSentence]:
        """How the figure stands to England's and the neighbours', where these are like for like."""
        standing, window = self._standing(ident), self.figures.leading_window(ident)
        for level, whose in ((Level.ENGLAND, "England"), (Level.NEIGHBOURS, "our statistical neighbours")):
            row = self.figures.comparator(ident, window, level)
            if row is None or row.like != "yes" or math.isnan(standing.low):
                continue
            side, reach = "not to be told apart from", "holds it"
            if not standing.low <= row.value <= standing.high:
                side = "higher than" if standing.low > row.value else "lower than"
                reach = "does not reach it"
            yield DraftSentence(
                f"{{{ident}}} is {side} {whose}: {{{ident}.{level}}}.",
                f"The published figure ({formatting.LEVELS[level]}) is like for like; the 95% interval"
                f" {reach}.",
                EVIDENCE_RANK,
            )

    def _by_area(self, ident: str) -> Iterator[DraftSentence]:
        """Which area to learn from, if that can be believed; of an area, how it stands to the rest."""
        indicator = self.indicators[ident]
        if not indicator["good"] or indicator["kind"] != "share":
            return
        own, whole = self._standing(ident).rest, self.tree.name(self.tree.whole)
        if own in ("higher", "lower"):
            name = self.tree.name(self.area)
            words = f"With {{{ident}}}, {name} is {own} than the rest of {whole}."
            yield DraftSentence(words, BEYOND_CHANCE, EVIDENCE_RANK)
        best = self._better_side(ident)
        for area in (area for area, side in self._sides(ident).items() if side == best):
            yield DraftSentence(
                f"{self.tree.name(area)} ({{{ident} area={area}}}) does better than the rest of {whole}: the"
                " others may learn from it.",
                BEYOND_CHANCE,
                EVIDENCE_RANK,
            )
        if self._without_a_better_area[:1] == [ident]:
            yield self._no_better_area()

    def _no_better_area(self) -> DraftSentence:
        """That no area does better, said once of all measures of which it holds: it quotes no figure."""
        titles = [self.figures.title(ident) for ident in self._without_a_better_area]
        of = f": this holds for {'; '.join(titles)}." if len(titles) > 1 else "."
        return DraftSentence(
            f"No area does better than the others by more than chance would give{of}",
            "No area's difference to the rest is larger than chance, with the number of areas allowed for.",
            NO_DIFFERENCE_RANK,
        )

    def _is_without_a_better_area(self, ident: str) -> bool:
        """Whether the areas of a share with a good direction were compared, and none does better."""
        indicator, sides = self.indicators[ident], self._sides(ident).values()
        judged = bool(indicator["good"]) and indicator["kind"] == "share"
        shown = self.figures.is_shown(ident, self.area)
        return judged and shown and any(sides) and self._better_side(ident) not in sides

    def _sides(self, ident: str) -> dict[str, str]:
        """Each area below the page's own -> how it stands to the rest of the authority."""
        return {
            area: self._standing(ident, area).rest
            for area in self.tree.children(self.area)
            if self.tree.level(area) != AreaLevel.UNALLOCATED
        }

    def _better_side(self, ident: str) -> str:
        return "higher" if self.indicators[ident]["good"] == "high" else "lower"

    def _behind(self, ident: str) -> Iterator[DraftSentence]:
        """How many cases are not as they should be, and why most often."""
        indicator = self.indicators[ident]
        if indicator["kind"] != "share" or not indicator["good"]:
            return
        reason = self.figures.phrase(parse_quote(f"{ident}.reason", self.figures.quotable, self.area))
        if reason != NOT_AVAILABLE:
            yield DraftSentence(
                f"Of all cases, {{{ident}.not_met}} are not as they should be; most often:"
                f" {{{ident}.reason}}.",
                "The records say what lies behind these cases.",
                EVIDENCE_RANK,
            )

    def _standing(self, ident: str, area: str = "") -> Standing:
        """How the leading figure stands, in the page's area or another."""
        return self.figures.standing(ident, self.figures.leading_window(ident), area or self.area)

    def _signal(self, ident: str) -> str:
        """On which side of usual variation the month lies, '' where within."""
        return self.figures.standing(ident, Window.MONTH, self.area).signal
