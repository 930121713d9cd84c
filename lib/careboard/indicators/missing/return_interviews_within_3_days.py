import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.missing.spells import interviewed_spells


@indicator(
    title="Return interviews completed within three days",
    brief="Return interviews within three days",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "year"),
    variation="p",
    why="A talk soon after coming back tells what the child ran from or to.",
    owner="Missing from home service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Statutory guidance on children who run away or go missing (2014): 72 hours; local measure",
)
def return_interviews_within_3_days(tables):
    """Of the missing episodes whose 72 hours after the return ended in the window, the share with an
    interview completed within those hours. Every child's episodes count, looked after or not. One count an
    episode. Children away without leave (A) are left
    out. An interview accepted but not held does not count. Where only dates are known, three days.
    """
    spells = interviewed_spells(tables)
    why = (
        pandas.Series("no interview offered", index=spells.index)
        .mask(spells.offered.notna(), "offered, not held")
        .mask(spells.completed > spells.due, "held later than three days")
    )
    met = spells.completed <= spells.due
    return cases(spells, on=spells.due.dt.normalize(), met=met, not_met=why.mask(met))


SPELLS = """
    spell  child  type  started     ended
    1      A      M     2019-10-01  2019-10-02T10:00
    2      B      M     2019-10-01  2019-10-02T10:00
    3      C      M     2019-10-27  2019-10-29T10:00  the 72 hours end in November: not counted
    4      D      A     2019-10-01  2019-10-02T10:00  away, not missing: not counted
    5      E      M     2019-09-27  2019-09-28T10:00  the 72 hours end on 1 October: counted, no interview
    6      F      M     2019-10-30  -                 not back yet: not counted
    7      G      M     2019-10-05  2019-10-06T09:00  offered and not held
    """
INTERVIEWS = """
    spell  offered           completed
    1      2019-10-03T09:00  2019-10-05T10:00  72 hours to the minute: in time
    2      2019-10-03T09:00  2019-10-05T10:01  a minute more: held, not in time
    7      2019-10-06T15:00  -
    """

example(
    return_interviews_within_3_days,
    period="2019-10",
    window="month",
    counted=4,
    met=1,
    missing=SPELLS,
    return_interviews=INTERVIEWS,
)
