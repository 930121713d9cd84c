from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import attendance_of_year


@indicator(
    title="School attendance of looked-after children",
    kind="average",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child who is at school learns, and is seen by adults who know the child.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Pupil absence in schools, methodology (sessions missed of sessions possible), applied to "
        "children looked after for twelve months or more; local table of attendance"
    ),
    departs=(
        "The official figure is of children looked after for twelve months at 31 March, over the whole "
        "school year; this one is asked at any date, up to the last term that has ended."
    ),
)
def school_attendance(tables, on):
    """Of the sessions that children could attend in the school year, up to the last term that had ended by
    the date, the share that they attended. Counted are children looked after for twelve months or more on
    the date, in years 1 to 11 of that school year, with a session on record.
    """
    children = attendance_of_year(tables, on)
    return cases(children, on=on, value=children.possible - children.absent, weight=children.possible)


example(
    school_attendance,
    period="2019-10",
    counted=2,
    value=90.3,
    children="""
    child  born
    A      2010-01-01
    B      2002-09-01  fifteen on the day before the school year began: counted
    C      2002-08-31  sixteen on that day: not counted
    D      2012-08-31  six on that day: counted
    E      2013-09-01  four on that day: not in year 1 yet, not counted
    F      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2018-01-01  S             C2            -
    E      2018-01-01  S             C2            -
    F      2018-11-02  S             V2            -           a day short of twelve months: not counted
    """,
    attendance="""
    child  term_started  term_ended  possible  authorised  unauthorised
    A      2019-04-23    2019-07-19  120       10          2             20 of 200 missed
    A      2019-01-07    2019-04-05  80        8           0
    A      2019-09-03    2019-12-20  130       60          60            the term goes on: does not count
    A      2018-04-16    2018-07-20  120       60          60            a year before: does not count
    B      2019-04-23    2019-07-19  100       5           4             9 of 100 missed: 271 of 300 attended
    C      2019-04-23    2019-07-19  100       50          50
    D      2019-04-23    2019-07-19  0         -           -             no session possible: not counted
    E      2019-04-23    2019-07-19  100       50          50
    F      2019-04-23    2019-07-19  100       50          50
    """,
)
