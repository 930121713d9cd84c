from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in
from careboard.records.codes import FOSTER


@indicator(
    title="Children in foster care",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Most children do best in a family.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="fostering_share",
    as_official=True,
)
def fostering_share(tables, on):
    """Of the children looked after on the date, the share in foster care (U1 to U6), with relatives and
    friends who foster included. A child who is temporarily elsewhere is counted where he or she goes back to.
    """
    return living_in(tables, on, FOSTER)


example(
    fostering_share,
    period="2019-10",
    counted=4,
    met=3,
    children="""
    child  born
    A      2003-01-01
    B      2003-01-01
    C      2003-01-01
    D      2019-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2019-01-01  S             C2            U4              AA1       -           -   met
    B      2019-01-01  S             C2            U4              BB1       2019-10-20  X1
    B      2019-10-20  P             C2            T3              BB9       -           -  \
        temporarily elsewhere, goes back: met
    C      2019-01-01  S             C2            K2              CC1       -           -   not met
    D      2019-01-01  S             E1            U4              DD1       2019-11-10  X1  \
        adopted by the foster carer later: in foster care on the day, met
    D      2019-11-10  P             E1            A5              DD1       -           -
    """,
)
