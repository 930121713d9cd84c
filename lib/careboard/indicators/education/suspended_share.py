from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import CARE, CHILDREN, TERMS, last_term


@indicator(
    title="Looked-after children suspended from school",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A suspension is one more place where a child was not wanted.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Local table of education; Promoting the education of looked-after children (2018), statutory "
        "guidance"
    ),
)
def suspended_share(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by
    then, the share who were suspended at least once.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.suspended == "Y")


example(suspended_share, period="2019-10", counted=2, met=1, children=CHILDREN, care=CARE, education=TERMS)
