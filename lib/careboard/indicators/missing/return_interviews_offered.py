import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.missing.return_interviews_within_3_days import INTERVIEWS, SPELLS
from careboard.indicators.missing.spells import interviewed_spells


@indicator(
    title="Return interviews offered",
    kind="share",
    good="high",
    unit="%",
    windows=("month", "year"),
    variation="p",
    why="Offering the talk is the first step, and the child may say no.",
    owner="Missing from home service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Statutory guidance on children who run away or go missing (2014); local measure",
)
def return_interviews_offered(tables):
    """Of the missing episodes whose 72 hours after the return ended in the window, the share after which an
    interview was offered, however late. Every child's episodes count, looked after or not, and an interview
    on whatever day, so that the figure of a past month can rise. Each episode counts once. Children away
    without leave (A) are left out. An interview accepted is not yet one held.
    """
    spells = interviewed_spells(tables)
    met = spells.offered.notna()
    why = pandas.Series("no interview offered", index=spells.index).mask(
        spells.offered.notna(), "offered, not held"
    )
    return cases(spells, on=spells.due.dt.normalize(), met=met, not_met=why.mask(met))


example(
    return_interviews_offered,
    period="2019-10",
    window="month",
    counted=4,
    met=3,
    missing=SPELLS,
    return_interviews=INTERVIEWS,
)
