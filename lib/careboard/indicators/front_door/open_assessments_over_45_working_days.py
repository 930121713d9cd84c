import pandas

from careboard.indicators import cases, example, indicator, open_at, working_days
from careboard.indicators.lateness import how_late

LIMIT = 45


@indicator(
    title="Open assessments older than 45 working days",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="An assessment that is late and still open is a child who still waits.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def open_assessments_over_45_working_days(tables, on):
    """Of the assessments open on the date, the share that began more than 45 working days before. An
    assessment is open from its start until it is authorised.
    """
    waiting = open_at(tables.assessments, on, ended="authorised")
    if "stopped" in waiting:
        waiting = waiting[~(waiting.stopped <= pandas.Timestamp(on))]
    days = working_days(waiting.started, on)
    return cases(waiting, on=on, met=days > LIMIT, how_late=how_late(days - LIMIT, "working days"))


example(
    open_assessments_over_45_working_days,
    period="2019-10",
    counted=3,
    met=1,
    assessments="""
    child  started     authorised
    A      2019-08-29  -           the 45th working day: counted, not older
    B      2019-08-28  -           the 46th: met
    C      2019-08-01  2019-10-31  authorised on the day: not open
    D      2019-10-30  2019-11-01  authorised the day after: open
    """,
)

example(
    open_assessments_over_45_working_days,
    period="2019-10",
    counted=1,
    met=1,
    assessments="""
    child  started     authorised  stopped
    A      2019-08-01  -           2019-10-31  gone from the source by the day, never authorised: not open
    B      2019-08-01  -           2019-11-14  gone after it: open
    """,
)
