"""A plain text cut into words, numbers and marks; dates, spans, ages and the like in one piece each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from careboard.commentary.counted_noun import Counted, Kind, Piece
from careboard.commentary.no_counts import BLANK, without_no_counts
from careboard.commentary.number_patterns import NUMBER_WORDS
from careboard.commentary.plain_text import LIVE, OWN_BEGINS, OWN_ENDS

ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
PEOPLE, CASES = Counted.PEOPLE, Counted.CASES


class Worded(NamedTuple):
    """Words that stand for a number.

    Attributes:
        pattern: the words.
        value: the number.
        needs_noun: what must follow, see Piece.
    """

    pattern: str
    value: int
    needs_noun: tuple[Counted, ...] = ()


WORDED = [
    Worded(r"half a dozen", 6),
    Worded(r"(?:a|one) (?:couple|pair|trio)(?= (?:were|are|have|had|remain\w*|more)\b)", 2),
    Worded(r"(?:a|one|the) (?:couple|pair) of", 2, (PEOPLE, CASES)),
    Worded(r"(?:a|one|the) trio of", 3, (PEOPLE, CASES)),
    Worded(r"both(?: of)?(?: the| these| those| our| his| her)?", 2, (PEOPLE,)),
    Worded(
        r"(?<!not a )(?<!no )(?<!every )(?<!each )(?<!any )(?:single|sole|lone|solitary)", 1, (PEOPLE, CASES)
    ),
    Worded(r"the only(?! one\b| two\b| three\b)", 1, (PEOPLE, CASES)),
    Worded(r"twins", 2),
    Worded(r"triplets", 3),
    Worded(r"an? brother and (?:an? |his |her )?sister", 2),
]
WORDED_PATTERNS = [(re.compile(rf"\b(?:{words.pattern})\b", re.IGNORECASE), words) for words in WORDED]
PIECE = re.compile(
    rf"(?P<nobody>{BLANK}+)|(?P<live>{LIVE})|{OWN_BEGINS}(?P<own>[^{OWN_ENDS}]*){OWN_ENDS}"
    r"|(?P<olds>\d+-[A-Za-z][A-Za-z-]*)|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z]+(?:['-][A-Za-z]+)*)|(?P<mark>\S|\n)"
)
ORDINAL = re.compile(
    rf"\b(?:a|the) (?:(?P<word>{'|'.join(ORDINALS)})|(?P<digit>\d)(?:nd|rd|th))\b(?! of\b)", re.IGNORECASE
)
AGED = re.compile(r"\b(\d{1,2})[ -]year[ -]olds\b", re.IGNORECASE)


def pieces_of(text: str) -> list[Piece]:
    """A plain text in pieces, in its order.

    Args:
        text: as plain_text gives it.
    """
    text = AGED.sub(lambda match: f"{match[1]}-year-olds".ljust(len(match.group())), text)
    text = re.sub(r"\bx(?=\d\b)|(?<=\b\d)x\b", " ", text)
    worded = dict(_worded(text))
    pieces, end = list[Piece](), 0
    for match in PIECE.finditer(without_no_counts(text)):
        if match.start() < end:
            continue
        piece = worded.get(match.start()) or _piece(match, text)
        pieces.append(piece)
        end = piece.end
    return pieces


def _worded(text: str) -> Iterator[tuple[int, Piece]]:
    """Where words that are no numerals stand for a number."""
    for pattern, words in WORDED_PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), _number(match, match.group().lower(), words.value, words.needs_noun)
    for match in ORDINAL.finditer(text):
        value = ORDINALS.index(match["word"].lower()) + 2 if match["word"] else int(match["digit"])
        piece = _number(match, match.group().lower(), value, (PEOPLE,))
        yield match.start(), piece._replace(singular=True)


def _number(match: re.Match[str], word: str, value: float, needs_noun: tuple[Counted, ...] = ()) -> Piece:
    return Piece(Kind.NUMBER, match.group(), word, *match.span(), value, value == 1, needs_noun)


def _piece(match: re.Match[str], text: str) -> Piece:
    """A word, number or mark that stands for itself."""
    group, word = match.lastgroup or "", match.group().lower()
    if group == "own":
        value = float(re.sub(r"[^\d.]", "", match["own"]).rstrip(".") or 0)
        return _number(match, word, value)._replace(kind=Kind.OWN)
    if group == "number":
        return _number(match, word, float(word.replace(",", "")))
    if word in NUMBER_WORDS:
        return _number(match, word, NUMBER_WORDS[word])
    if word in ROMAN:
        return _number(match, word, ROMAN[word], (PEOPLE,))
    kind = Kind.WORD if group == "olds" else Kind(group)
    return Piece(kind, text[match.start() : match.end()], word, *match.span())
