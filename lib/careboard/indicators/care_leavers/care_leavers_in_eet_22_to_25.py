from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE, in_eet


@indicator(
    title="Care leavers aged 22 to 25 in education, employment or training",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="Work and learning give a young adult income, friends and a future.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)",
)
def care_leavers_in_eet_22_to_25(tables, first, last):
    """Of the care leavers aged 22 to 25, the share in education, employment or training, full time or part
    time. Left out are those who died or returned home for six months or more. A care leaver who is not in
    touch, or whose activity is not known, stays in. At a date, as things are on that day; over a year, as
    they were at each birthday in it, which is how the national figures are made.
    """
    return in_eet(tables, first, last, 22, 25)


example(
    care_leavers_in_eet_22_to_25, period="2019-10", counted=1, met=1, children=PEOPLE, care_leavers=LEAVERS
)
