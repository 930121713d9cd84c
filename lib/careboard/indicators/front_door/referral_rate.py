from careboard.indicators import cases, example, indicator


@indicator(
    title="Referrals",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("year",),
    variation=None,
    why="How many families come to notice shows demand; it is neither good nor bad.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="referral_rate",
    as_official=True,
)
def referral_rate(tables):
    """Referrals received in the year, per 10,000 children under 18. A child referred twice counts twice."""
    return cases(tables.referrals, on="referred")


example(
    referral_rate,
    period="2019-10",
    counted=3,
    met=3,
    referrals="""
    child  referred
    A      2018-10-31  the day before the year begins: not counted
    A      2018-11-01
    A      2019-02-05
    B      2019-10-31
    """,
)
