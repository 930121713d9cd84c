from careboard.indicators import example, indicator
from careboard.indicators.care_leavers.leavers import UNLIKE, aged
from careboard.indicators.care_leavers.staying import CARE, LEAVERS, PEOPLE, with_former_carer


@indicator(
    title="Care leavers aged 19 and 20 who stayed with their foster carers",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date", "year", "financial_year"),
    variation=None,
    why="Most young adults leave home later than at 18.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (staying put)",
    comparator="staying_put",
    comparator_windows=("year", "financial_year"),
    unlike=UNLIKE,
    as_official=True,
)
def staying_put(tables, first, last):
    """Of the care leavers aged 19 and 20 who were in foster care on their 18th birthday, the share who live
    with their former foster carer (accommodation Z). At a date, as things are on that day; over a year, as
    they were at each birthday in it. Left out are those who died or returned home for six months or more.
    """
    return with_former_carer(tables, aged(tables, first, last, 19, 20))


example(staying_put, period="2019-10", counted=3, met=1, children=PEOPLE, care=CARE, care_leavers=LEAVERS)
