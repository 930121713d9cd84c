from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE, in_touch


@indicator(
    title="Care leavers aged 22 to 25 in touch with the council",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="A young adult who is in touch can ask for help.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)",
)
def care_leavers_in_touch_22_to_25(tables, first, last):
    """Of the care leavers aged 22 to 25, the share with whom the council is in touch. Left out are those who
    died or returned home for six months or more. Those who refuse contact or no longer require services stay
    in. At a date, as things are on that day; over a year, as they were at each birthday in it, which is how
    the national figures are made.
    """
    return in_touch(tables, first, last, 22, 25)


example(
    care_leavers_in_touch_22_to_25, period="2019-10", counted=1, met=0, children=PEOPLE, care_leavers=LEAVERS
)
