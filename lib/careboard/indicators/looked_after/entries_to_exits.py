import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import ends_of_care, starts_of_care
from careboard.indicators.looked_after.started_looked_after import PEOPLE, STARTS


@indicator(
    title="Starts of care for each end",
    kind="ratio",
    good=None,
    unit="starts for each end",
    windows=("year", "month"),
    variation=None,
    why="Above one, the number of children looked after grows; below one, it falls.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
    parts=("started_looked_after", "ceased_looked_after"),
)
def entries_to_exits(tables, first, last):
    """Children who started to be looked after in the window, divided by those who ceased to be. In a month
    each start and end counts; in a year each child counts once, at the first start and at the last end. Short
    breaks (V3, V4) are left out.
    """
    starts, ends = starts_of_care(tables, first, last), ends_of_care(tables, first, last)
    both = pandas.concat(
        [
            starts.assign(on=starts.entered, started=1.0, ceased=0.0),
            ends.assign(on=ends.left, started=0.0, ceased=1.0),
        ],
        ignore_index=True,
    )
    return cases(both, on="on", ended=both.ceased > 0, value=both.started, weight=both.ceased)


example(
    entries_to_exits, period="2019-10", window="month", counted=3, value=2.0, children=PEOPLE, care=STARTS
)
