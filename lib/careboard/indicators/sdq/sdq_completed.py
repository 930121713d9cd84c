from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import eligible
from careboard.indicators.sdq.no_sdq import CARE, PEOPLE, SCORES


@indicator(
    title="Strengths and Difficulties Questionnaires completed",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A score a year shows whether a child's emotional health gets better or worse.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; ages as in the guidance to carers, at the date",
)
def sdq_completed(tables, on):
    """Of the children looked after on the date for 12 months or more, aged 4 to 16, the share with a
    questionnaire score in the 12 months to it. The annual return asks by age when its year begins, and the
    published figures are of ages 5 to 16: both stand under their own names.
    """
    children = eligible(tables, on)
    return cases(
        children,
        on=on,
        met=children.scored,
        not_met=children.why.mask(children.scored),
        placement=children.placement_kind,
    )


example(sdq_completed, period="2019-10", counted=3, met=1, children=PEOPLE, care=CARE, sdq=SCORES)
