import pandas

from careboard.indicators import cases, example, indicator, open_at
from careboard.indicators.cases import how_many
from careboard.indicators.looked_after.care import looked_after_at, placements
from careboard.periods import months_before
from careboard.records.tables import NotAvailable

MONTHS, MANY, MOST = 12, 3, 6


@indicator(
    title="Children with three or more placements in a year",
    brief="Three or more placements in a year",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Every move costs a child friends, school and trust.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (placement stability)",
    comparator="three_or_more_placements",
    departs=(
        "No official text was found on temporary absences, moves with the same carer, the placement open "
        "when the 12 months begin, or earlier periods of care; the rule here is a reading of the measure's "
        "purpose."
    ),
)
def three_or_more_placements(tables, on):
    """Of the children looked after on the date, the share who had three or more placements in the 12 months
    to it. The placement open when the 12 months begin counts, and so do those of an earlier period of care in
    them. Temporary absences (T0 to T4), coming back to the same carer after one, moves with the same carer,
    and being placed for adoption with one's foster carer are not counted.
    """
    children = placements_in_a_year(tables, on)
    how_many = children.number.clip(upper=MOST).map(
        lambda number: f"{number:.0f} placements{' or more' if number == MOST else ''}"
    )
    return cases(
        children, on=on, met=children.number >= MANY, not_met=how_many.where(children.number >= MANY)
    )


def placements_in_a_year(tables, on):
    """Children looked after on a date, each with `number`: how many placements in the 12 months to it."""

    def made():
        children = looked_after_at(tables, on)
        if tables.has("placement_counts"):
            counted = open_at(tables.placement_counts.sort_values("started", kind="stable"), on)
            counted = counted.drop_duplicates("child", keep="last")
            return children.assign(number=children.child.map(counted.set_index("child").number).fillna(0))
        if tables.reach is not None:
            raise NotAvailable("snapshots do not hold every placement", "placement_counts")
        first = pandas.Timestamp(months_before(on, MONTHS))
        held = placements(tables)
        held = held[(held.started <= pandas.Timestamp(on)) & (held.ended.isna() | (held.ended > first))]
        return children.assign(number=how_many(held.child, children.child))

    return tables.once(("placements in a year", on), made)


example(
    three_or_more_placements,
    period="2019-10",
    counted=4,
    met=2,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2018-01-01  S             C2            U4              AA1       2018-11-01  X1  \
        open when the 12 months begin: the first
    A      2018-11-01  P             C2            U4              AA2       2019-05-01  X1   the second
    A      2019-05-01  P             C2            K2              AA3       -           -    the third: met
    B      2018-01-01  S             C2            U4              BB1       2018-10-31  X1  \
        ended on the day before the 12 months: does not count
    B      2018-10-31  P             C2            U4              BB2       2019-05-01  X1
    B      2019-05-01  P             C2            K2              BB3       -           -  \
        the second: not met
    C      2018-01-01  S             C2            U4              CC1       2019-02-01  X1   the first
    C      2019-02-01  P             C2            T3              CC9       2019-02-10  X1  \
        a temporary absence
    C      2019-02-10  P             C2            U4              CC1       2019-03-01  X1  \
        back with the same carer: still the first
    C      2019-03-01  T             C2            U5              CC2       2019-06-01  X1  \
        a move with the same carer: still the first
    C      2019-06-01  P             C2            U4              CC3       -           -  \
        the second: not met
    D      2018-06-01  S             V2            U4              DD1       2019-01-01  E4A  \
        an earlier period in the 12 months
    D      2019-03-01  S             V2            U4              DD2       2019-08-01  X1
    D      2019-08-01  P             V2            R1              DD3       -           -    the third: met
    """,
)

example(
    three_or_more_placements,
    period="2019-10",
    counted=2,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  entered
    A      2019-10-01  S             C2            U4              2018-01-01
    B      2019-10-01  S             C2            U4              2018-01-01
    """,
    placement_counts="""
    child  started     ended       number
    A      2019-10-16  2019-10-30  2       counted again since
    A      2019-10-30  -           3       the source itself counts three: met
    B      2019-10-30  -           2       the latest, whatever the order of the rows: not met
    B      2019-10-16  -           3
    """,
)
