from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.adopted_share import CARE, CHILDREN
from careboard.indicators.looked_after.care import ends_of_care

GUARDIANS = ["E45", "E46", "E47", "E48"]


@indicator(
    title="Children who left care for a special guardian",
    kind="share",
    good=None,
    unit="%",
    windows=("year", "financial_year"),
    variation=None,
    why=(
        "A special guardian gives a child a lasting home without ending the tie to the parents; it is not "
        "right for every child."
    ),
    owner="Adoption service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
)
def special_guardianship_share(tables, first, last):
    """Of the children who ceased to be looked after in the window, each counted once at the last end, the
    share for whom a special guardianship order was made (E45 to E48). Short breaks (V3, V4) are left out.
    """
    ends = ends_of_care(tables, first, last)
    return cases(ends, on="left", ended=True, met=ends.end_reason.isin(GUARDIANS))


example(special_guardianship_share, period="2019-10", counted=3, met=1, children=CHILDREN, care=CARE)
