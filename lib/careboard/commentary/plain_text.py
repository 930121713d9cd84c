"""Words as a reader sees them: Markdown taken off, each letter, digit and gap in its plainest form.

A small count may hide in bold type, a non-breaking space, a full-width digit or a sign of no width; what is
read here is what stands on the page. Each letter knows the line that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from careboard.commentary.parse import markdown
from careboard.commentary.quotes import BRACES, own_number

LIVE = "\u25a1"  # a figure of the suite's own, which hiding governs
OWN_BEGINS, OWN_ENDS = "\ue002", "\ue003"  # around a number that its writer says counts nobody
BREAK = "\n"  # between paragraphs and the lines of a list; within one, a new line is a space
# letters of other alphabets that look like Latin ones
TWINS = str.maketrans("аеорсухіѕһԁոսαοινρτυ", "aeopcyxishdnuaoivptu")
SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "\u2212": "-", "\u2010": "-", "\u2011": "-", "×": "x", "_": " "}
DASHES = "‒–—―⁃"
BLANKS = "\u3164\u1160\u115f\u2800"  # letters that leave a gap
LIST_NUMBER = re.compile(r"^[ \t]*(?:\d+[.)]|[-*+])(?= )", re.MULTILINE)


@dataclass(frozen=True)
class PlainText:
    """A text as its reader sees it.

    Attributes:
        text: its letters; LIVE in place of each live figure.
        lines: the line of each letter, from 0.
    """

    text: str
    lines: tuple[int, ...]


def of_markdown(source: str) -> PlainText:
    """The words of a passage of commentary.

    Args:
        source: its Markdown, with figures in braces.
    """
    letters: list[tuple[str, int]] = []
    for token in markdown().parse(_marked(source)):
        if token.type != "inline" or token.map is None:
            continue
        line = token.map[0]
        for part in token.children or []:
            if part.type in ("softbreak", "hardbreak"):
                letters.append((" ", line))
                line += 1
            letters += [(letter, line) for letter in part.content]
        letters.append((BREAK, line))
    return _plain(letters)


def of_words(source: str) -> PlainText:
    """The words of a text that is no Markdown, such as a sentence of board.yml.

    Args:
        source: as it was written; only {=3} is read of what stands in braces.
    """
    lines = _marked(LIST_NUMBER.sub(lambda match: " " * len(match.group()), source)).split("\n")
    return _plain([(letter, number) for number, line in enumerate(lines) for letter in f"{line} "])


def _marked(source: str) -> str:
    """A text with each pair of braces as a sign for a figure, or as a number that counts nobody."""
    bare = source.translate(dict.fromkeys(map(ord, OWN_BEGINS + OWN_ENDS + LIVE)))

    def mark(match: re.Match[str]) -> str:
        own = own_number(match.group(1))
        return LIVE if own is None else f"{OWN_BEGINS}{own}{OWN_ENDS}"

    return BRACES.sub(mark, bare)


def _plain(letters: list[tuple[str, int]]) -> PlainText:
    """Letters in their plainest form, with single spaces."""
    text, lines = list[str](), list[int]()
    for letter, line in letters:
        for plain in _plain_letter(letter):
            if plain == " " and (not text or text[-1] in (" ", BREAK)):
                continue
            text.append(plain)
            lines.append(line)
    return PlainText("".join(text), tuple(lines))


def _plain_letter(letter: str) -> str:
    """A letter as it would be typed; '' for what nobody sees."""
    if (
        letter == BREAK
        or letter in (LIVE, OWN_BEGINS, OWN_ENDS)
        or (letter.isascii() and letter not in "_\t")
    ):
        return letter
    if letter in SIGNS:
        return SIGNS[letter]
    if letter in DASHES:
        return "-"
    if letter in BLANKS or unicodedata.category(letter).startswith("Z") or letter == "\t":
        return " "
    plain = "".join(map(_seen, unicodedata.normalize("NFKD", letter)))
    return plain.translate(TWINS)


def _seen(letter: str) -> str:
    """A letter of a decomposed one: a digit of any script as 0 to 9, nothing for accents and signs unseen."""
    kind = unicodedata.category(letter)
    if kind.startswith("M") or kind in ("Cf", "Cc", "Cn", "Co"):
        return ""
    value = unicodedata.numeric(letter, None) if not letter.isascii() else None
    if value is not None and value == int(value):
        return str(int(value))
    return " " if kind.startswith("Z") else letter.replace("⁄", "/") if kind == "Sm" else letter
