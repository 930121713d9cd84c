import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.health.checks import last_check
from careboard.indicators.health.dental_checks_current import BORN, MONTHS, YEAR_IN_CARE
from careboard.indicators.looked_after.care import looked_after_at
from careboard.records.codes import DENTAL_CHECK


@indicator(
    title="Dental checks due before the next board",
    kind="count",
    good=None,
    unit="checks",
    windows=("at_date",),
    variation=None,
    why="What falls due can still be done in time.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local (params/suite.yml, days_to_next_board)",
)
def dental_checks_due(tables, on):
    """Children looked after on the date whose last dental check will be 12 months old after it and before the
    next board, 61 days later unless the council has set another. Children whose check is overdue already,
    or who have none on record, are left out. Their names are only in the restricted list.
    """
    children, day = looked_after_at(tables, on), pandas.Timestamp(on)
    due = add_months(last_check(tables, DENTAL_CHECK).by(children.child, on), MONTHS)
    return cases(
        children[(due > day) & (due <= day + pandas.Timedelta(days=tables.standards.days_to_next_board))],
        on=on,
    )


example(
    dental_checks_due,
    period="2019-10",
    counted=2,
    met=2,
    children=BORN,
    care=YEAR_IN_CARE,
    health_checks="""
    check  child  type          checked     status
    1      A      Dental check  2018-10-31  Approved  due on the date itself: not counted
    2      B      Dental check  2018-11-01  Approved  due the day after: counted
    3      C      Dental check  2018-12-31  Approved  due on the 61st day: counted
    4      D      Dental check  2019-01-01  Approved  a day more: not counted
    """,
)
