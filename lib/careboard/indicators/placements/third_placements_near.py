from careboard.indicators import cases, example, indicator
from careboard.indicators.placements.three_or_more_placements import MANY, placements_in_a_year


@indicator(
    title="Children one move away from a third placement in a year",
    kind="count",
    good=None,
    unit="children",
    windows=("at_date",),
    variation=None,
    why="These are the children for whom help to stay comes in time.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; placements as in the national measure of stability",
)
def third_placements_near(tables, on):
    """Children looked after on the date who had two placements in the 12 months to it, so that one more move
    would be the third. Their names are only in the restricted list.
    """
    children = placements_in_a_year(tables, on)
    return cases(children[children.number == MANY - 1], on=on)


example(
    third_placements_near,
    period="2019-10",
    counted=1,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2018-01-01  S             C2            U4              AA1       2019-05-01  X1
    A      2019-05-01  P             C2            U4              AA2       -           -   two: counted
    B      2018-01-01  S             C2            U4              BB1       2018-10-31  X1  \
        ended before the 12 months
    B      2018-10-31  P             C2            U4              BB2       -           -   one: not counted
    C      2018-01-01  S             C2            U4              CC1       2019-01-01  X1
    C      2019-01-01  P             C2            U4              CC2       2019-05-01  X1
    C      2019-05-01  P             C2            K2              CC3       -           -  \
        three already: not counted
    """,
)
