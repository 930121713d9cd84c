"""The columns of the long tables, declared once: figures, how they stand, what they are set beside.

Below the edition a table is a data frame with these columns. Above it, it is rows of these types, which are
read from the edition's text one by one (see edition.text_tables). Importing this module costs no pandas.
"""

from __future__ import annotations

from typing import NamedTuple

TOTAL = "total"  # the breakdown of all cases together
LATENESS = ("not_met", "how_late")  # the breakdowns of the cases that are not as they should be
DESCRIPTIONS = ["age", "sex", "ethnicity", "team"]  # what a case is split by whatever its indicator


class Figure(NamedTuple):
    """One published figure: a row of figures.csv.

    Attributes:
        indicator: the indicator's id.
        period: the period as typed, '2019-10' or '2019-10-18'.
        window: the window that ends with the period; see periods.Window.
        area: the area's id.
        breakdown: 'total', or what the figure is split by.
        group: the group of the breakdown, '' for the total.
        numerator, denominator: the numbers behind the figure, nan where there is none or it is hidden.
        value: as published, shares from 0 to 100, shares, rates and averages to one decimal; nan where there
            is none.
        state: whether there is a figure, or why there is none; see formatting.State.
        source: where the records come from.
    """

    indicator: str
    period: str
    window: str
    area: str
    breakdown: str
    group: str
    numerator: float
    denominator: float
    value: float
    state: str
    source: str


class Standing(NamedTuple):
    """How a published figure of the period stands; see figures.standing.

    Attributes:
        low, high: the 95 % interval in the figure's unit, nan where there is none.
        band: the band's id, '' where there is none.
        threshold: what earns Good, in the figure's unit.
        band_rule: why the figure has its band, in words.
        firm: 'yes' where the whole interval lies in the band, 'no' where it does not.
        to_move: how few cases would move it to another band, in words.
        direction: how it stands to the same window a year before.
        change: by how much it moved since, in its unit.
        since: the period a year before, as typed.
        signal: 'above' or 'below' where the month lies outside a limit of usual variation.
        rest: how an area's share stands to that of the rest of the authority.
        list: 'well', 'improve' or 'know' of the board summary.
        list_reason: why an analyst moved it there.
    """

    indicator: str
    window: str
    area: str
    low: float
    high: float
    band: str
    threshold: float
    band_rule: str
    firm: str
    to_move: str
    direction: str
    change: float
    since: str
    signal: str
    rest: str
    list: str
    list_reason: str


class Comparator(NamedTuple):
    """A published figure of England, the region or the neighbours beside an indicator's window.

    Attributes:
        level: 'england', 'region' or 'neighbours'; see formatting.Level.
        name: what readers call it.
        year: the year that it is of, in words.
        value: in the indicator's unit.
        like: 'yes', or why it is not like for like.
        note: what else there is to say of it.
    """

    indicator: str
    window: str
    level: str
    name: str
    year: str
    value: float
    like: str
    note: str


class Position(NamedTuple):
    """Where the whole authority lies among the others that have a published figure; see figures.positions.

    Attributes:
        year: the published year, in words.
        value: the authority's own figure of that year, in the indicator's unit.
        whose: whether that was published or is counted here, and of when it is.
        lower, same, higher: how many other authorities lie lower, at the same figure, higher.
        quarter: in which quarter of England it lies; see positions.QUARTERS.
        year_before: the published year before, in words.
        lower_before, others_before: how many of how many others lay lower then; nan where that is not known.
        quarter_before: in which quarter it lay then, '' where that is not known.
        neighbours, region, others: the figures of the neighbours, of others of the region, and of the rest,
            the lowest first, with blanks between them.
        note: which authorities count once since they made one return.
    """

    indicator: str
    year: str
    value: float
    whose: str
    lower: float
    same: float
    higher: float
    quarter: str
    year_before: str
    lower_before: float
    others_before: float
    quarter_before: str
    neighbours: str
    region: str
    others: str
    note: str


FIGURES, STANDING, COMPARATORS, POSITIONS = (
    list(row._fields) for row in (Figure, Standing, Comparator, Position)
)
# as counted: not yet hidden, with the people behind each figure
RESULTS = [*FIGURES[:-1], "people_met", "people"]
