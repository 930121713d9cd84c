from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import adoptions


@indicator(
    title="Days from entering care to moving in with the adopters",
    kind="average",
    good="low",
    unit="days",
    windows=("year", "financial_year"),
    variation=None,
    why="A young child's years are long: waiting costs early bonds.",
    owner="Adoption service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Adoption and special guardianship data, headline measure A10; local windows",
    departs="The official measure is an average over three years; here it is over one, which moves more.",
)
def days_from_entry_to_adoptive_placement(tables):
    """For children adopted in the window, the average number of days from entering care to moving in with the
    adopters. For a child adopted by foster carers that is the day on which the foster placement began.
    Adoptions without a placement for adoption on record are left out.
    """
    adopted = adoptions(tables)
    adopted = adopted[adopted.placed.notna()]
    return cases(adopted, on="left", ended=True, value=(adopted.placed - adopted.entered).dt.days)


CHILDREN = """
    child  born
    A      2017-01-01
    B      2017-01-01
    C      2017-01-01
    D      2017-01-01
    """
CARE = """
    child  started     start_reason  legal_status  placement_type  ended       end_reason
    A      2018-01-01  S             C2            U4              2018-04-11  X1
    A      2018-04-11  L             E1            U4              2018-05-01  X1   the placement order
    A      2018-05-01  P             E1            A4              2019-10-31  E11  120 days after entering
    B      2018-01-01  S             C2            U4              2018-02-10  X1
    B      2018-02-10  P             E1            U4              2018-07-01  X1\
   moved to the foster carer after 40 days
    B      2018-07-01  U             E1            A3              2019-01-31  E12  who adopts
    C      2018-01-01  S             C2            U4              2019-10-31  E45  not adopted: not counted
    D      2018-01-01  S             C2            A6              2018-10-31  E12\
  adopted before the year: not counted
    """

example(
    days_from_entry_to_adoptive_placement,
    period="2019-10",
    counted=2,
    value=80.0,
    children=CHILDREN,
    care=CARE,
)
