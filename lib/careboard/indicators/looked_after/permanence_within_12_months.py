from careboard.indicators import example, indicator
from careboard.indicators.looked_after.cohort import CHILDREN, permanence_within, worked


@indicator(
    title="Entrants with a lasting home within 12 months",
    kind="share",
    good="high",
    unit="%",
    windows=("year",),
    variation=None,
    why="Following everyone who came in tells more than looking at those who happened to leave.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Local; entry cohorts as in the Child and Family Services Reviews (permanency for children entering "
        "care)"
    ),
    looks_back=12,
)
def permanence_within_12_months(tables):
    """Of the children who entered care and whose 12 months since then ended in the window, the share who by
    then had left for a lasting home: back to parents or relatives (E4, E4A, E4B, E13), adopted (E11, E12), or
    with a special guardianship (E45 to E48), a residence order (E41) or a former carer (E17). It counts
    starts of care. Whether a child came back later is not asked here. Short breaks (V3, V4) are left out.
    """
    return permanence_within(tables, 12)


example(
    permanence_within_12_months,
    period="2019-10",
    counted=4,
    met=1,
    children=CHILDREN,
    care=worked("2018-10-31", "2019-10-31", "2019-11-01"),
)
