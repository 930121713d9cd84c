import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.looked_after.care import lasting_episodes, looked_after_at
from careboard.records.codes import FOR_ADOPTION
from careboard.records.spans import of_owner

UNDER, IN_CARE_MONTHS, PLACED_MONTHS = 16, 30, 24


@indicator(
    title="Children with the same carer for two years",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child who stays can grow roots.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (long-term stability)",
    comparator="long_term_stability",
    departs=(
        "The Department's words since 2024 at the latest are of the same carer, and older files of the "
        "same placement; the clause on adoptive placements is of the older rule and is kept here."
    ),
)
def long_term_stability(tables, on):
    """Of the children under 16 on the date who had been looked after without a break for two and a half years
    or more, the share who had lived with the same carer for two years or more, or are placed for adoption and
    that placement and the one before together have lasted two years. Temporary absences and moves with the
    same carer do not end a placement, nor does another kind of foster care with the carer to whom a child
    comes back.
    """
    day, children = pandas.Timestamp(on), looked_after_at(tables, on)
    children = children[(children.age < UNDER) & (add_months(children.entered, IN_CARE_MONTHS) <= day)]
    since = children.placed.mask(
        children.type.isin(FOR_ADOPTION),
        of_owner(_placed_before(tables), children.placement).fillna(children.placed),
    )
    met = add_months(since, PLACED_MONTHS) <= day
    moved = (day - since).dt.days // 365
    why = pandas.Series("moved in the last year", index=children.index).mask(
        moved >= 1, "moved one to two years ago"
    )
    return cases(children, on=on, met=met, not_met=why.mask(met))


def _placed_before(tables) -> pandas.Series:
    """When the placement before each placement of the same period of care began."""

    def made() -> pandas.Series:
        first = lasting_episodes(tables).drop_duplicates("placement").set_index("placement")
        return first.placed.shift().where(first.period == first.period.shift())

    return tables.once("placed before", made)


example(
    long_term_stability,
    period="2019-10",
    counted=7,
    met=4,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2016-01-01
    D      2003-11-01
    E      2003-10-31
    F      2010-01-01
    G      2010-01-01
    H      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2017-01-01  S             C2            U4              AA1       2017-10-31  X1
    A      2017-10-31  P             C2            U4              AA2       -           -  \
        two years to the day: met
    B      2017-01-01  S             C2            U4              BB1       2017-11-01  X1
    B      2017-11-01  P             C2            U4              BB2       -           -  \
        a day less: not met
    C      2017-01-01  S             E1            U4              CC1       2019-06-01  X1
    C      2019-06-01  P             E1            A4              CC2       -           -  \
        placed for adoption, and the one before: met
    D      2017-04-30  S             C2            U4              DD1       -           -  \
        two and a half years to the day, 15 still: met
    E      2017-01-01  S             C2            U4              EE1       -           -  \
        16 on the day: not counted
    F      2017-01-01  S             C2            U4              FF1       2019-09-01  X1
    F      2019-09-01  P             C2            K2              FF2       -           -   moved: not met
    G      2017-01-01  S             C2            U6              GG1       2019-05-01  X1
    G      2019-05-01  P             C2            T1              GG9       2019-05-20  X1
    G      2019-05-20  P             C2            U4              GG1       -           -  \
        back with the same carer, as long-term foster care now: met
    H      2017-01-01  S             C2            U6              HH1       2019-05-01  X1
    H      2019-05-01  P             C2            T1              HH9       2019-05-20  X1
    H      2019-05-20  P             C2            U4              HH2       -           -  \
        back to another address: not met
    """,
)
