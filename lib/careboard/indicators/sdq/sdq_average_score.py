from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import published_cohort
from careboard.indicators.sdq.sdq_scores import CARE, PEOPLE, SCORES


@indicator(
    title="Average questionnaire score",
    kind="average",
    good="low",
    unit="points",
    windows=("at_date",),
    variation=None,
    why="It says how the children who were asked about are doing, from 0 (no difficulties) to 40.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (emotional and behavioural health)",
    comparator="sdq_average_score",
    as_official=True,
)
def sdq_average_score(tables, on):
    """The average of the latest questionnaire score in the 12 months to the date, of children looked after
    for 12 months or more and aged 5 to 16. Children without a score are left out: the average says nothing of
    them.
    """
    children = published_cohort(tables, on)
    scored = children[children.scored]
    return cases(scored, on=on, value=scored.score, placement=scored.placement_kind)


example(sdq_average_score, period="2019-10", counted=2, value=16.5, children=PEOPLE, care=CARE, sdq=SCORES)
