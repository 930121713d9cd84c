from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import AGED_CARE, ATTENDANCE, ATTENDING, attendance_of_year


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
    children=ATTENDING,
    care=AGED_CARE,
    attendance=ATTENDANCE,
)
