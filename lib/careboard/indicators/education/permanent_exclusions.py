from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import suspensions_in_care


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
    children="""
    child  born
    A      2006-01-01
    B      2006-01-01
    C      2006-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2019-10-10  S             V2            2019-10-20
    C      2018-01-01  S             C2            -
    """,
    suspensions="""
    child  started     days  permanent
    A      2018-11-01  -     Y          on the year's first day
    A      2018-10-31  -     Y          the day before: not counted
    B      2019-10-09  -     Y          before care began: not counted
    C      2019-10-03  -     Y
    C      2019-10-02  5     N          suspended, not excluded for good: not counted
    """,
)
