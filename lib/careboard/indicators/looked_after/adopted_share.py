from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import ADOPTED, ends_of_care


@indicator(
    title="Children who left care for adoption",
    kind="share",
    good="high",
    unit="%",
    windows=("year", "financial_year"),
    variation=None,
    why="Adoption gives a child who cannot go home a family for life.",
    owner="Adoption service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="adopted_share",
    as_official=True,
)
def adopted_share(tables, first, last):
    """Of the children who ceased to be looked after in the window, each counted once at the last end, the
    share who were adopted (E11, E12). Short breaks (V3, V4) are left out.
    """
    ends = ends_of_care(tables, first, last)
    return cases(ends, on="left", ended=True, met=ends.end_reason.isin(ADOPTED))


CHILDREN = """
    child  born
    A      2015-01-01
    B      2015-01-01
    C      2015-01-01
    D      2015-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended       end_reason
    A      2017-01-01  S             E1            2019-10-31  E11         adopted on the last day
    B      2017-01-01  S             C2            2018-11-01  E45\
         a special guardian, on the first day
    C      2017-01-01  S             V2            2018-12-01  E12
    C      2019-02-01  S             V2            2019-03-01  E4A         its last end counts: went home
    D      2017-01-01  S             E1            2018-10-31  E12\
         the day before the year begins: not counted
    """

example(adopted_share, period="2019-10", counted=3, met=1, children=CHILDREN, care=CARE)
