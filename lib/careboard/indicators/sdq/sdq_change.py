import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.placements.mix import kind_of_placement
from careboard.records.tables import kept

CLEAR = 3  # points; smaller changes are within what two questionnaires of one child differ by


@indicator(
    title="Change between a child's last two scores",
    kind="average",
    good="low",
    unit="points",
    windows=("year",),
    variation=None,
    why="Only the same child's two scores can say whether things got better.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; paired differences",
)
def sdq_change(tables, first, last):
    """For children looked after at the end of the window for 12 months or more and with a questionnaire score
    in it, the average of the last score in the window less the score before it, whenever that was. A figure
    below nought says that things got better. Children with a single score are left out.
    """
    scores = _scores(tables)
    latest = (
        scores[scores.completed.between(pandas.Timestamp(first), pandas.Timestamp(last))]
        .drop_duplicates("child", keep="last")
        .set_index("child")
    )
    children = looked_after_a_year(tables, last)
    pair = latest[["score", "before"]].reindex(children.child).set_axis(children.index)
    change = (pair.score - pair.before).dropna()
    two = children.loc[change.index]
    words = (
        pandas.Series(f"little changed, under {CLEAR} points", index=change.index)
        .mask(change <= -CLEAR, f"better by {CLEAR} points or more")
        .mask(change >= CLEAR, f"worse by {CLEAR} points or more")
    )
    return cases(two, on=last, value=change, change=words, placement=kind_of_placement(two.type))


@kept
def _scores(tables):
    """Each child's questionnaires with a score, the earliest first, each with the score `before` it."""
    scores = tables.sdq[tables.sdq.score.notna()].sort_values(
        ["child", "completed", "questionnaire"], kind="stable"
    )
    return scores.assign(before=scores.groupby("child").score.shift())


example(
    sdq_change,
    period="2019-10",
    counted=2,
    value=-1.5,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  ended
    A      2016-01-01  S             C2            U4              -
    B      2016-01-01  S             C2            K2              -
    C      2016-01-01  S             C2            U4              -
    """,
    sdq="""
    questionnaire  child  completed   score  reason
    1              A      2017-01-01  20     -
    2              A      2018-11-01  16     -      4 lower, on the first day of the window
    3              B      2018-05-01  12     -
    4              B      2019-05-01  -      SDQ2   a reason is no score
    5              B      2019-10-31  13     -      1 higher than the score before
    6              C      2019-05-01  10     -      a single score: not counted
    """,
)
