"""Ids in one form of text.

Example: '1234.0', as a data tool writes the number 1234, is '1234'. Noughts in front stay until the tables
are laid beside each other (intake.matching). '1.2E+07' has lost its end and cannot be read.
"""

from __future__ import annotations

import re

import pandas

from careboard.intake.cells.reading import Reading, Texts

POINT_NOUGHT = re.compile(r"(\d+)\.0+")
EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
RULE = "a number with .0 behind it; read without"
SHORTENED = "an id as a rounded number, such as 9.9E+99"


def identifiers(texts: Texts) -> Reading:
    """Ids read.

    Args:
        texts: the different texts of a column; none is a word for blank.
    """
    value = pandas.Series(texts.text, dtype="str")
    reading = Reading(value.where(value != ""))
    together = "\n".join(texts.text)
    if ".0" in together:
        pointed = value.str.fullmatch(POINT_NOUGHT.pattern).to_numpy(dtype=bool)
        if pointed.any():
            reading.value = reading.value.mask(pointed, value.str.replace(r"\.0+$", "", regex=True))
            reading.repairs[RULE] = pointed
    if "E+" in together or "e+" in together:
        rounded = value.str.fullmatch(EXPONENT.pattern).to_numpy(dtype=bool)
        if rounded.any():
            reading.value = reading.value.mask(rounded)
            reading.faults[SHORTENED] = rounded
    return reading
