"""Codes and words of a list, in whatever letters and with whatever stands behind them.

Examples: 'c2', 'C2: Full care order' and 'C2 - full care order' are C2; 'b) Female', 'female', '2' and '2.0'
are F; 'Yes' and '1' are Y; 'DENTAL CHECK' is Dental check.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy
import pandas

from careboard.intake.cells.reading import Reading, Texts
from careboard.records.schema import Column

# the list -> what else stands for its codes, in small letters; SEX was 1 and 2 until the collection of 2024
SYNONYMS: dict[str, dict[str, str]] = {
    "ELIGIBILITIES": {
        "relevant child": "Relevant",
        "former relevant child": "Former relevant",
        "eligible child": "Eligible",
        "qualifying care leaver": "Qualifying",
        "qualifying child": "Qualifying",
    },
    "SEXES": {"1": "M", "2": "F", "male": "M", "female": "F", "boy": "M", "girl": "F"},
    "FLAG": {
        "1": "Y", "yes": "Y", "true": "Y", "t": "Y",
        "0": "N", "no": "N", "false": "N", "f": "N",
    },
}  # fmt: skip
YES_OR_NO = Column("yes_or_no", "code", codes=("Y", "N"), code_list="FLAG")
LETTERED = re.compile(r"[a-z0-9]{1,2}\s?\)\s*(?P<rest>.+)")  # 'b) Female'
POINT_NOUGHT = re.compile(r"(?P<code>\w+)\.0+")
# a code, and words behind it: after a sign for that, or after a space where a figure is in the code
DESCRIBED = re.compile(r"(?P<code>\w[\w ]*?)\s*(?:[:=;\u2013\u2014(]|-\s).*", re.DOTALL)
SPACED = re.compile(r"(?P<code>(?=\w*\d)\w{2,})[\s-]+\D.*", re.DOTALL)
RULE = "a code written in another way; read as the code"
UNKNOWN = "not one of the codes known"
NONE_KNOWN = "none of its words is one that figures are taken from"


def codes(texts: Texts, column: Column) -> Reading:
    """Codes read; a word that is in no list stays as it is where the column may hold any.

    Args:
        texts: the different texts of a column; none is a word for blank.
        column: its declared list.
    """
    known = frozenset(column.codes)
    strange = [position for position, text in enumerate(texts.text) if text and text not in known]
    value = list(texts.text)
    repaired = numpy.zeros(len(value), dtype=bool)
    unknown = numpy.zeros(len(value), dtype=bool)
    for position in strange:
        code = code_of(texts.text[position], column)
        if code is not None:
            value[position], repaired[position] = code, True
        else:
            unknown[position] = True
    reading = Reading(pandas.Series(value, dtype="str"))
    reading.value = reading.value.where(reading.value != "")
    if repaired.any():
        reading.repairs[RULE] = repaired
    filled = int((reading.value.notna()).sum())
    if column.type == "term" and filled and unknown.sum() == filled:
        reading.faults[NONE_KNOWN] = unknown
    if column.type == "code" and unknown.any():
        reading.value = reading.value.mask(unknown)
        reading.faults[UNKNOWN] = unknown
    return reading


def code_of(text: str, column: Column) -> str | None:
    """The code that a text stands for, None where it stands for none.

    Args:
        text: as it came.
        column: its declared list.
    """
    known = _folded(column.codes, column.code_list)
    text = " ".join(text.lower().split())
    if text in known:
        return known[text]
    for form in (POINT_NOUGHT, DESCRIBED, SPACED):
        match = form.fullmatch(text)
        if match and match["code"] in known:
            return known[match["code"]]
    lettered = LETTERED.fullmatch(text)
    return code_of(lettered["rest"], column) if lettered else None


def says_yes(text: str) -> bool:
    """Whether a text is one of the words for yes.

    Args:
        text: as it came.
    """
    return code_of(text, YES_OR_NO) == "Y"


@lru_cache(maxsize=64)
def _folded(codes: tuple[str, ...], name: str) -> dict[str, str]:
    return SYNONYMS.get(name, {}) | {code.lower(): code for code in codes}
