"""The whole numbers behind the rows of the long table: what a reader could work out, and what is to be kept.

A count and a rate have one number, a share three (met, rest, base), an average its base, a ratio its two
parts. What is no whole number (hours, points, the population of a rate) is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy
import pandas

from careboard.figures.columns import LATENESS
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.params.disclosure import Disclosure

MET, REST, BASE = range(3)
PARTS = (MET, REST, BASE)
KEY = ["indicator", "period", "window", "area", "breakdown", "group"]
COUNTED = (State.SHOWN, State.NO_CASES)  # the states of rows that have numbers, before anything is hidden


def by_definition(
    rows: pandas.DataFrame, definitions: Mapping[str, Definition], attribute: str
) -> pandas.Series:
    """An attribute of each row's definition."""
    return rows.indicator.map({ident: getattr(known, attribute) for ident, known in definitions.items()})


def whole_numbers(rows: pandas.DataFrame, definitions: Mapping[str, Definition]) -> numpy.ndarray:
    """The numbers behind each row.

    Args:
        rows: rows of the long table, as counted.
        definitions: the indicators by id.

    Returns:
        Three lines (MET, REST, BASE) by rows; missing where a row has no such number.
    """
    kind = by_definition(rows, definitions, "kind").to_numpy()
    per_cent = (by_definition(rows, definitions, "unit") == "%").to_numpy()
    late = rows.breakdown.isin(LATENESS).to_numpy()
    numerator, denominator = rows.numerator.to_numpy("float64"), rows.denominator.to_numpy("float64")
    counted = rows.state.isin(COUNTED).to_numpy() & (kind != "highest") & ~_broken(rows, kind)
    ratio = (kind == "ratio") & ~late
    share = ((kind == "share") & ~late) | (ratio & per_cent)
    met = numpy.isin(kind, ["count", "rate"]) | late | share | ratio
    rest = denominator - numerator
    return numpy.stack(
        [
            numpy.where(counted & met, numerator, numpy.nan),
            numpy.where(counted & share & (rest >= 0), rest, numpy.nan),
            numpy.where(counted & (late | share | ratio | (kind == "average")), denominator, numpy.nan),
        ]
    ).round(6)


def _broken(rows: pandas.DataFrame, kind: numpy.ndarray) -> numpy.ndarray:
    """The rows of indicators that are counted in parts of a whole, such as full-time equivalents."""
    parts = numpy.nan_to_num(rows.denominator.to_numpy("float64")) % 1 > 0
    parts |= (kind == "ratio") & (numpy.nan_to_num(rows.numerator.to_numpy("float64")) % 1 > 0)
    of = rows.indicator[parts & numpy.isin(kind, ["ratio", "average"])].unique()
    return rows.indicator.isin(of).to_numpy()


def small(
    rows: pandas.DataFrame, numbers: numpy.ndarray, definitions: Mapping[str, Definition], rule: Disclosure
) -> numpy.ndarray:
    """Which numbers of `whole_numbers` are small: from 1 to the threshold of whom they tell of."""
    subjects = by_definition(rows, definitions, "subject")
    threshold = subjects.map({subject: rule.threshold_for(subject) for subject in subjects.unique()})
    found = (numbers >= 1) & (numbers <= threshold.to_numpy())
    if not rule.hide_small_remainders:
        found[REST] = False
    # of cases per worker the cases are those of many workers: it is the workers who are to be more than a few
    plain = (by_definition(rows, definitions, "kind") == "ratio").to_numpy() & numpy.isnan(numbers[REST])
    tied = rows.indicator.map({ident: bool(known.parts) for ident, known in definitions.items()})
    found[MET, plain & ~tied.to_numpy(dtype=bool)] = False
    return found
