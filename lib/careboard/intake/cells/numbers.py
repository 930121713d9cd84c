"""Numbers within their declared bounds.

Example: a score of '12' or '12.0' is 12; '400', '12.7' and '1e400' are no score.
"""

from __future__ import annotations

import numpy
import pandas

from careboard.intake.cells.reading import Reading, Texts
from careboard.records.schema import Column

PLAIN = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
NO_NUMBER = "not a number"


def numbers(texts: Texts, column: Column) -> Reading:
    """Numbers read.

    Args:
        texts: the different texts of a column; none is a word for blank.
        column: its declared bounds, and whether it is whole.
    """
    text = pandas.Series(texts.text, dtype="str")
    filled = (text != "").to_numpy()
    plain = text.str.fullmatch(PLAIN).to_numpy(dtype=bool)
    value = pandas.to_numeric(text.where(plain), errors="coerce").astype("float64")
    reading = Reading(value)
    _fault(reading, filled & value.isna().to_numpy(), NO_NUMBER)
    if column.type == "whole":
        _fault(reading, (value % 1 != 0).to_numpy() & value.notna().to_numpy(), "not a whole number")
    if column.bounds is not None:
        least, most = column.bounds
        outside = ((value < least) | (value > most)).to_numpy()
        _fault(reading, outside & reading.value.notna().to_numpy(), f"not from {least:g} to {most:g}")
    return reading


def _fault(reading: Reading, bad: numpy.ndarray, reason: str) -> None:
    if bad.any():
        reading.value = reading.value.mask(bad)
        reading.faults[reason] = bad
