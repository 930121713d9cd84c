from careboard.indicators import cases, example, indicator, working_days
from careboard.indicators.lateness import how_late

LIMIT = 45


@indicator(
    title="First assessments finished within 45 working days of the referral",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "six_months", "year"),
    variation="p",
    why="The child has waited since the referral, not since the assessment began.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Working Together to Safeguard Children (2018), chapter 1",
)
def assessments_within_45_working_days_of_referral(tables):
    """Of the first assessments of a referral that were authorised in the window, the share authorised within
    45 working days of the referral. Left out are later assessments of the same referral, and assessments
    whose referral is not on record. The published figure counts from the assessment's start instead.
    """
    first = tables.assessments.sort_values(
        ["started", "authorised", "assessment"], kind="stable"
    ).drop_duplicates("referral")
    first = first.merge(tables.referrals[["referral", "referred"]], on="referral")
    first = first[first.authorised.notna()]
    days = working_days(first.referred, first.authorised)
    return cases(first, on="authorised", met=days <= LIMIT, how_late=how_late(days - LIMIT, "working days"))


example(
    assessments_within_45_working_days_of_referral,
    period="2019-10",
    counted=2,
    met=1,
    referrals="""
    referral  child  referred
    1         A      2019-08-19
    2         B      2019-08-16
    """,
    assessments="""
    child  referral  started     authorised
    A      1         2019-08-21  2019-10-22  the 45th working day after the referral: met
    A      1         2019-09-01  2019-10-25  a second assessment of the referral: not counted
    B      2         2019-08-21  2019-10-22  the 46th: not met
    C      9         2019-08-21  2019-10-22  its referral is not on record: not counted
    """,
)
