"""What is hidden first: figures that tell of too few people, whatever else is published.

Source: DfE, Children in need, methodology (counts 1 to 5 become c; zero is shown); the rest is the council's
own stricter setting (params/disclosure.yml). A figure that tells of staff alone has a threshold of its own
there; one that tells of staff and of children, such as cases per worker, is hidden as children's are.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy
import pandas

from careboard.disclosure.numbers import COUNTED, by_definition
from careboard.indicators import Definition
from careboard.params.disclosure import Disclosure


def too_few(
    figures: pandas.DataFrame, definitions: Mapping[str, Definition], rule: Disclosure
) -> pandas.Series:
    """Which figures tell of too few people.

    A rate's base is the population, an average's numerator is a sum: neither is people.

    Args:
        figures: as counting.Counting counts them, with the people behind each figure.
        definitions: the indicators by id.
        rule: from which number on figures are shown, by whom they tell of.
    """
    threshold = figures.indicator.map(
        {ident: rule.threshold_for(definition.subject) for ident, definition in definitions.items()}
    )

    def few(people: pandas.Series) -> pandas.Series:
        return people.between(1, threshold)

    kind = by_definition(figures, definitions, "kind")
    per_cent = by_definition(figures, definitions, "unit") == "%"
    parted = (kind == "share") | ((kind == "ratio") & per_cent)
    hidden = few(figures.people_met) & (parted | kind.isin(["count", "rate"]))
    hidden |= few(figures.people) & ~kind.isin(["count", "rate"])
    # a ratio of two counts tells the one where the other is known
    of_counts = figures.indicator.map({ident: bool(known.parts) for ident, known in definitions.items()})
    hidden |= few(figures.people_met) & of_counts
    if rule.hide_small_remainders:
        hidden |= few(figures.people - figures.people_met) & parted
    return hidden & figures.state.isin(COUNTED) & numpy.isfinite(figures.people)
