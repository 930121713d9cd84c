from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.leavers import UNLIKE
from careboard.indicators.care_leavers.measures import (
    AWAY,
    AWAY_PEOPLE,
    LEAVERS,
    PEOPLE,
    in_suitable_accommodation,
)


@indicator(
    title="Care leavers aged 19 to 21 in suitable accommodation",
    brief="Care leavers in suitable accommodation",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="Without a safe home nothing else goes well.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology and dashboard (care leavers)",
    comparator="care_leavers_in_suitable_accommodation",
    comparator_windows=("year", "financial_year"),
    unlike=UNLIKE,
    as_official=True,
)
def care_leavers_in_suitable_accommodation(tables, first, last):
    """Of the care leavers aged 19 to 21, the share in suitable accommodation. Left out are those who died,
    returned home for six months or more (RHOM), went abroad (G), were deported (H), or whose residence is not
    known (R), and those transferred to another authority. A care leaver of whom nothing is known, being out
    of touch, refusing contact or needing no more services, stays in, and so does one for whom no
    accommodation is recorded, as not suitable. At a date, as things are on that day; over a year, as they
    were at each birthday in it, which is how the national figures are made.
    """
    return in_suitable_accommodation(tables, first, last, 19, 21)


example(
    care_leavers_in_suitable_accommodation,
    period="2019-10",
    counted=2,
    met=1,
    children=PEOPLE,
    care_leavers=LEAVERS,
)

example(
    care_leavers_in_suitable_accommodation,
    period="2019-10",
    window="year",
    counted=3,
    met=2,
    children=PEOPLE,
    care_leavers=LEAVERS,
)

example(
    care_leavers_in_suitable_accommodation,
    period="2019-10",
    counted=2,
    met=1,
    children=AWAY_PEOPLE,
    care_leavers=AWAY,
)
