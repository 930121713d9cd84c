from careboard.indicators import cases, example, indicator
from careboard.indicators.lateness import how_late
from careboard.indicators.looked_after.reviews import review_intervals


@indicator(
    title="Looked-after reviews held in time",
    kind="share",
    good="high",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A review asks whether the plan for the child still holds, and hears the child.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33; local measure"
    ),
)
def looked_after_reviews_in_timescale(tables):
    """Of the reviews that fell due in the window for children still looked after on the day, the share held
    by that day. The first is due within 20 working days of entering care, the second within three months of
    the first, each later one within six months of the one before. Cancelled reviews do not count as held.
    Short breaks (V3, V4) are left out.
    """
    reviews = review_intervals(tables)
    due = reviews[reviews.left.isna() | (reviews.left > reviews.due)]
    late = (due.reviewed - due.due).dt.days
    held_late = how_late(late, "days")
    return cases(
        due,
        on="due",
        met=due.reviewed <= due.due,
        how_late=held_late.mask(due.reviewed.isna(), "not held yet"),
    )


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended       end_reason
    A      2019-09-02  S             V2            -           -
    B      2019-09-02  S             V2            2019-09-30  E4A\
  left on the day on which the first review was due: none due
    C      2018-10-01  S             C2            -           -
    """
REVIEWS = """
    child  reviewed    cancelled
    A      2019-09-30  N          the 20th working day: met; the next is due three months later
    C      2018-10-20  N
    C      2019-01-20  N          three months later to the day: the next is due on 20 July
    C      2019-07-10  Y          cancelled: does not count
    C      2019-07-21  N          a day late: not met
    """

example(
    looked_after_reviews_in_timescale,
    period="2019-09",
    window="month",
    counted=1,
    met=1,
    children=CHILDREN,
    care=CARE,
    care_reviews=REVIEWS,
)

example(
    looked_after_reviews_in_timescale,
    period="2019-07",
    window="month",
    counted=1,
    met=0,
    children=CHILDREN,
    care=CARE,
    care_reviews=REVIEWS,
)
