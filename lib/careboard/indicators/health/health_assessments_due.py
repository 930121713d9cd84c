import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.health.checks import last_check
from careboard.indicators.health.health_assessments_current import CARE, CHILDREN
from careboard.indicators.health.health_assessments_in_timescale import next_due
from careboard.indicators.looked_after.care import looked_after_at
from careboard.records.codes import HEALTH_CHECK


@indicator(
    title="Health assessments due before the next board",
    kind="count",
    good=None,
    unit="assessments",
    windows=("at_date",),
    variation=None,
    why="What falls due can still be done in time.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local (params/suite.yml, days_to_next_board)",
)
def health_assessments_due(tables, on):
    """Children looked after on the date whose next health assessment falls due after it and before the next
    board, 61 days later unless the council has set another: 6 months after the last one for a child under
    five on the date, 12 months after it for the others. Children whose assessment is overdue already, or who
    have none on record, are left out. Their names are only in the restricted list.
    """
    children, day = looked_after_at(tables, on), pandas.Timestamp(on)
    due = next_due(last_check(tables, HEALTH_CHECK).by(children.child, on), children.age)
    return cases(
        children[(due > day) & (due <= day + pandas.Timedelta(days=tables.standards.days_to_next_board))],
        on=on,
    )


example(
    health_assessments_due,
    period="2019-10",
    counted=2,
    met=2,
    children=CHILDREN,
    care=CARE,
    health_checks="""
    check  child  type          checked     status
    1      A      Health check  2019-05-01  Approved  four, due the day after: counted
    2      B      Health check  2018-12-31  Approved  five, due on the 61st day: counted
    3      C      Health check  2019-04-30  Approved  four, due on the date itself: not counted
    4      D      Health check  2019-05-01  Approved  nine, due in May: not counted
    """,
)
