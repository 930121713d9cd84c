from careboard.indicators import cases, example, indicator, working_days
from careboard.indicators.lateness import how_late

LIMIT = 45


@indicator(
    title="Assessments finished within 45 working days",
    brief="Assessments within 45 working days",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "six_months", "year", "financial_year"),
    variation="p",
    why="A child should not wait to know what help will come.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="assessments_within_45_working_days",
    as_official=True,
)
def assessments_within_45_working_days(tables):
    """Of the assessments authorised in the window, the share authorised within 45 working days of starting.
    England's bank holidays are not working days. Assessments not yet authorised are left out.
    """
    authorised = tables.assessments[tables.assessments.authorised.notna()]
    days = working_days(authorised.started, authorised.authorised)
    return cases(
        authorised, on="authorised", met=days <= LIMIT, how_late=how_late(days - LIMIT, "working days")
    )


example(
    assessments_within_45_working_days,
    period="2019-10",
    counted=4,
    met=2,
    assessments="""
    child  started     authorised
    A      2019-08-19  2019-10-22  the 45th working day, with the August bank holiday left out: met
    B      2019-08-19  2019-10-23  the 46th: not met
    C      2019-08-17  2019-10-21  started on a Saturday, Monday is day 1, so this is the 45th: met
    D      2019-05-01  2019-10-31  authorised on the last day of the month: counted, not met
    E      2019-09-02  2019-11-01  authorised after the month: not counted
    F      2019-09-02  -           not authorised yet: not counted
    """,
)
