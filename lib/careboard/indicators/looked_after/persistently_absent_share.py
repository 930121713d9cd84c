from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.schooling import CARE, CHILDREN, TERMS, last_term

LEAST = 90


@indicator(
    title="Looked-after children persistently absent",
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
        "Local table of education; Promoting the education of looked-after children (2018), statutory "
        "guidance"
    ),
)
def persistently_absent_share(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by then,
    the share who attended fewer than 90% of the sessions.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.attendance < LEAST)


example(
    persistently_absent_share,
    period="2019-10",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    education=TERMS,
)
