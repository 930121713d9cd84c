import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.lateness import how_late
from careboard.indicators.looked_after.care import episodes, looked_after_at, plans_of_placements
from careboard.records.spans import Lasts
from careboard.records.tables import kept

FIRST_DAYS, USUAL_DAYS, PARENT_DAYS, LONG_MONTHS, LASTED_MONTHS = 7, 42, 28, 3, 12
PARENTS, INTERIM_ORDER, FULL_ORDER = "P1", "C1", "C2"


@indicator(
    title="Looked-after children whose next visit is not overdue",
    brief="Looked-after visits not overdue",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A visit is when a child can tell the social worker how things are.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28; local measure"
    ),
)
def looked_after_visits_in_timescale(tables, on):
    """Of the children looked after on the date, the share whose next visit due is not overdue. A visit is due
    within a week of a placement's start, or of a full order (C2) made since with a parent. The next is due,
    by the first of these that holds: six weeks after the last for a child with a parent before assessment
    (basis reg19), four weeks after it for a child placed with a connected person for the time being (basis
    reg24) or with a parent under an interim order (C1), both weekly until the first review since the
    placement began; three months after it where a placement meant to last to 18 had lasted a year at the last
    visit; else six weeks after it. Only a visit in this period of care at which the child is recorded as seen
    counts. What is meant for the placement is what the latest placement plan says, and no earlier one. A
    child who is temporarily elsewhere is counted at the placement to go back to. Without the local table of
    placement plans six weeks are assumed.
    """
    children = visits_due(tables, on)
    late = (pandas.Timestamp(on) - children.due).dt.days
    return cases(children, on=on, met=late <= 0, how_late=how_late(late, "days"))


def visits_due(tables, on):
    """Children looked after on a date, each with `due`: the day by which the next visit must be."""

    def made():
        children = _with_plans(tables, looked_after_at(tables, on), on)
        last = _last(tables, _seen, "care_visits", "visited", children, "entered", on)
        since = children.placed.where(
            ~_under_full_order_at_home(children), children[["placed", "ordered"]].max(axis=1)
        )
        visited = last >= since
        return children.assign(
            due=(since + pandas.Timedelta(days=FIRST_DAYS)).mask(
                visited, _next_due(tables, children, last, on)
            )
        )

    return tables.once(("visits due", on), made)


def _with_plans(tables, children, on):
    """The children with their legal status's first day (`ordered`) and what is planned for the placement."""
    children = children.assign(ordered=_full_orders(tables).reindex(children.period).to_numpy())
    if not tables.has("placement_plans"):
        return children.assign(lasts_to_18=None, basis=None)
    plans = plans_of_placements(tables, on)
    return children.assign(lasts_to_18=plans.lasts_to_18, basis=plans.basis)


@kept
def _full_orders(tables):
    """The first day of a full order in each period of care."""
    care = episodes(tables)
    return care[care.legal_status == FULL_ORDER].groupby("period").started.min()


def _under_full_order_at_home(children):
    return (children.type == PARENTS) & (children.legal_status == FULL_ORDER)


def _last(tables, counted, records, day, children, since, on):
    """Each child's latest record that is counted, from `since` up to the date."""
    last = tables.once(("last", records), lambda: Lasts(counted(getattr(tables, records)), "child", day)).by(
        children.child, on
    )
    return last.where(last >= children[since])


def _seen(visits):
    """Visits at which the child was seen; where nothing is recorded the child counts as not seen."""
    return visits[visits.seen == "Y"]


def _held(reviews):
    """Reviews that were not cancelled."""
    return reviews[reviews.cancelled != "Y"] if "cancelled" in reviews else reviews


def _next_due(tables, children, last, on):
    """When the visit after the last one is due."""
    weekly_first = (
        (children.type == PARENTS) & (children.legal_status == INTERIM_ORDER)
    ) | children.basis.isin(["reg19", "reg24"])
    days = pandas.Series(USUAL_DAYS, index=children.index)
    days = days.mask(weekly_first & (children.basis != "reg19"), PARENT_DAYS)
    if weekly_first.any():
        reviewed = _last(tables, _held, "care_reviews", "reviewed", children, "placed", on).notna()
        days = days.mask(weekly_first & ~reviewed, FIRST_DAYS)
    due = last + pandas.to_timedelta(days, unit="D")
    settled = (
        (children.lasts_to_18 == "Y") & (add_months(children.placed, LASTED_MONTHS) <= last) & ~weekly_first
    )
    return due.mask(settled, add_months(last, LONG_MONTHS))


example(
    looked_after_visits_in_timescale,
    period="2019-10",
    counted=8,
    met=5,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    E      2010-01-01
    F      2010-01-01
    G      2010-01-01
    H      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  ended
    A      2018-01-01  S             C2            U4              -
    B      2018-01-01  S             C2            U4              -
    C      2018-01-01  S             C2            U6              2018-06-01
    C      2018-06-01  T             C2            U4              -  \
        with the same carer: the same placement
    D      2019-10-24  S             V2            U4              -  \
        a week ago to the day and no visit yet: met
    E      2019-10-23  S             V2            U4              -  \
        eight days and no visit: not met
    F      2019-01-01  S             C1            P1              -
    G      2019-01-01  S             C2            P1              -
    H      2019-10-01  S             C1            P1              -
    """,
    placement_plans="""
    child  placement_started  lasts_to_18
    C      2018-01-01         N
    C      2018-06-01         Y            a new plan with the same carer: the latest holds
    """,
    care_reviews="""
    child  reviewed
    F      2019-02-01
    """,
    care_visits="""
    child  visited     seen
    A      2019-09-19  Y     six weeks before to the day: met
    B      2019-09-18  Y     a day more: not met
    B      2019-10-30  -     not recorded whether the child was seen: does not count
    B      2019-10-31  N     not seen: does not count
    C      2019-07-31  Y     three months before, in a placement meant to last: met
    F      2019-10-03  Y     at home under an interim order, reviewed, four weeks before: met
    G      2019-10-01  Y     at home under a full order, within six weeks: met
    H      2019-10-20  Y     at home under an interim order, not yet reviewed, more than a week: not met
    """,
)
