"""What a number in a sentence counts: people, cases, something else, or nothing that is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from careboard.commentary.count_words import (
    CASE,
    CASES,
    FUNCTION,
    MODIFIERS,
    NO_CASE,
    PERSON,
    PERSONS,
    THING,
    VERBS,
    word_set,
)

MOST_BETWEEN = 6  # words between a number and its noun
UNCOUNTED = word_set(
    "staff criteria data media series hundred thousand million billion half fold percent pence miles km"
)
TIMES = word_set("year month week quarter term time night autumn winter spring summer")
# words in -ing that tell how somebody stands, and are no nouns
STATES = word_set(
    "waiting living leaving staying remaining outstanding pending going returning moving starting"
)


class Kind(StrEnum):
    """What a piece of a sentence is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"  # of punctuation
    LIVE = "live"  # a figure of the suite's own
    OWN = "own"  # a number that its writer says counts nobody
    NOBODY = "nobody"  # a date, span, age and the like


class Counted(StrEnum):
    """What a number counts."""

    PEOPLE = "people"
    CASES = "cases"
    OTHER = "other"
    NOTHING = "nothing"  # that is named


class Piece(NamedTuple):
    """A word, number or mark of a text.

    Attributes:
        kind: what it is.
        text: as it is written.
        word: the same in small letters.
        start, end: where it stands.
        value: of a number, what it says.
        singular: of a number, whether one case is counted.
        needs_noun: of a number, what it must count to be a count at all; empty for anything.
    """

    kind: Kind
    text: str
    word: str
    start: int
    end: int
    value: float = 0
    singular: bool = False
    needs_noun: tuple[Counted, ...] = ()


def counted(pieces: Sequence[Piece], place: int, singular: bool) -> tuple[Counted, int]:
    """What the number before a place counts.

    Args:
        pieces: the text's.
        place: of the first piece after the number.
        singular: whether the number is one.

    Returns:
        What it counts, and the place of the noun, or of what stands where a noun would.
    """
    unknown, before = False, list[str]()
    end = min(len(pieces), place + MOST_BETWEEN)
    while place < end:
        piece = pieces[place]
        if piece.word == "looked" and _word(pieces, place + 1) == "after":
            place += 2
            continue
        if piece.kind == Kind.NOBODY and re.match(r"(?:under|over)[- ]\d+'?s", piece.word):
            return Counted.PEOPLE, place
        if piece.word == "'" and pieces[place - 1].word.endswith("s") and before:
            place += 1
            continue
        if piece.kind != Kind.WORD or piece.word in FUNCTION or _tells_when(pieces, place):
            break
        found = _noun(pieces, place, singular, before)
        if found:
            return found, place
        if _is_verb(pieces, place, singular) and not unknown:
            break
        unknown = unknown or not is_modifier(piece.word)
        before.append(piece.word)
        place += 1
    return (Counted.OTHER if unknown else Counted.NOTHING), place


def is_modifier(word: str) -> bool:
    """Whether a word tells more of a noun, and is none by itself."""
    return word in MODIFIERS or word.endswith(("ed", "ly", "-old"))


def _noun(pieces: Sequence[Piece], place: int, singular: bool, before: Sequence[str]) -> Counted | None:
    """What the word at a place is as the noun of a number; None where it is not its noun."""
    word, ends = pieces[place].word, _ends_phrase(pieces, place, singular)
    if word.endswith("'s") or _word(pieces, place + 1) == "'":
        return None
    if word.endswith("-olds") or (word in PERSONS - PERSON and not singular):
        return Counted.PEOPLE
    if word in PERSON and ends:
        return Counted.PEOPLE
    if (word in CASES and not singular) or (word in CASE and singular and ends):
        return Counted.OTHER if NO_CASE & set(before) else Counted.CASES
    if word in THING and (word in UNCOUNTED or (word.endswith("s") and not singular) or (singular and ends)):
        return Counted.OTHER
    if not singular and re.search(r"[^su'i]s$", word) and not is_modifier(word):
        return Counted.OTHER
    return None


def _ends_phrase(pieces: Sequence[Piece], place: int, singular: bool) -> bool:
    """Whether the words that belong to a number end with the one at a place."""
    if place + 1 >= len(pieces):
        return True
    after = pieces[place + 1]
    verb = after.word.endswith(("ed", "ing")) or (singular and re.search(r"[^su]s$", after.word))
    return after.kind != Kind.WORD or after.word in FUNCTION or after.word in MODIFIERS or bool(verb)


def _tells_when(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a word begins 'last year' or 'next week', which no number counts."""
    return pieces[place].word in ("last", "next") and _word(pieces, place + 1) in TIMES


def _is_verb(pieces: Sequence[Piece], place: int, singular: bool) -> bool:
    """Whether a word that is no known noun is what those counted did: 'two waited', 'one misses school'."""
    word = pieces[place].word
    if word.endswith("'s"):
        return False
    if word in VERBS or word in STATES:
        return True
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    alone = after is None or after.kind != Kind.WORD or after.word in FUNCTION or after.word.endswith("er")
    if word.endswith("ed") or (word.endswith("ing") and not singular):
        return alone
    return singular and bool(re.search(r"[^sui]s$", word))


def _word(pieces: Sequence[Piece], place: int) -> str:
    return pieces[place].word if 0 <= place < len(pieces) else ""
