from careboard.indicators import cases, example, indicator, open_at
from careboard.indicators.education.schooling import AGED, of_school_age
from careboard.indicators.looked_after.care import looked_after_at


@indicator(
    title="Looked-after children without a school place",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child without a place learns nothing there, and nobody at school asks how the child is.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Promoting the education of looked-after children (2018), statutory guidance: a place without "
        "delay; local table of schools"
    ),
)
def without_school_place(tables, on):
    """Of the looked-after children in school years 1 to 11 on the date, the share who are on the roll of no
    school then. Year 11 is over when the summer break begins, and is left out from then on.
    """
    children = of_school_age(looked_after_at(tables, on), on)
    return cases(children, on=on, met=~children.child.isin(open_at(tables.schools, on).child))


example(
    without_school_place,
    period="2019-10",
    counted=4,
    met=2,
    children=AGED,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2019-10-31  S             V2            -      looked after from the day on: counted
    E      2018-01-01  S             C2            -
    F      2018-01-01  S             C2            -
    """,
    schools="""
    child  school  started     ended
    A      1       2016-09-05  -           has a place
    B      1       2016-09-05  2019-10-31  left on the day: met
    D      1       2019-11-01  -           begins the day after: met
    F      1       2016-09-05  2019-11-01
    """,
)
example(
    without_school_place,
    period="2020-07",
    counted=1,
    met=1,
    children="""
    child  born
    A      2003-09-01  in year 11, which is over: not counted
    B      2004-09-01  in year 10
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    """,
    schools="""
    child  school  started     ended
    A      1       2016-09-05  2020-06-26
    B      1       2016-09-05  2020-06-26
    """,
)
