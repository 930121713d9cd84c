import pandas

from careboard.indicators import add_months, cases, example, indicator, open_at

MONTHS = 9


@indicator(
    title="Child in need plans open for nine months or more",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A plan that goes on for long may be drifting.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def cin_plans_over_9_months(tables, on):
    """Of the child in need plans open on the date, the share that began nine months or more before."""
    plans = open_at(tables.need_plans, on)
    return cases(plans, on=on, met=add_months(plans.started, MONTHS) <= pandas.Timestamp(on))


example(
    cin_plans_over_9_months,
    period="2019-10",
    counted=3,
    met=1,
    need_plans="""
    plan  child  started     ended
    1     A      2019-01-31  -           nine months to the day: met
    2     B      2019-02-01  -           a day less: not met
    3     C      2019-06-01  2019-11-01  ended the day after: counted
    4     D      2018-01-01  2019-10-31  ended on the day: not counted
    """,
)
