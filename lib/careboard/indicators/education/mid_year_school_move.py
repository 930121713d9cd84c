import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import AGED, AGED_CARE, of_school_age
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.records.tables import kept

TURN_OF_YEAR = (8, 9)  # months in which a new school is no move in mid-year


@indicator(
    title="Looked-after children who moved school in mid-year",
    kind="share",
    good="low",
    unit="%",
    windows=("year",),
    variation=None,
    why="A child who changes school in the middle of a year loses friends, teachers and time.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Children's Commissioner for England, Stability Index (mid-year school moves); local table of schools"
    ),
    comparator="mid_year_school_move",
    unlike="the published figure is told from the school census, this one from each change of school",
    departs="The published figure compares the schools of two censuses; here each change of school is known.",
)
def mid_year_school_move(tables, first, last):
    """Of the children looked after for twelve months or more at the end of the window, in school years 1 to
    11 then, the share who began at another school in it, in mid-year. A start in the school year's first
    month or in the month before it is a move at the turn of the year and left out, as is a child's first
    school.
    """
    moves = _moves(tables)
    within = moves.started.between(pandas.Timestamp(first), pandas.Timestamp(last))
    children = of_school_age(looked_after_a_year(tables, last), last)
    return cases(children, on=last, met=children.child.isin(moves.child[within]))


@kept
def _moves(tables):
    """Starts at another school than the one before, in mid-year."""
    starts = tables.schools.sort_values(["child", "started"], kind="stable")
    before = starts.groupby("child").school.shift()
    other = before.notna() & (starts.school != before)
    return starts[other & ~starts.started.dt.month.isin(TURN_OF_YEAR)]


example(
    mid_year_school_move,
    period="2019-10",
    counted=3,
    met=1,
    children=AGED,
    care=AGED_CARE,
    schools="""
    child  school  started     ended
    A      1       2016-09-05  2018-10-31
    A      2       2018-11-01  -           on the year's first day: met
    B      1       2016-09-05  2018-10-30
    B      2       2018-10-31  2019-07-19  the day before the year began
    B      3       2019-09-30  -           at the turn of the school year: not met
    C      1       2016-09-05  2019-02-01
    C      2       2019-02-04  -
    D      1       2017-09-05  2019-02-01
    D      1       2019-03-01  2019-04-05  back at the same school: no move
    F      1       2016-09-05  2019-02-01
    F      2       2019-02-04  -
    """,
)

example(
    mid_year_school_move,
    period="2019-10",
    counted=3,
    met=1,
    children=AGED,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    D      2018-01-01  S             C2            -
    """,
    schools="""
    child  school  started     ended
    A      1       2016-09-05  2019-10-30
    A      2       2019-10-31  -           on the year's last day: met
    B      1       2019-02-04  -           the first school on record: no move
    D      1       2017-09-05  2019-10-31
    D      2       2019-11-01  -           the day after: not met
    """,
)
