from careboard.indicators import cases, example, indicator
from careboard.indicators.cases import age_at
from careboard.indicators.looked_after.care import periods_of_care
from careboard.records.spans import of_owner

YOUNGEST = 16


@indicator(
    title="Young people who left care with a health passport",
    kind="share",
    good="high",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A young adult needs to know his or her own medical history.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Promoting the health and wellbeing of looked-after children (2015), statutory guidance; local table "
        "of health passports"
    ),
)
def health_passports(tables):
    """Of the young people aged 16 or over who left care in the window, the share who had been given a summary
    of their health history by the day they left. Short breaks (V3, V4) are left out.
    """
    ends = periods_of_care(tables)
    ends = ends[ends.left.notna() & (ends.end_reason != "X1")]
    ends = ends[age_at(tables.born(ends.child), ends.left) >= YOUNGEST]
    return cases(
        ends,
        on="left",
        ended=True,
        met=of_owner(tables.health_passports.set_index("child").given, ends.child) <= ends.left,
    )


example(
    health_passports,
    period="2019-10",
    window="month",
    counted=3,
    met=1,
    children="""
    child  born
    A      2003-10-31
    B      2001-10-15
    C      2001-10-15
    D      2003-11-01
    """,
    care="""
    child  started     start_reason  legal_status  ended       end_reason
    A      2018-01-01  S             C2            2019-10-31  E4A  sixteen on the day: counted
    B      2018-01-01  S             C2            2019-10-15  E5
    C      2018-01-01  S             C2            2019-10-15  E5   none given: not met
    D      2018-01-01  S             C2            2019-10-31  E4A  fifteen: not counted
    """,
    health_passports="""
    child  given
    A      2019-10-31  on the day: met
    B      2019-10-16  a day late: not met
    """,
)
