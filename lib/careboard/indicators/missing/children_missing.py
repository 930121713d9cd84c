from careboard.indicators import cases, example, indicator
from careboard.indicators.missing.spells import MISSING, children_with_spells


@indicator(
    title="Looked-after children who went missing",
    kind="share",
    good=None,
    unit="%",
    windows=("year", "financial_year"),
    variation=None,
    why="A missing child may be in danger; more recorded spells may also mean better recording.",
    owner="Missing from home service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (children missing)",
    comparator="children_missing",
    departs=(
        "By age the Department counts incidents, at the age when each began; here each child counts once, "
        "at the age on the day of the last spell or else of the last day looked after."
    ),
)
def children_missing(tables, first, last):
    """Of the children looked after at any time in the window, the share with a missing spell (M) that began
    in it while they were looked after. Being away without leave (A) is counted apart. Each child counts once,
    in the area of the day of the last such spell, or else of the last day looked after in the window.
    """
    children = children_with_spells(tables, first, last, MISSING)
    return cases(children, on="on", met=children.spells > 0)


CHILDREN = """
    child  born
    A      2005-01-01
    B      2005-01-01
    C      2005-01-01
    D      2005-01-01
    E      2000-10-31
    """
CARE = """
    child  started     start_reason  legal_status  ended       end_reason
    A      2018-01-01  S             C2            -           -
    B      2018-01-01  S             C2            2018-11-02  E4A\
  looked after for one day of the year: counted
    C      2018-01-01  S             C2            2018-11-01  E4A  left as the year begins: not counted
    D      2019-06-01  S             V2            -           -
    E      2018-01-01  S             C2            2018-12-01  E7\
   eighteen before the year began: not counted
    """
SPELLS = """
    spell  child  type  started           ended
    1      A      M     2019-10-31T22:00  -
    2      A      M     2018-11-01T00:10  2018-11-01T08:00
    3      A      M     2019-05-05T00:10  2019-05-06T08:00
    4      B      A     2018-11-01T10:00  2018-11-01T12:00  away, not missing
    5      D      M     2019-05-01T10:00  2019-05-02T12:00  before care began: not counted
    """

example(children_missing, period="2019-10", counted=3, met=1, children=CHILDREN, care=CARE, missing=SPELLS)
