from careboard.indicators import cases, example, indicator
from careboard.indicators.missing.children_missing import CARE, CHILDREN
from careboard.indicators.missing.spells import MISSING, children_with_spells

MANY, MOST = 3, 10


@indicator(
    title="Children missing three times or more",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "financial_year"),
    variation=None,
    why="It answers whether the same children go missing again.",
    owner="Missing from home service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def children_missing_repeatedly(tables, first, last):
    """Of the looked-after children with a missing spell (M) that began in the window, the share with three or
    more. Each child counts once.
    """
    children = children_with_spells(tables, first, last, MISSING)
    missing = children[children.spells > 0]
    many = missing.spells >= MANY
    words = missing.spells.map(
        lambda number: f"{MOST} spells or more" if number >= MOST else f"{MANY} to {MOST - 1} spells"
    )
    return cases(missing, on="on", met=many, not_met=words.where(many))


example(
    children_missing_repeatedly,
    period="2019-10",
    counted=3,
    met=1,
    children=CHILDREN,
    care=CARE,
    missing="""
    spell  child  type  started           ended
    1      A      M     2018-11-01T00:10  2018-11-01T08:00
    2      A      M     2019-05-05T00:10  2019-05-06T08:00
    3      A      M     2019-10-31T22:00  -                 the third: met
    4      D      M     2019-07-01T10:00  2019-07-02T12:00
    5      D      M     2019-08-01T10:00  2019-08-02T12:00
    6      D      A     2019-09-01T10:00  2019-09-02T12:00  away, not missing: two, not met
    7      B      M     2018-11-01T10:00  2018-11-01T12:00  one: counted, not met
    """,
)
