import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.sdq.eligible import eligible


@indicator(
    title="Children without a Strengths and Difficulties Questionnaire",
    brief="Children without a questionnaire (SDQ)",
    kind="count",
    good="low",
    unit="children",
    windows=("at_date",),
    variation=None,
    why="Without a score nobody can see whether a child's emotional health gets better or worse.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; ages as in the guidance to carers, at the date",
)
def no_sdq(tables, on):
    """Children looked after on the date for 12 months or more, aged 4 to 16, without a questionnaire score in
    the 12 months to it, by the reason recorded for none, and by how long ago the last score was. A reason of
    age (SDQ1) is no reason for them. The annual return asks by age when its year begins: see the
    questionnaires completed as the annual return asks.
    """
    children = eligible(tables, on)
    without = children[~children.scored]
    return cases(
        without,
        on=on,
        reason=without.why,
        time_without=_how_long(without["last"], pandas.Timestamp(on)),
        placement=without.placement_kind,
    )


def _how_long(last: pandas.Series, day: pandas.Timestamp) -> pandas.Series:
    """How long a child has been without a score, in words."""
    words = pandas.Series("last score more than two years ago", index=last.index).mask(
        add_months(last, 24) >= day, "last score one to two years ago"
    )
    return words.mask(last.isna(), "never scored")


PEOPLE = """
    child  born
    A      2015-10-31  4 on the day
    B      2015-11-01  4 the day after
    C      2010-01-01
    D      2010-01-01
    E      2002-10-31  17 on the day
    F      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2018-01-01  S             C2            -
    E      2018-01-01  S             C2            -
    F      2018-11-02  S             C2            -  a day less than a year in care: not counted
    """
SCORES = """
    questionnaire  child  completed   score  reason
    1              C      2018-10-31  14     -      12 months before to the day: scored
    2              D      2018-10-30  14     -      a day more: no score
    3              D      2019-05-01  -      SDQ2   a reason is no score
    """

example(no_sdq, period="2019-10", counted=2, met=2, children=PEOPLE, care=CARE, sdq=SCORES)

example(
    no_sdq,
    period="2019-10",
    counted=2,
    met=2,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2016-01-01  S             C2            -
    B      2016-01-01  S             C2            -
    """,
    sdq="""
    questionnaire  child  completed   score  reason
    1              A      2017-10-31  14     -      two years before to the day: one to two years ago
    2              B      2017-10-30  14     -      a day more: more than two years ago
    """,
)
