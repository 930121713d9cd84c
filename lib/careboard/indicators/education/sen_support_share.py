from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import CARE, CHILDREN, TERMS, last_term


@indicator(
    title="Looked-after children with special educational needs support",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why=(
        "It shows how many need more help than others and get it from their school; neither a high nor a low "
        "share is good in itself."
    ),
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=("DfE, Special educational needs in England, methodology (SEN support); local table of education"),
)
def sen_support_share(tables, on):
    """Of the children looked after on the date with a record for the last school term that had ended by
    then, the share with special educational needs support (SEN support), without an education, health and
    care plan.
    """
    terms = last_term(tables, on)
    return cases(terms, on=on, met=terms.sen == "K")


example(
    sen_support_share,
    period="2019-10",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    education=TERMS.replace("90.1        N          E", "90.1        N          N"),
)
