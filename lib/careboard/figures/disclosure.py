"""The only place where a figure is hidden.

A first rule only: a figure is hidden where the people counted, the people it is out of, or the rest, are few.
A hidden cell can still be found by subtraction, between areas, months or breakdowns: until that is dealt
with, every page says NOTE. Source: DfE, Children in need, methodology (counts 1 to 5 become c; zero is
shown); the rest is the council's own stricter setting (params/disclosure.yml). A figure that tells of staff
alone has a threshold of its own there; one that tells of staff and of children, such as cases a worker, is
hidden as children's are.
"""

from __future__ import annotations

import numpy
import pandas

from careboard.figures.columns import FIGURES
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.params.disclosure import Disclosure

NOTE = "First hiding only, not for circulation."
INTERNAL_NOTE = "Internal: small numbers are not hidden. Not to leave the service."
AUDIENCES = ("board", "internal")


def published(
    results: pandas.DataFrame,
    definitions: dict[str, Definition],
    rule: Disclosure,
    audience: str,
    source: str,
) -> pandas.DataFrame:
    """The long table as it may leave the build: of a hidden figure the numbers are missing.

    Args:
        results: as counting.Counting counts it (columns RESULTS), with the people behind each figure.
        definitions: the indicators by id.
        rule: from which number on figures are shown, by whom they tell of.
        audience: 'board' hides, 'internal' hides nothing.
        source: where the records come from.

    Returns:
        The published figures, with the columns FIGURES.
    """
    figures = results.assign(source=source)
    if audience == "board":
        few = _too_few(figures, definitions, rule)
        numbers = ["numerator", "denominator", "value"]
        figures = figures.assign(state=figures.state.mask(few, str(State.HIDDEN)))
        figures[numbers] = figures[numbers].mask(few)
    return figures[FIGURES]


def _too_few(
    figures: pandas.DataFrame, definitions: dict[str, Definition], rule: Disclosure
) -> pandas.Series:
    """Which figures tell of too few people.

    A rate's base is the population, an average's numerator is a sum: neither is people.
    """
    threshold = figures.indicator.map(
        {ident: rule.threshold_for(definition.subject) for ident, definition in definitions.items()}
    )

    def few(people: pandas.Series) -> pandas.Series:
        return people.between(1, threshold)

    kind = figures.indicator.map({ident: definition.kind for ident, definition in definitions.items()})
    per_cent = {ident: definition.unit == "%" for ident, definition in definitions.items()}
    parted = (kind == "share") | ((kind == "ratio") & figures.indicator.map(per_cent))
    hidden = few(figures.people_met) & (parted | kind.isin(["count", "rate"]))
    hidden |= few(figures.people) & ~kind.isin(["count", "rate"])
    # a ratio of two counts tells the one where the other is known
    of_counts = figures.indicator.map({ident: bool(known.parts) for ident, known in definitions.items()})
    hidden |= few(figures.people_met) & of_counts
    if rule.hide_small_remainders:
        hidden |= few(figures.people - figures.people_met) & parted
    return hidden & figures.state.isin([State.SHOWN, State.NO_CASES]) & numpy.isfinite(figures.people)
