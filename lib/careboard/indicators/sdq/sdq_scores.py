from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import band_of, published_cohort


@indicator(
    title="Children with a questionnaire score",
    kind="count",
    good=None,
    unit="children",
    windows=("at_date",),
    variation=None,
    why="It shows how the scores are spread: whom they reassure about, and whom not.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (emotional and behavioural health)",
)
def sdq_scores(tables, on):
    """Children looked after on the date for 12 months or more, aged 5 to 16, with a questionnaire score in
    the 12 months to it, by the band of the latest score: 0 to 13 is as expected, 14 to 16 borderline, 17 to
    40 a cause for concern.
    """
    children = published_cohort(tables, on)
    scored = children[children.scored]
    return cases(scored, on=on, band=band_of(scored.score), placement=scored.placement_kind)


PEOPLE = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2014-11-01
    """
CARE = """
    child  started     start_reason  legal_status  placement_type  ended
    A      2018-01-01  S             C2            U4              -
    B      2018-01-01  S             C2            K2              -
    C      2018-01-01  S             C2            U4              -
    D      2018-01-01  S             C2            U4              -  four on the day: not counted
    """
SCORES = """
    questionnaire  child  completed   score  reason
    1              A      2019-01-01  20     -
    2              A      2019-10-31  16     -      the latest, on the day: 16
    3              B      2019-05-01  17     -      17 is a cause for concern
    4              C      2018-10-30  30     -      more than 12 months ago: no score
    5              D      2019-05-01  10     -
    """

example(sdq_scores, period="2019-10", counted=2, met=2, children=PEOPLE, care=CARE, sdq=SCORES)
