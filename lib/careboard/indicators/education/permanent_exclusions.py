from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import SUSPENDED_CARE, SUSPENDED_CHILDREN, suspensions_in_care


@indicator(
    title="Permanent exclusions of looked-after children",
    kind="count",
    good=None,
    unit="exclusions",
    windows=("year", "financial_year"),
    variation=None,
    why="The guidance asks schools to exclude a looked-after child for good only as a last resort.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Suspensions and permanent exclusions in England, methodology; Promoting the education of "
        "looked-after children (2018), statutory guidance; local table of suspensions"
    ),
)
def permanent_exclusions(tables):
    """Permanent exclusions from school in the window while the child was looked after. One that was set
    aside on appeal is left out where the record was taken away.
    """
    excluded = suspensions_in_care(tables)
    return cases(excluded[excluded.permanent == "Y"], on="started")


example(
    permanent_exclusions,
    period="2019-10",
    counted=2,
    met=2,
    children=SUSPENDED_CHILDREN,
    care=SUSPENDED_CARE,
    suspensions="""
    child  started     days  permanent
    A      2018-11-01  -     Y          on the year's first day
    A      2018-10-31  -     Y          the day before: not counted
    B      2019-10-09  -     Y          before care began: not counted
    C      2019-10-03  -     Y
    C      2019-10-02  5     N          suspended, not excluded for good: not counted
    """,
)
