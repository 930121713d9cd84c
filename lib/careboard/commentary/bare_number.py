"""A number after which no noun stands: a label, a mark of a list or a pronoun counts nobody.

'two were late' and 'fell by 3' count; 'level 3', '(1)', 'one should ask' and 'of the three areas one rose'
do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from careboard.commentary.count_words import (
    BEFORE_PROP,
    CASE,
    CASES,
    COMPARED,
    DETERMINERS,
    FUNCTION,
    LABELS,
    MEASURES,
    MODIFIERS,
    PERSON,
    PERSONS,
    THING,
    TIME_LABELS,
    VERBS,
)
from careboard.commentary.counted_noun import Counted, Kind, Piece

PLURAL_VERBS = {"were", "are", "have", "remain", "weren't", "aren't", "haven't", "did", "had", "went", "came"}
MODALS = {"can", "could", "should", "must", "may", "might", "would", "cannot", "will"}
# labels whose number may stand before people: 'Tier 2 families'
LEVELS = {"tier", "level", "band", "stage", "phase", "step", "grade", "category", "section", "type", "class"}
JOINING = {"to", "or", "and", "-", ",", "&"}
MOST_BEFORE, MOST_LETTERS = 60, 300  # pieces, and letters, that are read with a number
TOTALS = {"total", "count", "sum"}


def counts_nobody(pieces: Sequence[Piece], place: int, end: int, text: str, what: Counted) -> bool:
    """Whether a number counts nobody, for the words before it or the way it stands.

    Args:
        pieces: the text's.
        place: of the first of the numbers that belong together.
        end: of the last of them.
        text: the text.
        what: what stands after them.
    """
    while place > 1 and _word(pieces, place - 1) in JOINING and pieces[place - 2].kind == Kind.NUMBER:
        place -= 2
    if what != Counted.NOTHING:
        return _is_level(pieces, place)
    if _word(pieces, end + 1) in ("for", "in") and _word(pieces, end + 2) in ("each", "every"):
        return True
    return (
        _is_label(pieces, place, end)
        or _is_mark_of_list(pieces, place, end)
        or _stands_for_thing(pieces, place)
        or _is_of_measure(pieces, place, end, text)
        or (_word(pieces, place - 1) in DETERMINERS and bool(COMPARED.match(text, pieces[end].end)))
        or (pieces[place].word == "one" and _is_pronoun(pieces, place))
    )


def _is_level(pieces: Sequence[Piece], place: int) -> bool:
    before, earlier = _word(pieces, place - 1), _word(pieces, place - 2)
    school_year = before in ("year", "stage") and earlier not in DETERMINERS and earlier not in ("in", "of")
    return (before in LEVELS and earlier not in ("each", "every", "this", "that")) or (
        school_year and pieces[place - 1].text[0].isupper()
    )


def _is_label(pieces: Sequence[Piece], place: int, end: int) -> bool:
    """Whether a number names a thing: 'page 3', 'Priority two', 'week 4', 'areas 1, 2 and 3'."""
    before, earlier, after = _word(pieces, place - 1), _word(pieces, place - 2), _word(pieces, end + 1)
    plural = after in PLURAL_VERBS
    part = after in ("of", "out")  # of a whole
    if place == 0 or pieces[place - 1].kind != Kind.WORD:
        return False
    if before in TIME_LABELS:
        return not plural and not part and earlier not in DETERMINERS
    if before in LABELS:
        return not (plural and earlier in DETERMINERS)
    known = TOTALS | FUNCTION | PERSON | PERSONS | CASES | MODIFIERS | VERBS
    doing = re.search(r"(?:ed|ing|ly|s)$", before)
    return pieces[place].text[0].isdigit() and not plural and not part and before not in known and not doing


def _is_mark_of_list(pieces: Sequence[Piece], place: int, end: int) -> bool:
    """Whether a number in brackets begins a point, as '(1) recruit, (2) train'."""
    after = pieces[end + 1].word if end + 1 < len(pieces) else ""
    if after not in (")", "."):
        return False
    if _word(pieces, place - 1) not in ("(", "\n", "") or after == ".":
        return place == 0 and end + 2 < len(pieces)
    named = PERSON | PERSONS | CASE | CASES
    if _word(pieces, place - 2) in named | MODIFIERS or _word(pieces, end + 2) in named:
        return False
    follows = pieces[end + 2] if end + 2 < len(pieces) else None
    return bool(follows and follows.kind == Kind.WORD and follows.word not in ("and", "or", "in", "but"))


def _stands_for_thing(pieces: Sequence[Piece], place: int) -> bool:
    """Whether the sentence counted things before, of which the number is a part: 'of our areas two rose'."""
    for at in range(place - 1, max(-1, place - MOST_BEFORE), -1):
        piece = pieces[at]
        if piece.kind == Kind.MARK and piece.word in ".!?\n":
            return False
        if piece.word in PERSON | PERSONS | CASE | CASES:
            return False
        if piece.word in THING:
            near = pieces[max(0, at - 3) : at]
            named = piece.word.endswith("s") and any(other.word in ("the", "our", "all") for other in near)
            return named or any(other.kind == Kind.NUMBER for other in near)
    return False


def _is_of_measure(pieces: Sequence[Piece], place: int, end: int, text: str) -> bool:
    """Whether a number is an average, a rate, a rank or the like: 'the average rose from 3 to 4'."""
    start = pieces[place].start
    begin = max(0, start - MOST_LETTERS)
    begin = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in ".;:!?\n,"))
    return _word(pieces, end + 1) not in PLURAL_VERBS and bool(MEASURES.search(text[begin:start]))


def _is_pronoun(pieces: Sequence[Piece], place: int) -> bool:
    """Whether 'one' is anybody, or stands for a thing: 'one should ask', 'who had one before'."""
    before = pieces[place - 1] if place else None
    after, later = _word(pieces, place + 1), _word(pieces, place + 2)
    if after in ("that", "which") or later in ("whom", "which"):
        return True
    if after in MODALS:
        return "be" not in (later, _word(pieces, place + 3))
    if before is None or before.kind != Kind.WORD:
        return False
    if before.word in ("than", "above", "below") or before.word in BEFORE_PROP:
        return True
    if _word(pieces, place - 2) in DETERMINERS and before.word not in FUNCTION | VERBS:
        return True
    return before.word not in FUNCTION | VERBS | {"only", "just", "exactly"} and not re.search(
        r"(?:ed|ing)$", before.word
    )


def _word(pieces: Sequence[Piece], place: int) -> str:
    return pieces[place].word if 0 <= place < len(pieces) else ""
