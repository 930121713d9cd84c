import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.care_leavers.leavers import GONE, care_leavers_at
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE

MONTHS = 6


@indicator(
    title="Pathway plans reviewed in the last six months",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A young adult's plans change fast.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Care Leavers (England) Regulations 2010, regulation 7; local measure",
)
def pathway_plans_reviewed_6_months(tables, on):
    """Of the relevant and former relevant care leavers on the date, whatever their age, the share whose
    pathway plan was reviewed in the six months to it. Left out are those who died or returned home to live
    with parents.
    """
    leavers = care_leavers_at(tables, on)
    leavers = leavers[~leavers.in_touch.isin(GONE)]
    met = add_months(leavers.pathway_plan_review, MONTHS) >= pandas.Timestamp(on)
    why = pandas.Series("reviewed longer ago", index=leavers.index).mask(
        leavers.pathway_plan_review.isna(), "no review on record"
    )
    return cases(leavers, on=on, met=met, not_met=why.mask(met))


example(
    pathway_plans_reviewed_6_months, period="2019-10", counted=5, met=3, children=PEOPLE, care_leavers=LEAVERS
)
