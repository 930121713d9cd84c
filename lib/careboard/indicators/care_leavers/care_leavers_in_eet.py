from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.leavers import UNLIKE
from careboard.indicators.care_leavers.measures import AWAY, AWAY_PEOPLE, LEAVERS, PEOPLE, in_eet


@indicator(
    title="Care leavers aged 19 to 21 in education, employment or training",
    brief="Care leavers in education or work",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="Work and learning give a young adult income, friends and a future.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology and dashboard (care leavers)",
    comparator="care_leavers_in_eet",
    comparator_windows=("year", "financial_year"),
    unlike=UNLIKE,
    as_official=True,
)
def care_leavers_in_eet(tables, first, last):
    """Of the care leavers aged 19 to 21, the share in education, employment or training, full time (F1, F2,
    F4, F5) or part time (P1, P2, P4, P5). Left out are those who died, returned home for six months or more
    (RHOM), or were transferred to another authority. A care leaver who went abroad, was deported or whose
    residence is not known stays in, and so does one who is not in touch or whose activity is not known. At a
    date, as things are on that day; over a year, as they were at each birthday in it, which is how the
    national figures are made.
    """
    return in_eet(tables, first, last, 19, 21)


example(care_leavers_in_eet, period="2019-10", counted=3, met=1, children=PEOPLE, care_leavers=LEAVERS)

example(care_leavers_in_eet, period="2019-10", counted=5, met=3, children=AWAY_PEOPLE, care_leavers=AWAY)
