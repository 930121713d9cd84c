import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import AGED, AGED_CARE, of_school_age, suspensions_in_care
from careboard.indicators.looked_after.care import looked_after_a_year


@indicator(
    title="Looked-after children suspended in the year",
    kind="share",
    good="low",
    unit="%",
    windows=("year",),
    variation=None,
    why="It tells how many children are sent home from school at all; suspensions may be of a few.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Suspensions and permanent exclusions in England, methodology, applied to children looked "
        "after for twelve months or more; local table of suspensions"
    ),
    departs=(
        "The official figure is of a school year and of children looked after for twelve months at 31 March."
    ),
)
def suspended_in_year_share(tables, first, last):
    """Of the children looked after for twelve months or more at the end of the window, in school years 1 to
    11 then, the share who were suspended at least once in it while they were looked after. Permanent
    exclusions are left out.
    """
    suspended = suspensions_in_care(tables)
    within = suspended.started.between(pandas.Timestamp(first), pandas.Timestamp(last))
    suspended = suspended[within & (suspended.permanent != "Y")]
    children = of_school_age(looked_after_a_year(tables, last), last)
    return cases(children, on=last, met=children.child.isin(suspended.child))


example(
    suspended_in_year_share,
    period="2019-10",
    counted=3,
    met=2,
    children=AGED,
    care=AGED_CARE,
    suspensions="""
    child  started     days  permanent
    A      2018-11-01  1     N          on the year's first day: met
    A      2019-05-01  1     N          a second time: counts once
    B      2018-10-31  1     N          the day before: not met
    B      2019-05-01  -     Y          excluded for good: no suspension
    C      2019-05-01  1     N
    D      2019-10-31  2     N          on its last day: met
    E      2019-05-01  1     N
    F      2019-05-01  1     N
    """,
)
