"""Words that claim something of a figure: that it improved or fell, lies above another, is the highest.

The list is closed; docs/words.md has it. A word in another sense is no claim: 'fell ill', 'up to 20 days',
'the best interests of the child'. Neither is what is expected, hoped for or feared: 'should improve'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from careboard.commentary.claim_senses import is_of_something_else
from careboard.commentary.number_patterns import MONTHS
from careboard.commentary.sentence_scope import LEVEL_PATTERNS
from careboard.formatting import BANDS

FIGURE = "\u25a1"  # in place of each letter of a live figure


class Sense(StrEnum):
    """What words say of a figure."""

    BETTER = "better"
    WORSE = "worse"
    UP = "up"
    DOWN = "down"
    SAME = "the same"


class Kind(StrEnum):
    """What a claim is held against."""

    MOVEMENT = "the figure of an earlier point"
    COMPARISON = "another figure"
    RANK = "the figures of the areas beside it, or all those before it"
    BAND = "the agreed band"


class ClaimPattern(NamedTuple):
    """How a claim is written: the group `word` is the claim, the group `other` what it is set beside."""

    pattern: re.Pattern[str]
    kind: Kind
    sense: Sense


@dataclass(frozen=True)
class Claim:
    """Words of a sentence that claim something of a figure.

    Attributes:
        words: as they are written.
        begin, end: where they stand in the sentence.
        kind: what they are held against.
        sense: what they say of it.
        other: what the figure is set beside, such as 'England' or 'the threshold'; a band's name; how far
            back a rank reaches.
    """

    words: str
    begin: int
    end: int
    kind: Kind
    sense: Sense
    other: str = ""


BE = (
    r"(?:is|are|was|were|been|be|remain(?:s|ed)?|stay(?:s|ed)?|keeps?|kept|holds?|held|stands?|stood|now"
    r"|still|continues? to be)"
)
DEGREES = (
    r"(?:not|no|any|much|far|slightly|a little|a bit|clearly|well|even|also|again|broadly|largely|very|fairly"
    r"|steadily|sharply|significantly|just|both|all|longer)"
)
AFTER_BE = rf"\b{BE}(?:n['’]t)?(?: {DEGREES})* "
NO_MORE = (
    r"(?= ?(?:[.,;:)(]|$)| (?:now|at|since|in|for|this|again|on|by|and|but)\b| ?□)"  # no noun comes after
)
MONTH = rf"(?-i:{MONTHS})(?: \d{{4}})?\b"
TIME = (
    r"(?:(?:a|one|the|two|six) (?:years?|months?) (?:before|ago|earlier)\b|(?:the )?(?:last|previous)"
    rf" (?:year|month)\b|this time last year|before\b|earlier\b|{MONTH})"
)
LEVEL = rf"(?:{'|'.join(LEVEL_PATTERNS.values())})\w*"
SMALL_WORDS = (  # between 'above' and what it names
    r"(?: (?:the|that|those|of|in|for|our|its|their|all|both|an?|averages?|figures?|rates?|shares?|levels?"
    r"|median|mean|published|latest|agreed|own|overall|it|they|was|were|is|at|same)\b)* "
)
VERBS = {
    "improved": Sense.BETTER,
    "worsened|deteriorated": Sense.WORSE,
    "(?-i:rose)|risen|increased|grew|grown": Sense.UP,
    "fell|fallen|decreased|dropped": Sense.DOWN,
}
AFTER_DID_NOT = {
    "improve": Sense.BETTER,
    "worsen|deteriorate": Sense.WORSE,
    "rise|increase|grow": Sense.UP,
    "fall|decrease|drop": Sense.DOWN,
}
ON_THE_WAY = {
    "improving": Sense.BETTER,
    "worsening|deteriorating": Sense.WORSE,
    "rising|increasing|growing": Sense.UP,
    "falling|decreasing|dropping": Sense.DOWN,
}
DEGREES_OF = {"better": Sense.BETTER, "worse": Sense.WORSE, "higher": Sense.UP, "lower": Sense.DOWN}
WAYS = {"up": Sense.UP, "down": Sense.DOWN}
RELATIONS = {
    "above|higher than|greater than": Sense.UP,
    "below|lower than": Sense.DOWN,
    "better than|ahead of": Sense.BETTER,
    "worse than": Sense.WORSE,
    "in line with|similar to|level with|the same as|not to be told apart from|no different from": Sense.SAME,
}
QUANTITIES = {"more than": Sense.UP, "fewer than|less than": Sense.DOWN}  # 'more than a year' is a span
RANKS = {"highest": Sense.UP, "lowest": Sense.DOWN, "best": Sense.BETTER, "worst": Sense.WORSE}
SPAN_OF_RANK = (
    r"(?:(?: (?!of\b)[\w-]+){0,3}? (?P<other>(?:in|for|over) (?:at least )?(?:the )?(?:last |past )?"
    r"(?:two years|24 months|a year|year|12 months|twelve months|six months)\b|since\b[^,;:.□]*|on record"
    r"|ever\b))?"
)
OTHER_RANK = (  # after 'the best', in another sense
    r"(?:interests?|practice|start|possible|outcomes?|needs?|risks?|quality|priority|tiers?|standards?|way"
    r"|places?|evidence|use|value|hopes?|efforts?|chance|support|levels? of|case|paid|thing|ever seen)\b"
)


def claims_in(sentence: str, area_names: Sequence[str]) -> list[Claim]:
    """What a sentence claims of figures, in its order; of words that overlap, the longer ones.

    Args:
        sentence: its text, with FIGURE in place of each letter of a live figure.
        area_names: what the areas are called that it may name.
    """
    found = sorted(_found(sentence, tuple(area_names)), key=lambda claim: claim.begin - claim.end)
    claims: list[Claim] = []
    for claim in found:
        apart = all(claim.end <= other.begin or other.end <= claim.begin for other in claims)
        if apart and not is_of_something_else(sentence, claim.begin, claim.end):
            claims.append(claim)
    return sorted(claims, key=lambda claim: claim.begin)


def _found(sentence: str, area_names: tuple[str, ...]) -> Iterator[Claim]:
    for pattern, kind, sense in (*_movements(), *_comparisons(area_names), *_ranks_and_bands()):
        for match in pattern.finditer(sentence):
            begin, end = match.span("word")
            other = match.groupdict().get("other") or ""
            yield Claim(" ".join(sentence[begin:end].split()), begin, end, kind, sense, other)


def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern in which a gap may be of any width, such as a line's end."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)


@lru_cache
def _movements() -> list[ClaimPattern]:
    """'fell', 'did not fall', 'is falling', 'is higher', 'is down to', 'unchanged', 'more often'."""
    number = r"\d[\d.]* ?(?:%|percentage|points?)"
    further = rf"(?:from\b|on (?:a|last|the)\b|by\b|since\b|again\b|at\b|in {MONTH}|{number}|□)"
    same_followed = r"(?! in (?:their|his|her|care|placement)|[ -](?:placements?|homes?|famil))"
    forms = [
        *((rf"\b(?P<word>{words})\b", sense) for words, sense in VERBS.items()),
        *((rf"\bdid(?: not|n['’]t) (?P<word>{words})\b", sense) for words, sense in AFTER_DID_NOT.items()),
        *((rf"{AFTER_BE}(?P<word>{words})\b", sense) for words, sense in ON_THE_WAY.items()),
        *((rf"{AFTER_BE}(?P<word>{words}){NO_MORE}", sense) for words, sense in DEGREES_OF.items()),
        *(
            (rf"(?:{AFTER_BE}|\b(?:went|gone) )(?P<word>{word})(?= (?:{further}|to □)| ?[.,;:)]| ?$)", sense)
            for word, sense in WAYS.items()
        ),
        *(
            (rf"(?:[,(–—] ?|□ ?|^)(?:{DEGREES} )*(?P<word>{word})(?= (?:{further}|to □))", sense)
            for word, sense in WAYS.items()
        ),
        (rf"(?:{AFTER_BE}|[,(] ?)(?P<word>unchanged|steady|stable)\b{same_followed}", Sense.SAME),
        (r"(?P<word>(?:\bnot|n['’]t) (?:really )?(?:moved?|changed?))\b", Sense.SAME),
        (r"\b(?P<word>no (?:clear |real )?change)\b", Sense.SAME),
        (r"\b(?P<word>more often)\b(?! than)", Sense.UP),
        (r"\b(?P<word>less often)\b(?! than)", Sense.DOWN),
        (rf"\b(?P<word>more\b[^.,;:□]{{1,40}}? than{SMALL_WORDS}{TIME})", Sense.UP),
        (rf"\b(?P<word>(?:fewer|less)\b[^.,;:□]{{1,40}}? than{SMALL_WORDS}{TIME})", Sense.DOWN),
        *(
            (rf"\b(?P<word>(?:{words}){SMALL_WORDS}{TIME})", sense)
            for words, sense in RELATIONS.items()
        ),
    ]  # fmt: skip
    return [ClaimPattern(_pattern(pattern), Kind.MOVEMENT, sense) for pattern, sense in forms]


@lru_cache
def _comparisons(area_names: tuple[str, ...]) -> list[ClaimPattern]:
    """'above England', 'better than the rest', 'lower than North', 'on target', 'above {...}'."""
    areas = "|".join(rf"(?-i:{re.escape(name)})\b" for name in sorted(area_names, key=len, reverse=True))
    whole = r"(?:county|council|authority)\b|whole\b"
    rest = r"(?:rest|others|other (?:areas|districts))\b"
    levels = rf"{LEVEL}(?:,? (?:and|or)(?: also)?{SMALL_WORDS}{LEVEL})*"
    named = rf"(?:{levels}|{rest}|{areas}|{whole})" if areas else rf"(?:{levels}|{rest}|{whole})"
    threshold = r"(?:threshold|target)\b"
    forms = [
        *(
            (rf"\b(?P<word>(?:{words}){SMALL_WORDS}(?P<other>{named}|{threshold}|□))", sense)
            for words, sense in RELATIONS.items()
        ),
        *(
            (rf"\b(?P<word>(?:{words}){SMALL_WORDS}(?P<other>{named}|{threshold}))", sense)
            for words, sense in QUANTITIES.items()
        ),
        (rf"\b(?P<word>(?:on|meets?|met){SMALL_WORDS}(?P<other>{threshold}))", Sense.BETTER),
        (rf"\b(?P<word>(?:short of|misse[sd]){SMALL_WORDS}(?P<other>{threshold}))", Sense.WORSE),
    ]  # fmt: skip
    return [ClaimPattern(_pattern(pattern), Kind.COMPARISON, sense) for pattern, sense in forms]


@lru_cache
def _ranks_and_bands() -> list[ClaimPattern]:
    """'the highest of the areas', 'its lowest for two years', 'in the band Good'."""
    bands = "|".join(words for _, words in BANDS.values())
    forms = [
        (
            rf"(?:\b(?:the|its|their) (?:joint |equal )?|{AFTER_BE})"
            rf"(?P<word>{word}\b(?! {OTHER_RANK}){SPAN_OF_RANK})",
            Kind.RANK,
            sense,
        )
        for word, sense in RANKS.items()
    ]
    band = (
        rf"\b(?:rated|judged|band|banded|is|are|in|as|now) (?:the band )?(?P<word>(?P<other>(?-i:{bands})))\b"
    )
    return [ClaimPattern(_pattern(pattern), kind, sense) for pattern, kind, sense in forms] + [
        ClaimPattern(_pattern(band), Kind.BAND, Sense.SAME)
    ]
