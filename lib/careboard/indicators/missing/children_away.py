from careboard.indicators import cases, example, indicator
from careboard.indicators.missing.children_missing import CARE, CHILDREN, SPELLS
from careboard.indicators.missing.spells import AWAY, children_with_spells


@indicator(
    title="Looked-after children who were away without leave",
    kind="share",
    good=None,
    unit="%",
    windows=("year", "financial_year"),
    variation=None,
    why="It is kept apart from missing: the place is known, the leave is not given.",
    owner="Missing from home service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (children missing)",
    departs=(
        "By age the Department counts incidents, at the age when each began; here each child counts once, "
        "at the age on the day of the last spell or else of the last day looked after."
    ),
)
def children_away(tables, first, last):
    """Of the children looked after at any time in the window, the share with a spell away without leave (A)
    that began in it while they were looked after. Missing spells (M) are counted apart. Each child counts
    once, in the area of the day of the last such spell, or else of the last day looked after in the window.
    """
    children = children_with_spells(tables, first, last, AWAY)
    return cases(children, on="on", met=children.spells > 0)


example(children_away, period="2019-10", counted=3, met=1, children=CHILDREN, care=CARE, missing=SPELLS)
