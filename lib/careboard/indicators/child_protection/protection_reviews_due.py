import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans, reviewed_plans
from careboard.indicators.child_protection.protection_reviews_in_timescale import PLANS, REVIEWS


@indicator(
    title="Protection reviews due before the next board",
    kind="count",
    good=None,
    unit="reviews",
    windows=("at_date",),
    variation=None,
    why="What falls due can still be done in time.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local (params/suite.yml, days_to_next_board)",
)
def protection_reviews_due(tables, on):
    """Reviews of open child protection plans that fall due after the date and before the next board, 61 days
    later unless the council has set another. Reviews that are overdue already are left out, and so are
    other authorities' temporary plans. Their names are only in the restricted list.
    """
    day = pandas.Timestamp(on)
    reviews = reviewed_plans(tables)
    next_ones = reviews[
        (reviews.from_ <= day) & ~(reviews.reviewed <= day) & reviews.plan.isin(open_plans(tables, on).plan)
    ]
    return cases(
        next_ones[
            (next_ones.due > day)
            & (next_ones.due <= day + pandas.Timedelta(days=tables.standards.days_to_next_board))
        ],
        on=on,
    )


example(
    protection_reviews_due,
    period="2019-10",
    counted=1,
    met=1,
    plans=PLANS.replace("5     E      2019-08-01", "5     E      2019-09-30"),
    protection_reviews=REVIEWS,
)
