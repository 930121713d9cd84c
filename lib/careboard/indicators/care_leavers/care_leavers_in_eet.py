import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.care_leavers.care_leavers_in_suitable_accommodation import LEAVERS, PEOPLE
from careboard.indicators.care_leavers.leavers import GONE, aged_19_to_21

REASONS = {"G4": "illness or disability", "G5": "other reasons", "G6": "pregnancy or parenting", "0": "not known"}


@indicator(
    title="Care leavers aged 19 to 21 in education, employment or training", kind="share", good="high", unit="%", windows=("at_date",), variation=None,
    why="Work and learning give a young adult income, friends and a future.", owner="Leaving care service", reviewed="2026-11", next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)", comparator="care_leavers_in_eet",
    unlike="the published figure is measured at birthdays over a year, this one on one day",
)
def care_leavers_in_eet(tables, on):
    """Of the care leavers aged 19 to 21 on the date, the share in education, employment or training, full time or part time. Left out are those who died or returned home to live with parents. A care leaver who is not in touch, or whose activity is not known, stays in."""
    leavers = aged_19_to_21(tables, on)
    leavers = leavers[~leavers.in_touch.isin(GONE)]
    met = leavers.activity.str[0].isin(["F", "P"])
    return cases(leavers, on=on, met=met, not_met=leavers.activity.map(REASONS).fillna("not known").mask(met, pandas.NA))


example(care_leavers_in_eet, period="2019-10", counted=3, met=1, children=PEOPLE, care_leavers=LEAVERS)
