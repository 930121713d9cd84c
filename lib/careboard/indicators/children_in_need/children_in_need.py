from careboard.indicators import cases, example, indicator
from careboard.indicators.children_in_need.need import in_need_at


@indicator(
    title="Children in need",
    kind="count",
    good=None,
    unit="children",
    windows=("at_date",),
    variation=None,
    why="It shows how many children the council is helping; neither more nor fewer is good in itself.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
)
def children_in_need(tables, on):
    """Children whose case is open to children's social care on the date, from the referral until the case is
    closed, and care leavers who are still supported: all in scope but those who died. Unborn children,
    children whose assessment goes on, those on a protection plan and looked-after children are children in
    need too and are counted. A referral that ended in no further action is left out. A child with two open
    referrals counts once. A blank never makes the count smaller: a care leaver without a record of being in
    touch counts as supported, and a referral without a mark of no further action as one with further action.
    """
    return cases(in_need_at(tables, on), on=on)


OPEN = """
    child  referred    closed      no_further_action
    A      2019-10-31  -           N                  referred on the day: counted
    B      2018-01-01  2019-10-31  N                  closed on the day: not counted
    C      2018-01-01  -           N
    C      2019-01-01  -           -                  a second, open and without a mark: the child counts once
    D      2019-11-01  -           N                  referred after: not counted
    E      2019-10-30  -           Y                  no further action: not counted
    """
LEFT = """
    child  started     ended       eligibility      in_touch
    F      2018-01-01  -           Former relevant  NREQ      a care leaver still supported: counted
    G      2018-01-01  2019-10-31  Former relevant  YES       not since that day: not counted
    C      2019-01-01  -           Relevant         YES       with an open case as well: counts once
    H      2018-01-01  -           Former relevant  DIED      died: not counted
    I      2018-01-01  -           Former relevant  -         not recorded: counts as supported
    """
BORN = """
    child  born
    C      2003-01-01
    F      1999-01-01
    G      1999-01-01
    H      1999-01-01
    I      1999-01-01
    """

example(
    children_in_need, period="2019-10", counted=4, met=4, children=BORN, referrals=OPEN, care_leavers=LEFT
)

example(
    children_in_need,
    period="2019-10",
    counted=1,
    met=1,
    referrals="""
    child  referred
    A      2019-10-01  a referral alone, where episodes of need are told apart: not counted
    """,
    need_episodes="""
    child  started     ended
    B      2018-01-01  2019-10-31  ended on the day: not counted
    C      2018-01-01  -
    """,
    children=BORN,
    care_leavers="""
    child  started     ended       eligibility      in_touch
    G      2018-01-01  2019-10-31  Former relevant  YES       not since that day: not counted
    """,
)
