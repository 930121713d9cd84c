import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.child_protection.plans import FIRST_MONTHS, open_plans, reviewed_plans


@indicator(
    title="Protection plans reviewed in time",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A review asks whether the plan keeps the child safe.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="protection_reviews_in_timescale",
    departs=(
        "The official measure is taken at 31 March over the year's reviews; here every review since the "
        "plan began counts, at any date, so that one missed review stays missed. Months are calendar "
        "months; no official text was found that gives them in days."
    ),
)
def protection_reviews_in_timescale(tables, on):
    """Of the child protection plans open on the date for three months or more, the share with every review in
    time so far: the first within three months of the initial conference, or of the plan's start where no
    conference is on record, each later one within six months of the one before. Other authorities' temporary
    plans are left out.
    """
    day = pandas.Timestamp(on)
    plans = open_plans(tables, on)
    plans = plans[add_months(plans.started, FIRST_MONTHS) <= day]
    missed = reviewed_plans(tables)
    missed = missed[(missed.due < day) & ~(missed.reviewed <= missed.due)]
    waiting = missed[(missed.from_ <= day) & ~(missed.reviewed <= day)].plan
    met = ~plans.plan.isin(missed.plan)
    why = (
        pandas.Series("a later review was late", index=plans.index)
        .mask(plans.plan.isin(missed.plan[missed.number == 1]), "the first review was late")
        .mask(plans.plan.isin(waiting), "a review is overdue now")
    )
    return cases(plans, on=on, met=met, not_met=why.mask(met))


PLANS = """
    plan  child  started     ended
    1     A      2019-01-01  -
    2     B      2019-01-01  -
    3     C      2019-01-01  -
    4     D      2019-07-31  -           three months to the day, its review is due today: met
    5     E      2019-08-01  -           not three months yet: not counted
    """
REVIEWS = """
    review  plan  child  reviewed
    1       1     A      2019-04-01  three months to the day
    2       1     A      2019-10-01  six months to the day: met
    3       2     B      2019-04-02  a day late: not met
    4       2     B      2019-10-01
    5       3     C      2019-03-01  the next was due on 1 September and is overdue: not met
    """

example(
    protection_reviews_in_timescale,
    period="2019-10",
    counted=4,
    met=2,
    plans=PLANS,
    protection_reviews=REVIEWS,
)

example(
    protection_reviews_in_timescale,
    period="2019-10",
    counted=3,
    met=2,
    conferences="""
    conference  child  held
    1           A      2019-05-30
    2           B      2019-05-30
    """,
    plans="""
    plan  child  started     ended  conference
    1     A      2019-06-03  -      1           counted from the conference
    2     B      2019-06-03  -      2
    3     C      2019-06-03  -      -           no conference on record: from the plan's start
    """,
    protection_reviews="""
    review  plan  child  reviewed
    1       1     A      2019-08-30  three months after the conference to the day: met
    2       2     B      2019-08-31  a day late, though within three months of the plan's start: not met
    3       3     C      2019-09-03  three months after the plan's start to the day: met
    """,
)
