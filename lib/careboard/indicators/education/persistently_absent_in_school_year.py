from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import AGED_CARE, ATTENDANCE, ATTENDING, attendance_of_year

TENTH = 10  # a tenth of the sessions: ten times those missed are all of them


@indicator(
    title="Looked-after children persistently absent in the school year",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child who misses a tenth of school falls behind in all of it.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Pupil absence in schools, methodology (persistent absence: 10% or more of possible sessions),"
        " applied to children looked after for twelve months or more; local table of attendance"
    ),
    departs=(
        "The official figure is of children looked after for twelve months at 31 March, over the whole "
        "school year; this one is asked at any date, up to the last term that has ended."
    ),
)
def persistently_absent_in_school_year(tables, on):
    """Of the children looked after for twelve months or more on the date, in years 1 to 11 of the school
    year of the last term that had ended by then, with a session on record, the share who missed 10% or more
    of the sessions that they could attend in that year's terms.
    """
    children = attendance_of_year(tables, on)
    return cases(children, on=on, met=TENTH * children.absent >= children.possible)


example(
    persistently_absent_in_school_year,
    period="2019-10",
    counted=2,
    met=1,
    children=ATTENDING,
    care=AGED_CARE,
    attendance=ATTENDANCE,
)
