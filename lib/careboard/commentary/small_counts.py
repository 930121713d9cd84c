"""Small counts of people or cases in words, which would tell of a child what its figure hides.

A number from 1 to the threshold is refused where a noun for people or cases follows it ('3 looked-after
children'), where nothing that it could count does ('two were late', 'fell by 3', '4 of 6', 'all but two'),
and where a word stands for it ('a single child', 'both boys', 'twins'). A number before another noun
('three areas'), in a date, span, age, law, share or label ('level 3') counts nobody: see no_counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from careboard.commentary.bare_number import counts_nobody
from careboard.commentary.count_words import CHILD, CHILDREN, PERSON, PERSONS, PRONOUNS, SINGULAR_TERMS
from careboard.commentary.counted_noun import Counted, Kind, Piece, counted
from careboard.commentary.pieces_of_text import pieces_of
from careboard.commentary.plain_text import OWN_BEGINS, OWN_ENDS, PlainText

QUOTE_IT = ", quote the figure by its name in braces"
AROUND = 3  # words told on either side
LABEL_WORDS = {"to", "or", "and", "under", "over", "plus", "x"}  # '1 to 4', a group's name
MOST_LETTERS = 300  # before a number that are read with it
JOINING = {"to", "or", "and", "-", ",", "/", "&"}
BEFORE_OWN_NOUN = {"with", "had", "have", "has", "having", "of", "than", "least", "after", "between", "into"}
SHARED_OUT = re.compile(
    r"\b(?:each|every|per|average|median|typical(?:ly)?|usually|for all)\b", re.IGNORECASE
)
HOW_OFTEN = re.compile(r" an? (?:day|week|fortnight|month|quarter|term|year|child)\b", re.IGNORECASE)
BOTH = re.compile(
    r"\bboth (?:were|are|have been|had been|remain(?:ed)?|went|came) ?(?:now |still |since |all )?(?:late"
    r"|overdue|seen|visited|placed|missing|adopted|found|moved|returned|home|aged|boys|girls|born|in care"
    r"|reviewed|excluded|suspended|pregnant|disabled|looked after|living|safe)\b|\bboth of (?:them|whom)\b",
    re.IGNORECASE,
)


class SmallCount(NamedTuple):
    """A place where words count so few people that a figure would hide them.

    Attributes:
        offset: where it stands in the plain text.
        words: the number with the words around it.
        of_own: whether the number is marked as one that counts nobody, and a noun for children follows it.
    """

    offset: int
    words: str
    of_own: bool


def small_counts(plain: PlainText, threshold: int) -> list[SmallCount]:
    """Where a text counts from 1 to a threshold people or cases.

    Args:
        plain: the text as its reader sees it.
        threshold: the largest number that a figure hides; 0 where none is hidden.

    Returns:
        Each place once, in the text's order.
    """
    text = plain.text
    finder = _Finder(text, threshold)
    found = {match.start(): match.end() for match in BOTH.finditer(text) if threshold > 1}
    for place in finder.places():
        found[finder.pieces[place].start] = finder.pieces[place].end
    own = {piece.start for piece in finder.pieces if piece.kind == Kind.OWN}
    return [
        SmallCount(begin, _around(text, begin, end), begin in own) for begin, end in sorted(found.items())
    ]


def small_count_faults(plain: PlainText, threshold: int, cure: str = "") -> list[tuple[int, str]]:
    """What is wrong in a text that counts so few people or cases that a figure would hide them.

    Args:
        plain: the text as its reader sees it.
        threshold: the largest number that a figure hides; 0 where none is hidden.
        cure: what may be done in this text beside leaving the number out; see QUOTE_IT.

    Returns:
        The line of each place, counted from 0, and a sentence for its writer.
    """
    return [
        (
            plain.lines[count.offset],
            f"'{count.words}' is marked as a number that counts nobody, and children follow it."
            " Write 'a small number'."
            if count.of_own
            else f"'{count.words}' counts from 1 to {threshold} people or cases, which a figure would hide."
            f" Leave the number out{cure}, or write it as {{=3}} where it counts nobody.",
        )
        for count in small_counts(plain, threshold)
    ]


class _Finder:
    """The numbers of one text that count a few people."""

    def __init__(self, text: str, threshold: int) -> None:
        self.text, self.threshold = text, threshold
        self.pieces = pieces_of(text)

    def places(self) -> Iterator[int]:
        """The place of each piece that is a small count, once for numbers that belong together."""
        last = -1
        if all(piece.kind in (Kind.NUMBER, Kind.MARK) or piece.word in LABEL_WORDS for piece in self.pieces):
            return
        for place, piece in enumerate(self.pieces):
            if place <= last:
                continue
            if piece.kind == Kind.OWN:
                what, noun = counted(self.pieces, place + 1, piece.value == 1)
                if what == Counted.PEOPLE and self.pieces[noun].word in CHILD | CHILDREN and self._few(piece):
                    yield place
            elif piece.kind == Kind.NUMBER and (self._few(piece) or self._small_rest(place)):
                end = self._end_of_chain(place)
                if self._is_count(place, end):
                    yield place
                    last = self._end_of_whole(end)

    def _few(self, piece: Piece) -> bool:
        return 1 <= piece.value <= self.threshold and piece.value == int(piece.value)

    def _small_rest(self, place: int) -> bool:
        """Whether a number is all but a few of the one that it is of: '118 of 120'."""
        whole = self._whole(place) or self._whole_before(place)
        return whole is not None and 1 <= whole.value - self.pieces[place].value <= self.threshold

    def _whole(self, place: int) -> Piece | None:
        """The number that one is of: 6 in '4 of 6' and 'four out of the six'."""
        place += 1
        if self._word(place) == "out":
            place += 1
        if self._word(place) not in ("of", "in", "/"):
            return None
        place += 1
        while self._word(place) in ("the", "all", "these", "those", "our"):
            place += 1
        after = self.pieces[place] if place < len(self.pieces) else None
        return after if after and after.kind == Kind.NUMBER else None

    def _whole_before(self, place: int) -> Piece | None:
        """The number that one is of where that stands before it: 20 in 'of 20 children, 18'."""
        before = self.pieces[max(0, place - 6) : place]
        words = " ".join("0" if piece.kind == Kind.NUMBER else piece.word for piece in before)
        of_whole = re.search(r"\bof (?:the |these |those |all |our )?0(?: [a-z'-]+){0,2} ,$", words)
        numbers = [piece for piece in before if piece.kind == Kind.NUMBER]
        return numbers[-1] if of_whole and numbers else None

    def _is_count(self, place: int, end: int) -> bool:
        """Whether the numbers from one place to another count people, cases, or what is not named."""
        piece, last = self.pieces[place], self.pieces[end]
        noun_from = self._noun_from(end)
        what, noun = counted(self.pieces, noun_from, last.singular and noun_from == end + 1)
        if what == Counted.OTHER or self._says_fewer(place):
            return False
        if what == Counted.NOTHING and self._word(noun_from - 1) in ("of", "the", "in"):
            what = self._of_what(noun_from, what)
        if piece.word == "single" and self._word(noun) in SINGULAR_TERMS:
            return False
        if piece.needs_noun:
            return what in piece.needs_noun and not self._is_of_each(place, what)
        if what in (Counted.PEOPLE, Counted.CASES):
            return not self._is_of_each(place, what) and not counts_nobody(
                self.pieces, place, end, self.text, what
            )
        return not counts_nobody(self.pieces, place, end, self.text, what)

    def _of_what(self, place: int, what: Counted) -> Counted:
        """People where a number is of '{looked_after}' or 'them'."""
        piece = self.pieces[place] if place < len(self.pieces) else None
        if piece and (piece.kind == Kind.LIVE or piece.word in PRONOUNS):
            return Counted.NOTHING
        return what

    def _noun_from(self, end: int) -> int:
        """Where the noun of a number begins: past 'of the six' and 'out of all'."""
        place = end + 1
        if self._word(place) == "out" and self._word(place + 1) == "of":
            place += 1
        if self._word(place) not in ("of", "/") and not (self._word(place) == "in" and self._whole(end)):
            return end + 1
        place += 1
        while self._word(place) in (
            "the",
            "all",
            "these",
            "those",
            "our",
            "its",
            "their",
            "every",
            "other",
        ) or (place < len(self.pieces) and self.pieces[place].kind == Kind.NUMBER):
            place += 1
        return place

    def _is_of_each(self, place: int, what: Counted) -> bool:
        """Whether a number tells how many somebody had: 'children with two placements', 'each has three'."""
        start = self.pieces[place].start
        before = re.split(r"[.;:!?\n]", self.text[max(0, start - MOST_LETTERS) : start])[-1]
        after = self.text[self.pieces[place].end :][:60]
        if what == Counted.CASES and HOW_OFTEN.search(after):
            return True
        if SHARED_OUT.search(before) or SHARED_OUT.search(re.split(r"[.;:!?\n]", after)[0]):
            return True
        one_at_least = self._word(place - 1) in ("least", "than") and self.pieces[place].value == 1
        if what == Counted.CASES and one_at_least:
            return True
        if self._word(place - 1) not in BEFORE_OWN_NOUN:
            return False
        named = [piece.word for piece in self.pieces[max(0, place - 8) : place - 1]]
        if what == Counted.PEOPLE:
            return bool(set(named[-3:]) & (PERSON | PERSONS)) and self._word(place - 1) in (
                "with",
                "of",
                "have",
            )
        return bool(set(named) & (PERSON | PERSONS))

    def _says_fewer(self, place: int) -> bool:
        """Whether words say no more than the sign of a hidden figure does: 'fewer than five'."""
        than = self._word(place - 1) == "than" and self._word(place - 2) in ("fewer", "less")
        return (than or self._word(place - 1) in ("under", "below", "<")) and (
            self.pieces[place].value >= self.threshold
        )

    def _end_of_chain(self, place: int) -> int:
        """The last of the numbers that belong to one noun: '2-4', 'two or three', '1, 2 and 3'."""
        while self._word(place + 1) in JOINING and place + 2 < len(self.pieces):
            if self._word(place + 1) == "/" or self.pieces[place + 2].kind != Kind.NUMBER:
                break
            place += 2
        return place

    def _end_of_whole(self, end: int) -> int:
        return self._noun_from(end) - 1

    def _word(self, place: int) -> str:
        return self.pieces[place].word if 0 <= place < len(self.pieces) else ""


def _around(text: str, begin: int, end: int) -> str:
    """The words at a place with a few on either side."""
    before = re.search(rf"(?:[^\s.;:!?]+ ){{0,{AROUND}}}$", text[max(0, begin - MOST_LETTERS) : begin])
    after = re.match(rf"[^\s.;:!?]*(?: [^\s.;:!?]+){{0,{AROUND}}}", text[end:])
    words = (before.group() if before else "") + text[begin:end] + (after.group() if after else "")
    return words.translate({ord(OWN_BEGINS): "", ord(OWN_ENDS): ""}).strip()
