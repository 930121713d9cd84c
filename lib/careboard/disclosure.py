"""The only place where a figure is hidden.

A first rule only: a figure is hidden where the people counted, the people it is out of, or the rest, are few.
A hidden cell can still be found by subtraction, between areas, months or breakdowns: until that is dealt with,
every page says NOTE. Source: DfE, Children in need, methodology (counts 1 to 5 become c; zero is shown); the
rest is the council's own stricter setting (params/disclosure.yml).
"""

from __future__ import annotations

import numpy
import pandas

from careboard.agreed import Disclosure
from careboard.indicators import Definition

NOTE = "First hiding only, not for circulation."
INTERNAL_NOTE = "Internal: small numbers are not hidden. Not to leave the service."
AUDIENCES = ("board", "internal")


def published(results: pandas.DataFrame, definitions: dict[str, Definition], rule: Disclosure, audience: str, source: str) -> pandas.DataFrame:
    """The long table as it may leave the build: numerator, denominator and value of a hidden figure are missing.

    results: as results.Counting counts it, with the people behind each figure. audience: 'board' hides,
    'internal' hides nothing. source: what stands in the column of that name.
    """
    figures = results.assign(source=source)
    if audience == "board":
        few = _too_few(figures, definitions, rule)
        figures["state"] = figures.state.mask(few, "hidden")
        figures[["numerator", "denominator", "value"]] = figures[["numerator", "denominator", "value"]].mask(few)
    return figures.drop(columns=["people_met", "people"])


def _too_few(figures: pandas.DataFrame, definitions: dict[str, Definition], rule: Disclosure) -> pandas.Series:
    """Which figures tell of too few people. A rate's base is the population, an average's numerator is a sum: neither is people."""

    def few(people: pandas.Series) -> pandas.Series:
        return people.between(1, rule.threshold)

    kind = figures.indicator.map({id: definition.kind for id, definition in definitions.items()})
    parted = (kind == "share") | ((kind == "ratio") & figures.indicator.map({id: definition.unit == "%" for id, definition in definitions.items()}))
    hidden = few(figures.people_met) & (parted | kind.isin(["count", "rate"]))
    hidden |= few(figures.people) & ~kind.isin(["count", "rate"])
    if rule.hide_small_remainders:
        hidden |= few(figures.people - figures.people_met) & parted
    return hidden & figures.state.isin(["shown", "no_cases"]) & numpy.isfinite(figures.people)
