import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.looked_after_reviews_in_timescale import CARE, CHILDREN, REVIEWS
from careboard.indicators.looked_after.reviews import review_intervals


@indicator(
    title="Looked-after reviews due before the next board",
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
def looked_after_reviews_due(tables, on):
    """Reviews of children looked after on the date that fall due after it and before the next board, 61 days
    later unless the council has set another. Reviews that are overdue already are left out. Their names are
    only in the restricted list.
    """
    day, reviews = pandas.Timestamp(on), review_intervals(tables)
    waiting = reviews[
        (reviews.from_ <= day) & ~(reviews.reviewed <= day) & (reviews.left.isna() | (reviews.left > day))
    ]
    return cases(
        waiting[
            (waiting.due > day)
            & (waiting.due <= day + pandas.Timedelta(days=tables.standards.days_to_next_board))
        ],
        on=on,
    )


example(
    looked_after_reviews_due,
    period="2019-10",
    counted=1,
    met=1,
    children=CHILDREN,
    care=CARE,
    care_reviews=REVIEWS,
)
