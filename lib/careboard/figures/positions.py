"""Where the whole authority lies among all English authorities: a position, and no judgement.

A quarter of England always lies in the lowest quarter, however good or bad it does. So a position is told in
words of its own and never as a band: bands come from agreed thresholds alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas

from careboard import periods
from careboard.figures.authorities import Members
from careboard.figures.columns import POSITIONS, TOTAL, Position
from careboard.figures.comparators import YEARS, PublishedComparators, like, year_ends, year_name
from careboard.formatting import WHOLE, State
from careboard.indicators import Definition
from careboard.periods import day_text

Counted = Mapping[tuple[str, str, str], float]  # indicator, window and period -> the figure counted here
QUARTERS = ("lowest quarter", "second lowest quarter", "second highest quarter", "highest quarter")


class Place(NamedTuple):
    """How many other authorities lie lower than a figure, at it, and higher."""

    lower: int
    same: int
    higher: int

    @property
    def others(self) -> int:
        """How many other authorities there are."""
        return self.lower + self.same + self.higher

    @property
    def quarter(self) -> str:
        """The quarter in which the figure lies, by the middle of the places that it shares with equals."""
        middle = self.lower + 1 + self.same / 2
        return QUARTERS[math.ceil(len(QUARTERS) * middle / (self.others + 1)) - 1]


def positions(
    figures: pandas.DataFrame,
    definitions: Iterable[Definition],
    published: PublishedComparators,
    whole: str,
    invented: bool,
) -> pandas.DataFrame:
    """Where the authority lies among the others, for each share, rate, average or ratio that is published.

    Counts have no position: authorities are of different size. Nor have measures whose quartiles say
    nothing (no_quartile in data/measures.csv).

    Args:
        figures: the published figures of the period and the 24 points before it (columns FIGURES).
        definitions: the indicators.
        published: the published figures of all authorities.
        whole: the id of the whole authority.
        invented: whether the records are invented. Their figures stand in place of the authority's own
            published ones; else those serve, and what is counted here only where there is none.

    Returns:
        One row for each indicator that has a position, with the columns POSITIONS. The authority's figure is
        of the same year as those of the others, like for like.
    """
    mine = figures[(figures.area == whole) & (figures.breakdown == TOTAL) & (figures.state == State.SHOWN)]
    counted = dict(
        zip(zip(mine.indicator, mine.window, mine.period, strict=True), mine.value.to_list(), strict=True)
    )
    rows = [
        _position(definition, published, counted, invented)
        for definition in definitions
        if definition.kind not in WHOLE and definition.comparator in published.measures.index
    ]
    return pandas.DataFrame([row for row in rows if row], columns=POSITIONS)


def _position(
    definition: Definition, published: PublishedComparators, counted: Counted, invented: bool
) -> Position | None:
    """The position for one indicator; None where there is none."""
    measure, table = published.measures.loc[definition.comparator], published.of_measure(definition)
    year = published.latest(definition, table[table.level == "authority"])
    if year is None or measure.no_quartile == "N":
        return None
    own, whose = _own(definition, published, counted, invented, year)
    now, members = _place(definition, published, year, own)
    if now is None:
        return None
    before, year_before = None, ""
    for earlier in YEARS[: YEARS.index(year)][-1:]:
        year_before = year_name(measure, earlier)
        then, _ = _own(definition, published, counted, invented, earlier)
        before, _ = _place(definition, published, earlier, then)
    near, region, rest = _by_nearness(published, members.values)
    return Position(
        definition.ident,
        year_name(measure, year),
        own,
        whose,
        float(now.lower),
        float(now.same),
        float(now.higher),
        now.quarter,
        year_before,
        float(before.lower) if before else math.nan,
        float(before.others) if before else math.nan,
        before.quarter if before else "",
        near,
        region,
        rest,
        "; ".join(f"{pair} made one return, counted once" for pair in members.joint),
    )


def _own(
    definition: Definition, published: PublishedComparators, counted: Counted, invented: bool, year: str
) -> tuple[float, str]:
    """The authority's own figure of a published year, nan where there is none, and whose figure it is."""
    ends = year_ends(published.measures.loc[definition.comparator], year)
    when = f"{'at' if definition.shape == 'stock' else 'year to'} {day_text(ends)}"
    own = published.of_authorities(definition, year).get(published.authority)
    if own is not None and not invented:
        return own, f"as published, {when}"
    point = periods.parse(f"{ends:%Y-%m}")
    windows = [window for window in definition.windows if like(definition, window, ends, point) == "yes"]
    found = (counted.get((definition.ident, window, point.text)) for window in windows)
    return next((value for value in found if value is not None), math.nan), f"counted here, {when}"


def _place(
    definition: Definition, published: PublishedComparators, year: str, own: float
) -> tuple[Place | None, Members]:
    """How the other authorities of a year lie to a figure, None where nothing can be said; and the others."""
    measure, code = published.measures.loc[definition.comparator], published.authority
    joint = published.authorities.joint_returns(measure.measure, int(year))
    # who returned together with this authority is no other one
    ours = {code} | {one for pair in joint.items() for one in pair if code in pair}
    codes = [other for other in published.of_authorities(definition, year) if other not in ours]
    members = published.members(definition, year, codes)
    others = members.values.values()
    if math.isnan(own) or not others:
        return None, members
    lower, higher = sum(other < own for other in others), sum(other > own for other in others)
    return Place(lower, len(others) - lower - higher, higher), members


def _by_nearness(published: PublishedComparators, others: Mapping[str, float]) -> tuple[str, str, str]:
    """The figures of the neighbours, of others of the region, and of the rest, the lowest first."""
    region = published.authorities.region
    parts: tuple[list[float], list[float], list[float]] = ([], [], [])
    for code, value in others.items():
        beside = region(code) == region(published.authority)
        parts[0 if code in published.neighbours else 1 if beside else 2].append(value)
    near, beside_us, rest = (" ".join(f"{value:g}" for value in sorted(part)) for part in parts)
    return near, beside_us, rest
