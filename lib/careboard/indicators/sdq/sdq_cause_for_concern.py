from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import CONCERN, published_cohort
from careboard.indicators.sdq.sdq_scores import CARE, PEOPLE, SCORES


@indicator(
    title="Children whose score is a cause for concern",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="These children may need help with their feelings or behaviour.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (emotional and behavioural health)",
)
def sdq_cause_for_concern(tables, on):
    """Of the children looked after on the date for 12 months or more, aged 5 to 16, with a questionnaire
    score in the 12 months to it, the share whose latest score is 17 or more. Children without a score are
    left out.
    """
    children = published_cohort(tables, on)
    scored = children[children.scored]
    return cases(scored, on=on, met=scored.score >= CONCERN, placement=scored.placement_kind)


example(sdq_cause_for_concern, period="2019-10", counted=2, met=1, children=PEOPLE, care=CARE, sdq=SCORES)
