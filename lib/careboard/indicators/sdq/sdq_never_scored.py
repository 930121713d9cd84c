import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import eligible
from careboard.indicators.sdq.no_sdq import CARE, PEOPLE


@indicator(
    title="Children who never had a questionnaire score",
    kind="count",
    good="low",
    unit="children",
    windows=("at_date",),
    variation=None,
    why="For these children there is not even an old score to start from.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; eligibility as in the SSDA903 guide",
)
def sdq_never_scored(tables, on):
    """Of the children looked after on the date for 12 months or more, aged 4 to 16, those without any
    questionnaire score up to it, by the reason recorded for none. It needs the day of each questionnaire:
    from SSDA903 returns it is not available.
    """
    children = eligible(tables, on)
    never = children["last"].isna() & ~children.child.isin(
        tables.sdq.child[tables.sdq.score.notna() & (tables.sdq.completed <= pandas.Timestamp(on))]
    )
    return cases(children[never], on=on, reason=children.why[never], placement=children.placement_kind[never])


example(
    sdq_never_scored,
    period="2019-10",
    counted=1,
    met=1,
    children=PEOPLE,
    care=CARE,
    sdq="""
    questionnaire  child  completed   score  reason
    1              A      2015-11-01  14     -      an old score: not counted
    2              C      2019-11-01  14     -      the first score comes after the date: counted
    3              D      2019-05-01  9      -
    """,
)
