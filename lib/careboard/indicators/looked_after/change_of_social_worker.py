from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.social_workers import social_workers_in_a_year
from careboard.indicators.looked_after.three_or_more_social_workers import CARE, CHILDREN, WORKERS


@indicator(
    title="Children whose social worker changed in a year",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A change costs a child somebody who knows the story.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def change_of_social_worker(tables, on):
    """Of the children looked after on the date for 12 months or more, the share who had two or more different
    social workers in the 12 months to it. The one allocated when the 12 months begin counts.
    """
    children = social_workers_in_a_year(tables, on)
    children = children[children.child.isin(looked_after_a_year(tables, on).child)]
    return cases(children, on=on, met=children.workers > 1)


example(
    change_of_social_worker,
    period="2019-10",
    counted=2,
    met=2,
    children=CHILDREN,
    care=CARE,
    involvements=WORKERS,
)
