"""Numbers that a writer typed: which of them published figures bear out.

A number is held against the page's figures of the areas and months that its sentence names, in its own unit:
a share against shares, a rate against rates, a number against numbers of cases. Dates, ages, laws, ordinals,
spans of time and the base of a rate are no figures and are passed over: see commentary.number_patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careboard.commentary.number_patterns import (
    APPROXIMATION,
    LIST_NUMBER,
    MOVEMENT,
    NO_FIGURE,
    NUMBER_WORDS,
    RATIO,
    TYPED_NUMBER,
)

FEWEST_IN_WORDS = 11  # the style of papers writes smaller numbers in words for all sorts of things
LARGEST_RATIO = 10  # 'one in ten' is a share; '90 of 108' is two numbers of cases
IN_WORDS = -1  # the decimals of a share that is written as 'one in five'
TOLERANCE = 0.05  # how far from the figure 'about' may be, of the figure
BLANK = "\0"  # in place of each letter that is passed over


@dataclass(frozen=True)
class TypedNumber:
    """A number as a writer typed it.

    Attributes:
        text: as it is typed, with its unit.
        offset: where it stands in its sentence.
        value: its value, shares from 0 to 100.
        unit: '%', 'points', 'rate' or ''.
        decimals: how many are typed; IN_WORDS for 'one in five'.
        about: whether it says about.
        movement: whether its sentence speaks of a change or a difference.
    """

    text: str
    offset: int
    value: float
    unit: str
    decimals: int
    about: bool
    movement: bool


@dataclass(frozen=True)
class PublishedNumber:
    """A number that a page shows.

    Attributes:
        value: its value, shares from 0 to 100.
        unit: '%', 'points', 'rate', 'average' or ''.
        words: what it is, in words.
        quote: how to write it live, '' where there is no way.
    """

    value: float
    unit: str
    words: str
    quote: str


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a passage with its place; the numbers of a numbered list are none of its words."""
    begin, text = 0, LIST_NUMBER.sub(_blank, text)
    for match in re.finditer(r"(?<=[.?!])\s+(?=[A-Z“\"'*{(])|\n\s*\n|\n(?=\s*[-*+] |\0)", text):
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]


def numbers(sentence: str) -> list[TypedNumber]:
    """The numbers of a sentence that should be figures, in its order; braces are passed over, being live."""
    bare = re.sub(r"\{[^{}\n]*\}", _blank, sentence)
    ratios = list(_ratios(bare))
    for ratio in ratios:
        end = ratio.offset + len(ratio.text)
        bare = bare[: ratio.offset] + BLANK * len(ratio.text) + bare[end:]
    bare = NO_FIGURE.sub(_blank, bare)
    typed = [_number(match, bare) for match in TYPED_NUMBER.finditer(bare)]
    return sorted([*ratios, *(number for number in typed if number)], key=lambda number: number.offset)


def bears_out(published: PublishedNumber, number: TypedNumber) -> bool:
    """Whether a published number, rounded as the typed one is, is the typed one.

    'about 240' and 'one in five' are borne out by what is nearly so.
    """
    if not comparable(published, number):
        return False
    distance = abs(published.value - number.value)
    if number.decimals == IN_WORDS:
        return distance <= TOLERANCE * 100 / 2
    step = 10.0**-number.decimals
    if distance <= step / 2 + 1e-9:
        return True
    return number.about and distance <= TOLERANCE * abs(published.value)


def comparable(published: PublishedNumber, number: TypedNumber) -> bool:
    """Whether a published number is of a typed one's unit.

    A bare number is held against numbers of cases and averages.
    """
    if number.unit == "" and published.unit in ("rate", "average"):
        return published.unit == "average" or number.decimals > 0
    if number.unit == "%":
        return published.unit == "%" or (published.unit == "points" and number.movement)
    return published.unit == number.unit


def nearest_number(number: TypedNumber, published: Iterable[PublishedNumber]) -> PublishedNumber | None:
    """The published number closest to a typed one; None where there is none."""
    return min(published, key=lambda other: abs(other.value - number.value), default=None)


def _ratios(text: str) -> Iterator[TypedNumber]:
    """'one in five' and '3 out of 4' are shares; '90 of 108' is two numbers of cases."""
    for match in RATIO.finditer(text):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part < whole <= LARGEST_RATIO:
            share = 100 * part / whole
            yield TypedNumber(match.group(), match.start(), share, "%", IN_WORDS, about=True, movement=False)


def _number(match: re.Match[str], text: str) -> TypedNumber | None:
    """A typed number, or None where a small one is written in words."""
    written = match["number"] or match["spelt"]
    unit = _unit((match["unit"] or match["unit2"] or "").lower().strip())
    value = _value(written)
    if match["spelt"] and not unit and value < FEWEST_IN_WORDS:
        return None
    return TypedNumber(
        match.group().strip(),
        match.start(),
        value,
        unit,
        len(written.partition(".")[2]) if match["number"] else 0,
        about=bool(APPROXIMATION.search(text[: match.start()])),
        movement=bool(MOVEMENT.search(text)),
    )


def _unit(written: str) -> str:
    """The unit of a typed number from what follows it."""
    if "point" in written:
        return "points"
    if written in ("%", "per cent", "percent"):
        return "%"
    return "rate" if "000" in written else ""


def _value(written: str) -> float:
    lower = written.lower()
    if lower[0].isdigit():
        return float(lower.replace(",", ""))
    return float(sum(NUMBER_WORDS[word] for word in re.split("[- ]", lower)))


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
