from careboard.indicators import cases, example, indicator
from careboard.indicators.children_in_need.need import open_cases_at

NOT_KNOWN = {"REFU": "refused to say", "NOBT": "not obtained"}


@indicator(
    title="Children in need whose ethnic group is known",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Whether children are treated alike can be seen only where it is known who they are.",
    owner="Performance and data team",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; codes as in the Children in Need census",
)
def ethnicity_recorded(tables, on):
    """Of the children with an open case on the date, the share whose ethnic group is known. Refused (REFU),
    not obtained (NOBT) and blank are not known.
    """
    children = open_cases_at(tables, on)
    ethnicity = tables.child.ethnicity.reindex(children.child).set_axis(children.index)
    met = ethnicity.notna() & ~ethnicity.isin(list(NOT_KNOWN))
    return cases(children, on=on, met=met, not_met=ethnicity.map(NOT_KNOWN).fillna("blank").mask(met))


example(
    ethnicity_recorded,
    period="2019-10",
    counted=3,
    met=1,
    children="""
    child  ethnicity  born
    A      WBRI       2010-01-01
    B      NOBT       2010-01-01
    C      -          2010-01-01
    """,
    referrals="""
    child  referred    closed      no_further_action
    A      2019-01-01  -           N
    B      2019-01-01  -           N
    C      2019-01-01  2019-11-01  N                  closed the day after: counted
    """,
)
