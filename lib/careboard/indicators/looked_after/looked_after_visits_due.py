import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.looked_after_visits_in_timescale import visits_due

DAYS = 14


@indicator(
    title="Visits to looked-after children due in the next two weeks",
    kind="count",
    good=None,
    unit="visits",
    windows=("at_date",),
    variation=None,
    why="What falls due can still be done in time.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28; local measure"
    ),
)
def looked_after_visits_due(tables, on):
    """Children looked after on the date whose next visit falls due in the 14 days after it, by the same rule
    as the visits above. Visits that are overdue already are left out. Two weeks are taken because most
    children are visited before the next board in any case. Their names are only in the restricted list.
    """
    day = pandas.Timestamp(on)
    children = visits_due(tables, on)
    return cases(children[(children.due > day) & (children.due <= day + pandas.Timedelta(days=DAYS))], on=on)


example(
    looked_after_visits_due,
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
    child  started     start_reason  legal_status  placement_type  ended
    A      2018-01-01  S             C2            U4              -
    B      2018-01-01  S             C2            U4              -
    C      2018-01-01  S             C2            U4              -
    """,
    care_visits="""
    child  visited     seen
    A      2019-10-03  Y     due on 14 November, the 14th day: counted
    B      2019-10-04  Y     a day more: not counted
    C      2019-09-19  Y     due on the date itself: not counted
    """,
)
