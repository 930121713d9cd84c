from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import periods_of_care
from careboard.records.tables import NotAvailable


@indicator(
    title="Children who came back into care",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why=(
        "A child who comes back into care has been let down once by going home too soon or with too little "
        "help."
    ),
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def repeat_looked_after(tables):
    """Of the starts of care in the window, the share whose child had an earlier period of care at any time.
    It counts occasions. Short breaks (V3, V4) are no period of care, and a start no later than the day after
    another period ended is the same period. Periods known only from older systems come from the local table
    of earlier care.
    """
    starts = periods_of_care(tables)
    starts = starts[starts.start_reason == "S"]
    earlier = starts.number > 1
    if tables.reach is not None and not tables.has("earlier_care"):
        raise NotAvailable("snapshots hold no earlier care", "earlier_care")
    if tables.has("earlier_care"):
        known = starts.reset_index()[["period", "child", "entered"]].merge(tables.earlier_care, on="child")
        known = known[
            (known.started < known.entered) | (known.started.isna() & (known.ended <= known.entered))
        ]
        earlier |= starts.index.isin(known.period)
    return cases(starts, on="entered", met=earlier)


example(
    repeat_looked_after,
    period="2019-10",
    window="month",
    counted=4,
    met=2,
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
    A      2012-01-01  S             V2            2012-06-01  E4A
    A      2019-10-01  S             V2            -           -    an earlier period: met
    B      2019-10-02  S             V2            -           -    known from an older system: met
    C      2018-01-01  S             V4            2018-06-01  E8
    C      2019-10-03  S             V2            -           -    short breaks before are no period: not met
    D      2018-01-01  S             V2            2019-10-03  E4A
    D      2019-10-04  S             V2            -           -  \
        the day after the end: no new start, not counted
    E      2019-10-31  S             V2            -           -    none before: not met
    """,
    earlier_care="""
    child  started     ended
    B      2005-07-01  2006-07-01
    """,
)
