"""A column's different texts read by its declared type."""

from __future__ import annotations

import numpy
import pandas

from careboard.intake.cells.blanks import WORD_RULE, blank_words
from careboard.intake.cells.codes import codes
from careboard.intake.cells.dates import dates
from careboard.intake.cells.identifiers import identifiers
from careboard.intake.cells.numbers import numbers
from careboard.intake.cells.reading import Reading, Texts
from careboard.records.schema import Column

DATE_TYPES = ("date", "moment", "year_or_date")
ODD_SPACES = ("  ", "\u00a0", "\t", "\r")


def read_texts(different: list[str], count: numpy.ndarray, column: Column, usual_date: str) -> Reading:
    """The different texts of a column read by its declared type.

    Args:
        different: the texts, each once.
        count: how many records hold each.
        column: as it is declared.
        usual_date: how the source writes a day as a rule.

    Returns:
        Values in the order of the texts.
    """
    text = different
    if _spaced(different):
        text = [" ".join(value.split()) for value in different]
    blank = blank_words(text)
    if blank.any():
        text = ["" if nothing else value for value, nothing in zip(text, blank, strict=True)]
    texts = Texts(text, count, usual_date)
    if column.type in DATE_TYPES:
        reading = dates(texts, column)
    elif column.type in ("number", "whole"):
        reading = numbers(texts, column)
    elif column.type == "id":
        reading = identifiers(texts)
    elif column.codes:
        reading = codes(texts, column)
    else:
        value = pandas.Series(text, dtype="str")
        reading = Reading(value.where(value != ""))
    if blank.any():
        reading.repairs[WORD_RULE] = blank
    return reading


def _spaced(different: list[str]) -> bool:
    """Whether some texts have spaces that change nothing: at an end, or several at once."""
    together = "\n".join(different)
    stripped = sum(map(len, map(str.strip, different))) + max(0, len(different) - 1)
    return stripped != len(together) or any(odd in together for odd in ODD_SPACES)
