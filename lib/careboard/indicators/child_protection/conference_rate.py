from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.conferences_within_15_working_days import (
    CONFERENCES,
    own_conferences,
)


@indicator(
    title="Initial child protection conferences",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("year",),
    variation=None,
    why=(
        "It shows how often professionals meet because a child may be at risk; neither high nor low is good "
        "in itself."
    ),
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="conference_rate",
    as_official=True,
)
def conference_rate(tables):
    """Initial child protection conferences held in the year, per 10,000 children under 18, one for each child
    that it was about. Conferences for plans transferred in from another authority are left out.
    """
    return cases(own_conferences(tables), on="held")


example(conference_rate, period="2019-10", counted=3, met=3, conferences=CONFERENCES)
