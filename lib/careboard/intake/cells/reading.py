"""What comes out of the reading of a column's different texts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy
import pandas


@dataclass
class Reading:
    """The different texts of a column, read.

    Attributes:
        value: one value for each text, missing where it is blank or could not be read.
        faults: reason -> which texts could not be read for it. No text has two reasons.
        repairs: rule -> which texts were read by it; the rule says what was found and how it is read.
        refused: why no text of the column can be read, '' where some can.
    """

    value: pandas.Series
    faults: dict[str, numpy.ndarray] = field(default_factory=dict)
    repairs: dict[str, numpy.ndarray] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Texts:
    """The different texts of a column, spaces around them dropped.

    Attributes:
        text: the texts.
        count: how many records hold each.
        usual_date: how the source writes a day as a rule: 'dd/mm/yyyy' or 'yyyy-mm-dd'.
    """

    text: list[str]
    count: numpy.ndarray
    usual_date: str
