import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.care_leavers.leavers import care_leavers_at
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE

MONTHS = 2


@indicator(
    title="Care leavers in contact in the last two months",
    brief="Care leavers in contact in two months",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A young adult who hears from the council can ask for help before things go wrong.",
    owner="Leaving care service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; not the same as 'in touch' in the national return",
)
def care_leavers_in_contact_2_months(tables, on):
    """Of all open care leavers, whatever their age, the share whose latest contact was in the two months to
    the date. Those who died are left out.
    """
    leavers = care_leavers_at(tables, on)
    leavers = leavers[leavers.in_touch != "DIED"]
    met = add_months(leavers.contact, MONTHS) >= pandas.Timestamp(on)
    why = pandas.Series("last contact longer ago", index=leavers.index).mask(
        leavers.contact.isna(), "no contact on record"
    )
    return cases(leavers, on=on, met=met, not_met=why.mask(met, pandas.NA))


example(
    care_leavers_in_contact_2_months,
    period="2019-10",
    counted=6,
    met=5,
    children=PEOPLE,
    care_leavers=LEAVERS,
)
