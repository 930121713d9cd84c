from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import CARE, CHILDREN, TERMS, last_term

ALLOWED = 90  # per cent: who attended more is not persistently absent


@indicator(
    title="Looked-after children persistently absent in the last term",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child who is not there cannot learn.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Pupil absence in schools, methodology (persistent absence: 10% or more of possible sessions),"
        " applied to one term; local table of education"
    ),
)
def persistently_absent_share(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by
    then, the share who missed 10% or more of the sessions.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.attendance <= ALLOWED)


example(
    persistently_absent_share,
    period="2019-10",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    education=TERMS,
)
