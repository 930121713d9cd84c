import pandas

from careboard.indicators import cases, example, indicator, working_days_later
from careboard.indicators.lateness import how_late
from careboard.indicators.looked_after.care import periods_of_care
from careboard.records.codes import HEALTH_CHECK, REFUSED

LIMIT = 20


@indicator(
    title="First health assessments within 20 working days",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "year"),
    variation="p",
    why="What hurts a child who comes into care should be found at once.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Promoting the health and wellbeing of looked-after children (2015), statutory guidance; local "
        "measure"
    ),
    looks_back=7,
)
def initial_health_assessments_in_20_working_days(tables):
    """Of the children who entered care and whose 20 working days since then ended in the window while they
    were still looked after, the share who had a health assessment within those days. It counts starts of
    care. A refused assessment counts as not done. Short breaks (V3, V4) are left out.
    """
    starts = periods_of_care(tables)
    starts = starts[starts.start_reason == "S"]
    due = working_days_later(starts.entered, LIMIT)
    still = starts.left.isna() | (starts.left > due)
    first = _first_assessments(tables, starts)
    met = first <= due
    late = how_late((first - due).dt.days, "days").mask(first.isna(), "none on record")
    return cases(starts[still], on=due[still], met=met[still], how_late=late.mask(met)[still])


def _first_assessments(tables, starts: pandas.DataFrame) -> pandas.Series:
    """For each start of care the first assessment done since."""
    checks = tables.health_checks
    done = checks[(checks.type == HEALTH_CHECK) & (checks.status != REFUSED)]
    both = starts.reset_index()[["period", "child", "entered"]].merge(done[["child", "checked"]], on="child")
    return both[both.checked >= both.entered].groupby("period").checked.min().reindex(starts.index)


example(
    initial_health_assessments_in_20_working_days,
    period="2019-10",
    window="month",
    counted=3,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    E      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended       end_reason
    A      2019-09-10  S             V2            -           -    the 20th working day is 8 October
    B      2019-09-10  S             V2            -           -
    C      2019-09-10  S             V2            -           -    refused: not met
    D      2019-09-10  S             V2            2019-10-08  E4A  left on that day: not counted
    E      2019-10-07  S             V2            -           -    due in November: not counted
    """,
    health_checks="""
    check  child  type          checked     status
    1      A      Health check  2019-10-08  Approved  on the 20th working day: met
    2      B      Health check  2019-10-09  Approved  a day late: not met
    3      C      Health check  2019-09-20  Refused
    """,
)
