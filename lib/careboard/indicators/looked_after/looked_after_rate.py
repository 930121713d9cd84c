from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at
from careboard.indicators.looked_after.looked_after import CARE, CHILDREN


@indicator(
    title="Children looked after, rate",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("at_date",),
    variation=None,
    why="A rate lets areas of different size be compared; neither high nor low is good in itself.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="looked_after_rate",
    as_official=True,
)
def looked_after_rate(tables, on):
    """Children under 18 looked after on the date, per 10,000 children under 18. Short breaks (V3, V4) are
    left out.
    """
    return cases(looked_after_at(tables, on), on=on)


example(looked_after_rate, period="2019-10", counted=2, met=2, children=CHILDREN, care=CARE)
