from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import CARE, CHILDREN, TERMS, last_term


@indicator(
    title="Looked-after children with an education, health and care plan",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why=(
        "It shows how many need more than a school can give by itself; neither a high nor a low share is "
        "good in itself."
    ),
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Local table of education; Promoting the education of looked-after children (2018), statutory "
        "guidance"
    ),
)
def education_health_care_plan_share(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by
    then, the share with an education, health and care plan.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.sen == "E")


example(
    education_health_care_plan_share,
    period="2019-10",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    education=TERMS,
)
