import pandas

from careboard.indicators import cases, example, indicator


@indicator(
    title="Children seen in their assessment",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "year"),
    variation="p",
    why="Nobody can know what a child needs without seeing the child.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; Ofsted's Annex A asks for it case by case",
)
def child_seen_in_assessment(tables):
    """Of the assessments authorised in the window, the share in which the child was seen. Where nothing is
    recorded the child counts as not seen.
    """
    authorised = tables.assessments[tables.assessments.authorised.notna()]
    met = authorised.seen == "Y"
    why = pandas.Series("not seen", index=authorised.index).mask(authorised.seen.isna(), "not recorded")
    return cases(authorised, on="authorised", met=met, not_met=why.mask(met))


example(
    child_seen_in_assessment,
    period="2019-10",
    counted=3,
    met=1,
    assessments="""
    child  started     authorised  seen
    A      2019-09-01  2019-10-01  Y
    B      2019-09-01  2019-10-31  N
    C      2019-09-01  2019-10-31  -     not recorded: counted as not seen
    D      2019-09-01  2019-11-01  Y     after the month: not counted
    """,
)
