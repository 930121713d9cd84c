from careboard.indicators import cases, example, indicator


@indicator(
    title="Section 47 enquiries",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("year",),
    variation=None,
    why=(
        "It shows how often there is reason to think that a child may be suffering significant harm; neither "
        "high nor low is good in itself."
    ),
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology; Children Act 1989, section 47",
    comparator="section_47_rate",
    as_official=True,
)
def section_47_rate(tables):
    """Enquiries under section 47 begun in the year, per 10,000 children under 18. A child with two enquiries
    counts twice.
    """
    return cases(tables.enquiries, on="started")


example(
    section_47_rate,
    period="2019-10",
    counted=2,
    met=2,
    enquiries="""
    child  started
    A      2018-10-31  the day before the year begins: not counted
    A      2018-11-01
    B      2019-10-31
    """,
)
