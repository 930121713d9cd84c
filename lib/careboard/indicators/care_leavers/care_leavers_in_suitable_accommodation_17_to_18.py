from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE, in_suitable_accommodation


@indicator(
    title="Care leavers aged 17 and 18 in suitable accommodation",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="Without a safe home nothing else goes well.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)",
)
def care_leavers_in_suitable_accommodation_17_to_18(tables, first, last):
    """Of the care leavers aged 17 and 18, the share in suitable accommodation. Left out are those who died,
    returned home for six months or more, went abroad, were deported, or whose residence is not known, and
    those transferred to another authority. A care leaver who is not in touch stays in, and so does one for
    whom no accommodation is recorded, as not suitable. At a date, as things are on that day; over a year, as
    they were at each birthday in it, which is how the national figures are made.
    """
    return in_suitable_accommodation(tables, first, last, 17, 18)


example(
    care_leavers_in_suitable_accommodation_17_to_18,
    period="2019-10",
    counted=1,
    met=1,
    children=PEOPLE,
    care_leavers=LEAVERS,
)
