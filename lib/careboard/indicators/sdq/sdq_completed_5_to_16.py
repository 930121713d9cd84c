from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import published_cohort
from careboard.indicators.sdq.no_sdq import CARE, PEOPLE, SCORES


@indicator(
    title="Questionnaires completed, ages 5 to 16",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="The published figures are of these ages.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (emotional and behavioural health)",
)
def sdq_completed_5_to_16(tables, on):
    """Of the children looked after on the date for 12 months or more, aged 5 to 16, the share with a
    questionnaire score in the 12 months to it. The published figures are of these ages at 31 March.
    """
    children = published_cohort(tables, on)
    return cases(children, on=on, met=children.scored, not_met=children.why.mask(children.scored))


example(sdq_completed_5_to_16, period="2019-10", counted=2, met=1, children=PEOPLE, care=CARE, sdq=SCORES)
