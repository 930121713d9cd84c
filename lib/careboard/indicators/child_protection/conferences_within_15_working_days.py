import pandas

from careboard.indicators import cases, example, indicator, working_days
from careboard.indicators.lateness import how_late

LIMIT = 15


def own_conferences(tables):
    """Conferences that this council called itself; those for plans transferred in are left out."""
    return tables.conferences[tables.conferences.transfer_in.fillna("N") != "Y"]


@indicator(
    title="Conferences held within 15 working days",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "year"),
    variation="p",
    why="Once harm is suspected, those who know the child should meet soon.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Characteristics of children in need, methodology; Working Together to Safeguard Children (2018)"
    ),
    comparator="conferences_within_15_working_days",
    departs=(
        "A conference without an enquiry on record counts as not in time, since a missing record must not "
        "better a figure. An extract from Annex A counts from the strategy discussion, and says so."
    ),
)
def conferences_within_15_working_days(tables):
    """Of the initial child protection conferences held in the window, the share held within 15 working days
    of the start of the section 47 enquiry. A conference whose enquiry is not on record counts as not in time.
    Conferences for plans transferred in from another authority are left out.
    """
    held = own_conferences(tables).merge(
        tables.enquiries[["enquiry", "started"]].rename(columns={"started": "enquired"}),
        on="enquiry",
        how="left",
    )
    days = working_days(held.enquired, held.held)
    why = (
        pandas.Series(pandas.NA, index=held.index, dtype="str")
        .mask(held.enquired.isna(), "no enquiry on record")
        .mask(days > LIMIT, "held late")
    )
    return cases(
        held, on="held", met=days <= LIMIT, not_met=why, how_late=how_late(days - LIMIT, "working days")
    )


CONFERENCES = """
    conference  child  enquiry  held        transfer_in
    1           A      1        2019-10-22  N            the 15th working day: met
    2           B      2        2019-10-22  N            the 16th: not met
    3           C      -        2019-10-22  N            no enquiry on record: counted, not met
    4           D      3        2019-10-22  Y            transferred in: not counted
    """

example(
    conferences_within_15_working_days,
    period="2019-10",
    counted=3,
    met=1,
    conferences=CONFERENCES,
    enquiries="""
    enquiry  child  started
    1        A      2019-10-01
    2        B      2019-09-30
    3        D      2019-10-21
    """,
)
