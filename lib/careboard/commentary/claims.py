"""Commentary proof-read: what words claim beside a live figure is held against what is published of it.

'Improved', 'fell', 'above England', 'the highest': see claim_words for the list. A claim speaks of the
nearest live figure of its clause; a sentence with no live figure claims nothing that can be held. It warns
and stops nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from careboard import formatting
from careboard.commentary import typed_numbers
from careboard.commentary.claim_senses import is_denied, is_foretold
from careboard.commentary.claim_words import FIGURE, Claim, Kind, claims_in
from careboard.commentary.claimed_comparison import band_verdict, comparison_verdict, rank_verdict
from careboard.commentary.claimed_figure import ClaimedFigure, Finding, Verdict
from careboard.commentary.claimed_movement import movement_verdict
from careboard.commentary.clauses import Clauses
from careboard.commentary.number_patterns import SPELT
from careboard.commentary.parse import Commentary
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.commentary.quotes import BRACES, Quote, own_number, parse_quote
from careboard.commentary.sentence_scope import SentenceScope
from careboard.errors import Problem
from careboard.formatting import State

JUDGES = {
    Kind.MOVEMENT: movement_verdict,
    Kind.COMPARISON: comparison_verdict,
    Kind.RANK: rank_verdict,
    Kind.BAND: band_verdict,
}
WHAT_TO_DO = {
    Finding.CONTRARY: "Change the words, or name the figure and the point that they speak of.",
    Finding.MORE: "Say no more than that, or leave the claim out.",
    Finding.UNKNOWN: "Leave the claim out.",
}
# 'two years ago' names a point, and no measure of so many years
POINT_WORDS = re.compile(rf"\b(?:years?|months?|weeks?|ago|about|{SPELT})\b", re.IGNORECASE)
NO_SUBJECT = {*formatting.LEVELS, "reason"}  # forms of a live figure that nothing is claimed of


class LiveFigure(NamedTuple):
    """A live figure of a sentence and where it stands."""

    quote: Quote
    begin: int
    end: int


class Claims:
    """Holds what the words of a page claim against what it publishes.

    Args:
        figures: the edition's figures.
        indicators: the ids of the measures that the page reaches.
        area: the page's area.
    """

    def __init__(self, figures: QuotedFigures, indicators: Iterable[str], area: str) -> None:
        self.figures, self.area, self.indicators = figures, area, list(indicators)
        self._scope = SentenceScope(figures, self.indicators, area)
        tree = figures.edition.tree
        self._names = {tree.name(ident): ident for ident in figures.edition.areas if ident != tree.whole}

    def warnings(self, commentary: Commentary) -> list[str]:
        """A line for each claim that the figures do not bear out, with what they say and what to do.

        Args:
            commentary: the file's words.
        """
        warnings = []
        for passage in commentary.passages:
            for begin, sentence in typed_numbers.sentences(passage.text):
                for claimed in self.claimed_figures(sentence):
                    verdict = self._verdict(claimed)
                    if verdict:
                        before = passage.text[: begin + claimed.claim.begin]
                        warnings.append(
                            f"{commentary.name}, line {passage.line + before.count(chr(10))}:"
                            f" '{claimed.claim.words}' {verdict.finding}. {verdict.found}."
                            f" {WHAT_TO_DO[verdict.finding]}"
                        )
        return warnings

    def claimed_figures(self, sentence: str) -> list[ClaimedFigure]:
        """Each claim of a sentence with the live figure that it speaks of.

        Args:
            sentence: its text, with figures in braces.

        Returns:
            In the sentence's order. What is foretold is left out, and what speaks of none of its figures.
        """
        live = list(self._live_figures(sentence))
        if not live:
            return []
        bare = _without_figures(sentence)
        clauses = Clauses(bare)
        stated = (
            claim
            for claim in claims_in(bare, list(self._names))
            if not is_foretold(clauses.before(claim.begin))
        )
        found = (self._claimed(claim, live, clauses, sentence) for claim in stated)
        return [claimed for claimed in found if claimed]

    @staticmethod
    def _verdict(claimed: ClaimedFigure) -> Verdict | None:
        now = claimed.figure()
        if now.state != State.SHOWN:
            return claimed.not_shown(now.state)
        if math.isnan(claimed.value(now)):  # of a share that is shown without its numbers
            return claimed.not_shown(State.NOT_AVAILABLE)
        return JUDGES[claimed.claim.kind](claimed)

    def _live_figures(self, sentence: str) -> Iterator[LiveFigure]:
        for match in BRACES.finditer(sentence):
            if own_number(match.group(1)) is None:
                try:
                    quote = parse_quote(match.group(1), self.figures.quotable, self.area)
                except Problem:  # told as a fault of its own
                    continue
                yield LiveFigure(quote, *match.span())

    def _claimed(
        self, claim: Claim, live: Sequence[LiveFigure], clauses: Clauses, sentence: str
    ) -> ClaimedFigure | None:
        """The figure that a claim speaks of, with what it is set beside; None where it speaks of none."""
        object_ = next((figure for figure in live if claim.begin <= figure.begin <= claim.end), None)
        subjects = [
            figure
            for figure in live
            if figure is not object_
            and figure.quote.form not in NO_SUBJECT
            and (self._names.get(claim.other) != figure.quote.area or figure.begin < claim.begin)
        ]
        if claim.kind == Kind.COMPARISON:  # 'East's {...} is higher than North's {...}'
            before = [figure for figure in subjects if figure.begin < claim.begin]
            joined = clauses.nearest(claim.begin, claim.end, [(one.begin, one.end) for one in before])
            subjects = before if joined is not None else [] if object_ else subjects
        place = clauses.nearest(claim.begin, claim.end, [(one.begin, one.end) for one in subjects])
        if place is None:
            return None
        part, chosen = clauses.part(claim.begin), subjects[place]
        if FIGURE not in part and not self._speaks_of(part, claim, chosen.quote):
            return None
        denied = is_denied(clauses.before(claim.begin))
        other = object_.quote if object_ else None
        return ClaimedFigure(
            self.figures, self._scope, claim, denied, chosen.quote, other, part, sentence
        )  # fmt: skip

    def _speaks_of(self, part: str, claim: Claim, quote: Quote) -> bool:
        """Whether words with no figure among them may speak of one: they name no other measure or area."""
        words = POINT_WORDS.sub("", part.replace(claim.words, ""))
        areas = {ident for name, ident in self._names.items() if re.search(rf"\b{re.escape(name)}\b", words)}
        measures = self._scope.indicators(words, [*dict.fromkeys([*self.indicators, quote.ident])])
        return quote.ident in measures and (not areas or quote.area in areas)


def _without_figures(sentence: str) -> str:
    """A sentence with signs in place of what stands in its braces and of the signs of Markdown."""

    def blank(match: re.Match[str]) -> str:
        return (" " if own_number(match.group(1)) is not None else FIGURE) * len(match.group())

    return re.sub(r"[*_`]", " ", BRACES.sub(blank, sentence))
