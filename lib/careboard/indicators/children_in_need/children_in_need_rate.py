from careboard.indicators import cases, example, indicator
from careboard.indicators.children_in_need.children_in_need import BORN, LEFT, OPEN
from careboard.indicators.children_in_need.need import in_need_at


@indicator(
    title="Children in need, rate",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("at_date",),
    variation=None,
    why="A rate lets areas of different size be compared; neither high nor low is good in itself.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="children_in_need_rate",
    as_official=True,
)
def children_in_need_rate(tables, on):
    """Children whose case is open to children's social care on the date, and care leavers who are still
    supported, per 10,000 children under 18. Unborn children, children on a protection plan and looked-after
    children are counted; a referral that ended in no further action is left out. A care leaver
    without a record of being in touch counts as supported, and a referral without a mark of no further action
    as one with further action.
    """
    return cases(in_need_at(tables, on), on=on)


example(
    children_in_need_rate,
    period="2019-10",
    counted=4,
    met=4,
    children=BORN,
    referrals=OPEN,
    care_leavers=LEFT,
)
