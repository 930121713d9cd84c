import pandas

from careboard.indicators import cases, example, indicator, open_at
from careboard.indicators.workforce.staff import in_post
from careboard.records.codes import SOCIAL_WORKER

NO_TEAM = ""


@indicator(
    title="Social work posts that are vacant",
    kind="ratio",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="An empty post is work that others must carry.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children's social work workforce, methodology",
    comparator="vacancy_rate",
    as_official=True,
    subject="staff",
)
def vacancy_rate(tables, on):
    """Full-time equivalents of social work posts without a permanent holder on the date, as a share of vacant
    and filled ones together. A post that an agency worker covers is vacant. A team with more people than
    posts has no vacancy.
    """
    own = in_post(tables, SOCIAL_WORKER, on)
    own = own[own.agency == "N"].fillna({"team": NO_TEAM})
    posts = open_at(
        tables.once("social work posts", lambda: tables.posts[tables.posts.role == SOCIAL_WORKER]), on
    )
    posts = posts.fillna({"team": NO_TEAM}).sort_values(
        ["team", "fte", "started"], ascending=[True, False, True], kind="stable"
    )
    beyond = posts.groupby("team").fte.cumsum() - posts.team.map(own.groupby("team").fte.sum()).fillna(0.0)
    vacant = beyond.clip(lower=0.0, upper=posts.fte).round(6)
    empty = posts.assign(value=vacant, weight=vacant, who="post")[vacant > 0]
    rows = pandas.concat(
        [
            own.assign(value=0.0, weight=own.fte, who=own.worker)[["who", "team", "value", "weight"]],
            empty[["who", "team", "value", "weight"]],
        ],
        ignore_index=True,
    )
    rows["team"] = rows.team.where(rows.team != NO_TEAM)
    return cases(rows, on=on, who="who", value=rows.value, weight=rows.weight)


example(
    vacancy_rate,
    period="2019-10",
    counted=5,
    value=37.5,
    posts="""
    role           team  fte  started     ended
    Social worker  T1    1.0  2018-01-01  -
    Social worker  T1    1.0  2018-01-01  -           covered by an agency worker: vacant
    Social worker  T1    1.0  2018-01-01  2019-10-31  ended on the day: not a post
    Social worker  T2    1.0  2018-01-01  -           filled by half a worker: 0.5 vacant
    """,
    workforce="""
    worker  role           team  started     ended  fte  agency  holds_cases
    1       Social worker  T1    2018-01-01  -      1.0  N       Y
    2       Social worker  T1    2018-01-01  -      1.0  Y       Y
    3       Social worker  T2    2018-01-01  -      0.5  N       Y
    4       Social worker  T3    2018-01-01  -      1.0  N       Y  no post on record: in post, no vacancy
    """,
)
