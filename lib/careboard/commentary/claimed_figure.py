"""The live figure that a claim speaks of, and how the claim stands to what is published of it.

Of a figure that is not shown nothing is said but why it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from careboard import formatting
from careboard.commentary.claim_words import Claim, Sense
from careboard.commentary.quoted_figures import NOT_AVAILABLE, QuotedFigures
from careboard.commentary.quotes import Quote
from careboard.commentary.sentence_scope import SentenceScope
from careboard.figures.columns import Figure, Standing
from careboard.periods import Period

# a sentence that has one of these says itself that chance could explain what it tells
BY_CHANCE = re.compile(
    r"\bchance\b|\bno clear\b|\bnot (?:yet )?clear|\busual variation\b|\btold apart\b", re.IGNORECASE
)
NEARLY = 0.05  # how far apart what is steady or in line may lie where chance is not known, of the figure


class Finding(StrEnum):
    """How a claim stands to the figures, as a message says it."""

    CONTRARY = "is not what the figures say"
    MORE = "says more than the figures bear out"
    UNKNOWN = "cannot be checked from what is published"


class Verdict(NamedTuple):
    """Why a claim is told.

    Attributes:
        finding: how it stands to the figures.
        found: what they say, in words.
    """

    finding: Finding
    found: str


@dataclass(frozen=True)
class ClaimedFigure:
    """A live figure with what is claimed of it.

    Attributes:
        figures: the edition's figures.
        scope: what sentences of the page speak of.
        claim: the claim.
        denied: whether its sentence says that it is not so.
        quote: the live figure.
        other: the live figure that it is set beside in braces, None where there is none.
        part: the words between commas in which the claim stands.
        sentence: the sentence.
    """

    figures: QuotedFigures
    scope: SentenceScope
    claim: Claim
    denied: bool
    quote: Quote
    other: Quote | None
    part: str
    sentence: str

    @property
    def kind(self) -> str:
        """The kind of the measure."""
        return self.figures.edition.indicators[self.quote.ident]["kind"]

    @property
    def good(self) -> str:
        """Which direction is good: 'high', 'low' or ''."""
        good = self.figures.edition.indicators[self.quote.ident]["good"] or ""
        return "low" if good and self.quote.form == "not_met" else good

    @property
    def is_judged(self) -> bool:
        """Whether the claim says what is good, and not only which way."""
        return self.claim.sense in (Sense.BETTER, Sense.WORSE)

    @property
    def owns_to_chance(self) -> bool:
        """Whether the sentence says itself that chance could explain it."""
        return bool(BY_CHANCE.search(self.sentence))

    @property
    def standing(self) -> Standing:
        """How the figure stands."""
        return self.figures.standing(self.quote.ident, self.quote.window, self.quote.area)

    def figure(self, period: str = "", area: str = "") -> Figure:
        """The figure, or the same of another period or area."""
        return self.figures.figure(self.quote.ident, self.quote.window, area or self.quote.area, period)

    def value(self, figure: Figure) -> float:
        """What a figure shows in the form that is quoted: of cases not met their number."""
        if self.quote.form != "not_met":
            return figure.value
        good = self.figures.edition.indicators[self.quote.ident]["good"]
        return figure.numerator if good == "low" else figure.denominator - figure.numerator

    def way_claimed(self) -> int:
        """The way that the claim says: 1 up, -1 down; 0 where nobody agreed which way is good."""
        if not self.is_judged:
            return 1 if self.claim.sense == Sense.UP else -1
        better = {"high": 1, "low": -1, "": 0}[self.good]
        return better if self.claim.sense == Sense.BETTER else -better

    def said(self) -> str:
        """The figure in words: 'Assessments finished in time, North, October 2019: 91%'."""
        plain = replace(self.quote, form="", since="")
        return f"{self.name()}: {self.figures.phrase(plain)}"

    def name(self, area: str = "", period: Period | None = None) -> str:
        """What the figure is: its measure, an area, and its window or an earlier point."""
        when = period.name if period else self.figures.period.window_name(self.quote.window)
        where = self.figures.edition.tree.name(area or self.quote.area)
        return f"{self.figures.title(self.quote.ident)}, {where}, {when}"

    def write(self, value: float) -> str:
        """A value as the measure's figures are written."""
        return self.figures.write(self.quote.ident, value)

    def not_shown(self, state: str, area: str = "", period: Period | None = None) -> Verdict:
        """That a figure which the claim needs is not shown, and why: never what it is."""
        why = formatting.STATES.get(state, NOT_AVAILABLE)
        return Verdict(Finding.UNKNOWN, f"{self.name(area, period)}: {why}")

    def no_good_direction(self) -> Verdict:
        """That nobody agreed which way is good."""
        return Verdict(Finding.MORE, f"{self.said()}; neither a high nor a low figure is good in itself")
