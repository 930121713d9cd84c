from careboard.indicators import cases, example, indicator
from careboard.indicators.care_leavers.leavers import GONE, aged
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE


@indicator(
    title="Care leavers aged 19 to 21",
    kind="count",
    good=None,
    unit="care leavers",
    windows=("at_date",),
    variation=None,
    why=(
        "It shows how many young adults the council still has a parent's duty to; neither more nor fewer is "
        "good in itself."
    ),
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)",
    comparator="care_leavers",
    comparator_windows=("year",),
    unlike="the published number counts birthdays over a year, this one people on one day",
    departs="The published number counts birthdays over a year; here it is people on one day.",
)
def care_leavers(tables, on):
    """Care leavers aged 19 to 21 on the date. Left out are those who died, returned home for six months or
    more or were transferred to another authority.
    """
    leavers = aged(tables, on, on, 19, 21)
    return cases(leavers[~leavers.in_touch.isin(GONE)], on=on)


example(care_leavers, period="2019-10", counted=3, met=3, children=PEOPLE, care_leavers=LEAVERS)
