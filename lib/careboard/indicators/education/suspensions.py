from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import SUSPENDED_CARE, SUSPENDED_CHILDREN, suspensions_in_care


@indicator(
    title="Suspensions of looked-after children",
    kind="count",
    good=None,
    unit="suspensions",
    windows=("month", "year"),
    variation=None,
    why="A suspension is one more place where a child was not wanted. It counts each one, not each child.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=("DfE, Suspensions and permanent exclusions in England, methodology; local table of suspensions"),
)
def suspensions(tables):
    """Suspensions from school that began in the window while the child was looked after. A child who was
    suspended twice counts twice. Permanent exclusions are left out.
    """
    suspended = suspensions_in_care(tables)
    return cases(suspended[suspended.permanent != "Y"], on="started")


example(
    suspensions,
    period="2019-10",
    counted=4,
    met=4,
    children=SUSPENDED_CHILDREN,
    care=SUSPENDED_CARE,
    suspensions="""
    child  started     days  permanent
    A      2019-10-01  1     N          on the first day
    A      2019-10-31  0.5   -          on the last: the second of this child
    A      2019-09-30  1     N          the day before: not counted
    B      2019-10-09  2     N          before care began: not counted
    B      2019-10-10  2     N          on the day on which care began: counted
    B      2019-10-20  2     N          care has ended: not counted
    C      2019-10-02  5     N
    C      2019-10-03  -     Y          excluded for good: not counted
    """,
)
