from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import CARE, CHILDREN, TERMS, last_term


@indicator(
    title="Personal education plans reviewed in the last term",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="The plan says what help a child gets at school, and must keep up with the child.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Local table of education; Promoting the education of looked-after children (2018), statutory "
        "guidance"
    ),
)
def personal_education_plans_reviewed(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by
    then, the share whose personal education plan was reviewed in it.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.plan_reviewed.notna())


example(
    personal_education_plans_reviewed,
    period="2019-10",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    education=TERMS,
)
