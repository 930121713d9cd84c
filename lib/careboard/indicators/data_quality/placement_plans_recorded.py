from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at, plans_of_placements


@indicator(
    title="Placements whose plan is recorded",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="How often a child must be visited depends on what is planned for the placement.",
    owner="Performance and data team",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local table of placement plans",
)
def placement_plans_recorded(tables, on):
    """Of the children looked after on the date, the share whose placement has a row in the local table of
    placement plans. A child who is temporarily elsewhere is counted at the placement to go back to.
    """
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=plans_of_placements(tables, on).began.notna())


example(
    placement_plans_recorded,
    period="2019-10",
    counted=2,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  ended
    A      2019-01-01  S             C2            U4              -
    B      2019-01-01  S             C2            U4              -
    """,
    placement_plans="""
    child  placement_started  planned_end
    A      2019-01-01         Y
    B      2018-01-01         Y            another placement: not met
    """,
)
