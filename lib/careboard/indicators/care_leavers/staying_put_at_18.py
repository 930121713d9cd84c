from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.care_leavers.leavers import GONE, STATE
from careboard.indicators.care_leavers.staying import FORMER_CARER, fostered_until_18
from careboard.indicators.looked_after.care import ADULT
from careboard.records.spans import Spans

MONTHS = 3


@indicator(
    title="Young people who stayed with their foster carers at 18",
    kind="share",
    good="high",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="It shows whether the offer to stay is taken up when care ends.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (staying put); SSDA903 guide",
)
def staying_put_at_18(tables):
    """Of the care leavers who were in foster care on their 18th birthday and whose three months since then
    ended in the window, the share who lived with their former foster carer at the end of those three months.
    Left out are those who died or returned home for six months or more.
    """
    people = tables.care_leavers[["child"]].drop_duplicates().reset_index(drop=True)
    people = fostered_until_18(tables, people)
    on = add_months(tables.born(people.child), 12 * ADULT + MONTHS)
    state = tables.once("all states of care leavers", lambda: Spans(tables.care_leavers, "child")).at(
        people.child, on, STATE
    )
    known = state.in_touch.notna() & ~state.in_touch.isin(GONE)
    return cases(people[known], on=on[known], met=(state.accommodation.str[0] == FORMER_CARER)[known])


example(
    staying_put_at_18,
    period="2019-10",
    window="month",
    counted=2,
    met=1,
    children="""
    child  born
    A      2001-07-31
    B      2001-07-01
    C      2001-08-01
    D      2001-07-15
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  ended       end_reason
    A      2010-01-01  S             C2            U4              2019-07-31  E7  \
        three months end on 31 October
    B      2010-01-01  S             C2            U4              2019-07-01  E7
    C      2010-01-01  S             C2            U4              2019-08-01  E7  \
        three months end in November: not counted
    D      2010-01-01  S             C2            H5              2019-07-15  E7  \
        not in foster care at 18: not counted
    """,
    care_leavers="""
    child  started     ended       eligibility      in_touch  activity  accommodation
    A      2019-07-31  -           Former relevant  YES       F2        Z1  with the former carer: met
    B      2019-07-01  2019-09-20  Former relevant  YES       F2        Z1  \
        moved before the three months were over: not met
    B      2019-09-20  -           Former relevant  YES       F2        U1
    C      2019-08-01  -           Former relevant  YES       F2        Z1
    D      2019-07-15  -           Former relevant  YES       F2        Z1
    """,
)
